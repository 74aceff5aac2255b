"""How long a query takes, from its text to papers in order."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from index.library import Library
from index.marktable import READ, STARRED, MarkTable
from index.query.query import Query
from tests.bench.table import Table, median, percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Corpus

ROUNDS = 20
QUICK_ROUNDS = 5
QUERIES = (
    "",
    "planning",
    "graph neural network",
    "learning model data",
    '"neural network"',
    "diff*",
    "title:attention -image",
    "robust OR reinforcement",
    "is:unread language",
    "is:starred",
    "the",
)

COLD_ROUNDS = 5
COLD_QUERY = """
import time
began = time.perf_counter()
import os
from index.library import Library
from index.marktable import MarkTable
from index.query.query import Query
from tui.paths import Home
home = Home.find(os.environ)
library = Library(home.papers, home.cache)
library.search(Query.parse("planning"), MarkTable.empty(len(library)))
print(time.perf_counter() - began)
"""


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Ask each question again and again, in turn, of the largest library."""
    corpus = corpora[-1]
    library = Library(corpus.home.papers, corpus.home.cache)
    marks = _some_marks(len(library))
    rounds = QUICK_ROUNDS if quick else ROUNDS
    times: dict[str, list[float]] = {text: [] for text in QUERIES}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for text in QUERIES:
            began = time.perf_counter()
            found[text] = library.search(Query.parse(text), marks).total
            times[text].append((time.perf_counter() - began) * 1e3)

    table = Table(
        f"A search, {corpus.papers:,} papers, {rounds} times each",
        ("query", "found", "first ms", "p50 ms", "p95 ms"),
    )
    for text, values in times.items():
        shown = text or "(every paper)"
        table.add(shown, f"{found[text]:,}", values[0], median(values), percentile(values, 95))
    table.notes.append(f"the first query of a process, with all it loads: {_cold(corpus):.0f} ms")
    return [table]


def _cold(corpus: Corpus) -> float:
    """Milliseconds of a query in a process that has done nothing yet, after Python's start."""
    times = []
    for _ in range(COLD_ROUNDS):
        command = (sys.executable, "-c", COLD_QUERY)
        done = subprocess.run(
            command, env=corpus.environment, check=True, capture_output=True, text=True
        )
        times.append(float(done.stdout) * 1e3)
    return median(times)


def _some_marks(papers: int) -> MarkTable:
    """The marks of somebody who has read every third paper and starred every fiftieth."""
    marks = MarkTable.empty(papers)
    for ordinal in range(0, papers, 3):
        marks.flags[ordinal] |= READ
    for ordinal in range(0, papers, 50):
        marks.flags[ordinal] |= STARRED
    return marks
