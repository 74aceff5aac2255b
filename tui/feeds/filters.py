"""Feeds in the filter pane: how their last days stand, and which days are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.feeds.standing import short_label
from tui.filters import DAYS, GAP, FilterEntry, FilterSection, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.query.query import Query
    from tui.feeds.standing import FeedStanding
    from tui.filters import Count

FEEDS: Final = "Feeds"
SOURCES: Final = "Sources"

MISSING: Final = "!"
"""What stands before days that feeds have and the library has not."""

SHOWN_DAYS: Final = 7
"""Days of a feed that have a sign in the pane."""


def with_feeds(
    sections: Sequence[FilterSection],
    standings: Sequence[FeedStanding],
    counts: Iterable[Count],
    query: Query,
    unfolded: frozenset[str],
) -> list[FilterSection]:
    """The sections of facets, with feeds before the other sources and missing days above the days.

    Args:
        sections: without the sources that are feeds.
        standings: the feeds that are followed.
        counts: how many papers each facet has.
        query: what is shown now.
        unfolded: fields whose sections are shown whole.
    """
    if not standings:
        return list(sections)
    shown = _with_gaps(sections, standings)
    papers = {value: count for field, value, count in counts if field == "source"}
    entries = [_entry(one, papers.get(one.name, 0), query) for one in standings]
    feeds = FilterSection(FEEDS, folded(FEEDS, entries, FEEDS in unfolded))
    place = next((at for at, one in enumerate(shown) if one.title != DAYS), len(shown))
    return [*shown[:place], feeds, *shown[place:]]


def gaps_told(standings: Iterable[FeedStanding]) -> str:
    """Which days feeds lack, and why: ``daily: Nov 24 failed, Nov 25 stale · lg: …``."""
    lacking = [(one.name, one.lacks()) for one in standings if one.is_asked]
    return " · ".join(f"{name}: {lacks}" for name, lacks in lacking if lacks)


def _entry(standing: FeedStanding, count: int, query: Query) -> FilterEntry:
    name = standing.name
    days = standing.signs[-SHOWN_DAYS:].rjust(SHOWN_DAYS)
    return FilterEntry(name, "source", name, count, query.fact("source") == name, days=days)


def _with_gaps(
    sections: Sequence[FilterSection], standings: Sequence[FeedStanding]
) -> list[FilterSection]:
    missing = {
        day.label for one in standings if one.is_asked for day in (*one.missing, *one.out_of_reach)
    }
    if not missing:
        return list(sections)
    label = f"{len(missing)} days" if len(missing) > 1 else short_label(min(missing))
    entry = FilterEntry(f"{label} missing", GAP, gaps_told(standings), None, sign=MISSING)
    days = [section for section in sections if section.title == DAYS]
    entries = (entry, *(days[0].entries if days else ()))
    return [FilterSection(DAYS, entries), *(one for one in sections if one.title != DAYS)]
