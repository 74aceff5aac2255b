"""A library that grows under the reader: papers added by others, and their full-text index.

New papers are announced, never pushed in: the list under the cursor stays until it is refreshed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.indexing import Indexing

if TYPE_CHECKING:
    from index.errors import Problem
    from tui.paths import Home
    from tui.screens.reader import ReaderScreen


class Growth:
    """What came into the library since the screen was opened."""

    @dataclass
    class Progressed(Message):
        """Some papers more are in the full-text index."""

        done: int
        total: int

        @property
        def percent(self) -> int:
            """How much of it is done."""
            return 100 * self.done // max(self.total, 1)

        def can_replace(self, message: Message) -> bool:
            """Only the newest count is worth painting."""
            return isinstance(message, Growth.Progressed)

    @dataclass
    class Ended(Message):
        """Indexing is over."""

        problem: Problem | None

    def __init__(self, screen: ReaderScreen, home: Home) -> None:
        self._screen = screen
        self._indexing = Indexing(home, self._progressed, self._ended)

    def look_around(self) -> None:
        """Notice papers that another process added."""
        session = self._screen.session
        before = len(session.library)
        if not session.renew():
            return
        more = len(session.library) - before
        if more > 0:
            key = self._screen.key_of("view.refresh")
            noun = "paper" if more == 1 else "papers"
            self._screen.say(f"{more:,} new {noun}   {key} shows them")
        self._screen.painting.filters(session.library.facets())
        self.catch_up()

    def catch_up(self) -> None:
        """Have papers indexed that are not yet; they are found once that is done."""
        if not self._screen.session.library.is_indexed:
            self._indexing.start()

    def close(self) -> None:
        """End the child, if one is at work."""
        self._indexing.stop()

    def _progressed(self, done: int, total: int) -> None:
        self._screen.post_message(self.Progressed(done, total))

    def _ended(self, problem: Problem | None) -> None:
        self._screen.post_message(self.Ended(problem))
