from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.ranges import day_ahead, day_range, is_day_range, number_range

FRIDAY = date(2026, 8, 14)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("20", (20, 20)),
        (">=20", (20, None)),
        (">3", (4, None)),
        ("<5", (None, 4)),
        ("<=5", (None, 5)),
        ("20..50", (20, 50)),
        ("50..20", (20, 50)),
        ("0..0", (0, 0)),
        ("100..", (100, None)),
        ("..5", (None, 5)),
        (" > 3 ", (4, None)),
        ("1 .. 2", (1, 2)),
    ],
)
def test_numbers(text: str, bounds: tuple[int | None, int | None]) -> None:
    assert number_range(text) == bounds


@pytest.mark.parametrize(
    "text", ["", "..", "x", "-1", "1.5", "1...2", ">", "=5", ">1..2", "1e3", "٣", "1" * 10]
)
def test_what_is_no_number_range(text: str) -> None:
    assert number_range(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7d", (20260807, 20260814)),
        ("2w", (20260731, 20260814)),
        ("3m", (20260514, 20260814)),
        ("1y", (20250814, 20260814)),
        ("0d", (20260814, 20260814)),
        ("9999y", (10101, 20260814)),
        ("52w", (20250815, 20260814)),
        ("today", (20260814, 20260814)),
        ("Yesterday", (20260813, 20260813)),
        ("fri", (20260814, 20260814)),
        ("mon", (20260810, 20260810)),
        ("sat", (20260808, 20260808)),
        ("2026", (20260000, 20261299)),
        ("2026-08", (20260800, 20260899)),
        ("2026-08-01", (20260801, 20260801)),
        ("2024-02-29", (20240229, 20240229)),
        ("2026-08-01..", (20260801, 99999999)),
        ("..2026-08", (0, 20260899)),
        ("2025..2026-08", (20250000, 20260899)),
        ("2026-08..2025", (20250000, 20260899)),
        ("7d..2d", (20260807, 20260812)),
        ("2d..7d", (20260807, 20260812)),
        ("mon..", (20260810, 99999999)),
        ("..1w", (0, 20260807)),
        ("7D .. mon", (20260807, 20260810)),
    ],
)
def test_days(text: str, days: tuple[int, int]) -> None:
    assert day_range(text, FRIDAY) == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "d", "7", "7h", "-7d", "12345d", "soon", "2026-", "2026-8", "2026-13"),
        *("2026-00", "2026-02-29", "2026-08-32", "2026-08-00", "0999", "a..b", "7d..x", "1..2"),
        *("7d...2d", "7d..2d..1d", "--03-12", "２d"),
    ],
)
def test_what_is_no_day_range(text: str) -> None:
    assert day_range(text, FRIDAY) is None
    assert not is_day_range(text)


def test_months_end_where_they_end() -> None:
    assert day_range("1m", date(2026, 3, 31)) == (20260228, 20260331)
    assert day_range("1y", date(2024, 2, 29)) == (20230228, 20240229)
    assert day_range("2m", date(2026, 1, 5)) == (20251105, 20260105)


_end = st.one_of(
    st.builds("{}{}".format, st.integers(0, 9999), st.sampled_from("dwmy")),
    st.sampled_from(["today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
    st.dates(min_value=date(1000, 1, 1)).map(lambda day: day.isoformat()),
)


@given(_end, _end, st.dates())
def test_a_range_has_its_ends_in_order_and_is_known_on_any_day(
    one: str, other: str, today: date
) -> None:
    assert is_day_range(one)
    forwards, backwards = (day_range(f"{a}..{b}", today) for a, b in ((one, other), (other, one)))
    assert forwards == backwards
    assert forwards is not None
    assert 0 <= forwards[0] <= forwards[1] <= 99_999_999


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7d", (20260814, 20260821)),
        ("1m", (20260814, 20260914)),
        ("tomorrow", (20260815, 20260815)),
        ("yesterday", (20260813, 20260813)),
        ("mon", (20260817, 20260817)),
        ("fri", (20260821, 20260821)),
        ("..today", (0, 20260814)),
        ("3d..", (20260817, 99999999)),
        ("2026-12", (20261200, 20261299)),
        ("9999y", (20260814, 99991231)),
    ],
)
def test_days_that_are_still_to_come(text: str, days: tuple[int, int]) -> None:
    assert day_range(text, FRIDAY, ahead=True) == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3d", date(2026, 8, 17)),
        ("fri", date(2026, 8, 21)),
        ("tomorrow", date(2026, 8, 15)),
        ("2026-12", date(2026, 12, 1)),
        ("2027", date(2027, 1, 1)),
        (" 2026-12-24", date(2026, 12, 24)),
        ("3d..", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_day_that_something_is_put_off_until(text: str, day: date | None) -> None:
    assert day_ahead(text, FRIDAY) == day


def test_each_direction_has_names_of_its_own() -> None:
    assert not is_day_range("tomorrow")
    assert is_day_range("tomorrow", ahead=True)
