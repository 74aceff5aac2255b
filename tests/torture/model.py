"""What ought to be there, in a few lines of sets: papers by number, marks, undo, an export.

Nothing of the program is used here, so that it cannot be wrong in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Mark = tuple[str, int, str]
"""Attribute (``star``, ``tag:later``, ``note``), the paper that has it, and the text with it."""

Marks = frozenset[Mark]

_POSITIVE = {
    "unread": "read",
    "unstar": "star",
    "restore": "dismiss",
    "notlater": "later",
    "unnote": "note",
}
_TEXTS = ("dismiss", "later", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """One step of undo: the marks that it took away, and those that it gave."""

    before: Marks
    after: Marks


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

    def marking(self, word: str, papers: tuple[int, ...]) -> Model:
        """After a decision; what is so already is no part of it."""
        attribute, sets, text = decided(word)
        wanted = {(attribute, one): (sets, text) for one in papers}
        if attribute == "later" and sets:  # what is put off comes back unread
            wanted |= {(name, one): (False, "") for name in ("read", "dismiss") for one in papers}
        stands = {(name, one): there for name, one, there in self.marks}
        before, after = set(), set()
        for (name, one), (given, said) in wanted.items():
            there = stands.get((name, one))
            if not given and there is not None:
                before.add((name, one, there))
            elif given and (there is None or said not in ("", there)):
                before |= set() if there is None else {(name, one, there)}
                after.add((name, one, said))
        if not before and not after:
            return self
        change = Change(frozenset(before), frozenset(after))
        return replace(self._with(change), done=(*self.done, change), undone=())

    def merging(self, attribute: str, papers: tuple[int, ...]) -> Model:
        """With what another machine set; undo knows nothing of it."""
        return replace(self, marks=self.marks | {(attribute, one, "") for one in papers})

    def undoing(self) -> Model:
        """With the last change taken back."""
        if not self.done:
            return self
        change = self.done[-1]
        undone = (*self.undone, change)
        back = self._with(Change(change.after, change.before))
        return replace(back, done=self.done[:-1], undone=undone)

    def redoing(self) -> Model:
        """With the change done once more that was taken back last."""
        if not self.undone:
            return self
        change = self.undone[-1]
        return replace(self._with(change), done=(*self.done, change), undone=self.undone[:-1])

    def exporting(self) -> Model:
        """With the starred papers in the exported file."""
        starred = frozenset(one for name, one, _ in self.marks if name == "star")
        return replace(self, exported=starred)

    def _with(self, change: Change) -> Model:
        return replace(self, marks=self.marks - change.before | change.after)


def decided(word: str) -> tuple[str, bool, str]:
    """The attribute that a mark is about, whether it sets it, and the text that it gives."""
    verb, _, text = word.partition(":")
    if verb in _TEXTS:
        return verb, True, text
    if word.startswith("untag:"):
        return word.removeprefix("un"), False, ""
    return _POSITIVE.get(word, word), word not in _POSITIVE, ""
