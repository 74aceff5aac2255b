"""The list pane: a row for each paper, the cursor, and the rule below which words are missing.

It paints what the screen hands it: a way to get a row by its place, never a list of all rows. The
cursor and what is clicked are rows; everything else here is lines, and `ListLines` tells them
apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from tui.listlines import ListLines
from tui.render import CURSOR_GLYPH, cut_line, rule_line
from tui.rowlayout import RowLook
from tui.rows import row_line
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual import events

    from tui.render import Line
    from tui.rows import PaperRow


class PaperList(LinePane):
    """The papers of the current query."""

    scope: ClassVar[str] = "list"

    @dataclass(repr=False, eq=False)
    class Pointed(Message):
        """A row was clicked."""

        index: int

    @dataclass(repr=False, eq=False)
    class Opened(Message):
        """A row was clicked a second time."""

        index: int

    def __init__(self, row_at: Callable[[int], PaperRow]) -> None:
        super().__init__("Papers", id="list")
        self._row_at = row_at
        self._row_look = RowLook(date.min)
        self._lines = ListLines()
        self.cursor = 0
        """The row that has it."""

        self.empty: tuple[Line, ...] = ()
        """What stands in the pane while the list is empty."""

        self.rule_words: Callable[[int], Line] = lambda _: []
        """What the rule says, in so many cells or less."""

    def show(
        self, lines: ListLines, cursor: int, *, anew: bool = False, first_row: int | None = None
    ) -> None:
        """Paint a new list, the cursor kept at the same height where that is possible.

        Args:
            lines: how the list lies.
            cursor: the row that has the cursor.
            anew: it is the list of another query: its best papers stand at its top, so that is
                shown if the cursor is near it.
            first_row: the row to show at the top instead, where it was before.
        """
        above = self._lines.line(self.cursor) - self.first_line
        self._lines, self.cursor = lines._replace(height=self._row_look.height), cursor
        line = self._lines.line(cursor)
        if anew and line < self.height:
            above = line
        wanted = line - above if first_row is None else self._lines.line(first_row)
        self.first_line = self._held(wanted)
        self._reveal_cursor()
        self.refresh()

    def wear(self, look: RowLook) -> None:
        """Have rows look so from now on; the cursor stays on its paper, and where it is."""
        if look != self._row_look:
            self._row_look = look
            self.forget_strips()
            self.show(self._lines, self.cursor)

    @property
    def look(self) -> RowLook:
        """How rows look."""
        return self._row_look

    @property
    def first_row(self) -> int:
        """The row at the top, or the one behind the rule that is there."""
        row = self._lines.row(self.first_line)
        return (self._lines.below or 0) if row is None else row

    @property
    def lines(self) -> ListLines:
        """How the list lies on the pane's lines."""
        return self._lines

    def point(self, cursor: int) -> None:
        """Move the cursor, repainting the two rows it leaves and enters."""
        before, self.cursor = self.cursor, cursor
        top = self.first_line
        self._reveal_cursor()
        if self.first_line == top:
            for part in range(self._lines.height):
                self.refresh_index(self._lines.line(before) + part)
                self.refresh_index(self._lines.line(cursor) + part)

    def _reveal_cursor(self) -> None:
        """See the whole row of the cursor, and the rule above the first row below it."""
        line = self._lines.line(self.cursor)
        self.reveal(self._lines.context(self.cursor))
        self.reveal(line + self._lines.height - 1)
        self.reveal(line)

    def _held(self, line: int) -> int:
        """A line that may stand at the top: no row begins above it, and no blank is below."""
        last = max(self.line_count() - self.height, 0)
        return self._lines.start(max(0, min(line, last)))

    def line_count(self) -> int:
        """The lines of all rows and of the rule, or those that say why there is no row."""
        return self._lines.total or len(self.empty)

    def line(self, index: int) -> Line:
        """A paper, the rule, or why there is no paper."""
        width = self.content_size.width
        if not self._lines.total:
            return [("  ", ""), *cut_line(self.empty[index], width - 2)]
        row = self._lines.row(index)
        if row is None:
            return rule_line(self.rule_words(width - 8), width)
        cursor = CURSOR_GLYPH if self._is_here(index) and self.has_focus else " "
        return row_line(self._row_at(row), width, self._row_look, cursor, self._lines.part(index))

    def line_key(self, index: int) -> Hashable:
        """The row itself, its marks and whether it holds the cursor."""
        if not self._lines.total:
            return tuple(self.empty[index])
        row = self._lines.row(index)
        if row is None:
            return tuple(self.rule_words(self.content_size.width - 8))
        is_here = self._is_here(index) and self.has_focus
        return (self._row_at(row), is_here, self._lines.part(index))

    def line_ground(self, index: int) -> str:
        """The cursor's bar; quieter while another pane has the keys."""
        if not self._is_here(index):
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def row_at(self, line: int) -> int | None:
        """The row on a line; None for the rule, and where there is no line."""
        return self._lines.row(line)

    def _is_here(self, line: int) -> bool:
        return self._lines.row(line) == self.cursor

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.first_line = self._held(self.first_line)
        self._reveal_cursor()

    async def _on_click(self, event: events.Click) -> None:
        row = self.row_at(self.first_line + event.get_content_offset_capture(self).y)
        if row is not None:
            self.post_message(self.Opened(row) if event.chain > 1 else self.Pointed(row))
