"""Lists of Hugging Face Papers: by day, week or month, trending, of one submitter, and searches.

Addresses and limits are those of `huggingface_hub` and of the hub's own documentation: 50 papers a
page, 500 requests in five minutes for anybody. No token is needed. A list is dated by
``submittedOnDailyAt`` or by the day that was asked for, never by the outer ``publishedAt``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from index.errors import CarrelError
from index.feeds.calendar import SAMPLED, DayRecord, DayState, Span, is_due, window
from index.feeds.errand import Errand
from index.feeds.today import OnlyToday
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from index.feeds.calendar import Calendar
    from index.feeds.feed import Feed

_HOST: Final = "https://huggingface.co"
_PAGE: Final = 50
_SPANS: Final[dict[str, Callable[[date], Span]]] = {
    "day": Span.day,
    "week": Span.week,
    "month": Span.month,
}
_KEYS: Final = {"day": "date", "week": "week", "month": "month"}
_SUBMITTER: Final = re.compile(r"submitter:\s*([\w.-]{1,96})", re.ASCII)
_PAUSE: Final = 15 * 60.0


class HuggingFaceDaily:
    """The list of the day, or of a longer while."""

    name: Final = "hf-daily"
    about: Final = "Daily Papers of Hugging Face"
    whats: Final = (*_SPANS, "trending", "submitter:NAME")

    def fills(self, feed: Feed) -> bool:
        """Whether a day that was missed can still be had; what is trending now cannot tell it."""
        return feed.what in _SPANS

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        if submitter := _SUBMITTER.fullmatch(what):
            return f"submitter:{submitter[1]}"
        if what and what not in self.whats[:-1]:
            raise CarrelError(f'"{printable(what)}" is no list of Hugging Face Papers')
        return what or "day"

    def spans(self, feed: Feed, today: date) -> list[Span]:
        """What the feed brings of the last days."""
        span = _SPANS.get(feed.what, Span.day)
        spans = (span(day) for day in window(today, feed.days))
        return list(dict.fromkeys(spans))

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """What to ask for: what is missing, and what grows for two more weeks."""
        if feed.what not in _SPANS:
            submitter = feed.what.partition(":")[2]
            asked = {"submitter": submitter} if submitter else {"sort": "trending"}
            return [Errand((Span.day(today),), _address("daily_papers", asked))]
        within = self.spans(feed, today)
        reach = window(today, max(feed.days, SAMPLED[-1] + 1))
        return [
            self._errand(span, feed.what, record)
            for span in dict.fromkeys(_SPANS[feed.what](day) for day in reversed(reach))
            if is_due(record := calendar.get(span.label, DayRecord()), span.last, today)
            and (span in within or record.state is DayState.FETCHED)
        ]

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole."""
        return succeeded + _PAUSE

    def _errand(self, span: Span, what: str, record: DayRecord) -> Errand:
        return Errand(
            (span,),
            _address("daily_papers", {_KEYS[what]: span.label}),
            day=span.label if what == "day" else "",
            page_size=_PAGE,
            page_name="p",
            is_dated=True,
            known=record.known,
        )


class HuggingFaceSearch(OnlyToday):
    """What a search among the papers of Hugging Face finds."""

    name: Final = "hf-search"
    about: Final = "a search of Hugging Face Papers"
    whats: Final = ("words to search for",)

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        if not what:
            raise CarrelError("a search needs words", hint='what = "protein folding"')
        return " ".join(what.split())

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """The one list that there is."""
        del calendar, now
        return [Errand((Span.day(today),), _address("papers/search", {"q": feed.what}))]

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole."""
        return succeeded + _PAUSE


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{_HOST}/api/{path}?{urlencode({**asked, 'limit': str(_PAGE)})}"
