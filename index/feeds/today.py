"""What feeds have in common that only tell of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.feeds.calendar import Span, window

if TYPE_CHECKING:
    from datetime import date

    from index.feeds.feed import Feed


class OnlyToday:
    """A kind of feed of which a day that was missed is gone."""

    def fills(self, feed: Feed) -> bool:
        """Whether a day that was missed can still be had."""
        del feed
        return False

    def spans(self, feed: Feed, today: date) -> list[Span]:
        """The days on which it may have been asked."""
        return [Span.day(day) for day in window(today, feed.days)]
