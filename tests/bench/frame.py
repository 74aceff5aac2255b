"""How long until the first rows are on the screen, beside the smallest Textual program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.bench.contender import Contender
from tests.bench.table import Table, median, ratio
from tests.bench.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Corpus

ROUNDS = 15
QUICK_ROUNDS = 3


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Start every program in turn, again and again, so that all see the same machine."""
    floor = Contender.hello(corpora[0])
    contenders = [Contender.bare(corpora[0]), floor, *map(Contender.reader, corpora)]
    for contender in contenders:
        start(contender)  # Compiles what is not yet compiled, and warms the disk's cache.
    rounds = QUICK_ROUNDS if quick else ROUNDS
    measured: dict[str, list[tuple[float, Usage]]] = {each.name: [] for each in contenders}
    for _ in range(rounds):
        for contender in contenders:
            measured[contender.name].append(start(contender))

    table = Table(
        f"First painted frame with its text, 120 × 40, median of {rounds}",
        ("program", "ms", "ratio", "CPU ms", "ratio", "peak MB", "ratio"),
    )
    base = [median(values) for values in _columns(measured[floor.name])]
    for name, runs in measured.items():
        cells: list[str | float] = []
        for values, low in zip(_columns(runs), base, strict=True):
            cells += [median(values), ratio(median(values), low)]
        table.add(name, *cells)
    table.notes.append("goals: ms ≤ 1.35 × and peak MB ≤ 1.5 × hello-world, at either size")
    table.notes += [f"{corpus.papers:,} papers: {corpus.origin}" for corpus in corpora]
    return [table]


def start(contender: Contender) -> tuple[float, Usage]:
    """Milliseconds from the start of a program to its text, and what it had used by then."""
    began = time.perf_counter()
    terminal = contender.start()
    try:
        contender.wait(terminal)
        elapsed = (time.perf_counter() - began) * 1e3
        return elapsed, Usage.of(terminal.pid)
    finally:
        terminal.kill()


def _columns(runs: list[tuple[float, Usage]]) -> tuple[list[float], list[float], list[float]]:
    return (
        [elapsed for elapsed, _ in runs],
        [usage.cpu for _, usage in runs],
        [usage.peak for _, usage in runs],
    )
