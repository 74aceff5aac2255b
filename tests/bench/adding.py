"""How fast papers go in: into log and columns, then into the full-text index.

`measure` runs this very module in processes of its own, so that what a library needs of memory
and processor time can be told from what the benchmarks do.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import records
from tests.bench.table import Table, median, ratio
from tests.pseudoterminal import isolated
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.library import Library
    from index.paper import Paper
    from tests.bench.corpus import Corpus

QUICK_PAPERS = 5_000
STOCK_PAPERS = 10_000
QUICK_STOCK_PAPERS = 1_000
MORE = 50
ROUNDS = 5
MODULE = "tests.bench.adding"
PARTS = {"columns": "log and columns", "again": "the same file again", "index": "full-text index"}


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Fill an empty library, once; what it takes is long enough to be steady."""
    corpus = corpora[-1]
    papers = min(QUICK_PAPERS, corpus.papers) if quick else corpus.papers
    stock_papers = min(QUICK_STOCK_PAPERS if quick else STOCK_PAPERS, corpus.papers)
    figures = in_own_process(MODULE, "fill", records(papers))
    stock = in_own_process(
        MODULE, "stock", corpus.home.papers, str(corpus.home.cache), str(stock_papers)
    )["index"]

    table = Table(
        f"Adding {papers:,} papers ({corpus.origin})",
        ("part", "papers", "s", "CPU s", "papers a CPU second", "peak MB"),
    )
    for part, name in PARTS.items():
        _add(table, name, papers, figures[part])
    both = {key: figures["columns"][key] + figures["index"][key] for key in ("elapsed", "cpu")}
    _add(table, "from file to searchable", papers, both | {"peak": figures["index"]["peak"]})
    _add(table, "stock Whoosh's full-text index", stock_papers, stock)
    share = (papers / figures["index"]["cpu"]) / (stock_papers / stock["cpu"])
    table.notes += [
        f"goal: the full-text index ≥ 5 × stock Whoosh in papers a CPU second; it is {share:.2f} ×",
        "goal: peak ≤ 700 MB",
        "stock Whoosh is handed papers that are read already; Carrel reads its log",
    ]
    return [table, _growing(papers, figures)]


def _add(table: Table, name: str, papers: int, each: dict[str, float]) -> None:
    table.add(name, papers, each["elapsed"], each["cpu"], papers / each["cpu"], each["peak"])


def _growing(papers: int, figures: dict[str, dict[str, float]]) -> Table:
    table = Table(
        f"{MORE} papers more, from file to searchable, median of {ROUNDS}",
        ("into", "s", "full text, s", "CPU s", "ratio", "slowest, s"),
    )
    alone = figures["few"]["elapsed"]
    for part, into in (("few", f"{MORE:,} papers"), ("more", f"{papers:,} papers")):
        each = figures[part]
        share = ratio(each["elapsed"], alone)
        table.add(into, each["elapsed"], each["index"], each["cpu"], share, each["slowest"])
    whole = figures["columns"]["elapsed"] + figures["index"]["elapsed"]
    share = ratio(figures["more"]["elapsed"], whole)
    table.notes.append(f"all {papers:,} at once took {whole:.1f} s; {MORE} more take {share} that")
    return table


def in_own_process(module: str, what: str, *arguments: str | Path) -> dict[str, dict[str, float]]:
    """Call a function of a bench in a process of its own, in an empty home; its figures."""
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
        command = (sys.executable, "-m", module, what, *map(str, arguments))
        done = subprocess.run(
            command, env=isolated(Path(folder)), check=True, stdout=subprocess.PIPE, text=True
        )
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def fill(home: Home, path: str) -> dict[str, dict[str, float]]:
    """Add a file to an empty home; seconds, CPU seconds and peak MB of each part."""
    from index.adding import Input
    from index.library import Library

    library = Library(home.papers, home.cache)
    given = [Input(Path(path))]
    figures = {
        "columns": timed(lambda: library.add(given)),
        "again": timed(lambda: library.add(given)),
        "index": timed(library.catch_up),
    }
    papers = [library.paper(ordinal) for ordinal in range(MORE)]
    small = Home.below(home.data.parent / "small")
    few = Library(small.papers, small.cache)
    _grow(few, papers, "base", 1)
    figures["few"] = _grow(few, papers, "few", ROUNDS)
    figures["more"] = _grow(library, papers, "more", ROUNDS)
    return figures


def _grow(library: Library, papers: Sequence[Paper], name: str, rounds: int) -> dict[str, float]:
    """Add some papers under new ids, again and again; medians, and the longest."""
    from index.adding import Input
    from tests.bench.tiled import copy, write

    times: list[dict[str, float]] = []
    for again in range(rounds):
        path = library.log.folder / "more.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        numbered = enumerate(papers, again * len(papers))
        write((copy(paper, number, name) for number, paper in numbered), path)

        added = timed(partial(library.add, [Input(path)]))
        indexed = timed(library.catch_up)
        both = {key: added[key] + indexed[key] for key in ("elapsed", "cpu")}
        times.append(both | {"index": indexed["elapsed"]})
        path.unlink()
    figures = {key: median([each[key] for each in times]) for key in times[0]}
    return figures | {"slowest": max(each["elapsed"] for each in times)}


def stock(home: Home, papers: str, cache: str, count: str) -> dict[str, dict[str, float]]:
    """Index the first papers of a library with Whoosh alone."""
    from index.library import Library
    from tests.bench.engine_whoosh import build

    library = Library(Path(papers), Path(cache))
    read = list(map(library.paper, islice(range(len(library)), int(count))))
    folder = home.cache
    folder.mkdir(parents=True)
    return {"index": timed(lambda: build(read, folder))}


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds and CPU seconds that something takes, and the peak of memory in MB up to then."""
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
    own_home = Home.find(os.environ)
    what, *arguments = sys.argv[1:]
    print(json.dumps((fill if what == "fill" else stock)(own_home, *arguments)))
