"""Every kind of feed. To add one: write it beside the others, and put it into `KINDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from index.feeds.arxiv import ArxivCategory, ArxivListing, ArxivQuery
from index.feeds.huggingface import HuggingFaceDaily, HuggingFaceSearch
from index.feeds.syndicated import Syndicated

if TYPE_CHECKING:
    from datetime import date

    from index.feeds.calendar import Calendar, Span
    from index.feeds.errand import Errand
    from index.feeds.feed import Feed


class Kind(Protocol):
    """One kind of feed: what it may be asked, and what is to be asked next."""

    @property
    def name(self) -> str:
        """As it is written in the options: ``hf-daily``."""
        ...

    @property
    def about(self) -> str:
        """What it is, for a person."""
        ...

    @property
    def whats(self) -> tuple[str, ...]:
        """What `Feed.what` may be, for a person."""
        ...

    def fills(self, feed: Feed) -> bool:
        """Whether a day that was missed can still be had."""
        ...

    def checked(self, what: str) -> str:
        """`what` in its one form.

        Raises:
            CarrelError: it is none.
        """
        ...

    def spans(self, feed: Feed, today: date) -> list[Span]:
        """The days, weeks or months that the feed's calendar is about, oldest first."""
        ...

    def plan(self, feed: Feed, calendar: Calendar, now: float, today: date) -> list[Errand]:
        """What to ask for, the most wanted first; nothing where all is had.

        Args:
            feed: of this kind.
            calendar: what was had of it.
            now: seconds since 1970.
            today: the day it is, in UTC.
        """
        ...

    def next_allowed(self, succeeded: float) -> float:
        """When the feed may be asked again after it was had whole, in seconds since 1970."""
        ...


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        HuggingFaceDaily(),
        HuggingFaceSearch(),
        ArxivCategory(),
        ArxivQuery(),
        ArxivListing(),
        Syndicated(),
    )
}
"""By name, in the order in which they are told."""
