"""Any RSS or Atom feed of papers: a journal's, a lab's, a search's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.errors import CarrelError
from index.feeds.calendar import DayRecord, Span
from index.feeds.errand import Errand
from index.feeds.today import OnlyToday
from index.fetching.answer import XML

if TYPE_CHECKING:
    from datetime import date

    from index.feeds.calendar import Calendar
    from index.feeds.feed import Feed

_PAUSE: Final = 30 * 60.0


class Syndicated(OnlyToday):
    """A feed at an address of its own."""

    name: Final = "rss"
    about: Final = "any RSS or Atom feed of papers"
    whats: Final = ("its address, as in https://example.org/papers.xml",)

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        try:
            parts = urlsplit(what.strip())
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            hint = 'what = "https://example.org/papers.xml"'
            raise CarrelError("needs the address of a feed", hint=hint)
        return what.strip()

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """The feed as it is."""
        del now
        latest = max((label for label in calendar if calendar[label].papers), default="")
        known = calendar.get(latest, DayRecord()).known
        return [Errand((Span.day(today),), feed.what, XML, known=known)]

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole."""
        return succeeded + _PAUSE
