"""A sheet of lines over the reader: read, scrolled, and put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

from tui.keyresolver import KeyResolver, Resolved
from tui.legend import pane_keys
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.keymap import Keymap
    from tui.render import Line

CLOSING = frozenset(("detail.close", "app.quit", "search.clear"))
"""Actions that close any sheet; its keys are those of a paper being read."""

PASSED_OVER = frozenset(("next_match", "previous_match", "scroll"))
"""What can be done in a paper and not on a sheet."""


class SheetPane(LinePane):
    """The lines of a sheet, laid out anew for each width.

    Args:
        title: what the frame says.
        lay_out: makes the lines, none wider than it is told.
        id: of the pane.
    """

    scope: ClassVar[str] = "detail"

    def __init__(
        self,
        title: str,
        lay_out: Callable[[int], Sequence[Line]],
        *,
        id: str,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(title, id=id)
        self._lay_out = lay_out
        self._lines: Sequence[Line] = ()
        self._width = -1

    @property
    def lines(self) -> Sequence[Line]:
        """The lines at this width."""
        width = self.content_size.width
        if width != self._width:
            self._width, self._lines = width, self._lay_out(width)
        return self._lines

    def lay_out_anew(self) -> None:
        """What is to be said has changed; the pane stays as high as the stylesheet has it."""
        self._width = -1
        self.forget_strips()
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as what it says, where the stylesheet leaves that to it."""
        return len(self._lay_out(width))

    def line_count(self) -> int:
        """As many as the layout takes."""
        return len(self.lines)

    def line_key(self, index: int) -> Hashable:
        """The line's place: what a sheet says stays as it is."""
        return index

    def line(self, index: int) -> Line:
        """One line of the layout."""
        return self.lines[index]


class Sheet(ModalScreen[str], inherit_bindings=False):
    """A pane over the reader; nothing else is within reach from here.

    Args:
        keymap: the live keymap.
        pane: what is read.
        opened_by: the action that opens it, and closes it again.
    """

    def __init__(self, keymap: Keymap, pane: LinePane, opened_by: str) -> None:
        super().__init__()
        self.pane = pane
        self._resolver = KeyResolver(keymap)
        self._closed_by = CLOSING | {opened_by}
        pane.say_keys(pane_keys(keymap, "sheet"))

    def compose(self) -> ComposeResult:
        """One pane."""
        yield self.pane

    async def take_key(self, event: events.Key) -> bool:
        """Scroll or close at once, so that the key after it goes to what it closes upon."""
        resolution = self._resolver.feed(event.key, (self.pane.scope, "app"))
        if event.key == "ctrl+q":
            self.app.exit()
        elif event.key == "escape":
            self.dismiss(None)
        elif isinstance(resolution, Resolved):
            if resolution.action in self._closed_by:
                self.dismiss(None)
            else:
                self.act(resolution.action, resolution.count)
        return True

    def act(self, action: str, count: int) -> None:
        """Carry out an action of the pane's scope: here, a motion."""
        scope, _, verb = action.partition(".")
        if scope == self.pane.scope and verb not in PASSED_OVER:
            self.pane.move(verb, count)
