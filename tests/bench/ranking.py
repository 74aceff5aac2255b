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
from tests.bench import ranking_rivals as rivals
from tests.bench.corpus import COLLECTION
from tests.bench.ranking_judged import PAGES, Judged, judged, judged_among
from tests.bench.ranking_reader import for_reader
from tests.bench.ranking_speed import speed
from tests.bench.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from tests.bench.corpus import Corpus

AROUND = 20_000
DRAWS = 5
"""How often it is drawn by lot which papers are around."""

ALL_AROUND = 50_000
"""Papers that these are drawn from."""

BEST = 10


def measure(corpora: Sequence[Corpus], *, quick: bool) -> Iterator[Table]:
    """Judge neighbours and scores, and measure what they take."""
    if sorted(PAGES.glob("*.txt")):
        with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
            alone = judged(Path(folder) / "alone")
            yield _related(alone, Path(folder), quick=quick)
            yield from for_reader(alone, quick=quick)
    else:
        print(f"no saved pages at {PAGES.name}/: rankings are not judged", file=sys.stderr)
    yield speed(corpora[-1], quick=quick)


# Papers like one


def _related(alone: Judged, folder: Path, *, quick: bool) -> Table:
    table = Table(
        f"Papers like one: P@{BEST}, leaving one out, over all {len(alone.known)} of five pages",
        ("ranking", "alone", "by page", f"{AROUND:,} around", "by page", "from", "to"),
    )
    step = 10 if quick else 1
    draws = 0 if not COLLECTION.exists() else 2 if quick else DRAWS
    by_lot: dict[str, list[tuple[float, float]]] = {}
    for among in judged_among(folder / "around", ALL_AROUND, AROUND, draws) if draws else ():
        for name, means in _figures(among, step).items():
            by_lot.setdefault(name, []).append(means)
    for name, means in _figures(alone, step).items():
        table.add(name, *map(_share, means), *_over_draws(by_lot.get(name, [])))
    table.notes += [
        "goal: Carrel ≥ .40 alone and ≥ .25 with others around, and .05 above more_like_this alone",
        "two papers are related if they stand on one page; "
        + ("every paper is asked about" if step == 1 else f"every {step}th paper is asked about"),
        "by page: of the first ten of each paper of a page, those on that very page; the mean of "
        "the five pages, so that the one with half of the papers counts no more than another",
        "the goals were set by page: there tf-idf had .38, and chance .222 and .006",
        f"around: others drawn by lot {draws} times; the mean, and the least and the most by page",
    ]
    return table


def _figures(judged: Judged, step: int) -> dict[str, tuple[float, float]]:
    """What each ranking has by paper and by page, every so many papers asked about."""
    rankings = rivals.neighbours(judged)
    rankings["Carrel"] = partial(carrel_neighbours, judged)
    figures = {}
    for name, neighbours in rankings.items():
        print(f"  {name}, {len(judged.ordinals):,} papers ...", file=sys.stderr, flush=True)
        figures[name] = _precisions(judged, judged.known[::step], neighbours)
    return {**figures, "chance": _chances(judged)}


def _over_draws(draws: list[tuple[float, float]]) -> list[str]:
    """Means by paper and by page, and from where to where the latter reach."""
    if not draws:
        return ["–"] * 4
    by_paper, by_page = zip(*draws, strict=True)
    figures = (np.mean(by_paper), np.mean(by_page), min(by_page), max(by_page))
    return [_share(float(figure)) for figure in figures]


def _share(figure: float) -> str:
    return f"{figure:.3f}"


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


def carrel_neighbours(judged: Judged, one: int) -> NDArray[np.int64]:
    """What ``carrel related`` lists."""
    return nearest(judged.vectors, one, BEST, judged.versions(one)).ordinals
