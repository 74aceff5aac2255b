"""Marks against a plain dictionary, with two processes on one folder, restarts and undo."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.tui.reading_cases import HandClock, Shelf, opened
from tui.reading.decision import FLAGS, attribute_of, is_positive, opposite, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.reading.action import Action

PAPERS = ("a", "b", "c", 'doi:10.1/\u00e9"\\')
SHELF = Shelf(*PAPERS)
VERBS = ["read", "unread", "star", "unstar", "dismiss", "restore", "tag:x", "untag:x", "tag:y.z"]
who = st.integers(0, 1)

Step = tuple[str, tuple[str, ...]]


class Marking(RuleBasedStateMachine):
    """Two readers on one machine; the dictionary is told what each of them does."""

    @initialize()
    def begin(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name)
        self.clock = HandClock()
        self.readings = [opened(self.folder, clock=self.clock) for _ in range(2)]
        self.tables = [reading.table(SHELF) for reading in self.readings]
        self.has: dict[str, set[str]] = {paper_id: set() for paper_id in PAPERS}
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def teardown(self) -> None:
        self.home.cleanup()

    @rule(who=who, verb=st.sampled_from(VERBS), ids=st.lists(st.sampled_from(PAPERS), min_size=1))
    def mark(self, who: int, verb: str, ids: list[str]) -> None:
        changed = self._decide(verb, ids)
        step = (verb, changed) if changed else None
        if step:
            self.done.append(step)
            self.undone.clear()
        self._check(self.readings[who].mark(verb, ids), step)

    @rule(who=who)
    def undo(self, who: int) -> None:
        step = self.done.pop() if self.done else None
        if step:
            self.undone.append(step)
            self._decide(opposite(step[0]), step[1])
        self._check(self.readings[who].undo(), step)

    @rule(who=who)
    def redo(self, who: int) -> None:
        step = self.undone.pop() if self.undone else None
        if step:
            self.done.append(step)
            self._decide(*step)
        self._check(self.readings[who].redo(), step)

    @rule(who=who, seconds=st.sampled_from([-3600, 1]))
    def restart(self, who: int, seconds: int) -> None:
        self.clock.wait(seconds)
        self.readings[who] = opened(self.folder, clock=self.clock)
        self.tables[who] = self.readings[who].table(SHELF)

    @rule(who=who)
    def save(self, who: int) -> None:
        self.readings[who].save()

    @invariant()
    def everyone_sees_the_same(self) -> None:
        for reading, table in zip(self.readings, self.tables, strict=True):
            reading.poll()
            assert not reading.problems
            for ordinal, paper_id in enumerate(PAPERS):
                has = self.has[paper_id]
                flags = sum(flag for attribute, flag in FLAGS.items() if attribute in has)
                assert reading.state(paper_id) == flags == table.flags[ordinal]
                tags = {tag for attribute in has if (tag := tag_of(attribute))}
                assert set(reading.tags(paper_id)) == tags
                assert {tag for tag, papers in table.tags.items() if ordinal in papers} == tags

    def _decide(self, verb: str, ids: Sequence[str]) -> tuple[str, ...]:
        attribute, wanted = attribute_of(verb), is_positive(verb)
        changed = [one for one in dict.fromkeys(ids) if (attribute in self.has[one]) != wanted]
        for paper_id in changed:
            self.has[paper_id] ^= {attribute}
        return tuple(changed)

    @staticmethod
    def _check(action: Action | None, step: Step | None) -> None:
        assert (None if action is None else (action.verb, action.ids)) == step


TestMarking = Marking.TestCase
TestMarking.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
