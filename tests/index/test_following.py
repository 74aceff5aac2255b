"""A fetch: polite, cut off, gone on with, and what is remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from index.feeds.feed import Feed
from index.feeds.fetch import fetch, planned
from index.feeds.record import FeedRecords
from index.fetching.address import Addresses
from index.fetching.clock import stamp_of
from tests.index.feed_payloads import (
    arxiv_url,
    hf_row,
    hf_url,
)
from tests.index.following_home import ARXIV, DAILY, JOURNAL, Home, day_of
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, web: WebServer) -> Home:
    return Home(tmp_path, web)


class TestPoliteness:
    def test_a_feed_that_was_had_is_left_alone_for_a_while(
        self, home: Home, web: WebServer
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        web.tell(hf_url(date=day_of(0)), Reply.json([]))
        home.fetch(one_day)
        (outcome,) = home.fetch(one_day)
        assert stamp_of(outcome.not_before) == "2026-03-06T12:15:00Z"
        assert len(web.asked) == 1
        home.time.passed += 16 * 60
        assert not home.fetch(one_day)[0].not_before

    def test_a_host_that_wants_its_peace_has_it_until_then(
        self, home: Home, web: WebServer
    ) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.error(429, Retry_After="7200"))
        (outcome,) = home.fetch(DAILY)
        assert "has been asked too often (429)" in str(outcome.problem)
        for again in (False, True):
            (outcome,) = home.fetch(DAILY, again=again)
            assert stamp_of(outcome.not_before) == "2026-03-06T14:00:00Z"
        assert len(web.asked) == 1

    def test_one_feed_that_fails_stops_no_other(self, home: Home, web: WebServer) -> None:
        web.tell("https://journal.example/feed", Reply.error(404))
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        first, second = home.fetch(JOURNAL, Feed("daily", "hf-daily", "day", days=1))
        assert "journal: journal.example has no such thing (404)" in str(first.problem)
        assert second.report.added == 1

    @pytest.mark.parametrize(
        ("status", "advice"),
        [(403, "it may be for members alone"), (404, "is its address still right?")],
    )
    def test_a_refusal_comes_with_what_may_be_behind_it(
        self, home: Home, web: WebServer, status: int, advice: str
    ) -> None:
        web.tell(JOURNAL.what, Reply.error(status))
        (outcome,) = home.fetch(JOURNAL)
        assert str(outcome.problem).endswith(f"({status}) ({advice})")

    def test_one_process_fetches_at_a_time(self, home: Home, web: WebServer) -> None:
        stand_in, clock = Addresses(web.address), home.time.clock
        parts = (home.library, home.place, stand_in, "Carrel/0", clock)
        first = fetch([JOURNAL, JOURNAL], *parts)
        next(first)
        with pytest.raises(CarrelError, match="another Carrel is fetching"):
            next(fetch([JOURNAL], *parts))
        first.close()

    def test_a_plan_asks_nobody(self, home: Home, web: WebServer) -> None:
        requests = planned([DAILY, ARXIV], home.place, home.time.clock)
        assert [request.url for request in requests] == [
            *(hf_url(date=day_of(back)) for back in range(3)),
            arxiv_url(day_of(6), day_of(0)),
        ]
        assert not web.asked
        assert not home.place.records.exists()


class TestWhatDoesNotCome:
    def test_a_day_that_never_comes_keeps_no_other_from_coming(
        self, home: Home, web: WebServer
    ) -> None:
        days = Feed("daily", "hf-daily", "day", days=5)
        for back in range(5):
            rows = [hf_row(f"2603.0000{back + 1}", day_of(back))]
            web.tell(hf_url(date=day_of(back)), Reply.json(rows))
        web.tell(hf_url(date=day_of(1)), Reply.error(500))
        web.tell(hf_url(date=day_of(2)), Reply.error(404))
        web.tell(hf_url(date=day_of(3)), Reply.page())
        (outcome,) = home.fetch(days)
        assert "trouble of its own (500), 4 times" in str(outcome.problem)
        states = [home.days(days)[day_of(back)] for back in range(5)]
        assert states == ["fetched", "failed", "failed", "failed", "fetched"]

    def test_after_two_in_a_row_a_feed_is_left(self, home: Home, web: WebServer) -> None:
        days = Feed("daily", "hf-daily", "day", days=6)
        for back in range(6):
            web.tell(hf_url(date=day_of(back)), Reply.page())
        (outcome,) = home.fetch(days)
        assert "a web page" in str(outcome.problem)
        assert len(web.asked) == 2

    def test_a_host_that_is_down_is_waited_for_once(self, home: Home) -> None:
        with WebServer() as down:
            home.web = down
        feeds = [Feed(name, "hf-daily", "day") for name in ("a", "b", "c")]
        outcomes = home.fetch(*feeds)
        assert [str(outcome.problem)[2:40] for outcome in outcomes] == [
            " huggingface.co cannot be reached: con"
        ] * 3
        assert len(home.time.slept) < 10


class TestCutOff:
    def test_a_gap_that_is_filled_brings_no_newer_paper(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))], ETag='"a"'))
        web.tell(hf_url(date=day_of(1)), Reply.error(500))
        two_days = Feed("daily", "hf-daily", "day", days=2)
        home.fetch(two_days)
        web.tell(hf_url(date=day_of(1)), Reply.json([hf_row("2603.00002", day_of(1))]))
        home.fetch(two_days)
        assert len(home.ids()) == 2
        record = FeedRecords(home.place.records).read(two_days)
        assert (record.last_id, record.last_day) == ("arxiv:2603.00001", day_of(0))

    def test_what_arrived_is_kept_and_the_rest_comes_next_time(
        self, home: Home, web: WebServer
    ) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        web.tell(hf_url(date=day_of(1)), Reply.error(500))
        (outcome,) = home.fetch(DAILY)
        assert (outcome.report.added, home.days(DAILY)[day_of(1)]) == (1, "failed")
        for back in (1, 2):
            web.tell(
                hf_url(date=day_of(back)), Reply.json([hf_row(f"2603.1000{back}", day_of(back))])
            )
        web.asked.clear()
        (outcome,) = home.fetch(DAILY)
        assert (outcome.report.added, outcome.problem) == (2, None)
        assert len(web.asked) == 3  # today's list still grows

    def test_a_list_that_never_comes_stops_no_older_one(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        web.tell(hf_url(date=day_of(1)), Reply.error(500))
        web.tell(hf_url(date=day_of(2)), Reply.json([hf_row("2603.00002", day_of(2))]))
        (outcome,) = home.fetch(DAILY)
        assert "has trouble of its own (500), 4 times" in str(outcome.problem)
        assert [home.days(DAILY)[day_of(back)] for back in range(3)] == [
            "fetched",
            "failed",
            "fetched",
        ]

    @pytest.mark.parametrize(("status", "asked"), [(500, 8), (503, 4)])
    def test_a_host_that_is_down_is_let_be(
        self, home: Home, web: WebServer, status: int, asked: int
    ) -> None:
        for back in range(3):
            web.tell(hf_url(date=day_of(back)), Reply.error(status))
        home.fetch(DAILY)
        assert len(web.asked) == asked

    def test_every_day_that_was_refused_has_failed(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        home.fetch(DAILY)
        states = [home.days(DAILY)[day_of(back)] for back in range(3)]
        assert states == ["fetched", "failed", "failed"]

    def test_ctrl_c_keeps_what_arrived(self, home: Home, web: WebServer) -> None:
        def interrupt() -> None:
            raise KeyboardInterrupt

        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        web.tell(hf_url(date=day_of(1)), Reply.error(500))
        home.time.on_sleep = interrupt
        with pytest.raises(KeyboardInterrupt):
            home.fetch(Feed("daily", "hf-daily", "day", days=2))
        assert home.ids() == ["arxiv:2603.00001"]

    def test_the_time_limit_keeps_what_arrived(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        web.tell(hf_url(date=day_of(1)), Reply.error(503, Retry_After="3600"))
        (outcome,) = home.fetch(DAILY, time_limit=60)
        assert outcome.report.added == 1
        assert "is busy (503)" in str(outcome.problem)

    def test_once_time_is_up_nobody_is_asked(self, home: Home, web: WebServer) -> None:
        def passes() -> None:
            home.time.passed += 61.0

        page = Reply.json([hf_row("2603.00001", day_of(0))])
        web.tell(hf_url(date=day_of(0)), Reply(page.body, before=passes))
        web.tell(JOURNAL.what, Reply.error(404))
        outcomes = home.fetch(DAILY, JOURNAL, ARXIV, time_limit=60)
        assert len(web.asked) == 1
        for outcome in outcomes:
            assert "the time for fetching is over" in str(outcome.problem)

    def test_an_answer_that_breaks_off_is_asked_for_again(self, home: Home, web: WebServer) -> None:
        whole = Reply.json([hf_row("2603.00001", day_of(0))])
        cut = Reply(whole.body, headers=whole.headers, cut=True)
        web.tell(hf_url(date=day_of(0)), cut, whole)
        (outcome,) = home.fetch(Feed("daily", "hf-daily", "day", days=1))
        assert (outcome.report.added, outcome.problem) == (1, None)


def test_what_a_host_calls_a_version_may_be_nothing_to_tell_it_again(
    home: Home, web: WebServer
) -> None:
    one_day = Feed("daily", "hf-daily", "day", days=1)
    rows = [hf_row("2603.00001", day_of(0))]
    for etag in ('"\xe9"', "\x01", "x" * 5_000, '"plain"'):
        web.tell(hf_url(date=day_of(0)), Reply.json(rows, ETag=etag))
        (outcome,) = home.fetch(one_day, again=True)
        assert outcome.problem is None
    assert home.fetch(one_day, again=True)[0].problem is None
    told = [asked.headers.get("if-none-match") for asked in web.asked]
    assert told == [None] * 4 + ['"plain"']


def test_a_clock_that_was_wrong_keeps_no_feed_waiting(home: Home, web: WebServer) -> None:
    one_day = Feed("daily", "hf-daily", "day", days=1)
    web.tell(hf_url(date=day_of(0)), Reply.json([]))
    records = FeedRecords(home.place.records)
    for stamp in ("2031-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        for name in ("succeeded", "not_before"):
            record = records.read(one_day)
            record.succeeded = record.not_before = ""
            setattr(record, name, stamp)
            records.write(one_day, record)
            assert not home.fetch(one_day)[0].not_before


def test_what_is_remembered_may_be_damaged(home: Home, web: WebServer) -> None:
    one_day = Feed("daily", "hf-daily", "day", days=1)
    web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
    home.fetch(one_day)
    path = home.place.records / "daily.json"
    for text in ("", "{", "[]", '{"carrel_feed": 9}', path.read_text()[:-40]):
        path.write_text(text)
        (outcome,) = home.fetch(one_day)
        assert (outcome.report.unchanged, outcome.problem) == (1, None)
