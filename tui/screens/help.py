"""Every key, as the live keymap has it, and what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.legend import asking_line, help_lines
from tui.screens.sheet import Sheet, SheetPane

if TYPE_CHECKING:
    from tui.keymap import Keymap


class HelpPane(SheetPane):
    """The lines of the help screen."""

    def __init__(self, keymap: Keymap, *, asking: bool = False, in_page: bool = False) -> None:
        super().__init__(
            "Keys", lambda width: help_lines(keymap, width, in_page=in_page), id="help"
        )
        self._asking = asking

    def on_resize(self) -> None:
        """Begin with what the reader is at."""
        if self._asking:
            self._asking = False
            count = self.line_count()
            self.first_line = max(0, min(asking_line(self.lines), count - self.height))


class HelpScreen(Sheet):
    """Help, over the reader; it begins with what can be asked where a query is being typed."""

    def __init__(self, keymap: Keymap, *, asking: bool = False, in_page: bool = False) -> None:
        super().__init__(keymap, HelpPane(keymap, asking=asking, in_page=in_page), "app.help")
