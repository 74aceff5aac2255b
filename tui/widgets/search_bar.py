"""The search bar: the query as one line of text, with the queries typed before."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from tui.widgets.covered import Covered
from tui.widgets.text_line import TextLine

LONGEST = 10_000
"""Characters a query may have."""

HISTORY = 200
"""Queries kept for going back to."""


class SearchBar(TextLine, Covered):
    """The query, editable; arrows bring earlier ones back."""

    scope: ClassVar[str] = "search"

    def __init__(self, text: str = "") -> None:
        super().__init__(text, id="search", max_length=LONGEST)
        self._past: list[str] = []
        self._place = 0

    def remember(self, text: str) -> None:
        """Add a query to the history, unless it was the last one already."""
        if text and self._past[-1:] != [text]:
            self._past = [*self._past, text][-HISTORY:]
        self._place = len(self._past)

    def recall(self, step: int) -> None:
        """Put an older (-1) or newer (1) query into the bar; past the newest it is empty."""
        self._place = max(0, min(self._place + step, len(self._past)))
        self.value = self._past[self._place] if self._place < len(self._past) else ""
        self.cursor_position = len(self.value)

    def replace_text(self, text: str) -> None:
        """Show a query that was not typed here, without asking for it again."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
