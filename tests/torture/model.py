"""What ought to be there, in a few lines of sets: papers by number, marks, undo, an export.

Nothing of the program is used here, so that it cannot be wrong in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Marks = frozenset[tuple[str, int]]
"""Attribute (``star``, ``tag:later``) and the paper that has it."""

_POSITIVE = {"unread": "read", "unstar": "star", "restore": "dismiss"}


@dataclass(frozen=True, slots=True)
class Change:
    """One step of undo: what it set or cleared, on the papers that changed."""

    attribute: str
    sets: bool
    papers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A home, as far as its owner cares."""

    papers: frozenset[int] = frozenset()
    marks: Marks = frozenset()
    exported: frozenset[int] | None = None
    """The papers in the exported file; None while there is none."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def adding(self, papers: frozenset[int]) -> Model:
        """With more papers."""
        return replace(self, papers=self.papers | papers)

    def marking(self, verb: str, papers: tuple[int, ...]) -> Model:
        """After a decision; what is so already is no part of it."""
        attribute, sets = attribute_of(verb)
        changing = tuple(
            one for one in dict.fromkeys(papers) if ((attribute, one) in self.marks) != sets
        )
        if not changing:
            return self
        change = Change(attribute, sets, changing)
        return replace(self._with(change, sets), done=(*self.done, change), undone=())

    def merging(self, attribute: str, papers: tuple[int, ...]) -> Model:
        """With what another machine set; undo knows nothing of it."""
        return replace(self, marks=self.marks | {(attribute, one) for one in papers})

    def undoing(self) -> Model:
        """With the last change taken back."""
        if not self.done:
            return self
        change = self.done[-1]
        undone = (*self.undone, change)
        return replace(self._with(change, not change.sets), done=self.done[:-1], undone=undone)

    def redoing(self) -> Model:
        """With the change done once more that was taken back last."""
        if not self.undone:
            return self
        change = self.undone[-1]
        done = (*self.done, change)
        return replace(self._with(change, change.sets), done=done, undone=self.undone[:-1])

    def exporting(self) -> Model:
        """With the starred papers in the exported file."""
        return replace(self, exported=frozenset(one for name, one in self.marks if name == "star"))

    def _with(self, change: Change, sets: bool) -> Model:
        pairs = {(change.attribute, one) for one in change.papers}
        return replace(self, marks=self.marks | pairs if sets else self.marks - pairs)


def attribute_of(verb: str) -> tuple[str, bool]:
    """The attribute that a verb decides, and whether it sets it."""
    if verb.startswith("untag:"):
        return verb.removeprefix("un"), False
    return _POSITIVE.get(verb, verb), verb not in _POSITIVE
