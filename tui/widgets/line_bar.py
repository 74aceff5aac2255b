"""A bar of a single line: the status line and the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size
    from textual.strip import Strip

    from tui.render import Line


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
        used = sum(cell_len(text) for text, _ in (*self._left, *self._right))
        right = [(" " * (size.width - used), ""), *self._right] if used < size.width else []
        return [
            self.finished(self.paint([] if y else [*self._left, *right], size.width)) for y in lines
        ]
