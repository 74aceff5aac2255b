"""What the columns keep of one paper, taken from the paper when it is put into them.

A paper may be listed many times. The list shows it once, under its newest listing: the latest
day, on that day the best rank, and among equals the one that came first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.columns.columnsfile import NONE
from index.day import day_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Listing, Paper

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper's values for every column but its place in the log."""

    keys: tuple[bytes, ...]
    """The id and then the aliases, in UTF-8."""

    title: str
    authors_short: str
    year: int | None
    venue: str
    source: str
    """Source, day and rank of the listing that the list shows."""

    day: str
    rank: int | None
    day_key: int
    added: int
    sources: tuple[str, ...]
    """Every source and every day that lists it, each once."""

    days: tuple[str, ...]

    @classmethod
    def of(cls, paper: Paper) -> Entry:
        """The entry of a paper."""
        listing, key = newest_listing(paper)
        keys = dict.fromkeys((paper.id, *paper.aliases))
        return cls(
            keys=tuple(text.encode("utf-8", "replace") for text in keys),
            title=paper.title,
            authors_short=short_authors(paper.authors),
            year=paper.year,
            venue=paper.venue,
            source=listing.source if listing else "",
            day=listing.day if listing else "",
            rank=listing.rank if listing else None,
            day_key=key,
            added=stamp_number(paper.added),
            sources=tuple(dict.fromkeys(one.source for one in paper.listings if one.source)),
            days=tuple(dict.fromkeys(one.day for one in paper.listings if one.day)),
        )


def newest_listing(paper: Paper) -> tuple[Listing | None, int]:
    """The listing under which the list shows a paper, and its `day.day_key`."""
    newest: Listing | None = None
    best = (day_key("", paper.year, paper.added), -NONE)
    for listing in paper.listings:
        key = day_key(listing.day, paper.year, paper.added)
        place = (key, -(NONE if listing.rank is None else listing.rank))
        if newest is None or place > best:
            newest, best = listing, place
    return newest, best[0]


def short_authors(authors: Sequence[str]) -> str:
    """Authors in a few cells: ``Vaswani et al.``, ``Song, Ermon``, ``Kingma``, or ``""``."""
    if len(authors) > 2:
        return f"{_family_name(authors[0])} et al."
    return ", ".join(_family_name(author) for author in authors)


def _family_name(author: str) -> str:
    family, comma, _ = author.partition(",")
    if comma and family.strip():
        return family.strip()
    words = author.split()
    while len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def stamp_number(stamp: str) -> int:
    """``2026-03-14T09:26:53Z`` as 20260314092653, which orders the same way; 0 if unreadable."""
    parts = (stamp[:4], stamp[5:7], stamp[8:10], stamp[11:13], stamp[14:16], stamp[17:19])
    digits = "".join(parts)
    return int(digits) if len(digits) == 14 and digits.isascii() and digits.isdecimal() else 0


def number_stamp(number: int) -> str:
    """The stamp that `stamp_number` read; ``""`` for 0."""
    if not number:
        return ""
    text = f"{number:014d}"
    day = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    return f"{day}T{text[8:10]}:{text[10:12]}:{text[12:]}Z"
