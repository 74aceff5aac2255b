"""One trial after the other: a copy of a home, a child in which something goes wrong, a look.

The parent has everything loaded and forks, so that a trial costs some tens of milliseconds. The
child tells through a pipe how each step ended; what it did not tell was under way when it died.
What is found then must be the model after the steps told, or after the one under way as well.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, NoReturn, cast

from tests.torture.faults import Fault, FaultLayer, Plan
from tests.torture.fetching import Fetch, picture
from tests.torture.inspection import AFTER, again, difference, differs, look, use
from tests.torture.power import Volatile
from tests.torture.steps import HOST, Redo, Undo, give
from tests.torture.workloads import Workload, small_limits
from tui.paths import Home
from tui.verbnames import VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.torture.model import Model
    from tests.torture.steps import Step


class Trial(NamedTuple):
    """What is tried."""

    workload: Workload
    plan: Plan

    def __str__(self) -> str:
        return f"{self.workload.name}, {self.plan.fault.value} at {self.plan.moment}"


@dataclass(slots=True)
class Tally:
    """What came of all trials."""

    counts: Counter[Fault] = field(default_factory=Counter)
    """Of those that came to their boundary."""

    failed: int = 0
    """Steps that an error ended, as they should."""

    shrugged: int = 0
    """Errors in spite of which a step did its work."""

    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """Processes killed."""
        return sum(count for fault, count in self.counts.items() if fault.kills)

    @property
    def errors(self) -> int:
        """Processes that met an error."""
        return sum(count for fault, count in self.counts.items() if not fault.kills)


class Runner:
    """Makes homes and tries what may go wrong in them; one in a process.

    Args:
        folder: an empty one, for everything.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._origins: dict[Workload, Model] = {}
        self._pictures: dict[Workload, dict[str, object]] = {}
        self._home = self._folder / "trial" / "carrel"
        self._layer = FaultLayer(self._home)
        self.tally = Tally()
        sys.dont_write_bytecode = True
        for name in VERBS:
            import_module(f"tui.verbs.{name}")
        os.environ["CARREL_HOME"] = str(self._home)
        os.environ["CARREL_HOST"] = HOST
        self._layer.install()
        small_limits()

    def boundaries(self, workload: Workload) -> list[str]:
        """What a workload passes when nothing goes wrong; also loads all that it needs."""
        model = self._fresh(workload)
        told = self._in_child(workload, None)
        passed = cast("list[str]", told.pop()["boundaries"])
        assert all(not outcome["code"] for outcome in told), told
        for step in workload.steps:
            model = step.apply(model)
        found, wrong = look(Home.below(self._home))
        assert not wrong, wrong
        assert not differs(model, found), difference(model, found)
        self._pictures[workload] = _pictured(workload, Home.below(self._home))
        wrong = list(use(Home.below(self._home), found))
        assert not wrong, wrong
        gc.collect()
        gc.freeze()  # what is loaded is looked through by no child
        return passed

    def carry_out(self, trial: Trial) -> None:
        """Try it, and note what came of it."""
        model = self._fresh(trial.workload)
        told = self._in_child(trial.workload, trial.plan)
        over = bool(told) and "boundaries" in told[-1]
        if over and trial.plan.moment > len(cast("list[str]", told[-1]["boundaries"])):
            return  # it had ended before
        self.tally.counts[trial.plan.fault] += 1
        try:
            wrong = list(self._judged(trial, model, told))
        except Exception:
            wrong = [traceback.format_exc()]
        self.tally.wrong += [f"{trial}: {each}" for each in wrong]

    def _judged(self, trial: Trial, model: Model, told: list[dict[str, object]]) -> list[str]:
        wrong = []
        done = 0
        for step, end in zip(trial.workload.steps, told, strict=False):
            if "crash" in end:
                return [str(end["crash"])]
            if end["code"]:
                self.tally.failed += 1
                wrong += _unclear(trial.plan, str(end["talk"]))
                break
            model = step.apply(model)
            done += 1
        under_way = trial.workload.steps[done] if done < len(trial.workload.steps) else None
        if under_way is None and not trial.plan.fault.kills:
            self.tally.shrugged += 1
        home = Home.below(self._home)
        wrong += judged(home, model, under_way, self._pictures[trial.workload])
        return wrong

    def _fresh(self, workload: Workload) -> Model:
        """The home of a workload, in place of the one of the trial before; what it holds."""
        origin = self._folder / f"origin-{len(self._origins)}"
        if workload not in self._origins:
            shutil.rmtree(self._home.parent, ignore_errors=True)
            self._home.parent.mkdir()
            self._origins[workload] = workload.build(Home.below(self._home))
            give(Home.below(self._home), AFTER)
            os.rename(self._home.parent, origin)
        origin = self._folder / f"origin-{list(self._origins).index(workload)}"
        shutil.rmtree(self._home.parent, ignore_errors=True)
        shutil.copytree(origin, self._home.parent)
        (self._home.parent / "stash").mkdir()
        return self._origins[workload]

    def _in_child(self, workload: Workload, plan: Plan | None) -> list[dict[str, object]]:
        """Do the steps in a child; what it told until it ended, one object a step."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self._be_the_child(workload, plan, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            told = [json.loads(line) for line in stream.read().splitlines()]
        os.waitpid(child, 0)
        return told

    def _be_the_child(self, workload: Workload, plan: Plan | None, writing: int) -> NoReturn:
        def tell(value: dict[str, object]) -> None:
            self._layer.raw_write(writing, json.dumps(value).encode() + b"\n")

        try:
            volatile = Volatile(self._home, self._home.parent / "stash")
            power = plan is not None and plan.fault in (Fault.POWER, Fault.POWER_NAMES_KEPT)
            self._layer.arm(plan, volatile if power else None)
            for step in workload.steps:
                outcome = step.run(Home.below(self._home))
                tell({"code": outcome.code, "talk": outcome.talk})
                if outcome.code:
                    break
            self._layer.disarm()
            tell({"boundaries": self._layer.boundaries})
        except BaseException:
            tell({"crash": traceback.format_exc()})
        os._exit(0)


def _pictured(workload: Workload, home: Home) -> dict[str, object]:
    """What fetching came to, where that is what a workload does."""
    return picture(home) if isinstance(workload.steps[-1], Fetch) else {}


def judged(
    home: Home, model: Model, under_way: Step | None, pictured: dict[str, object] | None = None
) -> list[str]:
    """What is wrong with a home in which something went wrong; the home is used on the way.

    Args:
        home: as it was left.
        model: what was acknowledged.
        under_way: what was not: it may be there, whole, or not.
        pictured: what fetching must have come to at the end, if that was done.
    """
    found, wrong = look(home)
    if differs(model, found):
        whole = under_way is not None and not differs(under_way.apply(model), found)
        if not whole and not (under_way is not None and under_way.partly(model, found)):
            wrong.append(f"acknowledged: {difference(model, found)}")
    if under_way is not None and not isinstance(under_way, Undo | Redo) and not wrong:
        wrong += again(home, under_way)
        found = under_way.apply(model)
    if pictured and not wrong and (seen := picture(home)) != pictured:
        odd = [name for name in seen | pictured if seen.get(name) != pictured.get(name)]
        wrong += [f"{name} is {seen.get(name)}, not {pictured.get(name)}" for name in odd]
    return wrong or list(use(home, found))


def _unclear(plan: Plan, talk: str) -> list[str]:
    """What is wrong with how an error was told."""
    lines = [line for line in talk.splitlines() if line.startswith("carrel: ")]
    if "Traceback" in talk or not lines or not plan.reason:
        return [f"told as {talk!r}"]
    if not any(plan.reason in line for line in lines):
        return [f"the reason {plan.reason!r} is not told: {talk!r}"]
    if not any(os.sep in line for line in lines):
        return [f"no file is named: {talk!r}"]
    return []


def trials(workload: Workload, boundaries: Sequence[str], faults: Sequence[Fault]) -> list[Trial]:
    """Every boundary with every fault that can happen at it."""
    return [
        Trial(workload, Plan(fault, moment))
        for fault in faults
        for moment, event in enumerate(boundaries, 1)
        if fault is not Fault.TORN or event == "write"
    ]
