"""arXiv by its API and its listings, other feeds, and one paper from several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.feeds.feed import Feed
from index.feeds.record import FeedRecords
from index.fetching.clock import stamp_of
from tests.index.feed_payloads import (
    ARXIV_ERROR,
    arxiv_entry,
    arxiv_feed,
    arxiv_url,
    hf_row,
    hf_url,
    listing,
)
from tests.index.following_home import ARXIV, FRIDAY, JOURNAL, LISTING, RSS, Home, day_of
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, web: WebServer) -> Home:
    return Home(tmp_path, web)


class TestArxiv:
    def test_one_query_brings_all_missing_days(self, home: Home, web: WebServer) -> None:
        entries = [arxiv_entry("2603.01110v1", day_of(6)), arxiv_entry("2603.02220v2", day_of(2))]
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed(*entries)))
        (outcome,) = home.fetch(ARXIV)
        assert (outcome.problem, outcome.report.added) == (None, 2)
        assert home.ids() == ["arxiv:2603.01110", "arxiv:2603.02220"]
        days = home.days(ARXIV)
        assert (days[day_of(6)], days[day_of(5)], days[day_of(2)]) == (
            "fetched",
            "empty",
            "fetched",
        )

    def test_a_whole_archive_is_all_that_is_below_it(self, home: Home, web: WebServer) -> None:
        feed = Feed("all", "arxiv", "cs.* hep-th stat.*")
        url = arxiv_url(day_of(6), day_of(0), "(cat:cs.* OR cat:hep-th OR cat:stat.*)")
        web.tell(url, Reply.xml(arxiv_feed()))
        assert home.fetch(feed)[0].problem is None

    def test_is_asked_once_a_day(self, home: Home, web: WebServer) -> None:
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed()))
        home.fetch(ARXIV)
        (outcome,) = home.fetch(ARXIV)
        assert stamp_of(outcome.not_before) == "2026-03-07T05:00:00Z"
        # The next day, the days that may not be announced whole yet are asked for again.
        home.time.go_to("2026-03-07T06:00:00Z")
        web.tell(arxiv_url("2026-03-02", "2026-03-07"), Reply.xml(arxiv_feed()))
        assert home.fetch(ARXIV)[0].problem is None

    def test_pages_and_a_query_that_is_cut_off(self, home: Home, web: WebServer) -> None:
        def entries(first: int, last: int, day: str) -> list[str]:
            return [arxiv_entry(f"2603.{one:05}v1", day) for one in range(first, last)]

        first = entries(1, 121, day_of(6)) + entries(121, 201, day_of(5))
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed(*first, total=280)))
        second = arxiv_url(day_of(6), day_of(0), start=200)
        web.tell(second, Reply.error(500))
        (outcome,) = home.fetch(ARXIV)
        assert outcome.report.added == 200
        days = home.days(ARXIV)
        assert (days[day_of(6)], days[day_of(5)]) == ("fetched", "failed")
        # The day that was had whole is not asked for again.
        rest = entries(121, 201, day_of(5)) + entries(201, 281, day_of(4))
        web.tell(arxiv_url(day_of(5), day_of(0)), Reply.xml(arxiv_feed(*rest)))
        (outcome,) = home.fetch(ARXIV)
        assert (outcome.problem, outcome.report.added) == (None, 80)
        assert len(home.library) == 280

    def test_an_empty_page_in_the_middle_is_no_end(self, home: Home, web: WebServer) -> None:
        entry = arxiv_entry("2603.00001v1", day_of(6))
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed(entry, total=3)))
        web.tell(arxiv_url(day_of(6), day_of(0), start=1), Reply.xml(arxiv_feed(total=3)))
        (outcome,) = home.fetch(ARXIV)
        assert "broke off after 1 of 3 papers" in str(outcome.problem)
        assert home.ids() == ["arxiv:2603.00001"]

    def test_a_page_with_fewer_papers_than_it_could_have_is_gone_on_from(
        self, home: Home, web: WebServer
    ) -> None:
        entries = [arxiv_entry(f"2603.{one:05}v1", day_of(6)) for one in range(1, 8)]
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed(*entries[:3], total=7)))
        rest = arxiv_url(day_of(6), day_of(0), start=3)
        web.tell(rest, Reply.xml(arxiv_feed(*entries[3:], total=7)))
        (outcome,) = home.fetch(ARXIV)
        assert (outcome.problem, outcome.report.added) == (None, 7)
        assert home.days(ARXIV)[day_of(6)] == "fetched"

    def test_a_page_that_breaks_off_ends_no_day_but_those_before_it(
        self, home: Home, web: WebServer
    ) -> None:
        days = [day_of(6)] * 2 + [day_of(5)] * 2
        entries = [arxiv_entry(f"2603.0000{at}v1", day) for at, day in enumerate(days)]
        text = arxiv_feed(*entries)
        cut = text[: text.index("2603.00003v1") + 40]
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply(cut.encode(), is_sized=False))
        (outcome,) = home.fetch(ARXIV)
        assert "lg: broke off behind" in str(outcome.problem)
        assert (home.days(ARXIV)[day_of(6)], home.days(ARXIV)[day_of(5)]) == ("fetched", "failed")
        assert len(home.ids()) == 3

    def test_an_error_comes_as_an_entry(self, home: Home, web: WebServer) -> None:
        web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(ARXIV_ERROR))
        (outcome,) = home.fetch(ARXIV)
        assert "lg: arXiv answered with an error: bad query" in str(outcome.problem)
        assert not len(home.library)

    def test_more_than_the_reader_takes_is_said(self, home: Home, web: WebServer) -> None:
        feed = Feed("lg", "arxiv", "cs.LG", days=7, most=200)
        entries = [arxiv_entry(f"2603.{one:05}v1", day_of(6)) for one in range(1, 201)]
        url = arxiv_url(day_of(6), day_of(0))
        web.tell(url, Reply.xml(arxiv_feed(*entries, total=360)))
        (outcome,) = home.fetch(feed)
        assert "has 360 papers, of which 200 were taken (most = 360 takes all" in str(
            outcome.problem
        )

    def test_the_listing_tells_new_papers_from_new_versions(
        self, home: Home, web: WebServer
    ) -> None:
        items = [("2603.00010v1", "new"), ("2601.00020v3", "replace")]
        web.tell(RSS, Reply.xml(listing(FRIDAY, *items)))
        (outcome,) = home.fetch(LISTING)
        assert (outcome.problem, outcome.report.added) == (None, 2)
        assert home.days(LISTING) == {day_of(0): "fetched"}
        old = home.library.paper(home.library.columns.find("arxiv:2601.00020") or 0)
        assert dict(old.extra)["version"] == "3"

    def test_a_new_version_is_a_fact_of_the_paper_and_no_new_one(
        self, home: Home, web: WebServer
    ) -> None:
        url = arxiv_url(day_of(6), day_of(0))
        web.tell(url, Reply.xml(arxiv_feed(arxiv_entry("2603.02130v1", day_of(2)))))
        home.fetch(ARXIV)
        home.time.go_to("2026-03-07T06:00:00Z")
        later = arxiv_url("2026-03-02", "2026-03-07")
        web.tell(later, Reply.xml(arxiv_feed(arxiv_entry("2603.02130v3", day_of(2)))))
        (outcome,) = home.fetch(ARXIV)
        assert (outcome.report.added, outcome.report.merged) == (0, 1)
        assert home.ids() == ["arxiv:2603.02130"]
        paper = home.library.paper(0)
        assert dict(paper.extra)["version"] == "3"
        assert [listing.day for listing in paper.listings] == [day_of(2)]

    def test_a_listing_of_yesterday_is_stale(self, home: Home, web: WebServer) -> None:
        web.tell(
            RSS, Reply.xml(listing("Thu, 05 Mar 2026 00:00:00 -0500", ("2603.00010v1", "new")))
        )
        home.fetch(LISTING)
        assert home.days(LISTING) == {day_of(0): "stale"}

    def test_a_stale_listing_is_asked_for_again_on_the_same_day(
        self, home: Home, web: WebServer
    ) -> None:
        old = listing("Thu, 05 Mar 2026 00:00:00 -0500", ("2603.00010v1", "new"))
        web.tell(RSS, Reply.xml(old))
        (outcome,) = home.fetch(LISTING)
        assert outcome.problem is None
        assert not FeedRecords(home.place.records).read(LISTING).succeeded
        (outcome,) = home.fetch(LISTING)
        assert stamp_of(outcome.not_before) == "2026-03-06T12:30:00Z"
        home.time.go_to("2026-03-06T12:31:00Z")
        web.tell(RSS, Reply.xml(listing(FRIDAY, ("2603.00011v1", "new"))))
        home.fetch(LISTING)
        assert home.days(LISTING) == {day_of(0): "fetched"}
        (outcome,) = home.fetch(LISTING)
        assert stamp_of(outcome.not_before) == "2026-03-07T05:00:00Z"

    def test_a_holiday_has_an_empty_listing(self, home: Home, web: WebServer) -> None:
        web.tell(RSS, Reply.xml(listing(FRIDAY)))
        home.fetch(LISTING)
        assert home.days(LISTING) == {day_of(0): "empty"}
        # Or it is only late: the listing of the day is asked for again.
        (outcome,) = home.fetch(LISTING)
        assert stamp_of(outcome.not_before) == "2026-03-06T12:30:00Z"

    def test_an_empty_listing_on_a_weekend_says_nothing_of_friday(
        self, home: Home, web: WebServer
    ) -> None:
        home.time.go_to("2026-03-07T12:00:00Z")
        web.tell(RSS, Reply.xml(listing(FRIDAY)))
        home.fetch(LISTING)
        assert home.days(LISTING) == {day_of(0): "not yet"}

    def test_a_weekend_has_no_listing_to_ask_for(self, home: Home, web: WebServer) -> None:
        web.tell(RSS, Reply.xml(listing(FRIDAY, ("2603.00010v1", "new"))))
        home.fetch(LISTING)
        home.time.go_to("2026-03-08T12:00:00Z")
        web.asked.clear()
        (outcome,) = home.fetch(LISTING)
        assert (outcome.problem, web.asked) == (None, [])


def test_the_same_paper_from_three_feeds_is_one(home: Home, web: WebServer) -> None:
    web.tell(hf_url(date=day_of(0)), Reply.json([hf_row("2603.02130", day_of(0))]))
    entry = arxiv_entry("2603.02130v2", day_of(1))
    web.tell(arxiv_url(day_of(6), day_of(0)), Reply.xml(arxiv_feed(entry)))
    web.tell(RSS, Reply.xml(listing(FRIDAY, ("2603.02130v2", "cross"))))
    outcomes = home.fetch(Feed("daily", "hf-daily", "day", days=1), ARXIV, LISTING)
    assert [outcome.problem for outcome in outcomes] == [None] * 3
    assert home.ids() == ["arxiv:2603.02130"]
    sources = {listing.source for listing in home.library.paper(0).listings}
    assert sources == {"daily", "lg", "today"}


@pytest.mark.parametrize("behind", ["", "\n", "<!-- made by a cache -->\n"])
def test_a_feed_may_have_a_word_behind_its_end(home: Home, web: WebServer, behind: str) -> None:
    text = listing(FRIDAY, ("2603.00010v1", "new")) + behind
    web.tell(JOURNAL.what, Reply.xml(text))
    (outcome,) = home.fetch(JOURNAL)
    assert (outcome.problem, outcome.report.added) == (None, 1)


def test_any_feed(home: Home, web: WebServer) -> None:
    text = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>J</title><item>'
        "<title>On Lanterns</title><link>https://journal.example/1</link>"
        "<pubDate>Thu, 05 Mar 2026 10:00:00 GMT</pubDate><description>We look.</description>"
        "</item></channel></rss>"
    )
    web.tell("https://journal.example/feed", Reply.xml(text, ETag='"x"'))
    (outcome,) = home.fetch(JOURNAL)
    assert (outcome.problem, outcome.report.added) == (None, 1)
    home.time.passed += 3600
    home.fetch(JOURNAL)
    assert web.asked[-1].headers["if-none-match"] == '"x"'
