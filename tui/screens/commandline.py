"""The command line: a line behind a colon, what it could go on with, and what was written before.

What is typed is completed in place: the grey rest behind the cursor is what Right takes, Tab goes
through all that fits, and the lines below say what each does.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Static

from tui.commandline.completion import Completion, complete
from tui.commandline.parsing import LONGEST
from tui.widgets.candidate_list import CandidateList
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult

    from tui.commandline.arguments import Known
    from tui.commandline.command import Command
    from tui.commandline.history import CommandHistory

KEYS = "Tab next · → take · ↑ before · Enter do · Esc"

_LEAVING = frozenset(("escape", "ctrl+g", "ctrl+c"))
_NEXT = {"tab": 1, "shift+tab": -1}
_RECALLED = {"up": -1, "ctrl+p": -1, "down": 1, "ctrl+n": 1}
_TAKING = frozenset(("right", "ctrl+f", "end", "ctrl+e"))


class _Rest(Suggester):
    """The grey rest behind the cursor."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._of = of

    async def get_suggestion(self, value: str) -> str | None:
        """The line with the first completion in it."""
        return value + rest if (rest := self._of(value)) else None


class CommandLine(ModalScreen[None], inherit_bindings=False):
    """Takes one line; it is carried out before the next key is looked at.

    Args:
        commands: every command by its name.
        known: the reader's own names, to be completed.
        history: lines written before.
        run: carries a line out; what it returns is waited for.
        text: what stands in the line at first.
    """

    def __init__(
        self,
        commands: Mapping[str, Command],
        known: Known,
        history: CommandHistory,
        run: Callable[[str], object],
        text: str = "",
    ) -> None:
        super().__init__()
        self._commands, self._known, self._history = commands, known, history
        self._run, self._text = run, text
        self._offered = self._completed(text)
        self._chosen: int | None = None

    def compose(self) -> ComposeResult:
        """A box with the line, and below it what it could go on with."""
        with Vertical(id="command") as box:
            box.border_title = Content("Command")
            box.border_subtitle = Content(KEYS)
            with Horizontal(id="command-row"):
                yield Static(Content(":"), id="command-colon")
                line = TextLine(self._text, id="command-line", max_length=LONGEST)
                line.suggester = _Rest(lambda text: self._completed(text).rest)
                yield line
            yield CandidateList(id="candidates")

    def on_mount(self) -> None:
        """Take the keys that are already on their way."""
        self.set_focus(self.query_one(TextLine))
        self._show()

    async def take_key(self, event: events.Key) -> bool:
        """Type, complete, recall, answer or leave at once."""
        line, key = self.query_one(TextLine), event.key
        if key == "ctrl+q":
            self.app.exit()
        elif key in _LEAVING or (key == "backspace" and not line.value):
            self.dismiss(None)
        elif key == "enter":
            await self._answer(line.value)
        elif key in _NEXT:
            self._go_through(_NEXT[key])
        elif key in _RECALLED:
            self._put(self._history.recall(_RECALLED[key], line.value))
        elif key in _TAKING and line.cursor_at_end and self._offered.rest:
            self._put(line.value + self._offered.rest)
        else:
            taken = await line.take_key(key, event.character)
            self._typed()
            return taken
        return True

    def take_paste(self, text: str) -> None:
        """Take what is pasted, before the key that comes after it."""
        self.query_one(TextLine).take_paste(text)
        self._typed()

    async def _answer(self, text: str) -> None:
        self.dismiss(None)
        opened = self._run(text)
        if isinstance(opened, Awaitable):
            await opened

    def _completed(self, text: str) -> Completion:
        return complete(text, self._commands, self._known)

    def _typed(self) -> None:
        """The text is another: complete it anew."""
        self._offered = self._completed(self.query_one(TextLine).value)
        self._chosen = None
        self._show()

    def _put(self, text: str) -> None:
        line = self.query_one(TextLine)
        line.value = text
        line.cursor_position = len(text)
        self._typed()

    def _go_through(self, step: int) -> None:
        """Put the next candidate into the line; what they are stays until something is typed."""
        count = len(self._offered.candidates)
        if not count:
            return
        if self._chosen is None and self._offered.is_plain:  # what follows it can be typed at once
            self._put(f"{self._offered.line(0)} ".lstrip())
            return
        before = self._chosen
        self._chosen = (-1 if step < 0 else 0) if before is None else before + step
        self._chosen %= count
        line = self.query_one(TextLine)
        line.value = self._offered.line(self._chosen)
        line.cursor_position = len(line.value)
        self._show()

    def _show(self) -> None:
        self.query_one(CandidateList).show(self._offered.candidates, self._chosen)
