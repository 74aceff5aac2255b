"""The filter pane: views and facets with live counts, one of them under a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from textual.message import Message

from tui.cells import cell_len
from tui.filters import AMISS, DONE, FilterEntry, FilterSection
from tui.render import CURSOR_GLYPH, shown
from tui.widgets.line_pane import MARGIN, LinePane
from tui.wrapping import fit

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual import events

    from tui.render import Line


_COUNT: Final = 4
"""Cells of a feed's count, so that the days of feeds stand below each other."""

_NAME: Final = 7
"""Cells of a feed's name that its days must leave."""

_LEAST_DAYS: Final = 3
"""Fewer days of a feed say nothing."""


class FilterPane(LinePane):
    """Views, sources, days, venues and tags."""

    scope: ClassVar[str] = "filter"

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """The reader chose an entry."""

        entry: FilterEntry

    def __init__(self) -> None:
        super().__init__("Filters", id="filter")
        self._lines: list[FilterEntry | str | None] = []
        self.cursor = 1

    def show(self, sections: Sequence[FilterSection]) -> None:
        """Show these sections; the cursor stays on the same entry by name."""
        before = self.entry
        lines: list[FilterEntry | str | None] = []
        for section in sections:
            lines += [None] if lines else []
            lines += [section.title, *section.entries]
        if lines == self._lines:
            return
        is_as_long, top = len(lines) == len(self._lines), self.first_line
        self._lines = lines
        same = [
            index
            for index, line in enumerate(lines)
            if isinstance(line, FilterEntry)
            and before is not None
            and (line.field, line.value) == (before.field, before.value)
        ]
        self.cursor = same[0] if same else self._nearest(self.cursor, 1)
        self.first_line = max(0, min(self.first_line, len(lines) - self.height))
        self._reveal_cursor()
        if is_as_long and top == self.first_line:
            self.refresh_changed()
        else:
            self.refresh()

    def entry_at(self, index: int) -> FilterEntry | None:
        """What stands on a line; None for a heading, a blank line, and where there is no line."""
        line = self._lines[index] if 0 <= index < len(self._lines) else None
        return line if isinstance(line, FilterEntry) else None

    @property
    def entry(self) -> FilterEntry | None:
        """What the cursor is on."""
        return self.entry_at(self.cursor)

    def line_count(self) -> int:
        """Headings, entries, and a blank line between sections."""
        return len(self._lines)

    def line(self, index: int) -> Line:
        """A heading or an entry with its count set right."""
        item = self._lines[index]
        if item is None:
            return []
        if isinstance(item, str):
            return [(f" {item}", "section")]
        width = self.content_size.width
        count = "" if item.papers is None else f"{item.papers:,}"
        if item.left is not None:
            count = f"{item.left:,}/{count}"
        sign = f"{item.sign} " if item.sign else ""
        if item.days:
            count = count.rjust(_COUNT)
        room = width - cell_len(sign) - cell_len(count) - 5
        fitting = min(room - _NAME - 1, len(item.days))
        days = item.days[-fitting:] if fitting >= _LEAST_DAYS else ""
        room -= len(days) + 1 if days else 0
        label = fit(shown(item.label), max(room, 0))
        role = "faint" if item.field == "more" else "chosen" if item.chosen else "read"
        mark = "▸" if item.chosen else str(item.digit or " ")
        cursor = CURSOR_GLYPH if index == self.cursor and self.has_focus else " "
        return [
            (cursor, "mark"),
            (f"{mark} ", "chosen" if item.chosen else "faint"),
            (sign, "state" if item.sign == DONE else "faint"),
            (label, role),
            *_days(days),
            (f" {count} ", "count"),
        ]

    def line_key(self, index: int) -> Hashable:
        """The entry and whether it holds the cursor."""
        return (self._lines[index], index == self.cursor and self.has_focus)

    def line_ground(self, index: int) -> str:
        """The cursor shows only while the pane has the keys."""
        return "cursor" if index == self.cursor and self.has_focus else ""

    def move(self, verb: str, count: int) -> None:
        """Move from entry to entry, over headings."""
        distance = self.distance(verb) * count
        self._point(self._nearest(self.cursor + distance, 1 if distance > 0 else -1))

    def choose(self) -> None:
        """Take the entry under the cursor."""
        if self.entry is not None:
            self.post_message(self.Chosen(self.entry))

    def _nearest(self, index: int, step: int) -> int:
        entries = [i for i, line in enumerate(self._lines) if isinstance(line, FilterEntry)]
        if not entries:
            return 0
        if step > 0:
            return next((i for i in entries if i >= index), entries[-1])
        return next((i for i in reversed(entries) if i <= index), entries[0])

    def on_resize(self) -> None:
        """Keep the cursor in sight, and no blank below the last line."""
        self.scroll_lines(self.first_line)
        self._reveal_cursor()

    def _reveal_cursor(self) -> None:
        """See the cursor, what comes next, and the heading above the first entry of a section."""
        self.reveal(max(self.cursor - 1, 0))
        self.reveal(self.cursor, MARGIN)

    def _point(self, index: int) -> None:
        before, self.cursor = self.cursor, index
        self._reveal_cursor()
        self.refresh_index(before)
        self.refresh_index(index)

    def click(self, index: int) -> None:
        """Put the cursor on a line and take its entry, if it has one."""
        if self.entry_at(index) is not None:
            self._point(index)
            self.choose()

    async def _on_click(self, event: events.Click) -> None:
        self.click(self.first_line + event.get_content_offset_capture(self).y)


def _days(signs: str) -> Line:
    """The days of a feed; those that went wrong stand out."""
    if not signs:
        return []
    runs = groupby(signs, AMISS.__contains__)
    told = [("".join(run), "warning" if amiss else "count") for amiss, run in runs]
    return [(" ", ""), *told]
