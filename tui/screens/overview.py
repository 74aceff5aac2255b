"""The overview: the words of the field that rise, and from each a way to its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.advice.overview_lines import overview_lines, word_sections
from tui.legend import pane_keys
from tui.render import CURSOR_GLYPH
from tui.screens.sheet import Sheet
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual.geometry import Size

    from index.recommending.rising import RisingWord
    from tui.advice.overview_lines import OverviewLine, OverviewSection
    from tui.keymap import Keymap
    from tui.render import Line


class OverviewPane(LinePane):
    """Sections of lines; the cursor stands on those that can be chosen.

    Args:
        lay_out: makes the sections at a width.
    """

    scope: ClassVar[str] = "list"

    def __init__(self, lay_out: Callable[[int], Sequence[OverviewSection]]) -> None:
        super().__init__("Overview", id="overview")
        self._lay_out = lay_out
        self._lines: list[OverviewLine] = []
        self._width = -1
        self._cursor = 0

    @property
    def choice(self) -> str:
        """What the line under the cursor searches for, or ``""``."""
        lines = self.lines
        return lines[self._cursor].query if self._cursor < len(lines) else ""

    @property
    def lines(self) -> list[OverviewLine]:
        """The lines at this width."""
        width = self.content_size.width
        if width != self._width:
            self._width, self._lines = width, overview_lines(self._lay_out(width))
            self._cursor = self._nearest(self._cursor, 1)
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as what it says."""
        return len(overview_lines(self._lay_out(width)))

    def line_count(self) -> int:
        """Headings, lines, and a blank line between sections."""
        return len(self.lines)

    def line(self, index: int) -> Line:
        """One line, the cursor before it."""
        runs = list(self.lines[index].runs)
        if runs and index == self._cursor and self.choice:
            text, role = runs[0]
            runs[:1] = [(CURSOR_GLYPH, "mark"), (text[1:], role)]
        return runs

    def line_key(self, index: int) -> Hashable:
        """The line's place, and whether it holds the cursor."""
        return index, index == self._cursor

    def line_ground(self, index: int) -> str:
        """The cursor's bar."""
        return "cursor" if index == self._cursor and self.choice else ""

    def move(self, verb: str, count: int) -> None:
        """Move from line to line that can be chosen; where none can, scroll."""
        if not self.choice:
            super().move(verb, count)
            return
        distance = self.distance(verb) * count
        before, self._cursor = self._cursor, self._nearest(self._cursor + distance, distance)
        first = self._cursor == self._nearest(0, 1)
        self.reveal(0 if first else self._cursor)
        self.reveal(self._cursor)
        self.refresh_index(before)
        self.refresh_index(self._cursor)

    def _nearest(self, index: int, step: int) -> int:
        """The line that can be chosen there or behind it, going that way; else the last one."""
        choices = [place for place, line in enumerate(self._lines) if line.query]
        if step < 0:
            choices.reverse()
        found = (place for place in choices if (place <= index if step < 0 else place >= index))
        return next(found, choices[-1] if choices else 0)


class OverviewScreen(Sheet):
    """What goes on in the library; choosing a word gives it as a query.

    Args:
        keymap: the live keymap.
        rising: words that rise among all papers and among starred ones; None where they are not
            known yet.
    """

    def __init__(
        self,
        keymap: Keymap,
        rising: tuple[Sequence[RisingWord], Sequence[RisingWord]] | None,
    ) -> None:
        self._pane = OverviewPane(lambda width: word_sections(rising, width))
        super().__init__(keymap, self._pane, "app.overview")
        self._pane.say_keys(pane_keys(keymap, "overview"))

    def act(self, action: str, count: int) -> None:
        """Move, or take the word under the cursor."""
        if action == "list.open":
            if self._pane.choice:
                self.dismiss(self._pane.choice)
        elif action not in ("list.next_unread", "list.previous_unread"):
            super().act(action, count)
