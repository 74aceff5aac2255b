"""Something that was done with marks: what `Reading` hands back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """A mark that was made, undone or redone."""

    verb: str
    """The mark: ``star``, ``tag:later``. Of an undo it is the verb that was undone."""

    ids: tuple[str, ...]
    """The papers that changed, one at least; those that were so already are not among them."""
