"""Facts about papers as truth values: venue, source, day and id from the columns, the rest marks.

Called by `matching`, for the leaves of a query that need no full-text index. Case and accents
never count. How a value is compared depends on the fact:

- ``venue:iclr``: each of its words begins a word of the venue, as in ``ICLR 2025``;
- ``source:000``: the source is that, or begins with it;
- ``day:2025-03``: the day is that, begins with it, or is shown as it (``day:"Mar 12"``);
- ``id:2403.01234v2``: an id or alias, with or without its scheme, whatever the version;
- ``tag:to-read``: the tag is that; ``is:`` is one of the states.

A value written exactly as one the library has means that one alone, so that what the filter
pane counts is what it shows.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import words
from index.day import day_label, parse_day
from index.identity import normal_arxiv, normal_doi, normal_openreview
from index.marktable import DISMISSED, READ, STARRED
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from index.columns import Columns
    from index.marktable import MarkTable
    from index.query import Fact


def fact_mask(fact: Fact, columns: Columns, marks: MarkTable) -> NDArray[np.bool_]:
    """Which papers a fact is true of, by ordinal."""
    if fact.field == "is":
        return _in_state(fact.value, len(columns), marks)
    if fact.field == "tag":
        return _mask(len(columns), _tagged(fact.value, marks))
    if fact.field == "id":
        return _mask(len(columns), _known_as(fact.value, columns))
    return _with_value(fact, columns)


def _mask(papers: int, ordinals: Iterable[int]) -> NDArray[np.bool_]:
    mask = np.zeros(papers, dtype=np.bool_)
    mask[[ordinal for ordinal in ordinals if ordinal < papers]] = True
    return mask


def _in_state(state: str, papers: int, marks: MarkTable) -> NDArray[np.bool_]:
    # A copy: the owner cannot let the table grow while numpy looks at it.
    known = np.frombuffer(bytes(marks.flags[:papers]), dtype=np.uint8)
    flags = np.zeros(papers, dtype=np.uint8)
    flags[: len(known)] = known
    wanted = {"read": READ, "starred": STARRED, "dismissed": DISMISSED, "unread": READ | DISMISSED}
    has_any: NDArray[np.bool_] = (flags & wanted[state]) != 0
    return ~has_any if state == "unread" else has_any


def _tagged(value: str, marks: MarkTable) -> set[int]:
    wanted = fold(value)
    tagged: set[int] = set()
    for tag, ordinals in list(marks.tags.items()):
        if fold(tag) == wanted:
            tagged |= ordinals
    return tagged


def _known_as(value: str, columns: Columns) -> set[int]:
    bare = {
        "arxiv": normal_arxiv(value),
        "doi": normal_doi(value),
        "openreview": normal_openreview(value),
        "title": value,
    }
    ids = {value, *(f"{scheme}:{name}" for scheme, name in bare.items() if name)}
    return {ordinal for paper_id in ids for ordinal in columns.owners(paper_id)}


def _with_value(fact: Fact, columns: Columns) -> NDArray[np.bool_]:
    compare = {"source": _is_source, "venue": _is_venue, "day": _is_day}[fact.field]
    values = columns.facets.values
    chosen = [index for index, value in enumerate(values) if value == (fact.field, fact.value)]
    if not chosen:
        chosen = [
            index
            for index, (field, value) in enumerate(values)
            if field == fact.field and compare(value, fact.value)
        ]
    mask = np.zeros(len(columns), dtype=np.bool_)
    for index in chosen:
        mask[np.frombuffer(columns.facets.papers(index), dtype=np.uint32)] = True
    return mask


def _is_source(source: str, wanted: str) -> bool:
    return fold(source).startswith(fold(wanted))


def _is_venue(venue: str, wanted: str) -> bool:
    names = [word.text for word in words(venue)]
    starts = [word.text for word in words(wanted)]
    return bool(starts) and all(any(map(str.startswith, names, repeat(start))) for start in starts)


def _is_day(day: str, wanted: str) -> bool:
    shown = fold(day_label(day, None)) == fold(wanted)
    return shown or day == parse_day(wanted) or day.startswith(f"{wanted}-")
