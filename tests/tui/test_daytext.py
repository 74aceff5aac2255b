from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.daytext import PLAIN_WIDTH, RECENT, RELATIVE_WIDTH, plain_day, relative_day

TODAY = date(2025, 3, 20)


@pytest.mark.parametrize(
    ("day", "year", "said"),
    [
        ("2025-03-12", None, "Mar 12"),
        ("2025-03-25", None, "Mar 25"),
        ("2024-12-30", None, "Dec 30"),
        ("2024-03-12", None, "Mar 2024"),
        ("2026-03-12", None, "Mar 2026"),
        ("--03-12", None, "Mar 12"),
        ("2025", None, "2025"),
        ("", 2024, "2024"),
        ("", None, ""),
    ],
)
def test_a_plain_day_says_month_and_day_while_it_is_near(
    day: str, year: int | None, said: str
) -> None:
    assert plain_day(day, year, TODAY) == said


def test_near_is_half_a_year_either_way() -> None:
    for ago, named in ((RECENT, True), (RECENT + 1, False), (-RECENT, True), (-RECENT - 1, False)):
        day = TODAY - timedelta(days=ago)
        assert plain_day(day.isoformat(), None, TODAY).endswith(str(day.day)) == named


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 d"),
        (13, "13 d"),
        (14, "2 w"),
        (59, "8 w"),
        (60, "1 mo"),
        (62, "2 mo"),
        (729, "23 mo"),
        (730, "1 y"),
        (731, "2 y"),
        (3653, "10 y"),
    ],
)
def test_a_relative_day_says_how_long_ago_it_was(ago: int, said: str) -> None:
    day = (TODAY - timedelta(days=ago)).isoformat()
    assert relative_day(day, None, TODAY) == said


@pytest.mark.parametrize("day", ["--03-12", "2024", "", "2025-03-25"])
def test_no_age_is_made_up_for_a_day_that_is_not_known_or_not_over(day: str) -> None:
    assert relative_day(day, 2024, TODAY) == plain_day(day, 2024, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)), st.dates())
def test_days_fit_their_column(day: date, today: date) -> None:
    assert len(plain_day(day.isoformat(), None, today)) <= PLAIN_WIDTH
    assert len(relative_day(day.isoformat(), None, date(2999, 12, 31))) <= RELATIVE_WIDTH
