"""What came in and what was decided, day by day, as it stands now.

A decision counts on the day on which it was taken, where the reader is; what was taken back does
not count. The last day is today. What is dated later, by another machine's clock, counts as today;
what is older than the first day is in the backlog with which it begins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from index.marktable import DISMISSED, LATER, READ, STARRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.reading.decided import Decided

GIVEN = {"read": READ, "dismiss": DISMISSED, "later": LATER}
"""The attributes that take a paper out of what is left, and their flags."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Days in a row; each tuple has a number for every day, the last one for today."""

    first: date
    added: tuple[int, ...]
    """Papers that came in."""

    decided: tuple[int, ...]
    """Papers that were read, dismissed or put off, whatever came first."""

    read: tuple[int, ...]
    starred: tuple[int, ...]
    left: tuple[int, ...]
    """Papers that had come in and were not decided on, at the end of each day."""

    def day(self, place: int) -> date:
        """The day at a place of the tuples."""
        return self.first + timedelta(days=place)


def activity_of(
    added: Iterable[int], flags: bytes, decided: Decided, today: date, days: int
) -> Activity:
    """The last so many days.

    Args:
        added: when each paper came in, UTC, as yyyymmddhhmmss; 0 where that is not known.
        flags: a byte a paper, `index.marktable`.
        decided: when that was decided.
        today: the last day.
        days: how many, at least 1.
    """
    first = today - timedelta(days=days - 1)
    came, old = _by_day(_minutes_of(added), first, days)
    earliest: dict[int, str] = {}
    for attribute, flag in GIVEN.items():
        for ordinal, at in decided.of(attribute):
            if flags[ordinal] & flag and not "" < earliest.get(ordinal, "") <= at:
                earliest[ordinal] = at
    gone, old_gone = _by_day(_minutes(earliest.values()), first, days)
    changes = (more - less for more, less in zip(came, gone, strict=True))
    left = accumulate(changes, initial=old - old_gone)
    next(left)
    return Activity(
        first,
        tuple(came),
        tuple(gone),
        _given("read", READ, flags, decided, first, days),
        _given("star", STARRED, flags, decided, first, days),
        tuple(max(each, 0) for each in left),
    )


def _given(
    attribute: str, flag: int, flags: bytes, decided: Decided, first: date, days: int
) -> tuple[int, ...]:
    latest: dict[int, str] = {}
    for ordinal, at in decided.of(attribute):
        if flags[ordinal] & flag and at > latest.get(ordinal, ""):
            latest[ordinal] = at
    return tuple(_by_day(_minutes(latest.values()), first, days)[0])


def _minutes(moments: Iterable[str]) -> Counter[datetime]:
    """How many moments are within each minute; few lie so close that it is worth more."""
    texts = Counter(at[:16] for at in moments)
    return Counter({datetime.fromisoformat(f"{at}+00:00"): count for at, count in texts.items()})


def _minutes_of(numbers: Iterable[int]) -> Counter[datetime]:
    """The same of moments as numbers; what is no moment is as old as can be."""
    minutes: Counter[datetime] = Counter()
    for number, count in Counter(numbers).items():
        minutes[_moment(number)] += count
    return minutes


def _moment(number: int) -> datetime:
    try:
        return datetime.strptime(f"{number // 100:012}+0000", "%Y%m%d%H%M%z")
    except ValueError:
        return datetime(2, 1, 1, tzinfo=UTC)


def _by_day(minutes: Counter[datetime], first: date, days: int) -> tuple[Sequence[int], int]:
    """How many on each day where the reader is, and how many before the first of them."""
    found, before = [0] * days, 0
    for minute, count in minutes.items():
        place = (minute.astimezone().date() - first).days
        if place < 0:
            before += count
        else:
            found[min(place, days - 1)] += count
    return found, before
