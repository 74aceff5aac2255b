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

    joined: frozenset[tuple[int, int]] = frozenset()
    """Papers that others went into, each with the one that is gone."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    aside: Marks = frozenset()
    """What each of two had before they were joined."""

    since: frozenset[tuple[str, int]] = frozenset()
    """Attributes and papers of which anything was decided since."""

    @property
    def seen(self) -> tuple[object, ...]:
        """All that can be seen from outside."""
        return self.papers, self.marks, self.joined, self.exported

    def one_for(self, number: int) -> int:
        """The paper that goes by a number: itself, or the one that it went into."""
        return next((kept for kept, gone in self.joined if gone == number), number)

    def adding(self, papers: frozenset[int]) -> Model:
        """With more papers."""
        return replace(self, papers=self.papers | set(map(self.one_for, papers)))

    def giving(self, given: Marks) -> Model:
        """With marks of which undo knows nothing, in place of those about the same."""
        return replace(self, marks=_over(self.marks, given))

    def joining(self, kept: int, gone: int, given: Marks) -> Model:
        """With one paper of two, which has what either had once some marks were given."""
        if self.one_for(gone) != gone:
            return self
        marks = self.giving(given).marks
        ours, theirs = _of(marks, kept), _of(marks, gone)
        both = _over(_over(_moved(theirs, kept), ours), _moved(given, kept))
        return replace(
            self,
            papers=self.papers - {gone},
            marks=marks - ours - theirs | both,
            joined=self.joined | {(kept, gone)},
            aside=self.aside | ours | theirs,
            since=frozenset(each for each in self.since if each[1] != kept),
        )

    def parting(self, kept: int, gone: int) -> Model:
        """With two papers again: each has what it had; the first, what was decided since."""
        if (kept, gone) not in self.joined:
            return self
        both = _of(self.marks, kept)
        ours = frozenset(mark for mark in both if mark[:2] in self.since)
        ours |= {mark for mark in _of(self.aside, kept) if mark[:2] not in self.since}
        theirs = _of(self.aside, gone)
        return replace(
            self,
            papers=self.papers | {gone},
            marks=self.marks - both | ours | theirs,
            joined=self.joined - {(kept, gone)},
            aside=self.aside - _of(self.aside, kept) - theirs,
        )

    def marking(self, word: str, papers: tuple[int, ...]) -> Model:
        """After a decision; what is so already is no part of it."""
        attribute, sets, text = decided(word)
        papers = tuple(map(self.one_for, papers))
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
        decided = {mark[:2] for mark in change.before | change.after}
        marks = self.marks - change.before | change.after
        return replace(self, marks=marks, since=self.since | decided)


def decided(word: str) -> tuple[str, bool, str]:
    """The attribute that a mark is about, whether it sets it, and the text that it gives."""
    verb, _, text = word.partition(":")
    if verb in _TEXTS:
        return verb, True, text
    if word.startswith("untag:"):
        return word.removeprefix("un"), False, ""
    return _POSITIVE.get(word, word), word not in _POSITIVE, ""


def _of(marks: Marks, paper: int) -> Marks:
    return frozenset(mark for mark in marks if mark[1] == paper)


def _moved(marks: Marks, paper: int) -> Marks:
    """The same about another paper."""
    return frozenset((name, paper, text) for name, _, text in marks)


def _over(marks: Marks, others: Marks) -> Marks:
    """Marks, with others in place of those about the same."""
    about = {mark[:2] for mark in others}
    return frozenset(mark for mark in marks if mark[:2] not in about) | others
