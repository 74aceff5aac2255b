"""A line of text to edit; what every place that is typed into is made of."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Input

from tui.render import shown


def _editing_keys() -> dict[str, str]:
    bound = (binding for binding in Input.BINDINGS if isinstance(binding, Binding))
    return {
        key.strip(): binding.action
        for binding in bound
        for key in binding.key.split(",")
        if binding.action != "submit"
    }


class TextLine(Input):
    """One editable line that holds nothing but printable text."""

    def __init__(self, text: str = "", *, id: str, max_length: int) -> None:  # noqa: A002 - Textual's own name
        self._editing = _editing_keys()
        super().__init__(text, id=id, compact=True, select_on_focus=False, max_length=max_length)

    def validate_value(self, value: str) -> str:
        """What is pasted may come from anywhere, escape bytes and all."""
        return shown(value)

    def take_paste(self, text: str) -> None:
        """Insert what is pasted, as one line: a title copied from a page has several."""
        line = " ".join(text.split())
        if self.selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *self.selection)

    async def take_key(self, key: str, character: str | None) -> bool:
        """Type or edit at once; False where the key is none for a line.

        What goes through Textual's queues instead may be overtaken by the key that comes after it.
        """
        if character is not None and character.isprintable():
            if self.selection.is_empty:
                self.insert_text_at_cursor(character)
            else:
                self.replace(character, *self.selection)
            return True
        action = self._editing.get(key)
        if action is None:
            return False
        await self.app.run_action(action, self)
        return True
