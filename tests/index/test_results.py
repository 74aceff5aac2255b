from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.paper import Paper
from index.query.query import Query
from index.results import Results
from tests.index.columns_model import build

if TYPE_CHECKING:
    from index.columns.columns import Columns


@pytest.fixture
def columns() -> Columns:
    return build([Paper(f"doi:10.1/{name}", name.upper()) for name in "abc"])


def test_places_stand_for_papers_in_the_order_of_the_results(columns: Columns) -> None:
    results = Results(Query.parse("x"), "relevance", [2, 0], [1.5, 0.5], columns, total=2)
    assert (results.total, results.listed, len(results)) == (2, 2, 2)
    assert [results.id(place) for place in (0, 1)] == ["doi:10.1/c", "doi:10.1/a"]
    assert results.row(0) == columns.row(2)
    assert [results.score(place) for place in (0, 1)] == [1.5, 0.5]


def test_a_column_serves_as_results_without_scores(columns: Columns) -> None:
    results = Results(Query.parse(""), "day", columns.default_order, None, columns, total=3)
    assert [results.row(place).title for place in range(results.total)] == ["A", "B", "C"]
    assert results.score(0) == 0.0


def test_what_only_nearly_matches_stands_behind_what_does(columns: Columns) -> None:
    results = Results(
        Query.parse("x y"), "relevance", [2, 0, 1], [3.0, 1.5, 0.5], columns, total=9, others=2
    )
    assert (results.total, results.listed, len(results)) == (9, 1, 3)
