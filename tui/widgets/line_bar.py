"""A bar of a single line: the status line and the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.render import cells_of, cut_line
from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size
    from textual.strip import Strip

    from tui.render import Line

GAP = 2
"""Cells between the left and the right."""

LEAST = 20
"""Cells that the left needs; with less, it takes the right's as well."""


class LineBar(LineWidget):
    """One line, something to the left and something to the right."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._left: Line = []
        self._right: Line = []

    def show(self, left: Line, right: Line | None = None) -> None:
        """Show runs at the left and, where there is room, at the right edge."""
        if (left, right or []) != (self._left, self._right):
            self._left, self._right = left, right or []
            self.refresh()

    def strips(self, lines: Iterable[int], size: Size) -> list[Strip]:
        """The line, and nothing below it."""
        line = self._line(size.width)
        return [self.paint([] if y else line, size.width) for y in lines]

    def _line(self, width: int) -> Line:
        """The left cut short, so that the right stays; alone where there is room for one only."""
        right = cells_of(self._right)
        room = width - right - GAP if self._right else width
        left = cut_line(self._left, room if room >= LEAST else width)
        gap = width - right - cells_of(left)
        return [*left, (" " * gap, ""), *self._right] if gap >= 0 else left
