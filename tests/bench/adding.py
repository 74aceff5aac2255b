"""How fast papers go in: into log and columns, then into the full-text index.

`measure` runs this very module in a process of its own, so that what a library needs of memory
and processor time can be told from what the benchmarks do.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import records
from tests.bench.table import Table
from tests.pseudoterminal import isolated
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.corpus import Corpus

QUICK_PAPERS = 5_000
PARTS = {"columns": "log and columns", "again": "the same file again", "index": "full-text index"}


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Fill an empty library, once; what it takes is long enough to be steady."""
    corpus = corpora[-1]
    papers = min(QUICK_PAPERS, corpus.papers) if quick else corpus.papers
    path = records(papers)
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
        command = (sys.executable, "-m", "tests.bench.adding", str(path))
        done = subprocess.run(
            command, env=isolated(Path(folder)), check=True, capture_output=True, text=True
        )
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)

    table = Table(
        f"Adding {papers:,} papers ({corpus.origin})",
        ("part", "papers", "s", "CPU s", "papers a CPU second", "peak MB"),
    )
    for part, name in PARTS.items():
        each = figures[part]
        rate = papers / each["cpu"]
        table.add(name, papers, each["elapsed"], each["cpu"], rate, each["peak"])
    both = {key: figures["columns"][key] + figures["index"][key] for key in ("elapsed", "cpu")}
    peak = figures["index"]["peak"]
    rate = papers / both["cpu"]
    table.add("from file to searchable", papers, both["elapsed"], both["cpu"], rate, peak)
    return [table]


def fill(path: Path, home: Home) -> dict[str, dict[str, float]]:
    """Add a file to an empty home; seconds, CPU seconds and peak MB of each part."""
    from index.adding import Input
    from index.library import Library

    library = Library(home.papers, home.cache)
    return {
        "columns": _timed(lambda: library.add([Input(path)])),
        "again": _timed(lambda: library.add([Input(path)])),
        "index": _timed(library.catch_up),
    }


def _timed(work: Callable[[], object]) -> dict[str, float]:
    cpu, began = _cpu(), time.perf_counter()
    work()
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {"elapsed": time.perf_counter() - began, "cpu": _cpu() - cpu, "peak": peak}


def _cpu() -> float:
    """Seconds of processor time, of this process and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    import os

    print(json.dumps(fill(Path(sys.argv[1]), Home.find(os.environ))))
