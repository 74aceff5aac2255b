"""From a mark in memory to its record on the disk, and what the screen says on the way.

Forcing to disk happens on a thread beside the screen, one at a time. It usually takes some
milliseconds, of which nobody should see anything: only what lasts gets a faint glyph in the
status line. What fails is told there as long as it fails, and tried again after growing pauses or
with the next mark, whichever comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import CarrelError

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.reader import ReaderScreen

PENDING_AFTER = 0.2
"""Seconds after which a mark that is not on the disk yet is shown to be pending."""


class Saving:
    """What is on its way to the disk."""

    @dataclass
    class Ended(Message):
        """The disk has answered."""

        error: CarrelError | None

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._is_asking = False
        self._is_due = False
        """Whether something was marked while the disk was being asked."""
        self._pending: Timer | None = None
        self._again: Timer | None = None

    def begin(self) -> None:
        """Something was marked: force it to disk."""
        if self._is_asking:
            self._is_due = True
            return
        self._stop_waiting()
        self._is_asking, self._is_due = True, False
        self._pending = self._pending or self._screen.set_timer(PENDING_AFTER, self._show_pending)
        self._screen.run_worker(
            self._ask,
            thread=True,
            group="save",
            exit_on_error=False,
            description="force the journal to disk",
        )

    def refused(self) -> bool:
        """A mark could not be written; whether it is kept, to be tried again later."""
        if not self._screen.session.unsaved.told:
            return False
        self._wait()
        return True

    def drop_last(self) -> bool:
        """Forget the last mark that could not be written; whether there was one."""
        dropped = self._screen.session.unsaved.drop_last()
        self._screen.painting.status()
        return dropped

    def ended(self, error: CarrelError | None) -> None:
        """The disk has answered: all is safe, or it is asked again in a while."""
        unsaved = self._screen.session.unsaved
        self._is_asking = False
        if error is None:
            unsaved.succeeded()
        else:
            unsaved.failed(error)
        if error is None and self._is_due:
            self.begin()
        elif len(unsaved):
            self._wait()
        if not self._is_asking:
            self._hide_pending()

    def _ask(self) -> None:
        try:
            self._screen.session.reading.sync()
        except CarrelError as error:
            self._screen.post_message(self.Ended(error))
        else:
            self._screen.post_message(self.Ended(None))

    def _wait(self) -> None:
        self._stop_waiting()
        self._again = self._screen.set_timer(
            self._screen.session.unsaved.next_pause(), self._try_again
        )
        self._screen.painting.status()

    def _try_again(self) -> None:
        self._again = None
        screen = self._screen
        try:
            written = screen.session.unsaved.write()
        except CarrelError as error:
            screen.session.unsaved.failed(error)
            self._wait()
            return
        if written:
            screen.painting.rows()
            screen.painting.filters()
        self.begin()

    def _show_pending(self) -> None:
        self._pending = None
        if self._is_asking:
            self._screen.painting.pending(True)

    def _hide_pending(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None
        self._screen.painting.pending(False)

    def _stop_waiting(self) -> None:
        if self._again is not None:
            self._again.stop()
            self._again = None
