"""How well papers are ordered for a reader, of one interest and of two.

Stars are drawn by lot from the saved pages, and whatever else stands there is wanted. That two
interests are no worse than one may be meant in three ways; each is a table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.marktable import STARRED, MarkTable
from index.recommending.taste import Taste
from tests.bench import ranking_rivals as rivals
from tests.bench.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from tests.bench.ranking_judged import Judged

STARS = 10
DRAWS = 20
FIRST = 20

Stars = tuple["NDArray[np.int64]", ...]
"""The stars of each interest."""

Ranking = Callable[[Stars], "NDArray[np.float64]"]
"""A score of every paper."""


class _Quality(NamedTuple):
    auc: float
    precision: float
    """Of the first `FIRST`."""


class _Two(NamedTuple):
    """Stars from two pages."""

    stars: Stars
    pages: tuple[NDArray[np.bool_], NDArray[np.bool_]]


def for_reader(alone: Judged, *, quick: bool) -> Iterator[Table]:
    """Judge the order of papers for a reader.

    Args:
        alone: the papers of the pages.
        quick: whether to draw less often.
    """
    rankings: dict[str, Ranking | None] = {
        name: None if scorer is None else _of_all(scorer)
        for name, scorer in rivals.scores(alone.library, alone.vectors).items()
    }
    rankings["Carrel"] = carrel(alone)
    draws = 3 if quick else DRAWS
    yield _one_interest(alone, rankings, draws)
    rankings["Carrel, told by tags which star is of which"] = carrel(alone, named=True)
    yield _either(alone, rankings, draws)
    for stars in (STARS, STARS // 2):
        yield _each(alone, rankings, draws, stars)


def _of_all(scorer: rivals.Scorer) -> Ranking:
    """A ranking that does not know which star is of which interest."""
    return lambda stars: scorer(np.unique(np.concatenate(stars)))


def carrel(judged: Judged, *, named: bool = False) -> Ranking:
    """``sort:score``, without papers from outside, which are there for another reason.

    Args:
        judged: the papers.
        named: whether the reader keeps interests apart by tags, instead of only starring.
    """

    def scores(stars: Stars) -> NDArray[np.float64]:
        marks = MarkTable.empty(len(judged.library))
        names = tuple(map(str, range(len(stars)))) if named else ()
        if named:
            marks.tags.update(zip(names, (set(each.tolist()) for each in stars), strict=True))
        else:
            for star in np.concatenate(stars).tolist():
                marks.flags[star] = STARRED
        taste = Taste(interests=names, outside=0.0)
        return -judged.library.recommender.standing(marks, taste).places.astype(np.float64)

    return scores


def _one_interest(judged: Judged, rankings: dict[str, Ranking | None], draws: int) -> Table:
    table = Table(
        f"Papers for a reader: {STARS} stars of a page, the rest of the {len(judged.pages)} ranked;"
        f" {draws} draws a page",
        ("ranking", "AUC", f"P@{FIRST}"),
    )
    cases = list(_one_page(judged, draws))
    _fill(table, rankings, lambda ranking: map(_share, _quality_of_one(cases, ranking)))
    table.notes.append(f"goal: Carrel's AUC ≥ .73 and P@{FIRST} ≥ .54")
    return table


_BESIDE = ("ranking", "AUC", "one", "more", f"P@{FIRST}", "one", "more")
_GOAL = "goal: no worse than one by more than .02"


def _either(judged: Judged, rankings: dict[str, Ranking | None], draws: int) -> Table:
    """As many stars as of one interest, but half of them of another."""
    half = STARS // 2
    table = Table(f"Two interests, either wanted: {half} stars of each of two pages", _BESIDE)
    ones, cases = list(_one_page(judged, draws)), list(_two_pages(judged, draws, half))

    def judge(ranking: Ranking) -> Iterator[str]:
        found = [_quality_of_either(two, ranking) for two in cases]
        return _beside(np.mean(found, axis=0), _quality_of_one(ones, ranking))

    _fill(table, rankings, judge)
    table.notes += [
        _GOAL,
        "papers of either page are wanted; twice as many, so lots have more among the first",
        f"one: {STARS} stars of a page, papers of that page wanted",
        "told by tags: what is lost even where nothing is left to guess: one list serves both",
    ]
    return table


def _each(judged: Judged, rankings: dict[str, Ranking | None], draws: int, stars: int) -> Table:
    """As many stars of each of two interests as of one."""
    table = Table(f"Two interests, each wanted: {stars} stars of each of two pages", _BESIDE)
    cases = list(_two_pages(judged, draws, stars))

    def judge(ranking: Ranking) -> Iterator[str]:
        found = np.mean([_quality_of_each(two, ranking) for two in cases], axis=0)
        return _beside(found[:2], found[2:])

    _fill(table, rankings, judge)
    table.notes += [
        _GOAL,
        "papers of one page are wanted, those of neither not, those of the other do not count",
        f"one: the same question, asked with the {stars} stars of that page alone",
    ]
    return table


def _fill(
    table: Table,
    rankings: dict[str, Ranking | None],
    judge: Callable[[Ranking], Iterable[str]],
) -> None:
    for name, ranking in rankings.items():
        if ranking is None:
            table.add(name, "not installed", *[""] * (len(table.columns) - 2))
            continue
        print(f"  {name} ...", file=sys.stderr, flush=True)
        table.add(name, *judge(ranking))


def _beside(two: NDArray[np.float64], one: NDArray[np.float64]) -> Iterator[str]:
    """AUC and precision of two interests, of one, and how much more the former are."""
    for both, alone in zip(two.tolist(), one.tolist(), strict=True):
        yield from (_share(both), _share(alone), f"{both - alone:+.3f}")


def _share(figure: float) -> str:
    return f"{figure:.3f}"


def _one_page(judged: Judged, draws: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.bool_]]]:
    dice = np.random.default_rng(1)
    for page in judged.pages.T:
        for _ in range(draws):
            yield dice.choice(np.flatnonzero(page), STARS, replace=False), page


def _two_pages(judged: Judged, draws: int, stars: int) -> Iterator[_Two]:
    dice = np.random.default_rng(2)
    for one, other in combinations(judged.pages.T, 2):
        for _ in range(max(1, draws // 2)):
            few, more = (
                dice.choice(np.flatnonzero(page), stars, replace=False) for page in (one, other)
            )
            yield _Two((few, more), (one, other))


def _quality(
    scores: NDArray[np.float64],
    stars: NDArray[np.int64],
    wanted: NDArray[np.bool_],
    ignored: NDArray[np.bool_] | None = None,
) -> _Quality:
    """How well scores tell wanted papers from others, the stars and the ignored left out."""
    left = np.ones(len(scores), dtype=np.bool_) if ignored is None else ~ignored
    left[stars] = False
    order = np.argsort(-scores[left], kind="stable")
    return _Quality(auc(scores[left], wanted[left]), float(wanted[left][order[:FIRST]].mean()))


def _quality_of_one(
    cases: Sequence[tuple[NDArray[np.int64], NDArray[np.bool_]]], ranking: Ranking
) -> NDArray[np.float64]:
    """For papers of the page that all stars are of."""
    found = [_quality(ranking((stars,)), stars, page) for stars, page in cases]
    return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def _quality_of_either(two: _Two, ranking: Ranking) -> _Quality:
    """For papers of either page."""
    stars = np.unique(np.concatenate(two.stars))
    return _quality(ranking(two.stars), stars, two.pages[0] | two.pages[1])


def _quality_of_each(two: _Two, ranking: Ranking) -> NDArray[np.float64]:
    """For papers of each page: with the stars of both, and with its own alone."""
    stars = np.unique(np.concatenate(two.stars))
    scores = ranking(two.stars)
    mixed, alone = [], []
    for own, wanted, other in zip(two.stars, two.pages, two.pages[::-1], strict=True):
        ignored = other & ~wanted
        mixed.append(_quality(scores, stars, wanted, ignored))
        alone.append(_quality(ranking((own,)), stars, wanted, ignored))
    return np.concatenate((np.mean(mixed, axis=0), np.mean(alone, axis=0)))


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
