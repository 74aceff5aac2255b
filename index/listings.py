"""The listings of one paper from two records of it, each once.

Of a source, a day is the same listing, and where a day is not known, a rank. A page that is read
again may know its year by now; a feed that has a paper on two days has listed it twice, and on one
day once, whatever its rank became.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.paper import Listing

_WHOLE: Final = 2


def joined_listings(old: Iterable[Listing], new: Iterable[Listing]) -> list[Listing]:
    """All of them; what is known of both is what the first says, with what it lacks."""
    joined: list[Listing] = []
    by_day: dict[tuple[str, str], int] = {}
    by_rank: dict[tuple[str, int | None], int] = {}
    for listing in (*old, *new):
        day, rank = (listing.source, listing.day), (listing.source, listing.rank)
        place = by_day.get(day, by_rank.get(rank))
        if place is not None and _may_be_one(joined[place], listing):
            joined[place] = _joined(joined[place], listing)
        else:
            place = len(joined)
            joined.append(listing)
            by_rank.setdefault(rank, place)
        if _dated(joined[place].day) == _WHOLE:
            by_day[listing.source, joined[place].day] = place
    return joined


def _may_be_one(known: Listing, listing: Listing) -> bool:
    """Whether the days of two listings, in the same place, do not contradict each other."""
    both_whole = _dated(known.day) == _dated(listing.day) == _WHOLE
    return known.day == listing.day or not both_whole


def _joined(known: Listing, listing: Listing) -> Listing:
    """One listing from two of the same place: the first, with what it lacks."""
    return replace(
        known,
        day=listing.day if _dated(listing.day) > _dated(known.day) else known.day,
        curator=known.curator or listing.curator,
    )


def _dated(day: str) -> int:
    """How much a day tells: nothing, a day without its year, or both."""
    return 0 if not day else 1 if day.startswith("--") else _WHOLE
