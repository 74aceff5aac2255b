"""The detail pane: one paper, wrapped once for each width and drawn by the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.detail import Detail, detail_lines
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tui.render import Line

MARGIN = 1
"""Blank cells to either side of the text."""


class DetailPane(LinePane):
    """The paper under the cursor."""

    scope: ClassVar[str] = "detail"

    def __init__(self) -> None:
        super().__init__("Paper", id="detail")
        self._detail: Detail | None = None
        self._lines: list[Line] = []
        self._width = -1

    def show(self, detail: Detail | None) -> None:
        """Show a paper, from its top if it is another one than before."""
        same = (
            self._detail is not None
            and detail is not None
            and self._detail.paper.id == detail.paper.id
        )
        if not same:
            self.first_line = 0
        if detail == self._detail:
            return
        self._detail, self._width = detail, -1
        self.forget_strips()
        self.refresh()

    def line_count(self) -> int:
        """How many lines the paper takes at this width."""
        return len(self._wrapped())

    def line_key(self, index: int) -> Hashable:
        """The line's place: another paper, or another width, starts anew."""
        return index

    def line(self, index: int) -> Line:
        """One wrapped line, set in by the margin."""
        return [(" " * MARGIN, "body"), *self._wrapped()[index]]

    def next_match(self, step: int) -> bool:
        """Scroll to the nearest highlighted line below (1) or above (-1) the top one."""
        lines = self._wrapped()
        index = self.first_line + step
        while 0 <= index < len(lines):
            if any(role == "match" for _, role in lines[index]):
                return self.scroll_lines(index)
            index += step
        return False

    def _wrapped(self) -> list[Line]:
        width = max(self.content_size.width - 2 * MARGIN, 2)
        if self._width != width:
            self._width = width
            self._lines = [] if self._detail is None else detail_lines(self._detail, width)
        return self._lines
