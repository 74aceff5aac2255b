"""Keys on their way to actions: sequences, counts, what may follow, and a question's one letter.

A key is carried out whole before the next one is looked at, however many came in one piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.keymap import LOOKUP
from tui.keyresolver import KeyResolver, Pending, Resolved, Unmatched
from tui.legend import continuations

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.screens.reader import ReaderScreen

STAYS_OPEN = 0.8
"""Seconds in which a key still goes on from what was carried out; Vim waits for one."""


class Question(Protocol):
    """What is answered with one key."""

    def paint(self) -> None:
        """Show what is asked, and the keys that answer."""

    def take_key(self, event: events.Key) -> None:
        """Take the answer."""


class Keying:
    """One keyboard at the reader's screen."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._resolver = KeyResolver(desk.keymap)
        self._open_until = 0.0
        self._offer_ends: Timer | None = None
        self._question: Question | None = None

    async def take_key(self, event: events.Key) -> bool:
        """Carry out a key; False where it is not ours."""
        desk = self._desk
        if self._question is not None:
            question, self._question = self._question, None
            desk.painting.hush()
            desk.painting.keys()
            question.take_key(event)
            desk.painting.status()
            return True
        desk.painting.hush()
        if desk.session.day:
            desk.days.hush()
        if not self._resolver.pending and await desk.grabs(event):
            desk.painting.status()
            return True
        if event.time > self._open_until:
            self._resolver.close()
        resolution = self._resolver.feed(event.key, LOOKUP[desk.scope])
        match resolution:
            case Resolved(action, count):
                await desk.perform(action, count)
                self._offer(event.time)
            case Pending():
                desk.painting.begun(continuations(resolution, desk.size.width))
                return True
            case Unmatched(keys=(key,)):
                if desk.scope != "search":
                    return False
                if not await desk.search_bar.take_key(key, event.character):
                    return False
        desk.painting.status()
        return True

    def ask(self, question: Question) -> None:
        """Let the next key be the answer to this."""
        self._question = question
        question.paint()

    def paint(self) -> None:
        """The screen has another size: show anew what is asked."""
        if self._question is not None:
            self._question.paint()

    def drop(self) -> None:
        """The mouse went elsewhere: a question about what was there is not answered any more."""
        if self._question is not None:
            self._question = None
            self._desk.painting.hush()
            self._desk.painting.keys()

    def reset(self) -> None:
        """Something else has the focus: what was begun or asked is dropped."""
        self._resolver.reset()
        self._question = None

    def _offer(self, now: float) -> None:
        """Say how what was carried out may go on, for as long as it may."""
        offered = self._resolver.offered(LOOKUP[self._desk.scope])
        if offered is None:
            return
        self._open_until = now + STAYS_OPEN
        painting = self._desk.painting
        painting.offer(continuations(offered, self._desk.size.width // 2)[2:])
        if self._offer_ends is not None:
            self._offer_ends.stop()
        self._offer_ends = self._desk.set_timer(STAYS_OPEN, lambda: painting.offer([]))
