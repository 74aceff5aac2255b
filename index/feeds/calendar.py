"""What is known of each day of a feed: had, empty, failed, stale, or not asked for yet.

A feed that lists by the week or month has those in place of days. Nothing is asked here and nothing
kept; `record` does the one, `following` the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from index.fetching.answer import Validators

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_DAYS: Final = 800
"""Days that are remembered of a feed; older ones are forgotten."""

SAMPLED: Final = (1, 2, 3, 5, 7, 10, 14)
"""Days after its end at which a list is asked for again: upvotes settle within two weeks."""

SETTLED: Final = 2
"""Days after which a list that was empty stays so: a weekend, a holiday."""


class DayState(StrEnum):
    """What became of a day."""

    FETCHED = "fetched"
    EMPTY = "empty"
    FAILED = "failed"
    STALE = "stale"
    """The feed answered, and with the list of another day."""

    NOT_YET = "not yet"
    """Not asked for, or not open yet when it was."""


@dataclass(frozen=True, slots=True)
class Span:
    """A day, a week or a month of a feed."""

    label: str
    """``2026-03-06``, ``2026-W10`` or ``2026-03``."""

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> Span:
        """One day."""
        return cls(day.isoformat(), day, day)

    @classmethod
    def week(cls, day: date) -> Span:
        """The week, Monday to Sunday, that a day is in."""
        first = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return cls(f"{year}-W{week:02}", first, first + timedelta(days=6))

    @classmethod
    def month(cls, day: date) -> Span:
        """The month that a day is in."""
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return cls(f"{first:%Y-%m}", first, last)


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What was had of one day."""

    state: DayState = DayState.NOT_YET
    asked: str = ""
    """When it was asked for last: ``2026-03-07T04:00:00Z``."""

    papers: int = 0
    reason: str = ""
    """Why it failed."""

    known: Validators = field(default_factory=Validators)
    """What the host called this version of the list."""

    @property
    def asked_on(self) -> date | None:
        """The day on which it was asked for last."""
        try:
            return date.fromisoformat(self.asked[:10])
        except ValueError:
            return None


Calendar = dict[str, DayRecord]
"""By label."""


def is_due(record: DayRecord | None, last: date, today: date) -> bool:
    """Whether a list is to be asked for: it is missing, still grows, or its counts do.

    Args:
        record: what was had of it.
        last: the last day it is about.
        today: the day it is.
    """
    if record is None or record.asked_on is None:
        return True
    age_then, age = (record.asked_on - last).days, (today - last).days
    if record.state is DayState.EMPTY:
        return age_then < SETTLED
    if record.state is not DayState.FETCHED:
        return True
    return age_then <= 0 or _samples(age) > _samples(age_then)


def _samples(age: int) -> int:
    """How many times a list of that age should have been asked for again."""
    return sum(age >= step for step in SAMPLED)


def window(today: date, days: int) -> list[date]:
    """The days that a feed brings, oldest first, today with them."""
    return [today - timedelta(days=back) for back in range(max(days, 1) - 1, -1, -1)]


def state_of(calendar: Mapping[str, DayRecord], label: str) -> DayState:
    """What became of a day."""
    record = calendar.get(label)
    return DayState.NOT_YET if record is None else record.state


def gaps(calendar: Mapping[str, DayRecord], labels: Iterable[str]) -> list[str]:
    """The days among these of which nothing was had though it could have been."""
    had = (DayState.FETCHED, DayState.EMPTY)
    return [label for label in labels if state_of(calendar, label) not in had]


def shortened(calendar: Calendar) -> Calendar:
    """The latest days of a calendar, in order."""
    return {label: calendar[label] for label in sorted(calendar)[-MOST_DAYS:]}
