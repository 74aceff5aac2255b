"""arXiv: by category and by query through its API, and the listing of the day from its feeds.

From the API's manual and the terms of use: one request in three seconds (`gate` sees to that), at
most 30,000 papers a query, and no need to ask more than once a day, as results change at midnight
in New York. The API tells when a paper was submitted and not when it was announced; that, and
whether it is new, crossed over or replaced, only the listing tells. Listings are made at midnight,
from Monday to Friday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from index.errors import CarrelError
from index.feeds.arxiv_categories import archive_of, categories
from index.feeds.calendar import DayRecord, DayState, Span, window
from index.feeds.errand import Errand
from index.feeds.today import OnlyToday
from index.fetching.answer import XML

if TYPE_CHECKING:
    from index.feeds.calendar import Calendar
    from index.feeds.feed import Feed

_API: Final = "https://export.arxiv.org/api/query"
_LISTING: Final = "https://rss.arxiv.org/rss/"
_PAGE: Final = 200
_MIDNIGHT: Final = timedelta(hours=5)
"""Behind UTC, New York's standard time: in summer an hour after its midnight."""

_ANNOUNCED: Final = 5
"""Days within which a paper is announced after it was submitted, over a weekend and a holiday."""

_LONGEST: Final = 2_000


def next_midnight(moment: float) -> float:
    """When arXiv's results change next after a moment, in seconds since 1970."""
    local = _new_york(moment)
    begun = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (begun + timedelta(days=1) + _MIDNIGHT).timestamp()


class ArxivQuery:
    """What arXiv's API finds for a query in its own language."""

    name: str = "arxiv-query"
    about: str = "a query of arXiv's API"
    whats: tuple[str, ...] = ("a query of its API, as in ti:diffusion AND cat:cs.LG",)

    def fills(self, feed: Feed) -> bool:
        """Whether a day that was missed can still be had."""
        del feed
        return True

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        what = " ".join(what.split())
        if not what or len(what) > _LONGEST:
            raise CarrelError("needs a query of arXiv's API", hint='what = "ti:diffusion"')
        if "submittedDate" in what:
            raise CarrelError(
                "days of submission are asked for by the feed itself", hint="days = 30"
            )
        return what

    def spans(self, feed: Feed, today: date) -> list[Span]:
        """The days of submission that the feed brings."""
        return [Span.day(day) for day in window(today, feed.days)]

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """One query over all days from the first that is missing, or not announced whole yet."""
        del now
        spans = self.spans(feed, today)
        open_ = [span for span in spans if not _is_settled(calendar.get(span.label), span.first)]
        if not open_:
            return []
        spans = spans[spans.index(open_[0]) : spans.index(open_[-1]) + 1]
        first, last = spans[0].first, spans[-1].last
        query = (
            f"({self.query(feed.what)}) AND submittedDate:[{first:%Y%m%d}0000 TO {last:%Y%m%d}2359]"
        )
        asked = {
            "search_query": query,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
            "max_results": min(_PAGE, feed.most),
        }
        return [
            Errand(
                tuple(spans),
                f"{_API}?{urlencode(asked)}",
                XML,
                page_size=min(_PAGE, feed.most),
                page_name="start",
                pages_by_papers=True,
                is_dated=True,
                in_order=True,
            )
        ]

    def query(self, what: str) -> str:
        """What the API is asked for."""
        return what

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole."""
        return next_midnight(succeeded)


class ArxivCategory(ArxivQuery):
    """What arXiv has in one or more categories."""

    name = "arxiv"
    about = "categories of arXiv, by its API"
    whats = ("categories, as in cs.CL cs.LG",)

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        return " ".join(categories(what))

    def query(self, what: str) -> str:
        """What the API is asked for."""
        return " OR ".join(f"cat:{name}" for name in what.split())


class ArxivListing(OnlyToday):
    """The listing of the day: what was announced, and as what."""

    name: Final = "arxiv-rss"
    about: Final = "today's listing of arXiv, with what is new, crossed over or replaced"
    whats: Final = ("categories, as in cs.CL+cs.LG",)

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        return "+".join(map(archive_of, categories(what)))

    def spans(self, feed: Feed, today: date) -> list[Span]:
        """The days that have a listing."""
        return [Span.day(day) for day in window(today, feed.days) if day.weekday() < 5]

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """The listing that is out, unless it was had.

        It is out until the next midnight. Over a weekend none is, and an answer without papers says
        nothing of Friday.
        """
        del today
        span = Span.day(listing_day(now))
        is_out = span.first == _new_york(now).date()
        record = calendar.get(span.label, DayRecord())
        if record.state is DayState.FETCHED:
            return []
        url = _LISTING + quote(feed.what, safe="+")
        return [
            Errand(
                (span,),
                url,
                XML,
                day=span.label,
                is_dated=True,
                nothing=DayState.EMPTY if is_out else DayState.NOT_YET,
                known=record.known,
            )
        ]

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole."""
        return next_midnight(succeeded)


def listing_day(moment: float) -> date:
    """The day of the listing that is out: the latest working day in New York."""
    day = _new_york(moment).date()
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _new_york(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC) - _MIDNIGHT


def _is_settled(record: DayRecord | None, day: date) -> bool:
    """Whether all that was submitted on a day was announced when it was asked for."""
    if record is None or record.asked_on is None:
        return False
    had = record.state in (DayState.FETCHED, DayState.EMPTY)
    return had and (record.asked_on - day).days >= _ANNOUNCED
