"""A line of text to edit; what every place that is typed into is made of."""

from __future__ import annotations

from textual.widgets import Input

from tui.render import shown


class TextLine(Input):
    """One editable line that holds nothing but printable text."""

    def __init__(self, text: str = "", *, id: str, max_length: int) -> None:  # noqa: A002 - Textual's own name
        super().__init__(text, id=id, compact=True, select_on_focus=False, max_length=max_length)

    def validate_value(self, value: str) -> str:
        """What is pasted may come from anywhere, escape bytes and all."""
        return shown(value)
