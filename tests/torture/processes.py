"""Plain ``kill -9``: at real processes, which nothing was done to, whenever it comes.

A verb is killed at a random part of the time that it takes; a reader in a terminal as soon as its
screen shows the marks that were made by key.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from tests.commandline import program
from tests.pseudoterminal import isolated
from tests.reader import opened, reader
from tests.torture.inspection import AFTER, look
from tests.torture.runner import judged
from tests.torture.steps import Add, Export, Mark, give
from tests.torture.workloads import Workload
from tui.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

    from tests.torture.model import Model

_SHELF = Add((tuple(range(8)),))
_VERBS: tuple[Add | Mark | Export, ...] = (
    Add(((20, 21), (22, 23, 24))),
    Mark("tag:later", (0, 3, 4)),
    Export(),
)


class Processes:
    """Real processes in homes below a folder.

    Args:
        folder: what `Runner` works in: its own home is the one that is looked at.
        seed: of the moments.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder.resolve()
        self._home = Home.below(self._folder / "trial" / "carrel")
        self._dice = random.Random(seed)
        self._origin = self._folder / "origin-processes"
        self._model = self._built()
        self._takes: dict[str, float] = {}
        self.kills = 0
        self.wrong: list[str] = []

    def kill_verb(self, number: int) -> None:
        """Kill one of the verbs, by turns."""
        step = _VERBS[number % len(_VERBS)]
        command = program(*step.words(self._home))
        name = type(step).__name__
        if name not in self._takes:
            self._renew()
            began = time.monotonic()
            subprocess.run(command, env=self._environment, capture_output=True, check=True)
            self._takes[name] = time.monotonic() - began
        self._renew()
        process = subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self._takes[name] * self._dice.uniform(0.3, 1.1))
        process.kill()
        ended = process.wait()
        model = self._model
        if ended == 0:
            model = step.apply(model)
        else:
            self.kills += 1
        self._note(f"carrel {name.lower()}", judged(self._home, model, step if ended else None))

    def kill_reader(self) -> None:
        """Kill a reader right after its screen shows some marks."""
        self._renew()
        count = self._dice.randint(1, 5)
        with reader(self._home.data.parent.parent) as terminal:
            opened(terminal, len(self._model.papers))
            terminal.press(*"s" * count)
            terminal.wait_for(lambda seen: seen.text.count("★ Paper zq") == count + 1)
            shown = {line.partition("★ Paper zq")[2].partition("x")[0] for line in terminal.lines}
            os.kill(terminal._program.pid, signal.SIGKILL)
            terminal.wait_exit()
        self.kills += 1
        found, _ = look(self._home)
        starred = {str(number) for name, number, _ in found.marks if name == "star"}
        lost = shown - starred - {""}
        self._note("reader", [f"shown and lost: {sorted(lost)}"] if lost else [])
        self._note("reader", judged(self._home, found, None))

    @property
    def _environment(self) -> dict[str, str]:
        return isolated(self._home.data.parent.parent)

    def _note(self, what: str, wrong: list[str]) -> None:
        self.wrong += [f"{what}, killed: {each}" for each in wrong]

    def _built(self) -> Model:
        folder = self._home.data.parent.parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        workload = Workload("processes", (_SHELF, Mark("star", (7,)), Export()), _VERBS)
        model = workload.build(self._home)
        give(self._home, AFTER)
        os.rename(folder, self._origin)
        return model

    def _renew(self) -> None:
        folder = self._home.data.parent.parent
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._origin, folder)
