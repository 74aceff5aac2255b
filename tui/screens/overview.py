"""The overview: what a library holds and what became of it, each line a way to its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.legend import pane_keys
from tui.overview.figure_lines import figure_sections
from tui.overview.lines import overview_lines
from tui.overview.rising_lines import word_sections
from tui.render import CURSOR_GLYPH
from tui.screens.sheet import Sheet
from tui.widgets.line_pane import MARGIN, LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual.geometry import Size

    from index.recommending.rising import RisingWord
    from tui.keymap import Keymap
    from tui.overview.figures import Figures
    from tui.overview.lines import OverviewLine, OverviewSection
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

    def lay_out_anew(self) -> None:
        """There is more to tell than before, below what was told."""
        self._width = -1
        self.forget_strips()
        self.refresh(layout=True)

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
        """Move from line to line that can be chosen, by and by over what lies between; or scroll.

        Where the next choice is far out of sight, what is before it is shown first.
        """
        distance = self.distance(verb) * count
        target = self._nearest(self._cursor + distance, distance)
        if not self.choice or target == self._cursor:
            super().move(verb, count)
            return
        step = max(self.height // 2, 1)
        if abs(distance) == count and self._beyond(target) > step:
            self.scroll_lines(self.first_line + (step if distance > 0 else -step))
            return
        before, self._cursor = self._cursor, target
        if target == self._nearest(0, 1):
            self.reveal(0)
        self.reveal(target, MARGIN)
        self.refresh_index(before)
        self.refresh_index(target)

    def _beyond(self, index: int) -> int:
        """How many lines a line is out of sight, at either end."""
        return max(self.first_line - index, index - self.first_line - self.height + 1)

    def _nearest(self, index: int, step: int) -> int:
        """The line that can be chosen there or behind it, going that way; else the last one."""
        choices = [place for place, line in enumerate(self._lines) if line.query]
        if step < 0:
            choices.reverse()
        found = (place for place in choices if (place <= index if step < 0 else place >= index))
        return next(found, choices[-1] if choices else 0)


class OverviewScreen(Sheet):
    """What a library holds and what became of it; choosing a line gives it as a query.

    Args:
        keymap: the live keymap.
        figures: of the library and its reader.
    """

    def __init__(self, keymap: Keymap, figures: Figures) -> None:
        self._figures = figures
        self._words: Callable[[int], list[OverviewSection]] = lambda _: []
        self._pane = OverviewPane(self._sections)
        super().__init__(keymap, self._pane, "app.overview")
        self._pane.say_keys(pane_keys(keymap, "overview"))

    def tell_words(self, rising: tuple[Sequence[RisingWord], Sequence[RisingWord]] | None) -> None:
        """Add the words that rise among all papers and among starred ones, now that they are known.

        Args:
            rising: both; None where papers are not compared yet.
        """
        self._words = lambda width: word_sections(rising, width)
        self._pane.lay_out_anew()

    def _sections(self, width: int) -> list[OverviewSection]:
        return [*figure_sections(self._figures, width), *self._words(width)]

    def act(self, action: str, count: int) -> None:
        """Move, or take the line under the cursor."""
        if action == "list.open":
            if self._pane.choice:
                self.dismiss(self._pane.choice)
        elif action not in ("list.next_unread", "list.previous_unread"):
            super().act(action, count)
