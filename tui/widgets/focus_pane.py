"""The focus pane: one paper fills the screen, its abstract a key later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.focus import focus_lines, placed
from tui.render import cut_line
from tui.widgets.detail_pane import DetailPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.detail import Detail
    from tui.render import Line


class FocusPane(DetailPane):
    """The paper that is being decided on."""

    scope: ClassVar[str] = "focus"

    def __init__(self, reveal_key: str) -> None:
        super().__init__(id="focus")
        self._reveal_key = reveal_key
        self._revealed = False

    def show(self, detail: Detail | None, card: Sequence[Line] | None = None) -> None:
        """Show a paper, of another one than before the head alone; or a card in its place."""
        if card is not None or not self.is_of(detail):
            self._revealed = False
        super().show(detail, card)

    def reveal_abstract(self) -> None:
        """Show the abstract; where it is shown, scroll on."""
        if self._revealed:
            self.move("page_down", 1)
        else:
            self._revealed = True
            self.lay_out_anew()

    def laid_out(self, detail: Detail, width: int) -> list[Line]:
        """A paper's lines in the middle."""
        return focus_lines(detail, width, self.height, self._reveal_key, revealed=self._revealed)

    def card_laid_out(self, card: Sequence[Line], width: int) -> list[Line]:
        """A card's lines in the middle."""
        return placed([cut_line(line, width) for line in card], width, self.height)
