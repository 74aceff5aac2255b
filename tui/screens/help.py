"""Every key, as the live keymap has it, and what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

from tui.keyresolver import KeyResolver, Resolved
from tui.legend import asking_line, first_key, help_lines
from tui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual import events
    from textual.app import ComposeResult

    from tui.keymap import Keymap
    from tui.render import Line

CLOSING = frozenset(("detail.close", "app.help", "app.quit", "search.clear"))
"""Actions that close help; its keys are those of a paper being read."""


class HelpPane(LinePane):
    """The lines of the help screen."""

    scope: ClassVar[str] = "detail"

    def __init__(self, keymap: Keymap, *, asking: bool = False) -> None:
        super().__init__("Keys", id="help")
        self._keymap = keymap
        self._asking = asking
        self._lines: list[Line] = []
        self._width = -1

    def line_count(self) -> int:
        """A line for each action and heading."""
        width = self.content_size.width
        if width != self._width:
            self._width, self._lines = width, help_lines(self._keymap, width)
        return len(self._lines)

    def on_resize(self) -> None:
        """Begin with what the reader is at."""
        if self._asking:
            self._asking = False
            count = self.line_count()
            self.first_line = max(0, min(asking_line(self._lines), count - self.height))

    def line_key(self, index: int) -> Hashable:
        """The line's place: the keys stay as they are while help is shown."""
        return index

    def line(self, index: int) -> Line:
        """One action with its keys."""
        return self._lines[index]


class HelpScreen(ModalScreen[None], inherit_bindings=False):
    """Help, over the reader; it begins with what can be asked where a query is being typed."""

    def __init__(self, keymap: Keymap, *, asking: bool = False) -> None:
        super().__init__()
        self._pane = HelpPane(keymap, asking=asking)
        self._resolver = KeyResolver(keymap)
        close = first_key(keymap, "detail.close", "detail")
        self._pane.say_keys(f"{close} closes" if close else "")

    def compose(self) -> ComposeResult:
        """One pane."""
        yield self._pane

    async def take_key(self, event: events.Key) -> bool:
        """Scroll or close at once, so that the key after it goes to what it closes upon.

        Nothing else is within reach from here.
        """
        resolution = self._resolver.feed(event.key, ("detail", "app"))
        if event.key == "ctrl+q":
            self.app.exit()
        elif event.key == "escape" or (
            isinstance(resolution, Resolved) and resolution.action in CLOSING
        ):
            self.dismiss(None)
        elif isinstance(resolution, Resolved) and resolution.action.startswith("detail."):
            verb = resolution.action.removeprefix("detail.")
            if verb not in ("next_match", "previous_match", "scroll"):
                self._pane.move(verb, resolution.count)
        return True
