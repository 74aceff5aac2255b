"""The backlog as a line: papers that were left at the end of each day.

Drawn by plotille, in braille dots, eight to a cell; axes and words are Carrel's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.day import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tui.overview.activity import Activity
    from tui.render import Line

HEIGHT = 6
"""Lines of the drawing."""

LEAST = 12
"""Cells that the drawing needs."""

_BLANK = "\u2800"
_ACROSS, _UPWARD = 2, 4
"""Dots of a cell."""


def backlog_lines(activity: Activity, width: int) -> list[Line]:
    """The line with its axes, none of them wider than `width`; none at all where it is too narrow.

    The axis begins at 0, save where the backlog changed by a small part of it only; what it begins
    at is written beside it.
    """
    low, high = scale(activity.left)
    labels = [f"{high:,}", *[""] * (HEIGHT - 2), f"{low:,}"]
    margin = max(map(len, labels))
    room = width - margin - 2
    if room < LEAST:
        return []
    drawn = _drawn(activity.left, low, high, room)
    lines: list[Line] = [
        [(f"{label:>{margin}} ", "meta"), ("┤" if label else "│", "frame"), (row, "bar")]
        for label, row in zip(labels, drawn, strict=True)
    ]
    start, end = _written(activity.first), "today"
    between = " " * max(room - len(start) - len(end), 1)
    lines.append([(" " * (margin + 1) + "└" + "─" * room, "frame")])
    lines.append([(" " * (margin + 2) + start + between + end, "meta")])
    return lines


def scale(values: Sequence[int]) -> tuple[int, int]:
    """What the axis reaches from and to; the second is greater."""
    low, high = min(values), max(values)
    span = high - low
    if span * 4 >= high or not span:
        return 0, max(high, 1)
    step = 10 ** (len(str(span)) - 1)
    return low // step * step, -(-high // step) * step


def _drawn(values: Sequence[int], low: int, high: int, room: int) -> list[str]:
    from plotille import Canvas

    days = max(len(values) - 1, 1)
    # A canvas ends where its last dot does, and the greatest value shall be that dot.
    right, top = days * _stretch(room * _ACROSS), (high - low) * _stretch(HEIGHT * _UPWARD)
    canvas = Canvas(room, HEIGHT, 0, low, right, low + top)
    for day, (value, following) in enumerate(zip(values, [*values[1:], values[-1]], strict=True)):
        canvas.line(day, value, min(day + 1, days), following)
    rows = canvas.plot("\n").split("\n")
    return [row.replace(_BLANK, " ") for row in rows]


def _stretch(dots: int) -> float:
    """How much longer an axis is than from its first dot to its last."""
    return dots / (dots - 1)


def _written(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"
