"""How good rankings are, and how long they take: papers like one, and papers for a reader.

Judged on five saved pages, each of which is a matter: two papers are related if they stand on one
page. Every choice in `index/vectors` and `index/recommending` was made elsewhere, on conference
papers that their authors gave subjects (`tests/README.md`); nothing here is tuned on.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.adding import Input
from index.library import Library
from index.marktable import STARRED, MarkTable
from index.recommending.neighbours import nearest
from index.recommending.taste import Taste
from index.recommending.versions import versions
from tests.bench import ranking_rivals as rivals
from tests.bench.corpus import COLLECTION, ROOT, records
from tests.bench.ranking_speed import speed
from tests.bench.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors
    from tests.bench.corpus import Corpus

PAGES = ROOT.parent / "shared" / "seeds"
AROUND = 20_000
BEST = 10
STARS = 10
DRAWS = 20
FIRST = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """A library of which it is known what belongs together."""

    library: Library
    vectors: PaperVectors
    pages: NDArray[np.bool_]
    """A line a paper, a column a page: whether it stands there."""

    @property
    def known(self) -> NDArray[np.int64]:
        """The papers that stand on a page."""
        return np.flatnonzero(self.pages.any(axis=1))


def measure(corpora: Sequence[Corpus], *, quick: bool) -> Iterator[Table]:
    """Judge neighbours and scores, and measure what they take."""
    if sorted(PAGES.glob("*.txt")):
        with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
            alone = judged(Path(folder) / "alone", 0)
            around = judged(Path(folder) / "around", AROUND) if COLLECTION.exists() else None
            yield _related(alone, around, quick=quick)
            yield _for_you(alone, quick=quick)
    else:
        print(f"no saved pages at {PAGES.name}/: rankings are not judged", file=sys.stderr)
    yield speed(corpora[-1], quick=quick)


def judged(folder: Path, around: int) -> Judged:
    """The papers of the pages, with so many others around them."""
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder / "papers", folder / "cache")
    library.add([Input(page) for page in sorted(PAGES.glob("*.txt"))])
    if around:
        library.add([Input(records(around))])
    library.catch_up()
    library.recommender.catch_up()
    vectors = library.recommender.vectors()
    assert vectors is not None
    table = library.columns.facets
    names = [page.stem for page in sorted(PAGES.glob("*.txt"))]
    pages = np.zeros((len(library), len(names)), dtype=np.bool_)
    for number in table.span("source"):
        if table.label(number) in names:
            pages[np.asarray(table.papers(number)), names.index(table.label(number))] = True
    return Judged(library, vectors, pages)


# Papers like one


def _related(alone: Judged, around: Judged | None, *, quick: bool) -> Table:
    table = Table(
        f"Papers like one: P@{BEST}, leaving one out, over all {len(alone.known)} of five pages",
        ("ranking", "the pages alone", f"{AROUND:,} papers around"),
    )
    step = 10 if quick else 1
    figures: dict[str, list[str]] = {}
    for column, each in enumerate(filter(None, (alone, around))):
        queries = each.known[::step]
        rankings = rivals.neighbours(each.library, each.vectors)
        rankings["Carrel"] = partial(carrel_neighbours, each)
        for name, neighbours in rankings.items():
            print(f"  {name} ...", file=sys.stderr, flush=True)
            cells = figures.setdefault(name, ["–", "–"])
            cells[column] = f"{precision(each, queries, neighbours):.3f}"
        figures.setdefault("chance", ["–", "–"])[column] = f"{chance(each):.3f}"
    for name, cells in figures.items():
        table.add(name, *cells)
    table.notes += [
        "goal: Carrel ≥ .40 alone and ≥ .25 with others around, and .05 above more_like_this alone",
        "two papers count as related if they stand on one page; every paper is asked about"
        if step == 1
        else f"every {step}th paper is asked about",
    ]
    return table


def carrel_neighbours(judged: Judged, ordinal: int) -> NDArray[np.int64]:
    """What ``carrel related`` lists."""
    paper = judged.library.paper(ordinal)
    left_out = versions(judged.library.columns, paper, ordinal)
    return nearest(judged.vectors, ordinal, BEST, left_out).ordinals


def precision(
    judged: Judged, queries: NDArray[np.int64], neighbours: Callable[[int], NDArray[np.int64]]
) -> float:
    """Mean share of related papers among the first `BEST`."""
    found = []
    for query in queries.tolist():
        first = neighbours(query)[:BEST]
        found.append((judged.pages[first] & judged.pages[query]).any(axis=1).sum() / BEST)
    return float(np.mean(found))


def chance(judged: Judged) -> float:
    """What a ranking by lot would get."""
    known = judged.pages[judged.known].astype(np.int64)
    related = (known @ known.T > 0).sum(axis=1) - 1
    return float(np.mean(related / (len(judged.pages) - 1)))


# Papers for a reader


def _for_you(alone: Judged, *, quick: bool) -> Table:
    table = Table(
        f"Papers for a reader: {STARS} stars from a page, the rest of the {len(alone.pages)} "
        f"ranked; {DRAWS} draws a page",
        ("ranking", "AUC", f"P@{FIRST}", "two pages: AUC", f"P@{FIRST}"),
    )
    draws = 3 if quick else DRAWS
    rankings = {**rivals.scores(alone.library, alone.vectors), "Carrel": carrel_scores(alone)}
    for name, ranking in rankings.items():
        if ranking is None:
            table.add(name, "not installed", "", "", "")
            continue
        one = np.mean([_quality(alone, *each, ranking) for each in _one_page(alone, draws)], axis=0)
        two = np.mean(
            [_quality(alone, *each, ranking) for each in _two_pages(alone, draws)], axis=0
        )
        table.add(name, *(f"{figure:.3f}" for figure in (*one, *two)))
    table.notes += [
        f"goal: Carrel's AUC ≥ .73 and P@{FIRST} ≥ .54; two mixed interests no worse than one by "
        "more than .02",
        f"two pages: {STARS // 2} stars from each of two pages, papers of either count",
    ]
    return table


def carrel_scores(judged: Judged) -> rivals.Scorer:
    """``sort:score``, without papers from outside, which are there for another reason."""

    def scores(stars: NDArray[np.int64]) -> NDArray[np.float64]:
        marks = MarkTable.empty(len(judged.library))
        for star in stars.tolist():
            marks.flags[star] = STARRED
        standing = judged.library.recommender.standing(marks, Taste(outside=0.0))
        return -standing.places.astype(np.float64)

    return scores


def _one_page(judged: Judged, draws: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    dice = np.random.default_rng(1)
    for page in judged.pages.T:
        for _ in range(draws):
            yield dice.choice(np.flatnonzero(page), STARS, replace=False), page


def _two_pages(judged: Judged, draws: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    dice = np.random.default_rng(2)
    pages = judged.pages.T
    for one in range(len(pages)):
        for other in range(one):
            for _ in range(max(1, draws // 2)):
                halves = [
                    dice.choice(np.flatnonzero(page), STARS // 2, replace=False)
                    for page in (pages[one], pages[other])
                ]
                yield np.unique(np.concatenate(halves)), pages[one] | pages[other]


def _quality(
    judged: Judged,
    stars: NDArray[np.int64],
    wanted: NDArray[np.bool_],
    ranking: rivals.Scorer,
) -> tuple[float, float]:
    """AUC, and precision of the first, of all papers but the stars."""
    scores = ranking(stars).copy()
    left = np.ones(len(scores), dtype=np.bool_)
    left[stars] = False
    scores, truth = scores[left], wanted[left]
    order = np.argsort(-scores, kind="stable")
    return auc(scores, truth), float(truth[order[:FIRST]].mean())


def auc(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """How likely a wanted paper stands before an unwanted one; of equals half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, same = np.unique(scores, return_inverse=True)
    ranks = (np.bincount(same, weights=ranks) / np.bincount(same))[same]
    wanted = int(truth.sum())
    return float(
        (ranks[truth].sum() - wanted * (wanted + 1) / 2) / (wanted * (len(truth) - wanted))
    )
