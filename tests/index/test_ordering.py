from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns.columnsfile import NONE
from index.matching import Matches
from index.ordering import in_order, ordered
from index.paper import Paper
from tests.index.columns_model import build
from tests.index.paper_strategies import logs, patiently

if TYPE_CHECKING:
    from index.columns.columns import Columns

ORDERS = ("day", "rank", "title", "added", "upvotes")
EVERY_ORDER = tuple(f"{sign}{name}" for name in ORDERS for sign in ("", "-"))


def place(columns: Columns, sort: str, ordinal: int) -> tuple[bool, *tuple[int, ...]]:
    """Where a paper stands: whether it lacks what the order goes by, its value, its ordinal."""
    name, turn = sort.removeprefix("-"), -1 if sort.startswith("-") else 1
    if name == "day":
        day = columns.section("day_keys")[ordinal]
        return (day == 0, -turn * day, columns.ranks[ordinal], ordinal)
    if name == "added":
        added = columns.added[ordinal]
        return (added == 0, -turn * added, ordinal)
    column = {"rank": "ranks", "title": "title_ranks"}.get(name, name)
    value = columns.section(column)[ordinal]
    return (value == NONE, (-turn if name == "upvotes" else turn) * value, ordinal)


@patiently
@given(logs, st.lists(st.booleans(), min_size=14, max_size=14), st.sampled_from(EVERY_ORDER))
def test_an_order_is_that_of_a_sort(lines: list[Paper], chosen: list[bool], sort: str) -> None:
    columns = build(lines)
    mask = np.array(chosen[: len(columns)], dtype=np.bool_)
    found = ordered(columns, Matches(mask, None), sort).tolist()
    wanted = sorted(np.flatnonzero(mask).tolist(), key=lambda one: place(columns, sort, one))
    assert found == wanted


@patiently
@given(logs, st.sampled_from(EVERY_ORDER))
def test_an_order_that_stands_ready_is_the_whole_of_that_order(
    lines: list[Paper], sort: str
) -> None:
    columns = build(lines)
    ready = in_order(columns, sort)
    everything = np.ones(len(columns), dtype=np.bool_)
    if ready is not None:
        assert list(ready) == ordered(columns, Matches(everything, None), sort).tolist()
    assert (ready is None) == (sort not in ("day", "added"))


NEAR = 7.0 + np.arange(5) * 2.0**-50
"""Scores that differ by as little as numbers of this size can."""


@patiently
@given(st.data(), st.sampled_from([1, 3, 60, 300]), st.sampled_from(["relevance", "-relevance"]))
def test_scores_are_put_in_exact_order_and_ties_by_ordinal(
    data: st.DataObject, papers: int, sort: str
) -> None:
    columns = build([Paper(f"doi:10.1/{number}", "X") for number in range(papers)])
    score = st.floats(0, 50) | st.sampled_from(NEAR.tolist()) | st.sampled_from([0.0, 1.5, 5e-324])
    scores = data.draw(st.lists(score, min_size=papers, max_size=papers))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=papers, max_size=papers)))
    found = ordered(columns, Matches(mask, np.array(scores)), sort).tolist()
    turn = 1 if sort.startswith("-") else -1
    assert found == sorted(np.flatnonzero(mask).tolist(), key=lambda one: (turn * scores[one], one))


@pytest.mark.parametrize("sort", ["relevance", "-relevance"])
def test_near_scores_among_many_are_told_apart(sort: str) -> None:
    dice = np.random.default_rng(7)
    papers = 2000
    columns = build([Paper(f"doi:10.1/{number}", "X") for number in range(papers)])
    scores = np.concatenate((dice.choice(NEAR, papers // 2), dice.random(papers // 2) * 40))
    dice.shuffle(scores)
    found = ordered(columns, Matches(np.ones(papers, dtype=np.bool_), scores), sort)
    turn = 1 if sort.startswith("-") else -1
    assert found.tolist() == np.argsort(turn * scores, kind="stable").tolist()


@pytest.mark.parametrize("sort", ["", "-"])
def test_relevance_without_scores_is_the_order_of_days(sort: str) -> None:
    columns = build([Paper("doi:10.1/a", "A", year=2024), Paper("doi:10.1/b", "B", year=2025)])
    matches = Matches(np.ones(2, dtype=np.bool_), None)
    found = ordered(columns, matches, f"{sort}relevance").tolist()
    assert found == ordered(columns, matches, f"{sort}day").tolist()
    assert found == ([0, 1] if sort else [1, 0])
