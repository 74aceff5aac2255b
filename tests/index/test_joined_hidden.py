"""A paper that went into another one is nowhere: not in an answer, a count, an order or a list.

A library in which some papers were joined is held beside one that never knew of more than those
that are left. Whatever is asked of both, they answer the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from index.facets import count_marks, count_muted
from index.library import Library
from index.marktable import READ, STARRED, MarkTable
from index.query.directives import SORTS
from index.query.query import Query
from index.recommending.taste import Rule, Taste
from tests.index.vector_cases import made_up, shelved
from tui.overview.figures import figures_of
from tui.reading.decided import Decided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columns.columns import Columns
    from index.vectors.counts import TermCounts

TODAY = date(2026, 3, 14)
STARS = (4, 8, 12, 16, 20, 21)


class Pair(NamedTuple):
    joined: Library
    plain: Library


@pytest.fixture(scope="module", params=["caught up", "made anew"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Two libraries of the same papers, one of them through joining."""
    folder = tmp_path_factory.mktemp("hidden")
    papers = [
        replace(
            paper,
            year=2020 + number % 4,
            venue=f"Venue {number % 3}",
            extra=(("categories", f"cs.{'LG' if number % 2 else 'CL'}"), ("upvotes", str(number))),
        )
        for number, paper in enumerate(made_up(60))
    ]
    joined = shelved(folder / "joined", papers)
    for one, other in ((0, 8), (1, 2), (2, 59), (30, 31)):
        columns = joined.columns
        joined.join(columns.heir(one), columns.heir(other))
    assert len(joined.columns.gone) == 4
    if request.param == "made anew":
        joined = Library(joined.log.folder, folder / "anew")
    joined.catch_up()
    joined.recommender.catch_up()
    left = [joined.paper(one) for one in sorted(joined.columns.default_order)]
    return Pair(joined, shelved(folder / "plain", [replace(one, joined=()) for one in left]))


def table(library: Library) -> MarkTable:
    """The same papers starred, read and tagged in either."""
    columns = library.columns
    marks = MarkTable.empty(len(columns), columns.gone)
    marks.today = TODAY
    for number in STARS:
        ordinal = library.find(f"arxiv:2401.{number:05}")
        assert ordinal is not None
        marks.flags[ordinal] |= STARRED if number % 2 else STARRED | READ
        marks.tags.setdefault("kept", set()).add(ordinal)
    return marks


def ids(columns: Columns, ordinals: Sequence[int]) -> list[str]:
    return [columns.id(ordinal) for ordinal in ordinals]


QUERIES = (
    "", "is:unread", "-is:starred", "is:read OR is:unread", "-tag:kept", "/./", "-/zzz/", "harbour",
    "-harbour", "oven OR -oven", "har*", "harbor~", "harbour -oven", "has:abstract", "-has:code",
    "year:2021", "-year:2021", "date:2026-03", "-date:2026-03-02", "added:2026", "is:new", "cat:cs",
    "venue:1", "-source:page", "upvotes:>=10", "-upvotes:>50", "id:2401.00008", "id:2401.00059",
    "is:muted", "-is:muted", "harbour sail --any", "author:writer", "-harbour is:unread",
)  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_every_query_finds_and_counts_the_same(pair: Pair, text: str) -> None:
    query = Query.parse(text)
    found, counted, facets = [], [], []
    for library in pair:
        marks = table(library)
        results = library.search(query, marks)
        found.append(sorted(ids(results.columns, results.ordinals[: results.listed])))
        counted.append((results.total, results.unindexed, library.count(query, marks)))
        facets.append(library.facets(results, marks))
    assert found[0] == found[1]
    assert counted[0] == counted[1]
    assert facets[0] == facets[1]


@pytest.mark.parametrize("sort", [sign + name for name in SORTS for sign in ("", "-")])
def test_every_order_is_of_those_that_are_left(pair: Pair, sort: str) -> None:
    query = Query.parse(f"sort:{sort}")
    orders = []
    for library in pair:
        marks = table(library)
        standing = library.recommender.standing(marks, Taste())
        results = library.search(query, marks, standing)
        orders.append(ids(results.columns, results.ordinals))
    assert sorted(orders[0]) == sorted(orders[1])
    if not sort.endswith(("score", "added", "tag")):
        assert orders[0] == orders[1]


def test_counts_of_the_whole_library_are_those_of_what_is_left(pair: Pair) -> None:
    whole = [library.facets(None, table(library)) for library in pair]
    assert whole[0] == whole[1]
    assert count_marks(table(pair.joined)) == count_marks(table(pair.plain))
    assert table(pair.joined).unread() == table(pair.plain).unread()
    assert len(pair.joined) == len(pair.plain) == pair.joined.columns.papers == 56
    figures = [
        figures_of(library.columns, table(library), Decided({}, {}), TODAY) for library in pair
    ]
    assert figures[0] == figures[1]


def test_marks_that_are_cleared_leave_it_hidden(pair: Pair) -> None:
    marks = table(pair.joined)
    marks.clear()
    assert marks.unread() == 56


def test_muting_leaves_it_out(pair: Pair) -> None:
    muting = Taste(rules=(Rule(Query.parse("-year:2020"), 0.0, mute=True),))
    counts = []
    for library in pair:
        marks = table(library)
        library.recommender.mute(marks, muting)
        counts.append(
            (count_muted(marks), len(library.recommender.matches(muting.rules, marks)[0]))
        )
    assert counts[0] == counts[1]


def test_no_paper_is_like_it(pair: Pair) -> None:
    library = pair.joined
    for ordinal in library.columns.default_order:
        near = library.recommender.related(ordinal, 60)
        assert near is not None
        assert not library.columns.gone & {one.ordinal for one in near}


def test_it_is_neither_recommended_nor_learnt_from(pair: Pair) -> None:
    library, columns = pair.joined, pair.joined.columns
    standing = library.recommender.standing(table(library), Taste(outside=0.5))
    assert sorted(standing.places.tolist()) == list(range(len(columns)))
    assert not standing.outside[list(columns.gone)].any()
    vectors = library.recommender.vectors()
    assert vectors is not None
    assert not _words(vectors.counts, list(columns.gone))
    rising = [one.recommender.rising(TODAY, limit=200) for one in pair]
    assert rising[0] is not None
    assert rising == [rising[1], rising[1]]


def _words(counts: TermCounts, papers: Sequence[int]) -> int:
    return int(np.diff(counts.starts)[papers].sum())


def test_the_doctor_counts_what_is_left(pair: Pair) -> None:
    checks = {check.name: check for check in pair.joined.examine()}
    assert all(check.ok for check in checks.values())
    assert checks["columns"].detail.startswith("56 papers")
    assert checks["full-text index"].detail.startswith("56 of 56 papers")
    assert checks["vectors"].detail == "of 56 papers"


def test_ids_of_both_lead_to_one(pair: Pair) -> None:
    columns = pair.joined.columns
    every = [f"arxiv:2401.{number:05}" for number in range(60)]
    many = columns.find_many(every)
    assert many == {one: columns.find(one) for one in every}
    assert not columns.gone & set(many.values())
    assert sorted(set(many.values())) == sorted(columns.default_order)
