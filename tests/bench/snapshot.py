"""How arXiv's snapshot goes in: a made-up one of 200,000 records, streamed, then once more.

`measure` runs this very module in a process of its own, whose peak of memory is what counts: it
has to stay where it is however long the file gets.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.adding import in_own_process, timed
from tests.bench.corpus import KEPT
from tests.bench.invented import invented_papers
from tests.bench.table import Table
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.corpus import Corpus

PAPERS = 200_000
QUICK_PAPERS = 20_000
MODULE = "tests.bench.snapshot"


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Add the same snapshot twice to an empty library."""
    papers = QUICK_PAPERS if quick else PAPERS
    path = _snapshot(papers)
    figures = in_own_process(MODULE, "fill", path)
    table = Table(
        f"arXiv's snapshot, {papers:,} made-up records, {path.stat().st_size / 1e6:,.0f} MB packed",
        ("part", "s", "CPU s", "records a CPU second", "peak MB"),
    )
    for part in ("the first time", "the same file again"):
        each = figures[part]
        table.add(part, each["elapsed"], each["cpu"], papers / each["cpu"], each["peak"])
    table.notes.append("goal: peak ≤ 300 MB")
    return [table]


def _snapshot(papers: int) -> Path:
    path = KEPT / f"snapshot-{papers}.json.gz"
    if not path.exists():
        KEPT.mkdir(exist_ok=True)
        partial = path.with_suffix(".partial")
        with gzip.open(partial, "wt", encoding="utf-8", compresslevel=1) as stream:
            stream.writelines(_records(papers))
        partial.replace(path)
    return path


def _records(papers: int) -> Iterator[str]:
    """Made-up papers in the shape of the snapshot."""
    chance = random.Random(1991)
    for number, line in enumerate(invented_papers(papers)):
        given = json.loads(line)
        month = number * 240 // papers  # twenty years of months, in order
        code = f"{7 + month // 12:02}{1 + month % 12:02}"
        width = 5 if month >= 96 else 4
        serial = number % (papers // 240 + 1)
        names = [name.split(" ") for name in given["author"].split(";")]
        versions = [
            {"version": f"v{one}", "created": f"Mon, 2 Apr {2007 + month // 12} 19:18:42 GMT"}
            for one in range(1, 1 + chance.randint(1, 3))
        ]
        record = {
            "id": f"{code}.{serial + 1:0{width}}",
            "submitter": given["author"].split(";")[0],
            "authors": given["author"].replace(";", ", "),
            "title": given["title"],
            "comments": "12 pages, 3 figures",
            "journal-ref": None,
            "doi": f"10.1000/made.{number}" if chance.random() < 0.4 else None,
            "categories": "cs.LG stat.ML",
            "abstract": f"  {given['abstract']}\n",
            "versions": versions,
            "update_date": "2024-03-14",
            "authors_parsed": [[family, first, ""] for first, family in names],
        }
        yield json.dumps(record) + "\n"


def fill(home: Home, path: str) -> dict[str, dict[str, float]]:
    """Add a file to an empty home, twice."""
    from index.adding import Input
    from index.library import Library

    library = Library(home.papers, home.cache)
    given = [Input(Path(path))]
    return {
        "the first time": timed(lambda: library.add(given)),
        "the same file again": timed(lambda: library.add(given)),
    }


if __name__ == "__main__":
    print(json.dumps(fill(Home.find(os.environ), sys.argv[2])))
