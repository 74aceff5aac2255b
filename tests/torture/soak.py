"""``make soak``: a long sitting at full speed over 50,000 papers, and what it costs.

The reader runs in a real terminal on a copy of the library that the benchmarks keep. Keys are sent
as fast as it takes them: after each stretch help is asked for, and once that is painted, all keys
before it were carried out. Memory, handles and threads are looked at then.

What counts is resident memory (RSS). It holds pages of mapped files too, which the system takes
back as it likes, so what is not mapped is told beside it. That may grow with the marks made, about
0.8 kB each, since undo keeps every step of the sitting.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.bench.contender import PATIENCE, Contender, settle
from tests.bench.corpus import Corpus
from tests.figures import record
from tests.torture.sitting import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pseudoterminal import PseudoTerminal

PAPERS = 50_000
_STRETCH = 60
"""Keys between two looks."""

_TYPED = 0.004
"""Seconds in which a key's repaint may come, before the next key is sent all the same."""

_WARM = 0.3
"""The share of the sitting in which caches fill."""

_FLAT = 1.10
_HELP = b"Keys"


@dataclass(frozen=True, slots=True)
class Look:
    """What the process had at one moment; memory in MB."""

    keys: int
    rss: float
    private: float
    handles: int
    threads: int

    @classmethod
    def at(cls, process: psutil.Process, keys: int) -> Look:
        """Look now."""
        memory = process.memory_info()
        shared = getattr(memory, "shared", 0)
        private = (memory.rss - shared) / 1e6
        return cls(keys, memory.rss / 1e6, private, process.num_fds(), process.num_threads())


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the end of the sitting compares with the end of its warming up."""

    before: Look
    after: Look

    @classmethod
    def of(cls, looks: Sequence[Look]) -> Verdict:
        """Compare medians of a tenth of the looks each."""
        tenth = max(1, len(looks) // 10)
        warm = int(len(looks) * _WARM)
        return cls(_median(looks[warm : warm + tenth]), _median(looks[-tenth:]))

    @property
    def growth(self) -> float:
        """Resident memory at the end, of that after warming up."""
        return self.after.rss / self.before.rss

    @property
    def is_flat(self) -> bool:
        """Whether nothing grew that may not."""
        return (
            self.growth <= _FLAT
            and self.after.handles <= self.before.handles
            and self.after.threads <= self.before.threads
        )

    def rows(self) -> dict[str, str]:
        """For the table of figures."""
        before, after = self.before, self.after
        return {
            "resident memory after warm-up → at the end": (
                f"{before.rss:.0f} → {after.rss:.0f} MB ({self.growth - 1:+.1%})"
            ),
            "of that not mapped files": f"{before.private:.0f} → {after.private:.0f} MB",
            "file handles": f"{before.handles} → {after.handles}",
            "threads": f"{before.threads} → {after.threads}",
        }


def _median(looks: Sequence[Look]) -> Look:
    def middle(name: str) -> float:
        return statistics.median([float(getattr(look, name)) for look in looks])

    rss, private = middle("rss"), middle("private")
    return Look(looks[-1].keys, rss, private, int(middle("handles")), int(middle("threads")))


class Sitting:
    """One reader in its terminal."""

    def __init__(self, terminal: PseudoTerminal) -> None:
        self._terminal = terminal
        self._process = psutil.Process(terminal.pid)
        self._keys = 0
        self.looks: list[Look] = []

    def go(self, keys: int, seed: int) -> None:
        """Press so many keys.

        Raises:
            RuntimeError: the reader ended, or no longer answers.
        """
        since = 0
        for phrase in phrases(seed):
            if phrase.size:
                self._terminal.resize(*phrase.size)
            for key in phrase.keys:
                self._press(key)
            since += len(phrase.keys)
            if since >= _STRETCH:
                self._catch_up()
                since = 0
            if self._keys >= keys:
                return

    def _press(self, key: bytes) -> None:
        self._terminal.send(key)
        self._terminal.read(_TYPED)
        self._keys += 1

    def _catch_up(self) -> None:
        """Wait until every key was carried out, and look."""
        for key in (b"f", b"l", b"0", b"?"):
            self._press(key)
        seen = b""
        deadline = time.monotonic() + PATIENCE
        while _HELP not in seen:
            data = self._terminal.read(deadline - time.monotonic())
            if not data:
                raise RuntimeError(f"no answer after {self._keys} keys: {seen[-1000:]!r}")
            seen = seen[-len(_HELP) :] + data
        self._press(b"?")
        self.looks.append(Look.at(self._process, self._keys))
        if sys.stderr.isatty():
            print(f"\r\x1b[K{self.looks[-1]}", end="", file=sys.stderr, flush=True)


def main() -> int:
    """Sit; 0 if nothing grows."""
    parser = argparse.ArgumentParser(prog="make soak", description="Replay a long sitting.")
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1986)
    parser.add_argument("--record", action="store_true", help="write the figures down")
    options = parser.parse_args()
    kept = Corpus.kept(PAPERS)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library"
        shutil.copytree(kept.folder, copy)
        contender = Contender.reader(replace(kept, folder=copy))
        with contender.start() as terminal:
            contender.wait(terminal)
            settle(terminal)
            sitting = Sitting(terminal)
            sitting.go(options.keys, options.seed)
    verdict = Verdict.of(sitting.looks)
    minutes = (time.monotonic() - began) / 60
    rows = {
        "keys replayed": f"{options.keys:,} over {kept.papers:,} papers, in {minutes:.0f} min",
        **verdict.rows(),
    }
    for look in sitting.looks[:: max(1, len(sitting.looks) // 20)]:
        print(look)
    for what, figure in rows.items():
        print(f"{what}: {figure}")
    if options.record:
        record("soak", rows)
    return 0 if verdict.is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
