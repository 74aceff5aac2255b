"""One paper on the whole screen: where its lines stand.

The title keeps its place whether the abstract is shown or not, so that the eye finds it there for
every paper; a column of running text stands in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.detail import MEASURE, Detail, body_lines, head_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render import Line

ABOVE = 8
"""One in so many lines of the screen stays blank above the title."""

HINT = "abstract"
"""What the key that shows it is told to do."""


def focus_lines(detail: Detail, width: int, height: int, key: str, *, revealed: bool) -> list[Line]:
    """A paper's lines, none wider than `width` cells.

    Args:
        detail: the paper.
        width: cells.
        height: lines that can be seen at once.
        key: what shows the abstract, or ``""``.
        revealed: whether it is shown.
    """
    measure = min(width, MEASURE)
    lines = [*head_lines(detail, measure), []]
    if revealed:
        lines += body_lines(detail, measure)
    elif key:
        lines.append([(key, "key"), (f" {HINT}", "faint")])
    return placed(lines, width, height)


def placed(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """Lines in a column in the middle, below some blank ones."""
    left = " " * ((width - min(width, MEASURE)) // 2)
    above: list[Line] = [[] for _ in range(height // ABOVE)]
    return [*above, *([(left, ""), *line] if line else [] for line in lines)]
