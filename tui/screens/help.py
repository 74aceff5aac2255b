"""Every key, as the live keymap has it, and what can be asked; narrowed down by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.helplines import found_in, help_lines, help_sections
from tui.legend import typing_keys
from tui.screens.sheet import Sheet, SheetPane

if TYPE_CHECKING:
    from textual import events

    from tui.keymap import Keymap

CARET = "▏"
LONGEST = 60
"""Characters that are searched for."""


class HelpPane(SheetPane):
    """The lines of the help screen.

    Args:
        keymap: the live keymap.
        focus: the scope of the pane that has the keys; what concerns it comes first.
        in_page: whether the reader is in a browser; what is off there is marked.
    """

    def __init__(self, keymap: Keymap, focus: str, *, in_page: bool = False) -> None:
        self._sections = help_sections(keymap, focus, in_page=in_page)
        self.text = ""
        self._keymap = keymap
        super().__init__(
            "Keys",
            lambda width: help_lines(found_in(self._sections, self.text), width, self.text),
            id="help",
        )

    def search(self, text: str) -> None:
        """Show what this finds; ``""`` shows everything again."""
        self.text = text[:LONGEST]
        self.lay_out_anew()
        self.first_line = 0
        self.say_title(f"Keys: {self.text}{CARET}" if self.text else "Keys")
        self.say_keys(typing_keys(self._keymap, typed=bool(self.text)))


class HelpScreen(Sheet):
    """Help, over the reader. Letters are searched for; the key that opened it closes it."""

    def __init__(self, keymap: Keymap, focus: str, *, in_page: bool = False) -> None:
        self._help = HelpPane(keymap, focus, in_page=in_page)
        super().__init__(keymap, self._help, "app.help")
        self._help.say_keys(typing_keys(keymap))
        self._shut_by = {
            action: {keys[0] for keys in keymap.keys_for(action, "list") if len(keys) == 1}
            for action in ("app.help", "app.quit")
        }

    async def take_key(self, event: events.Key) -> bool:
        """Type into the search, scroll, or close."""
        text, letter = self._help.text, event.character or ""
        if event.key == "escape" and text:
            self._help.search("")
        elif event.key == "backspace" and text:
            self._help.search(text[:-1])
        elif self._types(event.key, letter):
            self._help.search(text + letter)
        else:
            return await super().take_key(event)
        return True

    def _types(self, key: str, letter: str) -> bool:
        """Whether a key is a letter of what is searched for."""
        if not letter.isprintable() or not letter or key in self._shut_by["app.help"]:
            return False
        begins = not self._help.text
        return not (begins and (letter == " " or key in self._shut_by["app.quit"]))
