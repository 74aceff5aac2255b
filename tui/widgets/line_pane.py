"""A pane of lines in a frame: what list, detail, filters and help share.

Only the lines on the screen are ever made, so a pane costs the same over ten lines and over a
million. Subclasses say how many lines there are and what each one holds; this class scrolls,
frames and paints, and the frame says what the pane is and what keys it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region
from textual.strip import Strip

from tui.cells import cell_len
from tui.render import shown
from tui.widgets.line_widget import LineWidget
from tui.wrapping import fit

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from textual import events
    from textual.geometry import Size

    from tui.render import Line

WHEEL_LINES = 3
"""Lines the mouse wheel scrolls at a notch."""

MARGIN = 2
"""Lines beyond the cursor that a pane of choices shows, where there is room."""

KEPT_STRIPS = 1024
"""Painted lines that are kept; several screens of the tallest terminal, focused and not."""


_TOP, _BOTTOM, _SIDES = "upper edge", "lower edge", "sides alone"


class LinePane(LineWidget, can_focus=True):
    """A focusable, scrolling pane of lines."""

    # The padding is where the frame is painted.
    DEFAULT_CSS = "LinePane { padding: 1; }"

    scope: ClassVar[str] = ""
    """The pane's scope in the keymap."""

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.first_line = 0
        self._title = title
        self._done: float | None = None
        self._keys = ""
        self._strips: dict[Hashable, Strip] = {}
        self._strips_size: Size | None = None
        """The size they were painted for."""

        self._painted: dict[int, Hashable] = {}
        """What the lines on the screen looked like when they were painted last."""

    # What subclasses give

    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def line(self, index: int) -> Line:
        """The runs of one line; `index` is below `line_count`."""
        raise NotImplementedError

    def line_key(self, index: int) -> Hashable:
        """What the look of a line hangs on besides the theme; equal keys look alike."""
        raise NotImplementedError

    def line_ground(self, index: int) -> str:
        """The role that lies under a whole line (its cursor), or ``""``."""
        return ""

    def move(self, verb: str, count: int) -> None:
        """Carry out a motion: ``down``, ``page_up``, ``top`` and their kin; here, scroll."""
        self.scroll_lines(self.first_line + self.distance(verb) * count)

    def say_keys(self, keys: str) -> None:
        """Set the keys that the frame names."""
        if keys != self._keys:
            self._keys = keys
            self.forget_strips()
            if self.is_attached:
                self.refresh()

    def say_title(self, title: str, done: float | None = None) -> None:
        """Set what the upper edge says, and how much of it, from 0 to 1, is drawn as done.

        It is not for what changes with every key: only the edge itself is painted anew.
        """
        if (title, done) != (self._title, self._done):
            self._title, self._done = title, done
            for has_keys in (False, True):
                self._strips.pop((_TOP, has_keys), None)
            self.refresh(Region(0, -1, self.content_size.width, 1))

    # Scrolling

    @property
    def height(self) -> int:
        """Lines that can be seen at once, at least one."""
        return max(self.content_size.height, 1)

    def scroll_lines(self, to: int) -> bool:
        """Bring a line to the top, held at the ends; False where that is where it is."""
        first = self._held(to)
        if first == self.first_line:
            return False
        self.first_line = first
        self.refresh()
        return True

    def _held(self, line: int) -> int:
        """The nearest line that may stand at the top."""
        return max(0, min(line, self.line_count() - self.height))

    def reveal(self, index: int, margin: int = 0) -> None:
        """Scroll as little as needed to see a line; before it has a size, a pane sees none.

        Args:
            index: the line.
            margin: lines beyond it that are to be seen as well, fewer in a low pane.
        """
        if not self.content_size.height:
            return
        margin = min(margin, (self.height - 1) // 3)
        if index - margin < self.first_line:
            self.scroll_lines(index - margin)
        elif index + margin >= self.first_line + self.height:
            self.scroll_lines(index + margin - self.height + 1)

    def refresh_index(self, index: int) -> None:
        """Repaint one line, if it is on the screen."""
        y = index - self.first_line
        if 0 <= y < self.content_size.height:
            self.refresh(Region(0, y, self.content_size.width, 1))

    def refresh_changed(self) -> None:
        """Repaint the lines on the screen that look different now; there are as many as before."""
        last = min(self.first_line + self.content_size.height, self.line_count())
        for index in range(self.first_line, last):
            if self._painted.get(index) != (self.line_key(index), self.line_ground(index)):
                self.refresh_index(index)

    def distance(self, verb: str) -> int:
        """How many lines one motion goes; positive is down, and the ends are out of reach."""
        page = max(self.height - 1, 1)
        return {
            "down": 1,
            "up": -1,
            "page_down": page,
            "page_up": -page,
            "half_down": max(self.height // 2, 1),
            "half_up": -max(self.height // 2, 1),
            "top": -(10**9),
            "bottom": 10**9,
        }[verb]

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(self.first_line + WHEEL_LINES)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(self.first_line - WHEEL_LINES)

    # Painting

    def forget_strips(self) -> None:
        """Drop the painted lines: size, theme or content changed."""
        self._strips.clear()
        self._painted.clear()

    def on_focus(self) -> None:
        """Paint frame and cursor as of the pane that has the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """Paint frame and cursor as of a pane that has not."""
        self.refresh()

    def strips(self, lines: Iterable[int], size: Size) -> list[Strip]:
        """Lines of the pane, frame included."""
        if size != self._strips_size:
            self.forget_strips()
            self._strips_size = size
        width, height = size
        count, offset = self.line_count(), self.first_line - 1
        return [
            self._frame_strip(y, width, height)
            if y in (0, height - 1) or y + offset >= count
            else self._line_strip(y + offset, width)
            for y in lines
        ]

    def _line_strip(self, index: int, width: int) -> Strip:
        ground = self.line_ground(index)
        look = self._painted[index] = (self.line_key(index), ground)
        key = (look, self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= KEPT_STRIPS:
                self.forget_strips()
            strip = self._sided(self.line(index), width, ground)
            self._strips[key] = strip
        return strip

    def _frame_strip(self, y: int, width: int, height: int) -> Strip:
        key = (_TOP if y == 0 else _BOTTOM if y == height - 1 else _SIDES, self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._framed(y, width, height)
        return strip

    def _framed(self, y: int, width: int, height: int) -> Strip:
        focus = "-focus" if self.has_focus else ""
        if y == 0:
            roles = ("frame" + focus, "title" + focus)
            edge = _edge("╭╮", self._title, width - 2, roles, left=True)
            if self._done is not None:
                edge = _with_bar(edge, self._done)
        elif y == height - 1:
            edge = _edge("╰╯", self._keys, width - 2, ("frame" + focus, "faint"), left=False)
        else:
            return self._sided([], width)
        return self.paint(edge, width)

    def _sided(self, line: Line, width: int, under: str = "") -> Strip:
        side = "frame-focus" if self.has_focus else "frame"
        return Strip(self.segments(line, width - 2, under, side), width)


def _edge(corners: str, text: str, width: int, roles: tuple[str, str], *, left: bool) -> Line:
    """The upper or lower edge of a frame with a word in it, `width` cells between its corners."""
    frame, word = roles
    text = shown(text)
    said = f" {fit(text, min(cell_len(text), max(width - 4, 0)))} " if text and width > 6 else ""
    rule = "─" * (width - cell_len(said) - 1)
    before, after = ("─", rule) if left else (rule, "─")
    return [(corners[0] + before, frame), (said, word), (after + corners[1], frame)]


def _with_bar(edge: Line, done: float) -> Line:
    """An upper edge whose rule is a bar as well: heavy as far as things are done.

    It shows some as soon as anything is done, and is full only when everything is. The rest is
    quiet also where the frame is not, so that the bar's end is seen.
    """
    *before, (rule, _) = edge
    cells = len(rule) - 1
    full = min(max(round(done * cells), 1 if done else 0), cells if done >= 1 else cells - 1)
    return [*before, ("━" * full, "bar"), (rule[full:-1], "frame"), (rule[-1], edge[0][1])]
