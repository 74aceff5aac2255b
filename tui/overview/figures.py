"""The figures of the overview: totals, days, and how much of each source, venue and tag is left.

Made of columns and marks alone, without numpy or the index; for 50,000 papers with as many marks it
takes less than a tenth of a second, beside the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.marktable import DISMISSED, LATER, NOT_UNREAD, READ, STARRED
from index.query.query import Query
from tui.overview.activity import activity_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from index.columns.columns import Columns
    from index.marktable import MarkTable
    from tui.overview.activity import Activity
    from tui.reading.decided import Decided

DAYS = 26 * 7
"""How far the overview looks back, where nothing else is asked for: half a year."""

MOST = 8
"""Sources, venues or tags that are told, the largest first."""

STATES = (
    ("left", "unread", NOT_UNREAD, 0),
    ("read", "read", READ, READ),
    ("starred", "starred", STARRED, STARRED),
    ("dismissed", "dismissed", DISMISSED, DISMISSED),
    ("later", "later", LATER, LATER),
)
"""What is counted of all papers: its word, the value of ``is:`` that finds it, and which flags of
which make it so."""

GROUPS = ("source", "venue", "tag")


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the papers."""

    label: str
    query: str
    """What finds them."""

    papers: int
    left: int
    """Those of them that are neither read nor dismissed nor put off."""


@dataclass(frozen=True, slots=True)
class Group:
    """The largest values of a field, and how many more there are."""

    field: str
    """``source``, ``venue`` or ``tag``."""

    shares: tuple[Share, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the overview tells."""

    papers: int
    states: tuple[tuple[str, str, int], ...]
    """Word, query and number of papers, in the order of `STATES`."""

    activity: Activity
    groups: tuple[Group, ...]
    """Those that have any papers, in the order of `GROUPS`."""


def figures_of(
    columns: Columns, marks: MarkTable, decided: Decided, today: date, days: int = DAYS
) -> Figures:
    """The figures of a library and its reader.

    Args:
        columns: the papers.
        marks: what the reader marked; may change while this runs.
        decided: when that was decided.
        today: the last day that is told.
        days: how many are, at least 1.
    """
    flags = bytes(marks.flags[: len(columns)]).ljust(len(columns), b"\0")
    everything = Query.parse("")
    states = tuple(
        (word, str(everything.with_fact("is", value)), _count(flags, within, wanted))
        for word, value, within, wanted in STATES
    )
    left = flags.translate(bytes(not flag & NOT_UNREAD for flag in range(256)))
    groups = (_group(field, _values(field, columns, marks), left) for field in GROUPS)
    return Figures(
        columns.papers,
        states,
        activity_of(_added(columns), flags, decided, today, days),
        tuple(group for group in groups if group.shares),
    )


def _added(columns: Columns) -> Iterable[int]:
    added, gone = columns.added, columns.gone
    return (at for one, at in enumerate(added) if one not in gone) if gone else added


def _count(flags: bytes, within: int, wanted: int) -> int:
    return flags.translate(bytes(flag & within == wanted for flag in range(256))).count(1)


def _values(field: str, columns: Columns, marks: MarkTable) -> Iterator[tuple[str, Sequence[int]]]:
    if field == "tag":
        for tag, papers in list(marks.tags.items()):
            yield tag, [each for each in list(papers) if each < len(columns)]
        return
    table = columns.facets
    for number in table.span(field):
        yield table.label(number), table.papers(number)


def _group(field: str, values: Iterator[tuple[str, Sequence[int]]], left: bytes) -> Group:
    found = [(value, papers) for value, papers in values if value and len(papers)]
    found.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    everything = Query.parse("")
    shares = (
        Share(
            value,
            str(everything.with_fact(field, value)),
            len(papers),
            sum(map(left.__getitem__, papers)),
        )
        for value, papers in found[:MOST]
    )
    return Group(field, tuple(shares), max(len(found) - MOST, 0))
