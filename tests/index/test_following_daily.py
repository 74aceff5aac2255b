"""Daily Papers of Hugging Face: days, pages, counts that are read again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from index.feeds.calendar import DayState
from index.feeds.counts import Counts
from index.feeds.feed import Feed
from tests.index.feed_payloads import (
    hf_row,
    hf_url,
)
from tests.index.following_home import DAILY, Home, day_of
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, web: WebServer) -> Home:
    return Home(tmp_path, web)


class TestDaily:
    def test_missing_days_come_and_count_as_had(self, home: Home, web: WebServer) -> None:
        for back in range(3):
            rows = [hf_row(f"2603.0{back}130", day_of(back))]
            web.tell(hf_url(date=day_of(back)), Reply.json(rows))
        (outcome,) = home.fetch(DAILY)
        assert (outcome.problem, outcome.report.added) == (None, 3)
        assert home.days(DAILY) == dict.fromkeys([day_of(back) for back in (0, 1, 2)], "fetched")
        # Ids are texts, and the trailing zero stays.
        assert home.ids() == ["arxiv:2603.00130", "arxiv:2603.01130", "arxiv:2603.02130"]

    def test_the_day_is_the_lists_and_not_the_outer_date(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(0))]))
        home.fetch(Feed("daily", "hf-daily", "day", days=1))
        assert home.library.columns.row(0).day == day_of(0)

    def test_a_weekend_is_empty_and_not_missing(self, home: Home, web: WebServer) -> None:
        home.time.go_to("2026-03-09T12:00:00Z")  # Monday
        web.tell(hf_url(date="2026-03-07"), Reply.json([]))
        web.tell(hf_url(date="2026-03-08"), Reply.json([]))
        web.tell(hf_url(date="2026-03-09"), Reply.json([hf_row("2603.00001", "2026-03-09")]))
        (outcome,) = home.fetch(DAILY)
        assert outcome.problem is None
        assert list(home.days(DAILY).values()) == ["empty", "empty", "fetched"]
        home.time.go_to("2026-03-10T12:00:00Z")
        web.tell(hf_url(date="2026-03-10"), Reply.json([]))
        home.fetch(DAILY)
        assert home.days(DAILY)["2026-03-10"] == "not yet"  # it may still open
        assert web.urls[-1] == hf_url(date="2026-03-08")
        assert hf_url(date="2026-03-07") not in web.urls[3:]  # a Saturday stays empty

    def test_a_day_that_is_not_open_yet_is_no_failure(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.error(400))
        web.tell(hf_url(date=day_of(1)), Reply.json([hf_row("2603.00001", day_of(1))]))
        web.tell(hf_url(date=day_of(2)), Reply.error(400))
        (outcome,) = home.fetch(DAILY)
        states = [home.days(DAILY)[day_of(back)] for back in range(3)]
        assert states == ["not yet", "fetched", "failed"]
        assert "does not understand the question (400)" in str(outcome.problem)

    def test_yesterdays_list_is_stale(self, home: Home, web: WebServer) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00001", day_of(1))]))
        (outcome,) = home.fetch(one_day)
        assert outcome.days == ((day_of(0), DayState.STALE),)
        assert home.library.columns.row(0).day == day_of(1)

    def test_a_long_day_has_pages_and_one_order(self, home: Home, web: WebServer) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row(f"2603.{number:05}", day_of(0)) for number in range(1, 61)]
        web.tell(hf_url(date=day_of(0)), Reply.json(rows[:50]))
        web.tell(hf_url(1, date=day_of(0)), Reply.json(rows[50:]))
        (outcome,) = home.fetch(one_day)
        assert outcome.report.added == 60
        ordinal = home.library.columns.find("arxiv:2603.00060")
        assert ordinal is not None
        assert home.library.columns.row(ordinal).rank == 60

    def test_one_paper_on_two_days_is_one_paper(self, home: Home, web: WebServer) -> None:
        two_days = Feed("daily", "hf-daily", "day", days=2)
        for back in range(2):
            web.tell(hf_url(date=day_of(back)), Reply.json([hf_row("2603.00001", day_of(back))]))
        (outcome,) = home.fetch(two_days)
        assert (outcome.report.added, outcome.report.merged) == (1, 1)
        assert {listing.day for listing in home.library.paper(0).listings} == {day_of(0), day_of(1)}

    def test_what_did_not_change_is_not_sent_again(self, home: Home, web: WebServer) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row("2603.00001", day_of(0))]
        web.tell(hf_url(date=day_of(0)), Reply.json(rows, ETag='"a"'))
        home.fetch(one_day)
        (outcome,) = home.fetch(one_day, again=True)
        assert web.asked[1].headers["if-none-match"] == '"a"'
        assert (outcome.report.read, outcome.problem) == (0, None)
        assert home.days(one_day) == {day_of(0): "fetched"}

    def test_an_empty_day_that_did_not_change_is_still_empty(
        self, home: Home, web: WebServer
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        web.tell(hf_url(date=day_of(0)), Reply.json([], ETag='"none"'))
        home.fetch(one_day)
        (outcome,) = home.fetch(one_day, again=True)
        assert web.asked[1].headers["if-none-match"] == '"none"'
        assert outcome.days == ((day_of(0), DayState.NOT_YET),)
        two_days = Feed("daily", "hf-daily", "day", days=2)
        home.time.go_to("2026-03-07T12:00:00Z")
        web.tell(hf_url(date="2026-03-07"), Reply.json([]))
        (outcome,) = home.fetch(two_days)
        assert outcome.days == ((day_of(0), DayState.EMPTY), ("2026-03-07", DayState.NOT_YET))

    def test_nothing_new_that_nobody_asked_about_is_no_day(
        self, home: Home, web: WebServer
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row(f"2603.{number:05}", day_of(0)) for number in range(1, 51)]
        for replies in ([Reply.error(304)], [Reply.json(rows)]):
            web.tell(hf_url(date=day_of(0)), *replies)
            web.tell(hf_url(1, date=day_of(0)), Reply.error(304))
            (outcome,) = home.fetch(one_day)
            assert "not the question (304)" in str(outcome.problem)
            assert home.days(one_day) == {day_of(0): "failed"}
        assert len(home.ids()) == 50

    def test_a_list_of_several_pages_is_asked_for_whole_each_time(
        self, home: Home, web: WebServer
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row(f"2603.{number:05}", day_of(0)) for number in range(1, 53)]
        web.tell(hf_url(date=day_of(0)), Reply.json(rows[:50], ETag='"first"'))
        web.tell(hf_url(1, date=day_of(0)), Reply.json(rows[50:51]))
        home.fetch(one_day)
        # The first page is as it was; a paper came on the second.
        web.tell(hf_url(1, date=day_of(0)), Reply.json(rows[50:]))
        (outcome,) = home.fetch(one_day, again=True)
        assert (outcome.report.added, len(home.ids())) == (1, 52)

    def test_a_host_that_gives_the_same_page_again_is_not_asked_on_and_on(
        self, home: Home, web: WebServer
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row(f"2603.{number:05}", day_of(0)) for number in range(1, 51)]
        for page in range(3):
            web.tell(hf_url(page, date=day_of(0)), Reply.json(rows))
        (outcome,) = home.fetch(one_day)
        assert "the same page again behind 50 papers" in str(outcome.problem)
        assert (len(web.asked), len(home.ids())) == (2, 50)

    @pytest.mark.parametrize("kept", [0.5, 0.99])
    def test_a_list_that_breaks_off_is_no_day_that_was_had(
        self, home: Home, web: WebServer, kept: float
    ) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        rows = [hf_row(f"2603.{number:05}", day_of(0)) for number in range(1, 10)]
        whole = Reply.json(rows)
        cut = whole.body[: int(len(whole.body) * kept)]
        # Of what does not say its length, only what is in it tells that it is not all.
        web.tell(hf_url(date=day_of(0)), Reply(cut, is_sized=False), whole)
        (outcome,) = home.fetch(one_day)
        assert "daily: broke off behind" in str(outcome.problem)
        assert home.days(one_day) == {day_of(0): "failed"}
        assert 0 < len(home.ids()) < 9
        (outcome,) = home.fetch(one_day)
        assert (outcome.problem, len(home.ids())) == (None, 9)

    def test_a_web_page_is_one_line_and_the_day_failed(self, home: Home, web: WebServer) -> None:
        web.tell(hf_url(date=day_of(0)), Reply.page())
        (outcome,) = home.fetch(DAILY)
        assert "daily: answered with a web page, not with JSON" in str(outcome.problem)
        assert home.days(DAILY)[day_of(0)] == "failed"

    @pytest.mark.parametrize("what", ["trending", "submitter:cy"])
    def test_lists_without_days(self, home: Home, web: WebServer, what: str) -> None:
        feed = Feed("now", "hf-daily", what)
        name, _, value = what.rpartition(":")
        asked = {name: value} if name else {"sort": "trending"}
        web.tell(hf_url(**asked), Reply.json([hf_row("2603.00001", "2026-02-01")]))
        (outcome,) = home.fetch(feed)
        assert (outcome.problem, outcome.report.added) == (None, 1)
        assert home.days(feed) == {day_of(0): "fetched"}

    @pytest.mark.parametrize(
        ("what", "labels"), [("week", ["2026-W09", "2026-W10"]), ("month", ["2026-02", "2026-03"])]
    )
    def test_weeks_and_months(
        self, home: Home, web: WebServer, what: str, labels: list[str]
    ) -> None:
        feed = Feed("slow", "hf-daily", what, days=7)
        for number, label in enumerate(labels):
            row = hf_row(f"2603.0000{number + 1}", ["2026-02-27", "2026-03-03"][number])
            web.tell(hf_url(**{what: label}), Reply.json([row]))
        (outcome,) = home.fetch(feed)
        assert (outcome.problem, outcome.report.added) == (None, 2)
        assert home.days(feed) == dict.fromkeys(labels, "fetched")

    def test_a_search(self, home: Home, web: WebServer) -> None:
        rows = [{"id": "2603.02130", "title": "Folding Sets"}]
        url = "https://huggingface.co/api/papers/search?q=protein+folding&limit=50"
        web.tell(url, Reply.json([{**rows[0], "upvotes": 3}]))
        (outcome,) = home.fetch(Feed("folding", "hf-search", "protein folding"))
        assert outcome.problem is None
        assert home.ids() == ["arxiv:2603.02130"]


class TestSampling:
    def test_counts_are_taken_again_for_two_weeks(self, home: Home, web: WebServer) -> None:
        one_day = Feed("daily", "hf-daily", "day", days=1)
        day = "2026-03-06"
        asked = []
        for age in range(21):
            today = date(2026, 3, 6) + timedelta(days=age)
            home.time.go_to(f"{today}T12:00:00Z")
            web.tell(hf_url(date=today.isoformat()), Reply.json([]))
            web.tell(hf_url(date=day), Reply.json([hf_row("2603.00001", day, upvotes=3 + age)]))
            web.asked.clear()
            home.fetch(one_day)
            asked += [age] if hf_url(date=day) in web.urls else []
        assert asked == [0, 1, 2, 3, 5, 7, 10, 14]
        readings = Counts(home.place.records).read()["arxiv:2603.00001"]
        assert [(one.day, one.upvotes) for one in readings][-1] == ("2026-03-20", 17)
        assert len(readings) == len(asked)

    def test_a_count_is_changed_where_it_has_grown_and_keeps_its_day(
        self, home: Home, web: WebServer
    ) -> None:
        one_day, day = Feed("daily", "hf-daily", "day", days=1), "2026-03-06"
        told = []
        for age, upvotes in ((0, 10), (1, 12), (2, 40)):
            today = (date(2026, 3, 6) + timedelta(days=age)).isoformat()
            home.time.go_to(f"{today}T12:00:00Z")
            web.tell(hf_url(date=today), Reply.json([]))
            web.tell(hf_url(date=day), Reply.json([hf_row("2603.00001", day, upvotes)]))
            home.fetch(one_day)
            facts = dict(home.library.paper(0).extra)
            told.append((facts["upvotes"], facts["counted"]))
        assert told == [("10", "2026-03-06"), ("10", "2026-03-06"), ("40", "2026-03-08")]

    def test_a_paper_that_joins_todays_list_is_listed_today_as_well(
        self, home: Home, web: WebServer
    ) -> None:
        feed = Feed("daily", "hf-daily", "day", days=2)
        web.tell(hf_url(date=day_of(1)), Reply.json([hf_row("2603.00001", day_of(1))]))
        web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.00002", day_of(0))]))
        home.fetch(feed)
        rows = [hf_row("2603.00002", day_of(0)), hf_row("2603.00001", day_of(0))]
        web.tell(hf_url(date=day_of(0)), Reply.json(rows))
        home.fetch(feed, again=True)
        ordinal = home.library.find("arxiv:2603.00001") or 0
        days = {listing.day for listing in home.library.paper(ordinal).listings}
        assert days == {day_of(0), day_of(1)}

    def test_missing_counts_are_not_zeros(self, home: Home, web: WebServer) -> None:
        rows = [hf_row("2603.00001", day_of(0), upvotes=None)]
        web.tell(hf_url(date=day_of(0)), Reply.json(rows))
        home.fetch(Feed("daily", "hf-daily", "day", days=1))
        (reading,) = Counts(home.place.records).read()["arxiv:2603.00001"]
        assert (reading.upvotes, reading.comments) == (None, 1)
