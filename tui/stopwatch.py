"""How long the reader was at each day in this sitting.

Time passes from key to key. Whoever does not press any for long has gone for coffee: of a pause no
more than `LONGEST_PAUSE` counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_PAUSE = 300.0
"""Seconds; a paper may well be read so long in another window."""


class Stopwatch:
    """Seconds spent, by what they were spent on."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` counts seconds, from whenever."""
        self._clock = clock
        self._spent: dict[str, float] = {}
        self._on = ""
        self._since = 0.0

    def turn_to(self, what: str) -> None:
        """What comes from now on is spent on this; ``""``: on nothing in particular."""
        self.tick()
        self._on = what

    def tick(self) -> None:
        """A key was pressed: the time since the one before is spent."""
        now = self._clock()
        if self._on:
            passed = min(now - self._since, LONGEST_PAUSE)
            self._spent[self._on] = self._spent.get(self._on, 0.0) + passed
        self._since = now

    def minutes(self, what: str) -> int:
        """Whole minutes spent on something."""
        return round(self._spent.get(what, 0.0) / 60)
