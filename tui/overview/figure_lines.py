"""The figures of the overview as its sections, for a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.overview.backlog import backlog_lines
from tui.overview.bars import group_lines, state_lines
from tui.overview.heatmap import heat_lines
from tui.overview.lines import OverviewLine, OverviewSection, sentence
from tui.render import cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.overview.activity import Activity
    from tui.overview.figures import Figures
    from tui.render import Line

TITLES = {"source": "Sources", "venue": "Venues", "tag": "Tags"}

SPANS = ((7, "last 7 days"), (28, "last 4 weeks"), (182, "last 26 weeks"))
"""Over how many days a pace is told, and what these are called."""

COLUMN = 11
"""Cells of a column of the paces."""

BESIDE = 56
"""Cells that a heat map needs to stand beside another."""

GAP = 4
"""Cells between the two."""


def figure_sections(figures: Figures, width: int) -> list[OverviewSection]:
    """What a library holds and what became of it."""
    if not figures.papers:
        return [OverviewSection("Papers", sentence("there are no papers yet", width))]
    total = f"{figures.papers:,} paper" + ("s" if figures.papers > 1 else "")
    return [
        OverviewSection(total, state_lines(figures.states, width)),
        *_calendars(figures.activity, width),
        OverviewSection("Backlog", _backlog(figures.activity, width)),
        OverviewSection("Papers a day", _paces(figures, width)),
        *(
            OverviewSection(TITLES[group.field], group_lines(group, width))
            for group in figures.groups
        ),
    ]


def _calendars(activity: Activity, width: int) -> list[OverviewSection]:
    """Read and starred by day, beside each other where there is room."""
    told = (("Read by day", activity.read), ("Starred by day", activity.starred))
    room = (width - 6 - GAP) // 2
    if room < BESIDE or not any(activity.read) or not any(activity.starred):
        return [
            OverviewSection(title, _calendar(activity, counts, title, width))
            for title, counts in told
        ]
    left, right = (heat_lines(activity.first, counts, room) for _, counts in told)
    column = max(map(cells_of, left))
    titles = f"{told[0][0]:<{column + 2 + GAP}}{told[1][0]}"
    both = (
        _indented([*one, (" " * (column + GAP - cells_of(one)), ""), *other])
        for one, other in zip(left, right, strict=True)
    )
    return [OverviewSection(titles, tuple(both))]


def _calendar(
    activity: Activity, counts: Sequence[int], title: str, width: int
) -> tuple[OverviewLine, ...]:
    if not any(counts):
        done = title.partition(" ")[0].lower()
        return sentence(f"nothing was {done} in these {len(counts):,} days", width)
    return tuple(map(_indented, heat_lines(activity.first, counts, width - 6)))


def _backlog(activity: Activity, width: int) -> tuple[OverviewLine, ...]:
    lines = backlog_lines(activity, width - 6)
    return tuple(map(_indented, lines)) or sentence("too narrow to be drawn", width)


def _paces(figures: Figures, width: int) -> tuple[OverviewLine, ...]:
    activity = figures.activity
    columns = (
        ("came in", activity.added),
        ("decided", activity.decided),
        ("read", activity.read),
        ("starred", activity.starred),
    )
    shown = columns[: max((width - 20) // COLUMN, 1)]
    head: Line = [(" " * 17 + "".join(f"{name:>{COLUMN}}" for name, _ in shown), "faint")]
    lines = [OverviewLine(tuple(head))]
    for days, words in SPANS:
        if days > len(activity.read):
            continue
        numbers = "".join(f"{_mean(counts, days):>{COLUMN},.1f}" for _, counts in shown)
        lines.append(OverviewLine(((f"    {words:<13}", "read"), (numbers, "body"))))
    return (*lines, *sentence(outlook(activity), width))


def outlook(activity: Activity) -> str:
    """Where the pace of the last four weeks leads, in words."""
    days, left = min(len(activity.left), 28), activity.left[-1]
    decided, added = sum(activity.decided[-days:]), sum(activity.added[-days:])
    if not left:
        return "nothing is left"
    if not decided:
        return f"nothing was decided in the last {days} days"
    if decided <= added:
        return f"more came in than was decided in the last {days} days: {left:,} are left"
    needed = -(-left * days // (decided - added))
    return f"at the pace of the last {days} days the {left:,} left are through in {_time(needed)}"


def _time(days: int) -> str:
    if days < 14:
        return "a day" if days == 1 else f"{days} days"
    return f"{round(days / 7):,} weeks" if days < 7 * 104 else f"{round(days / 365):,} years"


def _mean(counts: Sequence[int], days: int) -> float:
    return sum(counts[-days:]) / days


def _indented(line: Line) -> OverviewLine:
    return OverviewLine((("    ", ""), *line))
