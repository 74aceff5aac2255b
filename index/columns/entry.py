"""What the columns keep of one paper, taken from the paper when it is put into them.

A paper may be listed many times. The list shows it once, under its newest listing: the latest
day, on that day the best rank, and among equals the one that came first.

What only some sources know of a paper stands in `Paper.extra`: counts under ``upvotes``,
``comments``, ``stars`` and ``version``, and under ``categories``, ``organization``, ``submitter``
and ``summary``. What cannot be read there counts as missing; it is never made a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.columns.columnsfile import HAS, NONE
from index.day import day_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.paper import Listing, Paper

COUNTS: Final = ("upvotes", "comments", "stars", "version")
"""The columns of counts; each is a key of `Paper.extra` as well."""

_BITS: Final = {name: 1 << bit for bit, name in enumerate(HAS)}
_SUMMARIES: Final = ("summary", "ai_summary", "tldr")
_LONGEST_COUNT: Final = 12
"""Digits; what is longer is no count and does not fit a column either."""

_LATEST: Final = 9999
"""The last year that a day can be in."""

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
    counts: tuple[int | None, ...]
    """A number or None for each of `COUNTS`."""

    has: int
    """One bit for each of `HAS`, the first lowest."""

    values: tuple[tuple[str, ...], ...]
    """For each of `facets.FIELDS` its values, each once."""

    @classmethod
    def of(cls, paper: Paper) -> Entry:
        """The entry of a paper."""
        listing, key = newest_listing(paper)
        keys = dict.fromkeys((paper.id, *paper.aliases))
        extra = dict(paper.extra)
        year = paper.year if paper.year is not None and abs(paper.year) <= _LATEST else None
        return cls(
            keys=tuple(text.encode("utf-8", "replace") for text in keys),
            title=paper.title,
            authors_short=short_authors(paper.authors),
            year=year,
            venue=paper.venue,
            source=listing.source if listing else "",
            day=listing.day if listing else "",
            rank=listing.rank if listing else None,
            day_key=key,
            added=stamp_number(paper.added),
            counts=tuple(_count(extra.get(name, "")) for name in COUNTS),
            has=_has(paper, extra),
            values=tuple(
                tuple(dict.fromkeys(filter(None, values))) for values in _values(paper, year, extra)
            ),
        )

    @classmethod
    def of_gone(cls, key: bytes, title: str, authors_short: str) -> Entry:
        """What is left of a paper that went into another one: what a list that has it shows."""
        nothing = (None,) * len(COUNTS)
        return cls((key,), title, authors_short, None, "", "", "", None, 0, 0, nothing, 0, ())


def _values(paper: Paper, year: int | None, extra: Mapping[str, str]) -> tuple[Iterable[str], ...]:
    """The values of each of `facets.FIELDS`, in their order."""
    return (
        (listing.source for listing in paper.listings),
        (listing.day for listing in paper.listings),
        () if year is None else (str(year),),
        (paper.venue,),
        extra.get("categories", "").replace(",", " ").split(),
        (extra.get("organization", ""),),
        (extra.get("submitter", ""),),
    )


def _count(text: str) -> int | None:
    """A count as sources write it: ``1,234``, and of a version also ``v2``."""
    digits = text.removeprefix("v").replace(",", "")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_COUNT
    return int(digits) if plain else None


def _has(paper: Paper, extra: Mapping[str, str]) -> int:
    """One bit for each of `HAS` that a paper has."""
    held = {link.kind for link in paper.links if link.url}
    for one in (paper.id, *paper.aliases):
        scheme, _, bare = one.partition(":")
        if bare:
            held.add(scheme)
    if paper.abstract:
        held.add("abstract")
    if any(map(extra.get, _SUMMARIES)):
        held.add("summary")
    return sum(_BITS[name] for name in held if name in _BITS)


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
