"""What was done with marks: one decision about papers, and a step made of one or more of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.reading.decision import is_positive, opposite

if TYPE_CHECKING:
    from collections.abc import Sequence


class Change(NamedTuple):
    """A decision: a verb applied to papers, or to views by their names."""

    verb: str
    """``star``, ``tag:later``, ``note``."""

    ids: tuple[str, ...]
    """The papers it changed, one at least, and no others."""

    value: str = ""
    """The text it gave them all: a note, a day, a reason; ``""`` where the verb says all."""

    was: tuple[str, ...] = ()
    """The text that each of `ids` had before. Empty: of a verb that gives, that they did not have
    the attribute at all; of one that takes away, that they had it without a text."""

    def before(self, place: int) -> tuple[bool, str]:
        """Whether the paper at that place of `ids` had the attribute, and with which text."""
        if self.was:
            return True, self.was[place]
        return not is_positive(self.verb), ""

    @property
    def after(self) -> tuple[bool, str]:
        """Whether the papers have the attribute now, and with which text."""
        return is_positive(self.verb), self.value

    def among(self, places: Sequence[int]) -> Change:
        """The same decision about some of its papers only."""
        ids = tuple(self.ids[place] for place in places)
        return self._replace(ids=ids, was=tuple(self.was[place] for place in places if self.was))

    def inverse(self) -> tuple[Change, ...]:
        """What takes it back: a decision for each text that stood before."""
        if is_positive(self.verb) and not self.was:
            was = (self.value,) * len(self.ids) if self.value else ()
            return (Change(opposite(self.verb), self.ids, "", was),)
        gives = self.verb if is_positive(self.verb) else opposite(self.verb)
        groups: dict[str, list[str]] = {}
        for place, paper_id in enumerate(self.ids):
            groups.setdefault(self.before(place)[1], []).append(paper_id)
        replaces = is_positive(self.verb)
        return tuple(
            Change(gives, tuple(ids), text, (self.value,) * len(ids) if replaces else ())
            for text, ids in groups.items()
        )


@dataclass(frozen=True, slots=True)
class Action:
    """A mark that was made, undone or redone: one step, whatever it changed."""

    verb: str
    """The mark: ``star``, ``tag:later``. Of an undo it is the verb that was undone."""

    ids: tuple[str, ...]
    """The papers that changed, one at least; those that were so already are not among them."""

    also: tuple[Change, ...] = ()
    """What else belongs to the step: the other tags of a line of tags."""

    value: str = ""
    """The text that the papers were given, if the verb gives one."""

    was: tuple[str, ...] = ()
    """What they had before, as `Change.was` has it."""

    @classmethod
    def of(cls, changes: Sequence[Change]) -> Action:
        """The step made of these decisions, one at least."""
        first, *also = changes
        return cls(first.verb, first.ids, tuple(also), first.value, first.was)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything the step did."""
        return (Change(self.verb, self.ids, self.value, self.was), *self.also)
