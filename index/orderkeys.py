"""What orders go by: a number a paper, the smallest first, `NONE` where there is nothing to go by.

Numbers that stand in the columns are taken from there. Names of venues and authors become numbers
when an order first asks for them, and stay with the columns, which never change. Marks do change
while a search runs, so they are looked at anew each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.columns.columnsfile import HAS, NO_YEAR, NONE
from index.marktable import ALL_FLAGS, DISMISSED, LATER, READ, STARRED
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.marktable import MarkTable

_SECTIONS: Final = {"rank": "ranks", "title": "title_ranks", "upvotes": "upvotes"}
"""Columns that are such numbers already."""

_YEARS: Final = 10_000
"""No year lies so far before the first."""

_CODE: Final = 1 << HAS.index("code")

_STATES: Final = (
    (DISMISSED, 3),
    (LATER, 1),
    (READ, 2),
)
"""Flags and the place of what has them, the first that is set; unread is 0."""


def keys(columns: Columns, marks: MarkTable, name: str) -> NDArray[np.uint32]:
    """The numbers of every paper, by ordinal.

    Args:
        columns: the papers.
        marks: what the reader has marked; may change meanwhile.
        name: ``rank``, ``title``, ``authors``, ``venue``, ``tags`` (A to Z), ``upvotes``,
            ``year`` (as they are), ``code`` (with it first), ``star`` (starred first) or
            ``state`` (unread, put off, read, dismissed).
    """
    if name in _SECTIONS:
        return np.frombuffer(columns.section(_SECTIONS[name]), dtype=np.uint32)
    match name:
        case "year":
            years = np.frombuffer(columns.section("years"), dtype=np.int32)
            known = (years + np.int32(_YEARS)).astype(np.uint32)
            return np.where(years == NO_YEAR, np.uint32(NONE), known)
        case "code":
            has = np.frombuffer(columns.section("has"), dtype=np.uint8)
            return np.where(has & _CODE, np.uint32(0), np.uint32(1))
        case "star" | "state":
            place = _starred if name == "star" else _state
            return _of_flags(len(columns), marks, place)
        case "tags":
            return _tagged(len(columns), marks)
    return _named(columns, name)


def _starred(flags: int) -> int:
    return 0 if flags & STARRED else 1


def _state(flags: int) -> int:
    return next((place for flag, place in _STATES if flags & flag), 0)


def _of_flags(papers: int, marks: MarkTable, place: Callable[[int], int]) -> NDArray[np.uint32]:
    flags = bytes(marks.flags[:papers]).ljust(papers, b"\0")
    places = np.array([place(value) for value in range(ALL_FLAGS + 1)], dtype=np.uint32)
    return places[np.frombuffer(flags, dtype=np.uint8)]


def _tagged(papers: int, marks: MarkTable) -> NDArray[np.uint32]:
    """Papers by their tags in alphabetical order, as a row shows them."""
    names: dict[int, list[str]] = {}
    for tag, ordinals in sorted(
        (fold(tag), tuple(found)) for tag, found in list(marks.tags.items())
    ):
        for ordinal in ordinals:
            if ordinal < papers:
                names.setdefault(ordinal, []).append(tag)
    known = np.full(papers, NONE, dtype=np.uint32)
    tagged = list(names)
    known[tagged] = _places([tuple(names[ordinal]) for ordinal in tagged])
    return known


def _named(columns: Columns, name: str) -> NDArray[np.uint32]:
    """Papers by venue or authors, case and accents aside, as a row shows them."""
    known = columns.answers.get(("order", name))
    if known is None:
        if name == "venue":
            numbers = np.frombuffer(columns.section("venues"), dtype=np.uint32)
            named = _of_texts(columns.facets.labels)
            found = np.append(named, np.uint32(NONE))[np.minimum(numbers, len(named))]
        else:
            found = _of_texts([columns.authors_short(one) for one in range(len(columns))])
        known = columns.answers["order", name] = found.tobytes()
    return np.frombuffer(known, dtype=np.uint32)


def _of_texts(texts: Sequence[str]) -> NDArray[np.uint32]:
    numbers = np.array(_places([(fold(text),) for text in texts]), dtype=np.uint32)
    blank = np.fromiter((not text for text in texts), dtype=np.bool_, count=len(texts))
    return np.where(blank, np.uint32(NONE), numbers)


def _places(values: Sequence[tuple[str, ...]]) -> list[int]:
    """The place of each among them, equal for equal."""
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]
