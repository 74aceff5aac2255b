from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.day import day_key, day_label, day_title, parse_day

ADDED = "2026-03-14T09:26:53Z"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Mar 12", "--03-12"),
        ("  mar. 2 ", "--03-02"),
        ("March 12th", "--03-12"),
        ("12 Sept", "--09-12"),
        ("Wed, Mar 12", "--03-12"),
        ("Mar 12, 2025", "2025-03-12"),
        ("12 March 2025", "2025-03-12"),
        ("2025-03-12", "2025-03-12"),
        ("2025-03-12T08:00:00.000Z", "2025-03-12"),
        ("--03-12", "--03-12"),
        ("Feb 29", "--02-29"),
        ("Feb 29 2024", "2024-02-29"),
        ("2025", "2025"),
    ],
)
def test_a_written_day_is_kept(text: str, kept: str) -> None:
    assert parse_day(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mar",
        "Mar 32",
        "Feb 30",
        "Feb 29 2025",
        "2025-13-01",
        "0000-01-01",
        "March of the Penguins",
        "Mar 12: A Day in the Life",
        "١٢ Mar",
        "0012",
        pytest.param("Mar 12 " * 10_000, id="long"),
    ],
)
def test_what_is_no_day_is_nothing(text: str) -> None:
    assert parse_day(text) == ""


def test_a_year_from_outside_fills_in_but_does_not_overrule() -> None:
    assert parse_day("Mar 12", 2025) == "2025-03-12"
    assert parse_day("Mar 12 2024", 2025) == "2024-03-12"
    assert parse_day("Feb 29", 2025) == ""


@given(st.text(max_size=50), st.none() | st.integers(1900, 2100))
def test_a_kept_day_is_kept_as_it_is(text: str, year: int | None) -> None:
    kept = parse_day(text, year)
    assert parse_day(kept, year) in (kept, f"{year}{kept[1:]}")


@pytest.mark.parametrize(
    ("day", "year", "label"),
    [
        ("--03-12", 2025, "Mar 12"),
        ("2025-03-02", None, "Mar 2 2025"),
        ("2025", None, "2025"),
        ("", 2025, "2025"),
        ("", None, ""),
    ],
)
def test_the_label_is_what_is_known(day: str, year: int | None, label: str) -> None:
    assert day_label(day, year) == label


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_the_label_says_the_day(day: date) -> None:
    assert parse_day(day_label(day.isoformat(), None)) == day.isoformat()


def test_days_are_ordered_by_what_is_known() -> None:
    ordered = [
        day_key("2026-03-14", None, ADDED),
        day_key("--03-12", None, ADDED),
        day_key("--03-15", None, ADDED),
        day_key("2025-01-01", None, ADDED),
        day_key("", 2025, ADDED),
        day_key("2024", 2025, ADDED),
        day_key("--02-29", None, "2024-02-28T00:00:00Z"),
        day_key("--03-12", None, ""),
        day_key("", None, ADDED),
    ]
    assert ordered == sorted(ordered, reverse=True)
    assert ordered[1:3] == [20260312, 20250315]
    assert ordered[4:] == [20250000, 20240000, 20200229, 312, 0]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2025-03-14", "Fri Mar 14 2025"),
        ("2024-02-29", "Thu Feb 29 2024"),
        ("--03-12", "Mar 12"),
        ("2003", "2003"),
        ("2025-02-31", "Feb 31 2025"),
        ("", ""),
    ],
)
def test_a_day_is_called_by_its_day_of_the_week_where_that_is_known(day: str, title: str) -> None:
    assert day_title(day) == title
