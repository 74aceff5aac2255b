"""A heat map of days: a column a week, a row a weekday, denser where more was done.

It is told by glyph; colour only repeats it. The steps lie at the quartiles of the days on which
anything was done, so that one busy day does not make all others alike.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from index.day import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tui.render import Line

NOTHING = "·"

SHADES = {1: "█", 2: "░█", 3: "░▒█", 4: "░▒▓█"}
"""Number of steps → what a cell of each is filled with."""

CELL, LABELS = 2, 4
"""Cells of a week, and of the names of the weekdays."""

LEAST_MONTH = 4
"""Cells of a month's name and what keeps it from the next."""


def heat_lines(first: date, counts: Sequence[int], width: int) -> list[Line]:
    """The map with its months above and its legend below, none of them wider than `width`.

    Args:
        first: the day of the first count.
        counts: a number a day, without a gap; the oldest are left out where there is no room.
        width: cells, at least one week's.
    """
    last = first + timedelta(days=len(counts) - 1)
    weeks = min(-(-(first.weekday() + len(counts)) // 7), max((width - LABELS) // CELL, 1))
    monday = last - timedelta(days=last.weekday() + 7 * (weeks - 1))
    known = {first + timedelta(days=place): count for place, count in enumerate(counts)}
    seen = [count for day, count in known.items() if day >= monday]
    steps = bounds(seen)
    lines: list[Line] = [[(_months(monday, weeks), "meta")]]
    for weekday, name in enumerate(WEEKDAYS):
        days = (monday + timedelta(days=weekday + 7 * week) for week in range(weeks))
        cells = [_cell(known.get(day), steps) for day in days]
        lines.append([(name.ljust(LABELS), "meta"), *_joined(cells)])
    return [*lines, _legend(steps, max(seen), width)]


def bounds(counts: Sequence[int]) -> tuple[int, ...]:
    """The least count of each step, ascending: up to four, none where nothing was done."""
    done = sorted(count for count in counts if count > 0)
    return tuple(sorted({done[len(done) * quarter // 4] for quarter in range(4)} if done else ()))


def step_of(count: int, steps: Sequence[int]) -> int:
    """Which step a count is in, from 1 on; 0 below the first."""
    return sum(count >= least for least in steps)


def _cell(count: int | None, steps: Sequence[int]) -> tuple[str, str]:
    if count is None:
        return " " * CELL, ""
    step = step_of(count, steps)
    return (SHADES[len(steps)][step - 1] * CELL, "bar") if step else (f"{NOTHING} ", "faint")


def _joined(cells: Sequence[tuple[str, str]]) -> Line:
    """The cells, neighbours of one look as one run."""
    line: Line = []
    for text, role in cells:
        if line and line[-1][1] == role:
            line[-1] = (line[-1][0] + text, role)
        else:
            line.append((text, role))
    return line


def _months(monday: date, weeks: int) -> str:
    """The names of months above the weeks in which they begin, as far as there is room.

    The first week has its month's name only if no other name would be in its way.
    """
    sundays = [monday + timedelta(days=7 * week + 6) for week in range(weeks)]
    begun = [week for week, sunday in enumerate(sundays) if sunday.day <= 7]
    if not begun or begun[0] * CELL > LEAST_MONTH:
        begun.insert(0, 0)
    text = ""
    for week in begun:
        place = LABELS + CELL * week
        if place + LEAST_MONTH - 1 <= LABELS + CELL * weeks:
            text = text.ljust(place) + MONTHS[sundays[week].month - 1]
    return text


def _legend(steps: Sequence[int], most: int, width: int) -> Line:
    ends = [*(least - 1 for least in steps[1:]), most]
    told = [(NOTHING, "none")]
    for place, least in enumerate(steps):
        words = f"{least:,}" if least == ends[place] else f"{least:,}–{ends[place]:,}"
        told.append((SHADES[len(steps)][place], words))
    line: Line = [(" " * LABELS, "")]
    room = width - LABELS
    for glyph, words in told:
        room -= len(glyph) + len(words) + 4
        if room < -3:
            break
        line += [(glyph, "faint" if glyph == NOTHING else "bar"), (f" {words}   ", "meta")]
    line[-1] = (line[-1][0].rstrip(), line[-1][1])
    return line
