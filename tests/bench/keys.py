"""How long a key takes: `down` beside a small library, then every key of triage."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.bench import triage
from tests.bench.contender import Contender, settle
from tests.bench.keypress import press
from tests.bench.table import Table, median, percentile, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Corpus

PRESSES = 200
QUICK_PRESSES = 40
DOWN = b"\x1b[B"


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Press by turns in readers that run side by side, list and detail shown."""
    presses = QUICK_PRESSES if quick else PRESSES
    times: dict[int, list[float]] = {corpus.papers: [] for corpus in corpora}
    sizes: dict[int, list[float]] = {corpus.papers: [] for corpus in corpora}
    with contextlib.ExitStack() as stack:
        running = []
        for corpus in corpora:
            contender = Contender.reader(corpus)
            terminal = contender.start()
            stack.callback(terminal.kill)
            contender.wait(terminal)
            running.append((corpus.papers, terminal))
        for _, terminal in running:
            settle(terminal)
        for _ in range(presses):
            for papers, terminal in running:
                repaint = press(terminal, DOWN)
                times[papers].append(repaint.elapsed)
                sizes[papers].append(repaint.written)

    table = Table(
        f"Key `down` to the last byte, list and detail shown, 120 × 40, {presses} presses",
        ("library", "p50 ms", "p95 ms", "max ms", "bytes a press", "p50 ratio"),
    )
    floor = median(times[corpora[0].papers])
    for papers, values in times.items():
        p50 = median(values)
        table.add(
            f"carrel, {papers:,} papers",
            p50,
            percentile(values, 95),
            max(values),
            median(sizes[papers]),
            ratio(p50, floor),
        )
    table.notes.append("goals: p50 ≤ 10 ms and p95 ≤ 20 ms at the larger, ≤ 1.2 × the smaller")
    return [table, triage.measure(corpora[-1], quick=quick)]
