"""How feeds stand, in signs and words, for any width and in any place of the world."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from index.feeds.calendar import DayRecord, DayState
from index.feeds.feed import Feed
from index.feeds.record import FeedRecord
from index.fetching.clock import Clock, moment_of
from tui.feeds.lines import feed_lines, legend
from tui.feeds.standing import FeedStanding, local_time, short_label

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = moment_of("2026-03-06T12:00:00Z")
CLOCK = Clock(lambda: NOW)
DAILY = Feed("daily", "hf-daily", "day")
STATES = {
    "2026-02-28": DayRecord(DayState.EMPTY, "2026-03-02T08:00:00Z"),
    "2026-03-02": DayRecord(DayState.FETCHED, "2026-03-02T08:00:00Z", 40),
    "2026-03-03": DayRecord(DayState.FAILED, "2026-03-06T08:00:00Z", reason="is busy (503)"),
    "2026-03-04": DayRecord(DayState.STALE, "2026-03-06T08:00:00Z", 40, "tells of Mar 3 2026"),
    "2026-03-06": DayRecord(DayState.FETCHED, "2026-03-06T08:00:00Z", 40),
}


def record(**told: str) -> FeedRecord:
    return FeedRecord("hf-daily day", "2026-03-06T08:00:00Z", days=dict(STATES), **told)


def standing(feed: Feed = DAILY, known: FeedRecord | None = None) -> FeedStanding:
    return FeedStanding.of(feed, record() if known is None else known, CLOCK)


def lines(width: int, feed: Feed = DAILY, known: FeedRecord | None = None) -> list[str]:
    known = record() if known is None else known
    return list(feed_lines(feed, standing(feed, known), known, NOW, width))


def test_each_state_has_its_sign() -> None:
    assert standing().signs == "–○●!~○●"


def test_what_is_missing_is_told_by_what_became_of_it() -> None:
    assert standing().lacks() == "Mar 1 not yet, Mar 3 failed, Mar 4 stale, Mar 5 not yet"


def test_days_that_follow_each_other_are_told_as_one() -> None:
    assert standing(known=FeedRecord()).lacks() == "Feb 28 – Mar 5 not yet"


def test_what_is_out_of_reach_comes_with_the_way_to_it() -> None:
    known = record()
    known.days = {"2026-02-20": DayRecord(DayState.FETCHED, "2026-02-20T08:00:00Z", 3)} | STATES
    told = standing(known=known)
    assert [day.label for day in told.out_of_reach][::6] == ["2026-02-27", "2026-02-21"][::-1]
    assert "Feb 21 – Feb 27 out of reach: fetch daily --days 14" in told.lacks()


def test_feeds_of_now_have_days_that_are_gone() -> None:
    listing = Feed("today", "arxiv-rss", "cs.LG")
    known = FeedRecord(days={"2026-03-05": STATES["2026-03-06"]})
    told = standing(listing, known)
    assert (told.signs, told.lacks()) == ("···●○", "")


@pytest.mark.parametrize(
    ("label", "told"), [("2026-03-06", "Mar 6"), ("2026-W09", "week 9"), ("2026-03", "Mar 2026")]
)
def test_labels_are_short(label: str, told: str) -> None:
    assert short_label(label) == told


class TestLines:
    @pytest.mark.parametrize("width", [50, 59, 79, 159])
    @pytest.mark.parametrize("days", [1, 7, 60])
    def test_fit_the_width(self, width: int, days: int) -> None:
        feed = Feed("daily", "hf-daily", "day", days=days)
        known = record(last_id="arxiv:2603.00001", last_title="Lanterns 灯 " * 30)
        assert max(map(cell_len, lines(width, feed, known))) <= width

    def test_weekends_stand_below_each_other(self) -> None:
        feed = Feed("daily", "hf-daily", "day", days=60)
        rows = [line for line in lines(59, feed) if set(line) & set("○●")]
        assert [len(row.split()[-1]) for row in rows[:-1]] == [35]
        assert rows[0].startswith("    Jan 6  ○")
        assert rows[1].endswith("–○●!~○● Mar 6")

    def test_why_a_day_went_wrong(self) -> None:
        told = lines(99)
        assert "                Mar 3 failed: is busy (503)" in told
        assert "                Mar 4 stale: tells of Mar 3 2026" in told

    def test_an_id_that_says_nothing_is_left_out(self) -> None:
        known = record(last_id="title:0123456789abcdef", last_title="Lanterns")
        assert lines(79, known=known)[-1] == "    last paper  Lanterns"

    def test_the_legend_has_every_sign(self) -> None:
        assert legend() == "● fetched  – empty  ! failed  ~ stale  ○ not yet  · gone by"


@pytest.fixture(params=["America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati", "Asia/Kolkata"])
def _elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(
    "moment", ["2026-03-08T09:59:00Z", "2026-03-08T10:01:00Z", "2026-11-01T08:59:00Z"]
)
def test_no_zone_and_no_clock_that_is_put_on_moves_a_day(moment: str) -> None:
    """The hours in which clocks change in Los Angeles."""
    now = moment_of(moment)
    told = FeedStanding.of(DAILY, FeedRecord(), Clock(lambda: now))
    assert [day.label for day in told.days][-1] == moment[:10]
    assert len({day.label for day in told.days}) == 7


@pytest.mark.usefixtures("_elsewhere")
def test_a_moment_is_told_by_the_clock_on_the_wall() -> None:
    now = time.time()
    assert local_time(now) == time.strftime("%H:%M", time.localtime(now))
    later = now + 3 * 86_400
    assert local_time(later) == time.strftime("%a %H:%M", time.localtime(later))
