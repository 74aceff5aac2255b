"""One process's share of `make torture`.

Every process draws the same trials from the same seed and carries out each so-manyth of them. What
a fault layer puts in cannot be taken out again, so each share has a process of its own.
"""

from __future__ import annotations

import os
import random
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.faults import Fault
from tests.torture.hosts import Hosts
from tests.torture.processes import Processes
from tests.torture.runner import Runner, Tally, Trial, trials
from tests.torture.workloads import Workload, workloads

if TYPE_CHECKING:
    import argparse

KILLS = [fault for fault in Fault if fault.kills]
ERRORS = [fault for fault in Fault if not fault.kills]
_MEMORY = Path("/dev/shm")
"""Trials copy small files by the thousand; nothing has to survive them."""


@dataclass(frozen=True, slots=True)
class Share:
    """What came of one process's share of the trials."""

    boundaries: int
    tally: Tally
    processes: int = 0
    wrong: tuple[str, ...] = ()
    """What the real processes left wrong."""


def carry_out(options: argparse.Namespace, part: int) -> Share:
    """Try what falls to one process of `options.jobs`; the first also kills real ones."""
    disk = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        runner = Runner(Path(folder))
        with Hosts() as hosts:
            boundaries = _try_all(runner, options, part, hosts)
        if part:
            return Share(boundaries, runner.tally)
        processes = Processes(Path(folder), options.seed)
        for number in range(options.processes):
            processes.kill_verb(number)
        for _ in range(options.readers):
            processes.kill_reader()
        return Share(boundaries, runner.tally, processes.kills, tuple(processes.wrong))


def _try_all(runner: Runner, options: argparse.Namespace, part: int, hosts: Hosts) -> int:
    """Carry out a share of what was asked for; how many boundaries there were to choose from."""
    dice = random.Random(options.seed)
    jobs = max(1, options.jobs)
    quota = (options.kills + jobs - 1 - part) // jobs
    boundaries = 0
    errors_left = options.errors
    for seed in count(options.seed):
        known = {workload: runner.boundaries(workload) for workload in workloads(seed, hosts)}
        boundaries += sum(map(len, known.values()))
        chosen = _drawn(dice, known, KILLS, options.kills)[part::jobs]
        chosen = chosen[: quota - runner.tally.kills]
        if errors_left:
            chosen += _drawn(dice, known, ERRORS, errors_left)[part::jobs]
            errors_left = 0
        for trial in chosen:
            runner.carry_out(trial)
        if runner.tally.kills >= quota:
            return boundaries
    raise AssertionError


def _drawn(
    dice: random.Random, known: dict[Workload, list[str]], faults: list[Fault], number: int
) -> list[Trial]:
    """So many trials (all, if negative), spread over the workloads."""
    every = [trials(workload, passed, faults) for workload, passed in known.items()]
    for some in every:
        dice.shuffle(some)
    by_turns = [
        some[place] for place in range(max(map(len, every))) for some in every if place < len(some)
    ]
    return by_turns if number < 0 else by_turns[:number]
