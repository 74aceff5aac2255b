"""The detail pane: one paper, wrapped once for each width and drawn by the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.detail import Detail, detail_lines
from tui.render import cut_line
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.geometry import Size

    from tui.render import Line

MARGIN = 1
"""Blank cells to either side of the text."""


class DetailPane(LinePane):
    """The paper under the cursor."""

    scope: ClassVar[str] = "detail"

    def __init__(self, *, id: str = "detail") -> None:  # noqa: A002 - Textual's own name
        super().__init__("Paper", id=id)
        self._detail: Detail | None = None
        self._card: Sequence[Line] | None = None
        self._lines: list[Line] = []
        self._room: Size | None = None
        """What there was room for when the paper was laid out last."""

    def show(self, detail: Detail | None, card: Sequence[Line] | None = None) -> None:
        """Show a paper, from its top if it is another one than before; or a card in its place."""
        if card != self._card or not self.is_of(detail):
            self.first_line = 0
        if (detail, card) != (self._detail, self._card):
            self._detail, self._card = detail, card
            self.lay_out_anew()

    def is_of(self, detail: Detail | None) -> bool:
        """Whether this paper is shown already, be it with other marks."""
        now = self._detail
        return now is not None and detail is not None and now.paper.id == detail.paper.id

    def lay_out_anew(self) -> None:
        """Wrap and paint again what is shown."""
        self._room = None
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

    def laid_out(self, detail: Detail, width: int) -> list[Line]:
        """A paper's lines, none wider than `width` cells."""
        return detail_lines(detail, width)

    def card_laid_out(self, card: Sequence[Line], width: int) -> list[Line]:
        """A card's lines, none wider than `width` cells."""
        return [[], *(cut_line(line, width) for line in card)]

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
        if self._room != self.content_size:
            self._room = self.content_size
            width = max(self._room.width - 2 * MARGIN, 2)
            if self._card is not None:
                self._lines = self.card_laid_out(self._card, width)
            else:
                self._lines = [] if self._detail is None else self.laid_out(self._detail, width)
        return self._lines
