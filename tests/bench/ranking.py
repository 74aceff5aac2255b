"""How good rankings are, and how long they take: papers like one, and papers for a reader.

Judged on five saved pages, each of which is a matter: two papers are related if they stand on one
page. Every choice in `index/vectors` and `index/recommending` was made elsewhere, on conference
papers that their authors gave subjects (`tests/README.md`); nothing here is tuned on.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.recommending.neighbours import nearest
from index.recommending.versions import versions
from tests.bench import ranking_rivals as rivals
from tests.bench.corpus import COLLECTION
from tests.bench.ranking_judged import PAGES, Judged, judged
from tests.bench.ranking_reader import for_reader
from tests.bench.ranking_speed import speed
from tests.bench.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from tests.bench.corpus import Corpus

AROUND = 20_000
BEST = 10


def measure(corpora: Sequence[Corpus], *, quick: bool) -> Iterator[Table]:
    """Judge neighbours and scores, and measure what they take."""
    if sorted(PAGES.glob("*.txt")):
        with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
            alone = judged(Path(folder) / "alone", 0)
            around = judged(Path(folder) / "around", AROUND) if COLLECTION.exists() else None
            yield _related(alone, around, quick=quick)
            yield from for_reader(alone, quick=quick)
    else:
        print(f"no saved pages at {PAGES.name}/: rankings are not judged", file=sys.stderr)
    yield speed(corpora[-1], quick=quick)


# Papers like one


def _related(alone: Judged, around: Judged | None, *, quick: bool) -> Table:
    table = Table(
        f"Papers like one: P@{BEST}, leaving one out, over all {len(alone.known)} of five pages",
        ("ranking", "alone", "by page", f"{AROUND:,} around", "by page"),
    )
    step = 10 if quick else 1
    figures: dict[str, list[str]] = {}
    for column, each in enumerate(filter(None, (alone, around))):
        rankings = rivals.neighbours(each.library, each.vectors)
        rankings["Carrel"] = partial(carrel_neighbours, each)
        for name, neighbours in rankings.items():
            print(f"  {name} ...", file=sys.stderr, flush=True)
            _fill(figures, name, column, _precisions(each, each.known[::step], neighbours))
        _fill(figures, "chance", column, _chances(each))
    for name, cells in figures.items():
        table.add(name, *cells)
    table.notes += [
        "goal: Carrel ≥ .40 alone and ≥ .25 with others around, and .05 above more_like_this alone",
        "two papers are related if they stand on one page; "
        + ("every paper is asked about" if step == 1 else f"every {step}th paper is asked about"),
        "by page: of the first ten of each paper of a page, those on that very page; the mean of "
        "the five pages, so that the one with half of the papers counts no more than another",
        "the goals were set by page: there tf-idf had .38 and chance .22",
    ]
    return table


def _fill(
    figures: dict[str, list[str]], name: str, column: int, means: tuple[float, float]
) -> None:
    cells = figures.setdefault(name, ["–"] * 4)
    cells[2 * column : 2 * column + 2] = [f"{mean:.3f}" for mean in means]


def _precisions(
    judged: Judged, queries: NDArray[np.int64], neighbours: Callable[[int], NDArray[np.int64]]
) -> tuple[float, float]:
    """The share of related papers among the first `BEST`: mean of papers, and of pages."""
    pages = judged.pages
    first = [neighbours(query)[:BEST] for query in queries.tolist()]
    related = [
        (pages[found] & pages[query]).any(axis=1).sum()
        for query, found in zip(queries.tolist(), first, strict=True)
    ]
    on_page = np.array([pages[found].sum(axis=0) for found in first])
    by_page = [on_page[pages[queries, page], page].mean() / BEST for page in range(pages.shape[1])]
    return float(np.mean(related)) / BEST, float(np.mean(by_page))


def _chances(judged: Judged) -> tuple[float, float]:
    """What a ranking by lot would get."""
    known = judged.pages[judged.known].astype(np.int64)
    others = len(judged.pages) - 1
    related = (known @ known.T > 0).sum(axis=1) - 1
    return float(related.mean()) / others, float(np.mean(known.sum(axis=0) - 1)) / others


def carrel_neighbours(judged: Judged, ordinal: int) -> NDArray[np.int64]:
    """What ``carrel related`` lists."""
    paper = judged.library.paper(ordinal)
    left_out = versions(judged.library.columns, paper, ordinal)
    return nearest(judged.vectors, ordinal, BEST, left_out).ordinals
