"""What `carrel feeds` prints of each feed, in lines that fit a width."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.text import printable
from tui.cells import cell_len
from tui.feeds.standing import GONE, SIGNS, FeedStanding, reasons, short_label
from tui.wrapping import fit, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.feeds.feed import Feed
    from index.feeds.record import FeedRecord
    from tui.feeds.standing import FeedDay

NAME_WIDTH: Final = 16
"""Cells that names of feeds have at least; what stands behind begins in one column."""

_BY_TITLE: Final = "title:"
"""What ids begin with that are made of the title, since the paper has no other."""

_INDENT: Final = "    "
_LABEL: Final = 12
_WEEK: Final = 7
_LONGEST: Final = 200
_TOLD_REASONS: Final = 3


def feed_lines(
    feed: Feed, standing: FeedStanding, record: FeedRecord, now: float, width: int
) -> Iterator[str]:
    """The lines of one feed.

    Args:
        feed: which.
        standing: how its days stand.
        record: what is remembered of it.
        now: seconds since 1970.
        width: cells of a line.
    """
    yield f"{feed.name:<{NAME_WIDTH}} {feed.kind} {printable(feed.what)}"
    *rows, last = _rows(standing.days, width - len(_INDENT))
    when = standing.when(now)
    fits = len(_INDENT) + len(last) + 3 + len(when) <= width and not rows
    yield from (f"{_INDENT}{row}" for row in rows)
    yield f"{_INDENT}{last}   {when}" if fits else f"{_INDENT}{last}"
    if not fits:
        yield f"{_INDENT}{when}"
    if lacks := standing.lacks():
        yield from _lines("missing", lacks, width)
    why = reasons(standing.days)
    for reason in why[-_TOLD_REASONS:]:
        yield from _lines("", reason, width)
    if record.problem and not any(record.problem in reason for reason in why):
        yield from _lines("last fetch", record.problem, width)
    if record.last_title:
        yield from _lines("last paper", _title(record, width), width)


def left_over_lines(names: Sequence[str], width: int) -> Iterator[str]:
    """Which feeds are followed no more."""
    text = f"no longer followed, and its papers kept: {', '.join(names)}"
    if len(names) > 1:
        text = text.replace(" its ", " their ", 1)
    yield from (text[start:end] for start, end in wrap(text, width))


def legend() -> str:
    """What the signs of days mean."""
    told = [f"{sign} {state}" for state, sign in SIGNS.items()]
    return "  ".join([*told, f"{GONE} gone by"])


def _lines(label: str, text: str, width: int) -> Iterator[str]:
    """A text behind its label, in as many lines as it needs."""
    text = printable(text, _LONGEST)
    for start, end in wrap(text, width - len(_INDENT) - _LABEL):
        yield f"{_INDENT}{label:<{_LABEL}}{text[start:end]}"
        label = ""


def _title(record: FeedRecord, width: int) -> str:
    """A paper by its title, cut where it is too long, and its id, where that says anything."""
    by_id = "" if record.last_id.startswith(_BY_TITLE) else f" ({record.last_id})"
    room = width - len(_INDENT) - _LABEL - len(by_id)
    title = printable(record.last_title, _LONGEST)
    return f"{title if cell_len(title) <= room else fit(title, room)}{by_id}"


def _rows(days: Sequence[FeedDay], room: int) -> list[str]:
    """The row of days between its first and its last label; several rows where one is too long.

    Each but the last has whole weeks, so that weekends stand below each other.
    """
    signs = "".join(day.sign for day in days)
    first, last = (short_label(day.label) for day in (days[0], days[-1]))
    if len(days) == 1:
        return [f"{first} {signs}"]
    if len(first) + len(signs) + len(last) + 2 <= room:
        return [f"{first} {signs} {last}"]
    size = max((room - 2 * _WEEK) // _WEEK, 1) * _WEEK
    starts = [*range(0, len(days), size), len(days)]
    rows = [
        f"{short_label(days[start].label):<{_WEEK}}{signs[start:end]}"
        for start, end in pairwise(starts)
    ]
    return [*rows[:-1], f"{rows[-1]} {last}"]
