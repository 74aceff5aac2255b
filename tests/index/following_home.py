"""A home that follows feeds, a server in place of the web, and the time that it is there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.feeds.feed import Feed
from index.feeds.fetch import Place, fetch
from index.feeds.record import FeedRecords
from index.fetching.address import Addresses
from index.library import Library
from tests.passing import Time

if TYPE_CHECKING:
    from pathlib import Path

    from index.feeds.outcome import Outcome
    from tests.webserver import WebServer

DAILY = Feed("daily", "hf-daily", "day", days=3)
ARXIV = Feed("lg", "arxiv", "cs.LG", days=7)
LISTING = Feed("today", "arxiv-rss", "cs.LG")
JOURNAL = Feed("journal", "rss", "https://journal.example/feed")
RSS = "https://rss.arxiv.org/rss/cs.LG"
FRIDAY = "Fri, 06 Mar 2026 00:00:00 -0500"


class Home:
    """A library, what is remembered of its feeds, and the time it is."""

    def __init__(self, folder: Path, web: WebServer) -> None:
        self.place = Place(folder / "feeds", folder / "gates")
        self.library = Library(folder / "papers", folder / "cache")
        self.web, self.time = web, Time()

    def fetch(self, *feeds: Feed, again: bool = False, time_limit: float = 600.0) -> list[Outcome]:
        stand_in, clock = Addresses(self.web.address), self.time.clock
        return list(
            fetch(
                feeds,
                self.library,
                self.place,
                stand_in,
                "Carrel/0",
                clock,
                again=again,
                time_limit=time_limit,
            )
        )

    def days(self, feed: Feed) -> dict[str, str]:
        record = FeedRecords(self.place.records).read(feed)
        return {label: str(day.state) for label, day in record.days.items()}

    def ids(self) -> list[str]:
        columns = self.library.columns
        return sorted(columns.id(ordinal) for ordinal in range(len(columns)))


def day_of(back: int) -> str:
    return (date(2026, 3, 6) - timedelta(days=back)).isoformat()
