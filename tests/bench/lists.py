"""Moving in lists that ranking made, beside moving in the whole list; and what opens them."""

from __future__ import annotations

import contextlib
import time
from itertools import islice
from typing import TYPE_CHECKING

from tests.bench.contender import Contender, settle
from tests.bench.keypress import press
from tests.bench.keys import DOWN
from tests.bench.table import Table, median, percentile, ratio
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.corpus import Corpus
    from tests.pseudoterminal import PseudoTerminal

ROUNDS, QUICK_ROUNDS = 12, 4
PRESSES = 10
"""In a list, before the next list is shown."""

STARS = 10

SILENCE = 0.3
"""Seconds without a byte after which a list is there, with all that is told of it."""

LISTS = {"every paper": "0", "papers like one": "m", "for you": "4"}
"""What each list is shown by."""


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Press by turns in three lists of one reader, on the larger library."""
    corpus = corpora[-1]
    moves: dict[str, list[float]] = {name: [] for name in LISTS}
    shows: dict[str, list[float]] = {name: [] for name in LISTS}
    reading = Reading.open(corpus.home.journals, "bench")
    stars = tuple(paper.id for paper in islice(corpus.all_papers(step=997), STARS))
    reading.mark("star", stars)
    try:
        with _running(corpus) as terminal:
            for _ in range(QUICK_ROUNDS if quick else ROUNDS):
                for name, key in LISTS.items():
                    shows[name].append(_shown(terminal, key))
                    moves[name] += [press(terminal, DOWN).elapsed for _ in range(PRESSES)]
    finally:
        reading.mark("unstar", stars)
    table = Table(
        f"Lists in the reader, {corpus.papers:,} papers, {STARS} stars, 120 × 40",
        ("list", "`down` p50 ms", "p95 ms", "ratio", "key to list p50 ms"),
    )
    floor = median(moves["every paper"])
    for name, values in moves.items():
        p50 = median(values)
        table.add(name, p50, percentile(values, 95), ratio(p50, floor), median(shows[name]))
    table.notes.append("goal: `down` ≤ 10 ms p50 in each list")
    return [table]


@contextlib.contextmanager
def _running(corpus: Corpus) -> Iterator[PseudoTerminal]:
    contender = Contender.reader(corpus)
    terminal = contender.start()
    try:
        contender.wait(terminal)
        settle(terminal)
        for key in (*LISTS.values(), *LISTS.values()):  # what ranking needs is loaded
            terminal.send(key.encode())
            settle(terminal)
        yield terminal
    finally:
        terminal.kill()


def _shown(terminal: PseudoTerminal, key: str) -> float:
    """Show a list from its top; milliseconds to the last byte of it."""
    began = last = time.perf_counter()
    terminal.send(key.encode())
    while terminal.read(SILENCE):
        last = time.perf_counter()
    return (last - began) * 1e3
