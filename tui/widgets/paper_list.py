"""The list pane: one line a paper, and the cursor.

It paints what the screen hands it: a way to get a row by its place, never a list of all rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from tui.render import CURSOR_GLYPH, paper_line
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from textual import events

    from tui.render import Line, PaperRow


class PaperList(LinePane):
    """The papers of the current query."""

    scope: ClassVar[str] = "list"

    @dataclass
    class Pointed(Message):
        """A row was clicked."""

        index: int

    @dataclass
    class Opened(Message):
        """A row was clicked a second time."""

        index: int

    def __init__(self, row_at: Callable[[int], PaperRow]) -> None:
        super().__init__("Papers", id="list")
        self._row_at = row_at
        self._total = 0
        self.cursor = 0
        self.venues = True
        """Whether any paper of the library has a venue; without, there is no column for it."""

        self.empty: tuple[str, ...] = ()
        """What stands in the pane while the list is empty."""

    def show(self, total: int, cursor: int, *, anew: bool = False) -> None:
        """Paint a new list, the cursor kept at the same height where that is possible.

        `anew` says that it is the list of another query: its best papers stand at its top, so
        that is shown if the cursor is near it.
        """
        above = self.cursor - self.first_line
        if anew and cursor < self.height:
            above = cursor
        self._total, self.cursor = total, cursor
        self.first_line = max(0, min(cursor - above, total - self.height))
        self.reveal(cursor)
        self.refresh()

    def put(self, cursor: int, first_line: int) -> None:
        """Say where cursor and top were, for a list that is about to be shown again."""
        self.cursor, self.first_line = cursor, first_line

    def point(self, cursor: int) -> None:
        """Move the cursor, repainting the two rows it leaves and enters."""
        before, self.cursor = self.cursor, cursor
        top = self.first_line
        self.reveal(cursor)
        if self.first_line == top:
            self.refresh_index(before)
            self.refresh_index(cursor)

    def line_count(self) -> int:
        """One line a paper, or the lines that say why there is none."""
        return self._total or len(self.empty)

    def line(self, index: int) -> Line:
        """The row at a place."""
        if not self._total:
            text = self.empty[index]
            return [("  " + text, "heading" if index == 0 else "meta")]
        cursor = CURSOR_GLYPH if index == self.cursor and self.has_focus else " "
        width = self.content_size.width
        return paper_line(self._row_at(index), width, cursor, venues=self.venues)

    def line_key(self, index: int) -> Hashable:
        """The row itself, its marks and whether it holds the cursor."""
        here = index == self.cursor and self.has_focus
        if not self._total:
            return (self.empty[index], index)
        return (self._row_at(index), here, self.venues)

    def line_ground(self, index: int) -> str:
        """The cursor's bar; quieter while another pane has the keys."""
        if index != self.cursor or not self._total:
            return ""
        return "cursor" if self.has_focus else "cursor-blurred"

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.first_line = max(0, min(self.first_line, self.line_count() - self.height))
        self.reveal(self.cursor)

    async def _on_click(self, event: events.Click) -> None:
        index = self.first_line + event.get_content_offset_capture(self).y
        if not 0 <= index < self._total:
            return
        wanted = self.Opened if event.chain > 1 else self.Pointed
        self.post_message(wanted(index))
