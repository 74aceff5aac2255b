"""The figures of the overview: what came in and was decided by day, and how much is left."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.marktable import DISMISSED, READ, STARRED
from tests.papers import SHELF, fill, listed_on
from tui.overview.activity import activity_of
from tui.overview.figures import MOST, figures_of
from tui.reading.decided import Decided
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.overview.figures import Figures
    from tui.paths import Home

TODAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def figures(home: Home, *marks: tuple[datetime, str, list[int]], days: int = 14) -> Figures:
    """The figures after marks made on papers of the shelf, which came in on 14 March."""
    library = fill(home, indexed=False)
    now = [NOON]
    reading = Reading.open(home.journals, "desk", lambda: now[0])
    for at, verb, papers in marks:
        now[0] = at
        reading.mark(verb, [SHELF[each].id for each in papers])
    now[0] = NOON
    table = reading.table(library.columns)
    return figures_of(library.columns, table, reading.decided(), reading.today, days)


def test_papers_come_in_are_decided_and_are_left(home: Home) -> None:
    told = figures(
        home,
        (NOON - timedelta(days=4), "read", [0]),
        (NOON - timedelta(days=1), "dismiss", [1]),
        (NOON - timedelta(days=1), "star", [0, 2]),
    )
    assert {word: count for word, _, count in told.states} == {
        "left": 2,
        "read": 1,
        "starred": 2,
        "dismissed": 1,
        "later": 0,
    }
    activity = told.activity
    assert activity.day(13) == TODAY
    assert activity.added == (*[0] * 7, 4, *[0] * 6)
    assert activity.read == (*[0] * 9, 1, *[0] * 4)
    assert activity.starred == (*[0] * 12, 2, 0)
    assert activity.decided == (*[0] * 9, 1, 0, 0, 1, 0)
    assert activity.left == (*[0] * 7, 4, 4, 3, 3, 3, 2, 2)


def test_what_was_taken_back_does_not_count(home: Home) -> None:
    told = figures(
        home,
        (NOON - timedelta(days=3), "star", [0, 1]),
        (NOON - timedelta(days=3), "read", [0]),
        (NOON - timedelta(days=2), "unstar", [0]),
        (NOON - timedelta(days=2), "unread", [0]),
    )
    assert sum(told.activity.starred) == 1
    assert sum(told.activity.read) == 0
    assert told.activity.left[-1] == 4


def test_a_paper_counts_once_on_the_day_it_was_first_decided(home: Home) -> None:
    told = figures(
        home,
        (NOON - timedelta(days=3), "read", [0]),
        (NOON - timedelta(days=1), "dismiss", [0]),
    )
    assert told.activity.decided == (*[0] * 10, 1, 0, 0, 0)


def test_what_is_older_than_the_days_is_in_the_backlog_they_begin_with(home: Home) -> None:
    told = figures(home, (NOON - timedelta(days=5), "read", [0]), days=3)
    assert told.activity.added == (0, 0, 0)
    assert told.activity.left == (3, 3, 3)


def test_a_day_is_the_readers_own(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")  # where it is the 21st already
    time.tzset()
    told = figures(home, (NOON, "read", [0]), days=2)
    assert told.activity.first == TODAY
    assert told.activity.read == (0, 1)


def test_shares_are_found_by_their_queries(home: Home) -> None:
    told = figures(home, (NOON, "read", [0]), (NOON, "dismiss", [2]), (NOON, "tag:to-fold", [0, 1]))
    groups = {group.field: group for group in told.groups}
    assert [(each.label, each.papers, each.left) for each in groups["source"].shares] == [
        ("page-1", 2, 1),
        ("page-2", 2, 1),
    ]
    assert [(each.label, each.papers) for each in groups["venue"].shares] == [
        ("POND 2025", 2),
        ("WELL 2024", 1),
    ]
    (tag,) = groups["tag"].shares
    assert (tag.query, tag.papers, tag.left) == ("tag:to-fold", 2, 1)


def test_of_many_values_the_largest_are_told(home: Home) -> None:
    days = [f"2026-03-{day:02}" for day in range(1, MOST + 4)]
    library = fill(home, listed_on(*days, count=1) + listed_on(days[4], count=2, first=1))
    reading = Reading.open(home.journals, "desk", lambda: NOON)
    table = reading.table(library.columns)
    told = figures_of(library.columns, table, reading.decided(), TODAY)
    (source,) = told.groups
    assert source.shares[0].label == f"page-{days[4]}"
    assert source.shares[0].papers == 3
    assert (len(source.shares), source.more) == (MOST, 3)


def test_an_empty_library_has_no_shares(home: Home) -> None:
    library = fill(home, ())
    reading = Reading.open(home.journals, "desk", lambda: NOON)
    table = reading.table(library.columns)
    told = figures_of(library.columns, table, reading.decided(), TODAY)
    assert (told.papers, told.groups, told.activity.left[-1]) == (0, (), 0)


PAPERS = st.lists(
    st.tuples(
        st.integers(0, 40),  # days ago that it came in
        st.sampled_from((0, READ, STARRED, DISMISSED, READ | STARRED)),
        st.integers(-2, 40),  # days ago that it was decided
    ),
    max_size=30,
)


@given(PAPERS, st.integers(1, 50))
def test_the_backlog_ends_with_what_is_left(papers: list[tuple[int, int, int]], days: int) -> None:
    added = [int(f"{NOON - timedelta(days=ago):%Y%m%d%H%M%S}") for ago, _, _ in papers]
    flags = bytes(flag for _, flag, _ in papers)
    moments: dict[str, dict[str, str]] = {"read": {}, "star": {}, "dismiss": {}}
    for place, (_, flag, ago) in enumerate(papers):
        at = f"{NOON - timedelta(days=ago):%Y-%m-%dT%H:%M:%S}.000000Z"
        for attribute, bit in (("read", READ), ("star", STARRED), ("dismiss", DISMISSED)):
            if flag & bit:
                moments[attribute][str(place)] = at
    decided = Decided(moments, {str(place): place for place in range(len(papers))})
    activity = activity_of(added, flags, decided, TODAY, days)
    assert activity.left[-1] == sum(not flag & (READ | DISMISSED) for flag in flags)
    assert {len(activity.added), len(activity.left), len(activity.read)} == {days}
    assert min(activity.left) >= 0
    if days > 41:
        assert sum(activity.added) == len(papers)
        assert sum(activity.starred) == sum(bool(flag & STARRED) for flag in flags)


def test_a_moment_that_is_none_is_as_old_as_can_be() -> None:
    activity = activity_of([0, 99999999999999], b"\0\0", Decided({}, {}), TODAY, 3)
    assert activity.left == (2, 2, 2)
