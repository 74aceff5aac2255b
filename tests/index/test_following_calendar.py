"""The calendar of a feed over a while: other names, a holiday, lists that cannot be had again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.feeds.feed import Feed
from index.feeds.fetch import days_out_of_reach, missing_days
from index.feeds.record import FeedRecord, FeedRecords
from tests.index.feed_payloads import hf_row, hf_url
from tests.index.following_home import DAILY, Home, day_of
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, web: WebServer) -> Home:
    return Home(tmp_path, web)


class TestNames:
    """What is remembered goes by the name of a feed; names change."""

    def test_a_feed_with_another_name_goes_on_where_it_was(
        self, home: Home, web: WebServer
    ) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        old, new = (Feed(name, "hf-daily", "day", days=1) for name in ("old", "new"))
        home.fetch(old)
        records = FeedRecords(home.place.records)
        assert list(records.left_over([new])) == ["old"]
        records.take_over([new])
        assert home.days(new) == {day_of(0): "fetched"}
        assert not records.left_over([new])

    def test_a_second_feed_of_the_same_takes_nothing_over(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        first, second = (Feed(name, "hf-daily", "day", days=1) for name in ("first", "second"))
        home.fetch(first)
        FeedRecords(home.place.records).take_over([first, second])
        assert (len(home.days(first)), len(home.days(second))) == (1, 0)

    def test_what_is_no_record_is_left_alone(self, home: Home) -> None:
        home.place.records.mkdir(parents=True)
        for name, text in (("a", "{"), ("b", "[]"), ("c", '{"carrel_feed": 9}')):
            (home.place.records / f"{name}.json").write_text(text)
        records = FeedRecords(home.place.records)
        records.take_over([DAILY])
        assert records.left_over([DAILY]) == {}


class TestAway:
    """Two weeks without a fetch."""

    def come_back(self, home: Home, web: WebServer, *, away: int) -> FeedRecord:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        for back in (1, 2):
            web.tell(hf_url(date=day_of(back)), Reply.json([]))
        home.fetch(DAILY)
        home.time.passed += away * 86_400
        for days in range(1, away + 1):
            web.tell(hf_url(date=day_of(-days)), Reply.json([]))
        web.asked.clear()
        home.fetch(DAILY)
        return FeedRecords(home.place.records).read(DAILY)

    def test_the_newest_days_come_first_as_far_back_as_the_feed_goes(
        self, home: Home, web: WebServer
    ) -> None:
        self.come_back(home, web, away=14)
        assert web.urls[:3] == [hf_url(date=day_of(back)) for back in (-14, -13, -12)]
        # The last day that was had is of an age at which its upvotes are counted again.
        assert web.urls[3:] == [hf_url(date=day_of(0))]

    def test_what_lies_further_back_is_known_and_can_be_had(
        self, home: Home, web: WebServer
    ) -> None:
        record = self.come_back(home, web, away=14)
        today = home.time.clock.today
        beyond = [span.label for span in days_out_of_reach(DAILY, record, today)]
        assert beyond == [day_of(back) for back in range(-1, -12, -1)]
        (outcome,) = home.fetch(replace(DAILY, days=14), again=True)
        assert outcome.problem is None
        record = FeedRecords(home.place.records).read(DAILY)
        assert days_out_of_reach(DAILY, record, today) == []

    def test_nothing_is_out_of_reach_of_a_feed_that_is_new(self, home: Home) -> None:
        assert days_out_of_reach(DAILY, FeedRecord(), home.time.clock.today) == []


@pytest.mark.parametrize("what", ["trending", "submitter:cy"])
def test_lists_of_now_miss_no_day(home: Home, what: str) -> None:
    feed = Feed("now", "hf-daily", what)
    assert missing_days(feed, FeedRecord(), home.time.clock.today) == []
    assert len(missing_days(DAILY, FeedRecord(), home.time.clock.today)) == 2


def test_a_record_that_was_written_is_another_version(home: Home) -> None:
    records = FeedRecords(home.place.records)
    versions = [records.version(DAILY)]
    for problem in ("", "is busy (503)"):
        records.write(DAILY, FeedRecord("hf-daily day", problem=problem))
        versions.append(records.version(DAILY))
    assert len(set(versions)) == 3
    assert records.version(DAILY) == versions[-1]
