"""A library far larger than any collection: the papers of a corpus again and again, under new ids.

Built in batches, each through Carrel's own JSON Lines, and kept in `.bench/`. Being stopped costs
one batch: what the library holds already is not added again.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from index.adding import Input
from index.library import Library
from index.record import to_record
from tests.bench import keystrokes
from tests.bench.corpus import KEPT
from tests.bench.engine_carrel import CarrelEngine
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.paper import Paper
    from tests.bench.corpus import Corpus
    from tests.bench.table import Table

BATCH_PAPERS = 50_000
GOAL = 100
"""Milliseconds that 99 of 100 keystrokes may take."""


def measure(corpus: Corpus, papers: int, *, quick: bool) -> Table:
    """Type into a library of that many papers, building it first."""
    engine = CarrelEngine(built(corpus, papers), papers)
    times = keystrokes.carrel_times(engine, quick=quick)
    goals = dict.fromkeys(times, (0, GOAL))
    table = keystrokes.table(papers, times, {}, goals)
    table.notes.append(f"{corpus.papers:,} papers repeated: {corpus.origin}")
    return table


def built(corpus: Corpus, papers: int) -> Home:
    """The home with that many papers, going on where an earlier run was stopped."""
    kind = corpus.folder.name.partition("-")[0]
    folder = KEPT / f"{kind}-tiled-{papers}"
    folder.mkdir(parents=True, exist_ok=True)
    home = Home.below(folder / "carrel")
    library = Library(home.papers, home.cache)
    if len(library) < papers:
        originals = list(corpus.all_papers())
    while (there := len(library)) < papers:
        print(f"Building {KEPT.name}/{folder.name}: {there:,} ...", file=sys.stderr, flush=True)
        end = min(there + BATCH_PAPERS, papers)
        batch = folder / "batch.jsonl"
        write(islice(tiles(originals, there), end - there), batch)
        report = library.add([Input(batch, "tiled")])
        batch.unlink()
        if len(library) != end:
            raise RuntimeError(f"{end - there:,} papers went in as {report.added:,}")
    print(f"Indexing {KEPT.name}/{folder.name} ...", file=sys.stderr, flush=True)
    library.catch_up()
    return home


def tiles(papers: Sequence[Paper], start: int) -> Iterator[Paper]:
    """Copies without end, from the number `start` on; the same ones wherever it starts."""
    first = start % len(papers)
    kept = islice(cycle(papers), first, None)
    return (copy(paper, number) for number, paper in enumerate(kept, start))


def copy(paper: Paper, number: int, name: str = "tile") -> Paper:
    """The same paper as another one: nothing it is known by is kept but its text."""
    return replace(
        paper, id=f"{name}:{number}", aliases=(f"title:{name}-{number}",), links=(), added=""
    )


def write(papers: Iterable[Paper], path: Path) -> None:
    """Write papers as Carrel's JSON Lines."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(
            json.dumps(to_record(paper), ensure_ascii=False) + "\n" for paper in papers
        )
