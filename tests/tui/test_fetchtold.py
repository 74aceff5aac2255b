"""What came of a fetch, in the words of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.feeds.calendar import DayState
from tui.feeds.standing import FeedDay, FeedStanding
from tui.feeds.told import STALE, nothing_new, out_of_reach, trouble

if TYPE_CHECKING:
    from collections.abc import Sequence


def beyond(name: str, *labels: str, needed: int = 0) -> FeedStanding:
    days: Sequence[FeedDay] = [FeedDay(label, DayState.NOT_YET, "○") for label in labels]
    return FeedStanding(name, (), (), tuple(days), needed, 1.0, 0.0, is_asked=True)


def test_what_went_wrong_is_told_whole_where_it_is_one_thing() -> None:
    assert trouble([], ":feeds") == ""
    assert trouble(["a: is busy (503)"], ":feeds") == "a: is busy (503)"


def test_of_several_the_place_to_read_them_comes_first() -> None:
    told = trouble(["a: is busy (503)", "b: no"], ":feeds")
    assert told == "2 feeds failed, see :feeds: a: is busy (503)"


def test_a_list_of_another_day_is_named() -> None:
    outcome = {"feed": "today", "added": 0, "days": {"2026-03-06": STALE}}
    assert STALE == DayState.STALE
    assert nothing_new([outcome]) == "the feeds have nothing new; today still has an older list"
    assert nothing_new([{"feed": "x", "days": {}}, {}]) == "the feeds have nothing new"


def test_days_out_of_reach_come_with_the_way_to_them() -> None:
    feeds = (beyond("a", "2026-03-01", "2026-03-02", needed=15), beyond("b", "2026-03-02"))
    told = "2 days are out of reach: :fetch --days 15 brings them"
    assert out_of_reach(feeds, ":") == told
    assert "1 day is out of reach: carrel fetch --days 9" in out_of_reach(
        (beyond("a", "2026-03-01", needed=9),), ""
    )
    assert out_of_reach((beyond("a"),), ":") == ""
