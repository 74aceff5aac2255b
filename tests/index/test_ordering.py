from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns.columnsfile import NONE
from index.marktable import DISMISSED, LATER, READ, STARRED, MarkTable
from index.matching import Matches
from index.ordering import in_order, ordered
from index.paper import Paper
from index.query.directives import SORTS
from index.text import fold
from tests.index.columns_model import build
from tests.index.paper_strategies import logs, patiently

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.columns.columns import Columns

ORDERS = tuple(name for name in SORTS if name not in ("relevance", "score"))
NO_MARKS = MarkTable.empty(0)
EVERY_ORDER = tuple(f"{sign}{name}" for name in ORDERS for sign in ("", "-"))


TAGS = {"rl": 1, "Ähnlich": 2, "to read": 4}
"""Each bit of a number says whether a paper carries one of them."""


@dataclass(frozen=True)
class Marked:
    """Columns, and a reader's marks of all of their papers."""

    columns: Columns
    marks: MarkTable

    @classmethod
    def of(cls, columns: Columns, dice: list[int]) -> Marked:
        """Every paper marked by a number of its own."""
        numbers = dice[: len(columns)]
        marks = MarkTable(bytearray(number & 15 for number in numbers))
        for tag, bit in TAGS.items():
            marks.tags[tag] = {one for one, number in enumerate(numbers) if number >> 4 & bit}
        return cls(columns, marks)

    def words(self, name: str, ordinal: int) -> tuple[str, ...]:
        """What the orders of words go by."""
        row = self.columns.row(ordinal)
        if name == "tags":
            return tuple(
                sorted(fold(t) for t, found in self.marks.tags.items() if ordinal in found)
            )
        text = row.venue if name == "venue" else row.authors_short
        return (fold(text),) if text else ()

    def number(self, name: str, ordinal: int) -> int | None:
        """What the orders of numbers go by, the least first; None where there is none."""
        flags = self.marks.flags[ordinal]
        row = self.columns.row(ordinal)
        if name == "year":
            return None if row.year is None else -row.year
        if name == "code":
            return 0 if self.columns.section("has")[ordinal] & 2 else 1
        if name == "star":
            return 0 if flags & STARRED else 1
        return 3 if flags & DISMISSED else 1 if flags & LATER else 2 if flags & READ else 0


def placed(marked: Marked, ordinals: list[int], sort: str) -> list[int]:
    """The ordinals in that order, by another way."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    if name in ("tags", "venue", "authors"):
        known = [one for one in ordinals if marked.words(name, one)]
        known.sort(key=lambda one: marked.words(name, one), reverse=turned)
        known = _ties_forward(known, lambda one: marked.words(name, one))
        return known + [one for one in ordinals if not marked.words(name, one)]
    if name in ("year", "code", "star", "state"):
        turn = -1 if turned else 1
        numbers = {one: marked.number(name, one) for one in ordinals}
        return sorted(
            ordinals,
            key=lambda one: (numbers[one] is None, turn * (numbers[one] or 0), one),
        )
    return sorted(ordinals, key=lambda one: place(marked.columns, sort, one))


def _ties_forward(ordinals: list[int], key: Callable[[int], object]) -> list[int]:
    return [one for _, same in groupby(ordinals, key) for one in sorted(same)]


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
@given(
    logs,
    st.lists(st.booleans(), min_size=14, max_size=14),
    st.lists(st.integers(0, 127), min_size=14, max_size=14),
    st.sampled_from(EVERY_ORDER),
)
def test_an_order_is_that_of_a_sort(
    lines: list[Paper], chosen: list[bool], dice: list[int], sort: str
) -> None:
    columns = build(lines)
    mask = np.array(chosen[: len(columns)], dtype=np.bool_)
    marked = Marked.of(columns, dice)
    found = ordered(columns, Matches(mask, None), sort, marked.marks).tolist()
    assert found == placed(marked, np.flatnonzero(mask).tolist(), sort)


def test_marks_of_papers_that_the_columns_do_not_have_yet_put_nothing_out_of_order() -> None:
    columns = build([Paper("doi:10.1/a", "A"), Paper("doi:10.1/b", "B")])
    everything = Matches(np.ones(2, dtype=np.bool_), None)
    more = MarkTable(bytearray([READ, 0, STARRED]), tags={"x": {1, 2}})
    fewer = MarkTable(bytearray([READ]))
    for name in ("state", "tags"):
        assert ordered(columns, everything, name, more).tolist() == [1, 0]
    assert ordered(columns, everything, "state", fewer).tolist() == [1, 0]


@patiently
@given(logs, st.sampled_from(EVERY_ORDER))
def test_an_order_that_stands_ready_is_the_whole_of_that_order(
    lines: list[Paper], sort: str
) -> None:
    columns = build(lines)
    ready = in_order(columns, sort)
    everything = np.ones(len(columns), dtype=np.bool_)
    if ready is not None:
        assert list(ready) == ordered(columns, Matches(everything, None), sort, NO_MARKS).tolist()
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
    found = ordered(columns, Matches(mask, np.array(scores)), sort, NO_MARKS).tolist()
    turn = 1 if sort.startswith("-") else -1
    assert found == sorted(np.flatnonzero(mask).tolist(), key=lambda one: (turn * scores[one], one))


@pytest.mark.parametrize("sort", ["relevance", "-relevance"])
def test_near_scores_among_many_are_told_apart(sort: str) -> None:
    dice = np.random.default_rng(7)
    papers = 2000
    columns = build([Paper(f"doi:10.1/{number}", "X") for number in range(papers)])
    scores = np.concatenate((dice.choice(NEAR, papers // 2), dice.random(papers // 2) * 40))
    dice.shuffle(scores)
    found = ordered(columns, Matches(np.ones(papers, dtype=np.bool_), scores), sort, NO_MARKS)
    turn = 1 if sort.startswith("-") else -1
    assert found.tolist() == np.argsort(turn * scores, kind="stable").tolist()


@pytest.mark.parametrize("sort", ["", "-"])
def test_relevance_without_scores_is_the_order_of_days(sort: str) -> None:
    columns = build([Paper("doi:10.1/a", "A", year=2024), Paper("doi:10.1/b", "B", year=2025)])
    matches = Matches(np.ones(2, dtype=np.bool_), None)
    found = ordered(columns, matches, f"{sort}relevance", NO_MARKS).tolist()
    assert found == ordered(columns, matches, f"{sort}day", NO_MARKS).tolist()
    assert found == ([0, 1] if sort else [1, 0])
