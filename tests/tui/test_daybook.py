from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.papers import fill, listed_on
from tui.daybook import DayBook, DayProgress, DayTally

if TYPE_CHECKING:
    from index.columns.columns import Columns
    from tui.paths import Home

NEW, MIDDLE, OLD = "2026-03-14", "--03-12", "2026-03-11"
DAYS = (NEW, MIDDLE, OLD)
PAPERS = [
    *listed_on(NEW, count=3),
    *listed_on(MIDDLE, count=2, first=3),
    *listed_on(NEW, MIDDLE, count=1, first=5),
    *listed_on(OLD, NEW, count=2, first=6),
]
"""Two days with papers of their own and one paper on both; a day of none but such papers."""


@pytest.fixture
def columns(home: Home) -> Columns:
    return fill(home, PAPERS, indexed=False).columns


def _book(columns: Columns, flags: bytearray) -> DayBook:
    return DayBook(columns.facets, flags, set())


def _flags(columns: Columns, **marks: int) -> bytearray:
    """The marks by the last digit of a paper's id: ``_3=READ``."""
    flags = bytearray(len(columns))
    for name, flag in marks.items():
        ordinal = columns.find(f"arxiv:2503.0000{name[1:]}")
        assert ordinal is not None
        flags[ordinal] = flag
    return flags


def test_what_is_neither_read_nor_dismissed_nor_put_off_is_left(columns: Columns) -> None:
    book = _book(
        columns, _flags(columns, _0=READ, _1=STARRED, _2=DISMISSED | STARRED, _5=LATER, _3=READ)
    )
    assert book.progress(NEW) == DayProgress(NEW, total=6, left=3, is_opened=True)
    assert book.progress(MIDDLE) == DayProgress(MIDDLE, total=3, left=1, is_opened=True)
    assert book.tally(NEW) == DayTally(read=1, starred=2, dismissed=1, later=1)


def test_a_day_is_found_as_it_is_kept_and_as_it_is_asked_for(columns: Columns) -> None:
    book = _book(columns, bytearray(len(columns)))
    assert book.progress("Mar 12") == book.progress(MIDDLE)
    assert book.progress("Mar 14 2026") == book.progress(NEW)
    assert [book.progress(day) for day in ("Mar 13", "2026-03", "nonsense", "")] == [None] * 4


def test_a_paper_of_two_days_does_not_open_either(columns: Columns) -> None:
    book = _book(columns, _flags(columns, _5=READ))
    opened = {day: found.is_opened for day in DAYS if (found := book.progress(day))}
    assert opened == {NEW: False, MIDDLE: False, OLD: False}


def test_a_day_without_papers_of_its_own_is_opened_by_any(columns: Columns) -> None:
    book = _book(columns, _flags(columns, _6=DISMISSED))
    opened = {day: found.is_opened for day in DAYS if (found := book.progress(day))}
    assert opened == {NEW: False, MIDDLE: False, OLD: True}


def test_a_day_that_was_gone_to_counts_as_opened_also_when_the_library_grew(
    columns: Columns,
) -> None:
    flags, visited = bytearray(len(columns)), set[str]()
    DayBook(columns.facets, flags, visited).visit("Mar 12")
    progress = DayBook(columns.facets, flags, visited).progress(MIDDLE)
    assert progress is not None
    assert progress.is_opened


def test_the_next_day_with_papers_left_goes_round_and_leaves_out_the_own(columns: Columns) -> None:
    book = _book(columns, _flags(columns, _3=READ, _4=READ, _5=READ))

    def onward(day: str, step: int) -> str:
        found = book.next_left(day, step)
        return found.day if found else ""

    assert [onward(day, 1) for day in DAYS] == [OLD, OLD, NEW]
    assert [onward(day, -1) for day in DAYS] == [OLD, NEW, NEW]
    book.follow(bytearray([READ]) * len(columns))
    assert book.next_left(NEW) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 7), st.integers(0, 15)), max_size=8),
        min_size=1,
        max_size=6,
    ),
    st.sets(st.sampled_from(DAYS)),
)
def test_following_marks_comes_to_the_same_as_counting_anew(
    columns: Columns, steps: list[list[tuple[int, int]]], looked_at: set[str]
) -> None:
    flags = bytearray(len(columns))
    book = _book(columns, flags)
    for day in looked_at:
        book.progress(day)
    for step in steps:
        for ordinal, flag in step:
            flags[ordinal] = flag
        book.follow(flags)
        fresh = _book(columns, flags)
        assert [book.progress(day) for day in DAYS] == [fresh.progress(day) for day in DAYS]
        assert [book.tally(day) for day in DAYS] == [fresh.tally(day) for day in DAYS]
