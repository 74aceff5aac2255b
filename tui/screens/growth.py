"""A library that grows under the reader: papers added by others, and their full-text index.

New papers are announced, never pushed in: the list under the cursor stays until it is refreshed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.indexing import COMPARING, Indexing
from tui.screens.telling import NEW

if TYPE_CHECKING:
    from index.errors import Problem
    from tui.paths import Home
    from tui.screens.reader import ReaderScreen

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds until indexing is tried again, doubled at each failure."""


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
    class Learnt(Message):
        """Papers are compared, or could not be."""

        problem: Problem | None

    @dataclass
    class Learning(Progressed):
        """Some papers more are compared."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest count is worth painting."""
            return isinstance(message, Growth.Learning)

    @dataclass
    class Ended(Message):
        """Indexing is over."""

        problem: Problem | None

    def __init__(self, screen: ReaderScreen, home: Home) -> None:
        self._screen = screen
        self._indexing = Indexing(home, self._progressed, self._ended)
        self._comparing = Indexing(home, self._learning, self._learnt, COMPARING)
        self._waiting = 0
        self._pause = FIRST_PAUSE

    def look_around(self) -> None:
        """Notice papers that another process added, and what it had of feeds."""
        session = self._screen.session
        if self._screen.has("fetching"):
            self._screen.fetching.look_around()
        before, gone = len(session.table.flags), session.library.columns.gone
        if not session.renew():
            return
        self._waiting += max(len(session.table.flags) - before, 0)
        if self._waiting and before:
            key = self._screen.key_of("view.refresh")
            noun = "paper" if self._waiting == 1 else "papers"
            told = f"{self._waiting:,} new {noun}" + (f"   {key} shows them" if key else "")
            self._screen.painting.notice(NEW, told)
        self._screen.painting.library()
        self._screen.painting.filters()
        if session.library.columns.gone != gone:  # papers were joined, and marks with them
            self._screen.painting.rows()
        self._screen.advising.begin()
        if self._screen.has("fetching"):
            self._screen.fetching.find_risers()
        self.catch_up()
        if not before:  # there was no list that could be read on undisturbed
            self._screen.finding.refresh()

    @property
    def is_waiting(self) -> bool:
        """Whether papers came that the list does not show."""
        return self._waiting > 0

    def take_in(self) -> None:
        """The list is about to be brought up to date: nothing new is waiting any more.

        The cursor goes where its paper went.
        """
        self.look_around()
        session = self._screen.session
        if session.view.ordinal in session.library.columns.gone:
            heir = session.library.columns.heir(session.view.ordinal)
            session.view = session.view.on(heir)
        self._waiting = 0
        self._screen.painting.notice(NEW, "")

    def catch_up(self) -> None:
        """Have papers indexed that are not yet, and then compared.

        They are found once that is done. What could not be compared is no trouble here: whoever
        waits for its neighbours is told.
        """
        library = self._screen.session.library
        if not library.is_indexed:
            self._indexing.start()
        elif not library.recommender.is_ready:
            self._comparing.start()

    def ended(self, problem: Problem | None) -> None:
        """Indexing is over, or could not be done now; what is still to do is tried again later.

        Another Carrel may be at it, or have added papers meanwhile: no reason to alarm anybody.
        """
        self._screen.painting.notice("indexing", f"{problem}" if problem else "")
        self._pause = min(2 * self._pause, LONGEST_PAUSE) if problem else FIRST_PAUSE
        if not self._screen.session.library.is_indexed:
            self._screen.set_timer(self._pause, self.catch_up)
        elif not problem:
            self.catch_up()

    def close(self) -> None:
        """End the children that are at work."""
        self._indexing.stop()
        self._comparing.stop()

    def _progressed(self, done: int, total: int) -> None:
        self._screen.post_message(self.Progressed(done, total))

    def _learning(self, done: int, total: int) -> None:
        self._screen.post_message(self.Learning(done, total))

    def _learnt(self, problem: Problem | None) -> None:
        self._screen.post_message(self.Learnt(problem))

    def _ended(self, problem: Problem | None) -> None:
        self._screen.post_message(self.Ended(problem))
