"""Marks against plain dictionaries: two machines, two processes on one of them, undo, restarts.

Each machine has a folder, and folder tools carry files from one to the other at any moment: whole
journals, a ``reading.toml`` that replaces the other or comes to lie beside it; what was taken in
may be deleted. Clocks jump and disagree. The dictionaries know for each paper and attribute the
latest decision that could have reached a machine, and that is what every reader there must show.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from index.marktable import LATER
from tests.tui.reading_cases import HandClock, Shelf, opened
from tui.reading.decision import FLAGS, attribute_of, checked_decision, is_positive, tag_of
from tui.reading.foreign import read_foreign

if TYPE_CHECKING:
    from tui.reading.action import Action
    from tui.reading.reading import Reading

PAPERS = ("a", "b", 'doi:10.1/\u00e9"\\')
SHELF = Shelf(*PAPERS)
VERBS = [
    *("read", "unread", "star", "unstar", "tag:x", "untag:x", "tag:y.z", "dismiss", "restore"),
    *("dismiss:weak", "dismiss:seen", "note:one", "note:two\nlines", "unnote", "notlater"),
    *("later:2026-03-20", "later:2026-03-01", "view:is:unread", "view:5: x", "unview"),
]
HOSTS = ("desk", "desk", "laptop")
"""The machine of each reader."""

Key: TypeAlias = tuple[str, str]
"""Attribute and paper."""
State: TypeAlias = tuple[bool, str]
"""Whether a paper has it, and with which text."""
Decisions: TypeAlias = dict[Key, tuple[datetime, bool, str]]
Step: TypeAlias = dict[Key, tuple[State, State]]
"""What stood before and after, of everything that one step changed."""
NEVER = (datetime.min, False, "")

who = st.integers(0, len(HOSTS) - 1)
verb_on_papers = st.tuples(
    st.sampled_from(VERBS), st.lists(st.sampled_from(PAPERS), min_size=1, max_size=4)
)


@dataclass
class Machine:
    """What the files of one machine hold, as dictionaries."""

    folder: Path
    clock: HandClock
    knows: Decisions = field(default_factory=dict)
    made: Decisions = field(default_factory=dict)
    """What its own journal says."""
    saved: Decisions = field(default_factory=dict)
    """What its ``reading.toml`` says."""
    kept: Decisions = field(default_factory=dict)
    """What its journals say, without its ``reading.toml``."""
    copies: dict[str, Decisions] = field(default_factory=dict)
    """What the second versions say that lie in its folder and were not taken in yet."""
    moments: set[datetime] = field(default_factory=set)
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def state(self, key: Key) -> State:
        return self.knows.get(key, NEVER)[1:]

    def hears(self, decisions: Decisions) -> None:
        join(self.knows, decisions)

    def decides(self, states: dict[Key, State]) -> None:
        """A record of its journal: later than everything it knows."""
        now, latest = self.clock.now, max((at for at, *_ in self.knows.values()), default=None)
        at = now if latest is None or now > latest else latest + timedelta(microseconds=1)
        self.moments.add(at)
        decided = {key: (at, *state) for key, state in states.items()}
        self.hears(decided)
        join(self.made, decided)
        join(self.kept, decided)

    def step_of(self, decisions: list[tuple[str, list[str]]]) -> Step:
        """What decisions would change."""
        wanted: dict[Key, State] = {}
        for text, ids in decisions:
            verb, value = checked_decision(text)
            for one in ids:
                wanted[attribute_of(verb), one] = (is_positive(verb), value)
        for (attribute, one), (has, _) in list(wanted.items()):
            if attribute == "later" and has:
                for besides in ("read", "dismiss"):
                    wanted.setdefault((besides, one), (False, ""))
        step = {}
        for key, after in wanted.items():
            before = self.state(key)
            keeps_reason = key[0] == "dismiss" and before[0] and after == (True, "")
            if before != after and not keeps_reason:
                step[key] = (before, after)
        return step

    def takes(self, steps: list[Step], *, undoing: bool) -> Step:
        """The part of the last step that may change, its step taken away; empty if none may."""
        for step in reversed(steps):
            part = {
                key: states
                for key, states in step.items()
                if self.state(key) == states[undoing]
                and self.knows.get(key, NEVER)[0] in self.moments
            }
            if part:
                steps.remove(step)
                return part
        return {}


def join(decisions: Decisions, others: Decisions) -> None:
    for key, decision in others.items():
        decisions[key] = max(decisions.get(key, decision), decision)


class Marking(RuleBasedStateMachine):
    """Two readers on one machine, one on another."""

    @initialize()
    def begin(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.machines = {
            host: Machine(Path(self.home.name) / host, HandClock()) for host in sorted({*HOSTS})
        }
        self.copies = 0
        self.readings = [self._opened(host) for host in HOSTS]
        self.tables = [reading.table(SHELF) for reading in self.readings]

    def teardown(self) -> None:
        self.home.cleanup()

    def _opened(self, host: str) -> Reading:
        machine = self.machines[host]
        return opened(machine.folder, host, machine.clock)

    # One reader

    @rule(who=who, decisions=st.lists(verb_on_papers, min_size=1, max_size=3))
    def mark(self, who: int, decisions: list[tuple[str, list[str]]]) -> None:
        machine = self.machines[HOSTS[who]]
        step = machine.step_of(decisions)
        if step:
            machine.done.append(step)
            machine.undone.clear()
            machine.decides({key: after for key, (_, after) in step.items()})
        if len(decisions) == 1:
            self._check(self.readings[who].mark(*decisions[0]), step)
        else:
            self._check(self.readings[who].mark_together(decisions), step)

    @rule(who=who)
    def undo(self, who: int) -> None:
        machine = self.machines[HOSTS[who]]
        step = machine.takes(machine.done, undoing=True)
        if step:
            machine.undone.append(step)
            machine.decides({key: before for key, (before, _) in step.items()})
        self._check(self.readings[who].undo(), step)

    @rule(who=who)
    def redo(self, who: int) -> None:
        machine = self.machines[HOSTS[who]]
        step = machine.takes(machine.undone, undoing=False)
        if step:
            machine.done.append(step)
            machine.decides({key: after for key, (_, after) in step.items()})
        self._check(self.readings[who].redo(), step)

    @rule(who=who)
    def restart(self, who: int) -> None:
        self.readings[who] = self._opened(HOSTS[who])
        self.tables[who] = self.readings[who].table(SHELF)

    @rule(who=who, lost=st.booleans())
    def save(self, who: int, lost: bool) -> None:
        """Then nothing depends on second versions, nor, as a rule, on the file itself."""
        machine = self.machines[HOSTS[who]]
        self.readings[who].save()
        if not (machine.folder / "reading.toml").exists():
            return
        machine.saved = dict(machine.knows)
        for name, decisions in machine.copies.items():
            join(machine.kept, decisions)
            (machine.folder / name).unlink()
        machine.copies.clear()
        # Only what came with the file of another machine is in no journal here.
        if lost and machine.kept == machine.knows:
            for name in ("reading.toml", "reading.toml.bak"):
                (machine.folder / name).unlink(missing_ok=True)
            machine.saved = {}

    @rule(who=who)
    def sync(self, who: int) -> None:
        self.readings[who].sync()
        assert self.readings[who].unsaved == 0

    @rule(host=st.sampled_from(HOSTS), seconds=st.sampled_from([-3600, -120, 1, 600]))
    def wait(self, host: str, seconds: int) -> None:
        self.machines[host].clock.wait(seconds)

    # Two machines

    @rule(to_desk=st.booleans(), as_copy=st.booleans())
    def a_journal_arrives(self, to_desk: bool, as_copy: bool) -> None:
        source, target = self._between(to_desk)
        stem = f"journal-{source.folder.name}"
        if as_copy:
            self._comes_to_lie_beside(source.folder / f"{stem}.toml", target, source.made)
        elif self._carried(source.folder / f"{stem}.toml", target.folder / f"{stem}.toml"):
            target.hears(source.made)
            join(target.kept, source.made)

    @rule()
    def everything_arrives(self) -> None:
        for to_desk in (False, True):
            self.a_journal_arrives(to_desk=to_desk, as_copy=False)

    @rule(to_desk=st.booleans(), as_copy=st.booleans())
    def a_reading_toml_arrives(self, to_desk: bool, as_copy: bool) -> None:
        source, target = self._between(to_desk)
        path = source.folder / "reading.toml"
        if as_copy:
            self._comes_to_lie_beside(path, target, source.saved)
        elif not target.copies and self._carried(path, target.folder / "reading.toml"):
            target.knows = dict(target.kept)
            target.hears(source.saved)
            target.saved = dict(source.saved)

    @rule(who=who, of_desk=st.booleans(), journal=st.booleans())
    def merge(self, who: int, of_desk: bool, journal: bool) -> None:
        """By hand, a file of the other machine, or of this one."""
        source, target = self.machines["desk" if of_desk else "laptop"], self.machines[HOSTS[who]]
        name = f"journal-{source.folder.name}.toml" if journal else "reading.toml"
        if not (source.folder / name).exists():
            return
        foreign = read_foreign(source.folder / name)
        heard = source.made if journal else source.saved
        news = {
            key: at
            for key, at in heard.items()
            if journal or key not in target.knows or at > target.knows[key]
        }
        target.hears(heard)
        join(target.kept, news)
        self.readings[who].merge([foreign])
        assert self.readings[who].merge([foreign]).records == 0

    def _between(self, to_desk: bool) -> tuple[Machine, Machine]:
        desk, laptop = self.machines["desk"], self.machines["laptop"]
        return (laptop, desk) if to_desk else (desk, laptop)

    def _spelling(self) -> str:
        self.copies += 1
        return (f" ({self.copies})", f".sync-conflict-20260301-{self.copies}")[self.copies % 2]

    def _comes_to_lie_beside(self, path: Path, target: Machine, says: Decisions) -> None:
        name = f"{path.stem}{self._spelling()}.toml"
        if self._carried(path, target.folder / name):
            target.hears(says)
            target.copies[name] = dict(says)

    @staticmethod
    def _carried(source: Path, target: Path) -> bool:
        if not source.exists():
            return False
        target.parent.mkdir(exist_ok=True)
        part = target.with_name(".part")
        part.write_bytes(source.read_bytes())
        os.replace(part, target)
        return True

    # What everyone sees

    @invariant()
    def everyone_sees_all_that_could_arrive(self) -> None:
        for host, reading, table in zip(HOSTS, self.readings, self.tables, strict=True):
            reading.poll()
            assert all("second version" in problem.message for problem in reading.problems)
            machine = self.machines[host]
            views = {key[1]: machine.state(key) for key in machine.knows if key[0] == "view"}
            assert reading.views() == {name: text for name, (has, text) in views.items() if has}
            for ordinal, paper_id in enumerate(PAPERS):
                states = {key[0]: machine.state(key) for key in machine.knows if key[1] == paper_id}
                has = {attribute for attribute, state in states.items() if state[0]}
                flags = sum(flag for attribute, flag in FLAGS.items() if attribute in has)
                later = states.get("later", (False, ""))[1]
                assert reading.state(paper_id) == flags
                assert table.flags[ordinal] == flags | (LATER if later > "2026-03-14" else 0)
                tags = {tag for attribute in has if (tag := tag_of(attribute))}
                assert set(reading.tags(paper_id)) == tags
                assert {tag for tag, papers in table.tags.items() if ordinal in papers} == tags
                for attribute, answer in (("note", reading.note), ("dismiss", reading.reason)):
                    assert answer(paper_id) == states.get(attribute, (False, ""))[1]
                assert reading.later(paper_id) == later
                assert table.notes.get(ordinal, "") == reading.note(paper_id)

    @staticmethod
    def _check(action: Action | None, step: Step) -> None:
        changes = action.changes if action else ()
        done = {
            (attribute_of(change.verb), one): (change.before(place), change.after)
            for change in changes
            for place, one in enumerate(change.ids)
        }
        assert done == step


TestMarking = Marking.TestCase
TestMarking.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
