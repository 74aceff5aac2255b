from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading_cases import moments
from tui.reading.moment import SHAPE, are_moments, moment_of, next_moment

times = st.datetimes(max_value=datetime(8999, 12, 30), timezones=st.just(UTC))


@given(times, times)
def test_text_compares_as_time(one: datetime, other: datetime) -> None:
    assert (moment_of(one) < moment_of(other)) == (one < other)


@given(times)
def test_a_moment_has_its_shape(when: datetime) -> None:
    assert re.fullmatch(SHAPE, moment_of(when))
    assert are_moments([moment_of(when)])


@given(times, moments)
def test_the_next_moment_is_later_than_the_latest(now: datetime, latest: str) -> None:
    assert next_moment(now, latest) == max(moment_of(now), next_moment(datetime.min, latest))
    assert next_moment(now, latest) > latest


def test_zones_become_utc_and_days_their_midnight() -> None:
    east = timezone(timedelta(hours=2))
    assert moment_of(datetime(2026, 3, 14, 1, tzinfo=east)) == "2026-03-13T23:00:00.000000Z"
    assert moment_of(datetime(2026, 3, 14, 1)) == "2026-03-14T01:00:00.000000Z"
    assert moment_of(date(2026, 3, 14)) == "2026-03-14T00:00:00.000000Z"


def test_days_that_do_not_exist_are_no_moments() -> None:
    assert re.fullmatch(SHAPE, "2026-02-30T00:00:00.000000Z")
    assert not are_moments(["2026-02-30T00:00:00.000000Z"])
    assert not re.fullmatch(SHAPE, "9999-12-31T23:59:59.999999Z")


def test_there_is_always_a_later_moment() -> None:
    with pytest.raises(ValueError, match="too late"):
        moment_of(datetime(9000, 1, 1))
