"""Time and chance, handed to whatever waits, so that a test waits for nothing."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time, and lets it pass."""

    now: Callable[[], float] = time.time
    """Seconds since 1970, as other processes and machines count them; may be put back."""

    steady: Callable[[], float] = time.monotonic
    """Seconds since whenever; only ever more."""

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    """A number from 0 to 1, another one each time."""

    @property
    def today(self) -> date:
        """The day it is in UTC, by which feeds date their lists."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    @property
    def stamp(self) -> str:
        """The time as it is kept: ``2026-03-14T09:26:53Z``."""
        return stamp_of(self.now())


_LAST_YEAR: Final = 9_000
"""Moments behind it are no times: the day after the last that can be told is none."""


def stamp_of(moment: float) -> str:
    """Seconds since 1970 as they are kept: ``2026-03-14T09:26:53Z``."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(stamp: str) -> float:
    """What `stamp_of` wrote, as seconds since 1970; 0 for anything else."""
    try:
        read = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return read.timestamp() if read.year < _LAST_YEAR else 0.0
    except (ValueError, OverflowError):
        return 0.0
