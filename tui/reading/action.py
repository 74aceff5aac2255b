"""What was done with marks: one decision about papers, and a step made of one or more of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Change(NamedTuple):
    """A decision: a verb applied to papers."""

    verb: str
    """``star``, ``tag:later``."""

    ids: tuple[str, ...]
    """The papers it changed, one at least, and no others."""


@dataclass(frozen=True, slots=True)
class Action:
    """A mark that was made, undone or redone: one step, whatever it changed."""

    verb: str
    """The mark: ``star``, ``tag:later``. Of an undo it is the verb that was undone."""

    ids: tuple[str, ...]
    """The papers that changed, one at least; those that were so already are not among them."""

    also: tuple[Change, ...] = ()
    """What else belongs to the step: the other tags of a line of tags."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything the step did."""
        return (Change(self.verb, self.ids), *self.also)
