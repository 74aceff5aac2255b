"""One question at the foot of the screen, answered with a line of text."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from index.errors import CarrelError
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

LONGEST = 4096
"""Characters of an answer; no path is longer."""

KEYS = "Enter done · Esc cancel"
"""What the lower border names: those of every line that is typed into."""


class Prompt(ModalScreen[None], inherit_bindings=False):
    """Asks for a line; Enter gives it, Escape gives None.

    The answer is carried out before the next key is looked at, which may be about what it changed.
    """

    def __init__(
        self,
        question: str,
        hint: str,
        then: Callable[[str | None], object],
        text: str = "",
        *,
        may_be_empty: bool = False,
        told: Callable[[str], str] | None = None,
    ) -> None:
        """The question, what helps to answer it, and what stands in the line at first.

        Args:
            question: the upper border.
            hint: stands below the line.
            then: takes the answer; what it returns is waited for.
            text: to be edited.
            may_be_empty: an empty line is an answer, and not the same as Escape.
            told: what the text stands for, told while it is typed; a `CarrelError` says that it
                is no answer, and it is not taken.
        """
        super().__init__()
        self._question, self._hint, self._text = question, hint, text
        self._may_be_empty = may_be_empty
        self._then, self._told = then, told

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
            await self._answer(None)
        elif event.key == "enter":
            text = line.value.strip()
            if not text and not self._may_be_empty:
                await self._answer(None)
            elif self._tell(text):
                await self._answer(text)
        else:
            taken = await line.take_key(event.key, event.character)
            self._tell(line.value)
            return taken
        return True

    def take_paste(self, text: str) -> None:
        """Take what is pasted, before the key that comes after it."""
        line = self.query_one(TextLine)
        line.take_paste(text)
        self._tell(line.value)

    async def _answer(self, text: str | None) -> None:
        self.dismiss(None)
        opened = self._then(text)
        if isinstance(opened, Awaitable):
            await opened

    def _tell(self, text: str) -> bool:
        """Say below the line what the text stands for; False where it is no answer."""
        if self._told is None:
            return True
        hint = self.query_one("#prompt-hint", Static)
        if not text.strip():
            hint.update(Content(self._hint))
            return True
        try:
            hint.update(Content(f"→ {self._told(text)}"))
        except CarrelError as error:
            hint.update(Content(str(error)))
            return False
        return True
