"""Time for tests: it passes only where they let it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.fetching.clock import Clock, moment_of

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = moment_of("2026-03-06T12:00:00Z")
"""A Friday."""


class Time:
    """Time that passes only when somebody sleeps, or by so much whenever it is looked at.

    It begins at noon of a Friday, the 6th of March 2026.
    """

    def __init__(self, step: float = 0.0) -> None:
        self.passed, self.step = 0.0, step
        self.slept: list[float] = []
        self.on_sleep: Callable[[], None] = lambda: None

    @property
    def clock(self) -> Clock:
        return Clock(lambda: NOON + self.passed, self._steady, self._sleep, lambda: 0.5)

    def _steady(self) -> float:
        self.passed += self.step
        return self.passed

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.on_sleep()
        self.passed += seconds

    def go_to(self, stamp: str) -> None:
        """Let it be another moment: ``2026-03-07T04:00:00Z``."""
        self.passed = moment_of(stamp) - NOON
