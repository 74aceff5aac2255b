"""Days in a few cells, as rows of the list tell them."""

from __future__ import annotations

from datetime import date
from typing import Final

from index.day import day_label

PLAIN_WIDTH: Final = 8
"""Cells of ``Mar 2025``, the longest plain day."""

RELATIVE_WIDTH: Final = 9
"""Cells of ``yesterday``, the longest relative one."""

RECENT: Final = 183
"""Days for which a month and a day say enough; beyond, the year says more than the day."""


def plain_day(day: str, year: int | None, today: date) -> str:
    """A day as a row writes it: ``Mar 12`` if it is near or has no year, else ``Mar 2025``.

    Args:
        day: as `index.day.parse_day` returns it.
        year: the paper's year, for want of a day.
        today: the day it is where the reader is.
    """
    label = day_label(day, year)
    words = label.split()
    if len(words) < 3:
        return label
    known = _known(day)
    near = known is not None and abs((today - known).days) <= RECENT
    return f"{words[0]} {words[1]}" if near else f"{words[0]} {words[2]}"


def relative_day(day: str, year: int | None, today: date) -> str:
    """How long ago a day was: ``today``, ``yesterday``, ``5 d``, ``3 w``, ``8 mo``, ``2 y``.

    One without a year, in the future, or that is a year alone, is told as `plain_day` tells it: no
    year is invented for it.
    """
    known = _known(day)
    ago = -1 if known is None else (today - known).days
    if ago < 0:
        return plain_day(day, year, today)
    if ago < 2:
        return ("today", "yesterday")[ago]
    if ago < 14:
        return f"{ago} d"
    if ago < 60:
        return f"{ago // 7} w"
    if ago < 730:
        return f"{ago * 12 // 365} mo"
    return f"{ago * 4 // 1461} y"


def _known(day: str) -> date | None:
    """The date that a day is, where all of it is known."""
    if len(day) != len("2025-03-12"):
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
