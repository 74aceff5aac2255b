"""Late risers: papers that were let go, and were noticed by many since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.feeds.counts import Reading

LEAST: Final = 10
"""Upvotes more; the median of a day's papers has six in all."""

FACTOR: Final = 1.5
"""And so many times as many as when the paper was let go."""


@dataclass(frozen=True, slots=True)
class Rise:
    """How far a paper rose."""

    before: int
    """Its upvotes when it was let go, or when they were first counted after that."""

    now: int
    day: str
    """When that was counted: ``2026-03-20``."""


def rise(readings: Sequence[Reading], since: str) -> Rise | None:
    """How far a paper rose since a day, or None where that is not worth telling.

    Args:
        readings: of one paper, oldest first.
        since: the day on which the paper was let go: ``2026-03-07``.
    """
    counted = [
        (reading.day, reading.upvotes) for reading in readings if reading.upvotes is not None
    ]
    if len(counted) < 2:
        return None
    until = [upvotes for day, upvotes in counted if day <= since]
    before = until[-1] if until else counted[0][1]
    day, now = counted[-1]
    if day < since or now - before < LEAST or now < before * FACTOR:
        return None
    return Rise(before, now, day)
