"""A fresh process: until the first result is there, and what it has in memory after searching.

`measure` runs this very module in a process of its own. Opening another library first brings in
every module that opening and searching need, whatever they are, so that the second is timed
without imports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.table import Table, median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Corpus
    from tests.bench.engine import Question

ROUNDS = 7
QUICK_ROUNDS = 3
FIRST = "planning"


def measure(corpora: Sequence[Corpus], questions: Sequence[Question], *, quick: bool) -> Table:
    """Start processes that open the largest library and search it."""
    small, large = corpora[0], corpora[-1]
    asked = [(question.text, question.typed) for question in questions]
    runs = [_run([small, large], asked) for _ in range(QUICK_ROUNDS if quick else ROUNDS)]
    bare = [_run([large], []) for _ in runs]
    table = Table(
        f"A process of its own, {large.papers:,} papers, median of {len(runs)}",
        ("what", "", "goal"),
    )
    table.add("open and first result, after imports, ms", _median(runs, "first"), "≤ 60")
    table.add("the same with all that is imported for it, ms", _median(bare, "first"), "")
    table.add(f"resident after {len(asked)} queries, MB", _median(runs, "resident"), "≤ 150")
    table.add("of that its own, not mapped files, MB", _median(runs, "own"), "")
    table.add("resident after the first result, MB", _median(bare, "resident"), "")
    return table


def _median(runs: Sequence[dict[str, float]], name: str) -> float:
    return median([run[name] for run in runs])


def _run(corpora: Sequence[Corpus], asked: list[tuple[str, bool]]) -> dict[str, float]:
    folders = [str(corpus.folder) for corpus in corpora]
    done = subprocess.run(
        (sys.executable, "-m", "tests.bench.opening", *folders),
        env=corpora[-1].environment,
        input=json.dumps(asked),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def search(folders: Sequence[Path], asked: Sequence[tuple[str, bool]]) -> dict[str, float]:
    """Open library after library; how long the last one took, and what searching it leaves."""
    for folder in folders:
        began = time.perf_counter()
        from index.library import Library
        from index.marktable import MarkTable
        from index.query.query import Query
        from tui.paths import Home

        home = Home.below(folder / "carrel")
        library = Library(home.papers, home.cache)
        marks = MarkTable.empty(len(library))
        library.search(Query.parse(FIRST), marks).row(0)
        first = (time.perf_counter() - began) * 1e3

    from tests.bench.engine_carrel import show
    from tui.astyped import as_typed

    for text, typed in asked:
        results = library.search(as_typed(text) if typed else Query.parse(text), marks)
        library.facets(results, marks)
        show(results)
    return {"first": first, **_memory()}


def _memory() -> dict[str, float]:
    """MB that are resident now, and those of them that are not pages of files."""
    import psutil

    memory = psutil.Process(os.getpid()).memory_info()
    mapped = getattr(memory, "shared", 0)  # only Linux tells
    return {"resident": memory.rss / 1e6, "own": (memory.rss - mapped) / 1e6}


if __name__ == "__main__":
    print(json.dumps(search([Path(each) for each in sys.argv[1:]], json.load(sys.stdin))))
