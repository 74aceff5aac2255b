"""One question at the foot of the screen, answered with a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

LONGEST = 4096
"""Characters of an answer; no path is longer."""

KEYS = "Enter done · Esc cancel"
"""What the lower border names: those of every line that is typed into."""


class Prompt(ModalScreen[str], inherit_bindings=False):
    """Asks for a line; Enter gives it, Escape gives None."""

    def __init__(
        self, question: str, hint: str, text: str = "", *, may_be_empty: bool = False
    ) -> None:
        """The question, what helps to answer it, and what stands in the line at first.

        Args:
            question: the upper border.
            hint: stands below the line.
            text: to be edited.
            may_be_empty: an empty line is an answer, and not the same as Escape.
        """
        super().__init__()
        self._question, self._hint, self._text = question, hint, text
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        """A box with the line to edit and a hint below it."""
        with Vertical(id="prompt") as box:
            box.border_title = Content(self._question)
            box.border_subtitle = Content(KEYS)
            yield TextLine(self._text, id="prompt-line", max_length=LONGEST)
            yield Static(Content(self._hint), id="prompt-hint")

    def on_mount(self) -> None:
        """Take the keys that are already on their way."""
        self.set_focus(self.query_one(TextLine))

    async def take_key(self, event: events.Key) -> bool:
        """Type, answer or leave at once, so that the key after it goes to what it leads to."""
        line = self.query_one(TextLine)
        if event.key == "ctrl+q":
            self.app.exit()
        elif event.key in ("escape", "ctrl+g", "ctrl+c"):
            self.dismiss(None)
        elif event.key == "enter":
            text = line.value.strip()
            self.dismiss(text if text or self._may_be_empty else None)
        else:
            return await line.take_key(event.key, event.character)
        return True
