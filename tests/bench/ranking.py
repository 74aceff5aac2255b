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
from itertools import combinations
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


# Papers for a reader


def _for_you(alone: Judged, *, quick: bool) -> Table:
    table = Table(
        f"Papers for a reader: {STARS} stars, the rest of the {len(alone.pages)} ranked; "
        f"{DRAWS} draws a page",
        (
            *("ranking", "one page: AUC", f"P@{FIRST}", "two, either: AUC", f"P@{FIRST}"),
            *("two, each: AUC", "the same, stars of it alone"),
        ),
    )
    draws = 3 if quick else DRAWS
    rankings = {**rivals.scores(alone.library, alone.vectors), "Carrel": carrel_scores(alone)}
    for name, ranking in rankings.items():
        if ranking is None:
            table.add(name, "not installed", *[""] * 5)
            continue
        print(f"  {name} ...", file=sys.stderr, flush=True)
        one = np.mean([_quality(*each, ranking) for each in _one_page(alone, draws)], axis=0)
        two = np.mean([_quality_of_two(each, ranking) for each in _two_pages(alone, draws)], axis=0)
        table.add(name, *(f"{figure:.3f}" for figure in (*one, *two)))
    half = STARS // 2
    table.notes += [
        f"goal: Carrel's AUC ≥ .73 and P@{FIRST} ≥ .54; two mixed interests no worse than one by "
        "more than .02",
        f"two: {half} stars from each of two pages; either: papers of either page are wanted, of "
        "others not",
        "each: papers of one of them are wanted, those of neither not, those of the other do not "
        f"count; beside it the same with the {half} stars of that page alone",
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


@dataclass(frozen=True, slots=True)
class _Two:
    """Stars from two pages."""

    stars: tuple[NDArray[np.int64], NDArray[np.int64]]
    pages: tuple[NDArray[np.bool_], NDArray[np.bool_]]


def _two_pages(judged: Judged, draws: int) -> Iterator[_Two]:
    dice = np.random.default_rng(2)
    for one, other in combinations(judged.pages.T, 2):
        for _ in range(max(1, draws // 2)):
            few, more = (
                dice.choice(np.flatnonzero(page), STARS // 2, replace=False)
                for page in (one, other)
            )
            yield _Two((few, more), (one, other))


def _quality(
    stars: NDArray[np.int64], wanted: NDArray[np.bool_], ranking: rivals.Scorer
) -> tuple[float, float]:
    """AUC, and precision of the first, of all papers but the stars."""
    scores = ranking(stars)
    left = _without(stars, len(scores))
    order = np.argsort(-scores[left], kind="stable")
    return auc(scores[left], wanted[left]), float(wanted[left][order[:FIRST]].mean())


def _quality_of_two(two: _Two, ranking: rivals.Scorer) -> tuple[float, ...]:
    """The same for papers of either page, then AUC of each page, mixed and by itself."""
    stars = np.unique(np.concatenate(two.stars))
    scores = ranking(stars)
    mixed, alone = [], []
    for place in (0, 1):
        wanted, other = two.pages[place], two.pages[1 - place]
        left = _without(stars, len(scores)) & ~(other & ~wanted)
        mixed.append(auc(scores[left], wanted[left]))
        alone.append(auc(ranking(two.stars[place])[left], wanted[left]))
    either = _quality(stars, two.pages[0] | two.pages[1], ranking)
    return (*either, float(np.mean(mixed)), float(np.mean(alone)))


def _without(stars: NDArray[np.int64], papers: int) -> NDArray[np.bool_]:
    left = np.ones(papers, dtype=np.bool_)
    left[stars] = False
    return left


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
