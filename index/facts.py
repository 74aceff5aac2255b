"""Facts about papers as truth values: venue, source, day and id from the columns, the rest marks.

Called by `search` for a query that needs no full-text index, and by `matching` for the parts of
one that does. A truth value is a byte, 1 or 0, and the papers' stand in the order of ordinals:
Python combines such strings as long integers, so numpy need not be loaded for a view or an
export of the starred papers, and where it is loaded it reads them as they are.

Case and accents never count. How a value is compared depends on the fact:

- ``venue:iclr``: each of its words begins a word of the venue, as in ``ICLR 2025``;
- ``source:000``: the source is that, or begins with it;
- ``day:2025-03``: the day is that, begins with it, or is shown as it (``day:"Mar 12"``);
- ``id:2403.01234v2``: an id or alias, with or without its scheme, whatever the version;
- ``tag:to-read``: the tag is that; ``is:`` is one of the states.

A value written exactly as one the library has means that one alone, so that what the filter
pane counts is what it shows.
"""

from __future__ import annotations

from functools import reduce
from itertools import chain, repeat
from operator import and_, or_
from typing import TYPE_CHECKING, Final

from index.analysis import words
from index.day import day_label, parse_day
from index.identity import possible_ids
from index.marktable import DISMISSED, READ, STARRED
from index.query.query import And, Fact, Not, Or
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.columns.columns import Columns
    from index.marktable import MarkTable
    from index.query.query import Node

_NEGATED: Final = bytes([1]) + bytes(255)
"""For `bytes.translate`: 0 becomes 1, and 1 becomes 0."""

_FLAGS: Final = {"read": READ, "starred": STARRED, "dismissed": DISMISSED}


def holds(node: Node, columns: Columns, marks: MarkTable) -> bytes:
    """Of which papers a question without words is true.

    Args:
        node: made of facts alone.
        columns: the papers.
        marks: what the reader has marked; may change while this runs.

    Returns:
        A byte for each paper, by ordinal: 1 where it is true, else 0.
    """
    match node:
        case Fact():
            return _fact(node, columns, marks)
        case Not(child):
            return holds(child, columns, marks).translate(_NEGATED)
        case And(children):
            return _combined(and_, [holds(child, columns, marks) for child in children])
        case Or(children):
            return _combined(or_, [holds(child, columns, marks) for child in children])
    return b"\1" * len(columns)


def _combined(operator: Callable[[int, int], int], masks: Sequence[bytes]) -> bytes:
    numbers = (int.from_bytes(mask, "little") for mask in masks)
    return reduce(operator, numbers).to_bytes(len(masks[0]), "little")


def _fact(fact: Fact, columns: Columns, marks: MarkTable) -> bytes:
    if fact.field == "is":
        return _in_state(fact.value, len(columns), marks)
    if fact.field == "tag":
        return _mask(len(columns), _tagged(fact.value, marks))
    if fact.field == "id":
        return _mask(len(columns), _known_as(fact.value, columns))
    return _mask(len(columns), _with_value(fact, columns))


def _mask(papers: int, ordinals: Iterable[int]) -> bytes:
    mask = bytearray(papers)
    for ordinal in ordinals:
        if ordinal < papers:
            mask[ordinal] = 1
    return bytes(mask)


def _in_state(state: str, papers: int, marks: MarkTable) -> bytes:
    flags = bytes(marks.flags[:papers]).ljust(papers, b"\0")
    if state == "unread":
        return flags.translate(bytes(not flag & (READ | DISMISSED) for flag in range(256)))
    return flags.translate(bytes(bool(flag & _FLAGS[state]) for flag in range(256)))


def _tagged(value: str, marks: MarkTable) -> set[int]:
    wanted = fold(value)
    tagged: set[int] = set()
    for tag, ordinals in list(marks.tags.items()):
        if fold(tag) == wanted:
            tagged |= ordinals
    return tagged


def _known_as(value: str, columns: Columns) -> set[int]:
    return {ordinal for paper_id in possible_ids(value) for ordinal in columns.owners(paper_id)}


def _with_value(fact: Fact, columns: Columns) -> Iterable[int]:
    compare = {"source": _is_source, "venue": _is_venue, "day": _is_day}[fact.field]
    values = columns.facets.values
    chosen = [index for index, value in enumerate(values) if value == (fact.field, fact.value)]
    if not chosen:
        chosen = [
            index
            for index, (field, value) in enumerate(values)
            if field == fact.field and compare(value, fact.value)
        ]
    return chain.from_iterable(map(columns.facets.papers, chosen))


def _is_source(source: str, wanted: str) -> bool:
    return fold(source).startswith(fold(wanted))


def _is_venue(venue: str, wanted: str) -> bool:
    names = [word.text for word in words(venue)]
    starts = [word.text for word in words(wanted)]
    return bool(starts) and all(any(map(str.startswith, names, repeat(start))) for start in starts)


def _is_day(day: str, wanted: str) -> bool:
    shown = fold(day_label(day, None)) == fold(wanted)
    return shown or day == parse_day(wanted) or day.startswith(f"{wanted}-")
