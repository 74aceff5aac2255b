"""What is done while something goes wrong: homes, and the steps taken in them.

Small on purpose: a workload has a few hundred boundaries, and each of them is tried.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fulltext import merging
from tests.torture.fetching import Fetch
from tests.torture.hosts import CONFIG, FRIDAY, SATURDAY
from tests.torture.joining import Join, Split
from tests.torture.model import Model
from tests.torture.steps import (
    Add,
    Export,
    Index,
    Mark,
    Merge,
    Note,
    Redo,
    Save,
    Step,
    Undo,
    exported,
    give,
    paper,
)
from tui.reading import reading

if TYPE_CHECKING:
    from tests.torture.hosts import Hosts
    from tui.paths import Home

_VERBS = (
    *"read unread star unstar dismiss restore tag:later untag:later tag:é/2".split(),
    *"dismiss:weak dismiss:seen later:2030-01-02 later:2031-03-04 notlater".split(),
)
_TWO: tuple[Step, ...] = (
    Mark("star", (1, 3)),
    Mark("tag:a", (1,)),
    Note("Of one.", (1,)),
    Mark("dismiss:weak", (2,)),
    Mark("tag:b", (2, 5)),
    Mark("star", (2,)),
    Mark("unstar", (2,)),
    Note("Of two.", (2,)),
)
"""Marks of two papers; of a star and a note each has decided otherwise than the other."""

_JOINED: tuple[Step, ...] = (
    Join(1, 2, frozenset({("star", 2, ""), ("note", 2, "Of one.\n\nOf two.")})),
    Mark("tag:c", (2, 4)),
    Export(),
    Add(((2, 9),)),
    Mark("unstar", (1,)),
    Undo(),
    Mark("unstar", (2,)),
    Save(),
    Split(1, 2, (2, 3)),
    Add(((1, 2, 3),)),
)
_NOTES = ("One line.", 'Two\nlines, "quoted" \\ and é', "")


@dataclass(frozen=True, slots=True)
class Workload:
    """A home as it is found, and what is done in it."""

    name: str
    before: tuple[Step, ...]
    """What led to the home; nothing goes wrong there."""

    steps: tuple[Step, ...]
    unindexed: tuple[int, ...] = field(default=())
    """Papers that are in the log only, so that indexing has something to do."""

    def build(self, home: Home) -> Model:
        """Make the home; what it holds then."""
        from index.library import Library

        exported(home).parent.mkdir(parents=True)
        model = Model()
        for step in (*self.before, *self.steps):
            if isinstance(step, Add):
                give(home, step)
            elif isinstance(step, Merge | Fetch):
                step.prepare(home)
        for step in self.before:
            outcome = step.run(home)
            assert outcome.code == 0, outcome
            model = step.apply(model)
        if self.unindexed:
            library = Library(home.papers, home.cache)
            library.log.append(map(paper, self.unindexed))
            library.open_columns()
        return model.adding(frozenset(self.unindexed))


def workloads(seed: int, hosts: Hosts) -> tuple[Workload, ...]:
    """One of each kind; another seed marks other papers, and asks feeds, in another order."""
    dice = random.Random(seed)
    shelf = Add((tuple(range(6)),))
    order = dice.sample(list(CONFIG), len(CONFIG))
    fetches = [Fetch(hosts.at(moment), moment, tuple(order)) for moment in (FRIDAY, SATURDAY)]
    return (
        Workload("first", (), (Add(((0, 1), (2,))), Mark("star", (1,)), Export())),
        Workload("add", (shelf,), (Add(((6, 7), (1, 8), (9,))), Add(((9, 10, 11),)))),
        Workload("mark", (shelf, Mark("star", (0, 1))), _marks(dice, 7)),
        Workload("undo", (shelf, Mark("star", (0, 1))), _undone(dice)),
        Workload("texts", (shelf, Note("First.", (0, 1, 2))), _texts(dice)),
        Workload("compaction", (shelf, *_marks(dice, 4)), (*_marks(dice, 3), Save())),
        Workload(
            "export",
            (shelf, Mark("star", (0, 1)), Export()),
            (Mark("star", (dice.randrange(2, 6),)), Export(), Mark("unstar", (0,)), Export()),
        ),
        Workload("merge", (shelf, *_marks(dice, 2)), (Merge((4, 5)), Mark("tag:m", (4,)), Save())),
        Workload("join", (shelf, *_TWO), _JOINED),
        Workload("first fetch", (shelf, Mark("star", (0, 1))), (fetches[0],)),
        Workload(
            "later fetch",
            (shelf, fetches[0], Mark("star", (20, 22)), Mark("dismiss", (21,))),
            (fetches[1],),
        ),
        Workload("index", (shelf,), (Index(2),), unindexed=tuple(range(6, 14))),
    )


def small_limits() -> None:
    """Make compaction and merging frequent, in this process."""
    vars(reading)["SAVE_AFTER"] = 600
    vars(merging).update(MOST_SEGMENTS=3, _KEPT_SEGMENTS=1)


def _marks(dice: random.Random, count: int) -> tuple[Step, ...]:
    return tuple(
        Mark(dice.choice(_VERBS), tuple(dice.sample(range(6), dice.randint(1, 6))))
        for _ in range(count)
    )


def _texts(dice: random.Random) -> tuple[Step, ...]:
    notes = [Note(text, tuple(dice.sample(range(6), 3))) for text in _NOTES]
    dismissed = Mark("dismiss:weak", (0, 1, 2)), Mark("dismiss:seen", (1, 2, 3)), Undo()
    later = Mark("later:2030-01-02", (2, 4)), Mark("restore", (0, 1)), Undo(), Redo()
    return (*notes, Undo(), Undo(), *dismissed, Save(), *later, Undo(), Undo())


def _undone(dice: random.Random) -> tuple[Step, ...]:
    first, second, third = _marks(dice, 3)
    return (first, second, Undo(), Undo(), Redo(), Undo(), Redo(), third, Undo(), Save(), Redo())
