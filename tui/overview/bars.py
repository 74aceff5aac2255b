"""Bars that stand below each other: how many papers, and how many of them are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cell_len
from tui.overview.lines import OverviewLine
from tui.render import shown
from tui.wrapping import fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.overview.figures import Group, Share

DONE, LEFT = "━", "─"
"""What the part of a bar that is decided on is filled with, and the rest."""

LEAST_LABEL, MOST_LABEL = 8, 30
LEAST_BAR = 6
"""Cells; where a bar would have less, it is left out."""


def state_lines(states: Sequence[tuple[str, str, int]], width: int) -> tuple[OverviewLine, ...]:
    """How many papers are in each state.

    Args:
        states: word, query and number of papers.
        width: cells.
    """
    label = max(len(word) for word, _, _ in states)
    number = max(len(f"{count:,}") for _, _, count in states)
    room = width - label - number - 10
    most = max(count for _, _, count in states)
    return tuple(
        OverviewLine(
            (
                (f"    {fit(word, label)}", "unread"),
                (f"  {count:>{number},}  ", "body"),
                (DONE * length(count, most, room), "bar"),
            ),
            query if count else "",
        )
        for word, query, count in states
    )


def group_lines(group: Group, width: int) -> tuple[OverviewLine, ...]:
    """The values of a field: each bar as long as its papers are many, thin where they are left.

    Args:
        group: of the field.
        width: cells.
    """
    labels = [shown(share.label) for share in group.shares]
    told = [_told(share) for share in group.shares]
    words = max(map(cell_len, told))
    label = max(LEAST_LABEL, min(max(map(cell_len, labels)), MOST_LABEL, width // 3))
    room = width - label - words - 10
    most = group.shares[0].papers
    lines = [
        OverviewLine(
            (
                (f"    {fit(name, label)}  ", "unread"),
                *_bar(share, most, room if room >= LEAST_BAR else 0),
                (fit_right(text, words + 2), "meta"),
            ),
            share.query,
        )
        for name, share, text in zip(labels, group.shares, told, strict=True)
    ]
    if group.more:
        lines.append(OverviewLine(((f"    and {group.more:,} more", "faint"),)))
    return tuple(lines)


def _told(share: Share) -> str:
    return f"{share.left:,} of {share.papers:,} left"


def _bar(share: Share, most: int, room: int) -> list[tuple[str, str]]:
    whole = length(share.papers, most, room)
    done = length(share.papers - share.left, share.papers, whole)
    if share.left and done == whole:
        done = max(whole - 1, 0)
    return [
        (DONE * done, "bar"),
        (LEFT * (whole - done), "faint"),
        (" " * (room - whole), ""),
    ]


def length(count: int, most: int, room: int) -> int:
    """How many of `room` cells stand for a count: none for nothing, one at least for anything."""
    if count <= 0 or most <= 0 or room <= 0:
        return 0
    return max(min(round(count / most * room), room), 1)
