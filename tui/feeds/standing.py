"""How a feed stands: what was had of each of its days, what is missing, when it may be asked next.

Values for a person, which `carrel feeds` and the filter pane both show; nothing is asked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from index.day import MONTHS
from index.feeds.calendar import DayRecord, DayState
from index.feeds.fetch import days_out_of_reach, missing_days, next_allowed
from index.feeds.kinds import KINDS
from index.fetching.clock import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.feeds.feed import Feed
    from index.feeds.record import FeedRecord
    from index.fetching.clock import Clock

SIGNS: Final = {
    DayState.FETCHED: "●",
    DayState.EMPTY: "–",
    DayState.FAILED: "!",
    DayState.STALE: "~",
    DayState.NOT_YET: "○",
}
"""How a day stands in a row of days."""

GONE: Final = "·"
"""A day that was not asked for while its feed told of it."""


@dataclass(frozen=True, slots=True)
class FeedDay:
    """One day, week or month of a feed."""

    label: str
    """``2026-03-06``, ``2026-W10`` or ``2026-03``."""

    state: DayState
    sign: str
    reason: str = ""
    """Why it failed or is stale."""


@dataclass(frozen=True, slots=True)
class FeedStanding:
    """One feed, as it stands."""

    name: str
    days: tuple[FeedDay, ...]
    """Those that it brings, oldest first."""

    missing: tuple[FeedDay, ...]
    """Those that are over, and that the next fetch asks for."""

    out_of_reach: tuple[FeedDay, ...]
    """Those that were missed, and lie further back than the feed's ``days``."""

    days_needed: int
    """The ``days`` that reach all that is out of reach."""

    succeeded: float
    """When it was had whole, in seconds since 1970; 0: never."""

    until: float
    """When it may be asked again; 0: at any time."""

    is_asked: bool
    """Whether it ever was."""

    @classmethod
    def of(cls, feed: Feed, record: FeedRecord, clock: Clock) -> FeedStanding:
        """A feed, by what is remembered of it."""
        today, kind = clock.today, KINDS[feed.kind]
        tells_of_now = not kind.fills(feed)
        days = tuple(
            _day(span.label, record, is_over=tells_of_now and span.last < today)
            for span in kind.spans(feed, today)
        )
        missing = set(missing_days(feed, record, today))
        beyond = days_out_of_reach(feed, record, today)
        return cls(
            feed.name,
            days,
            tuple(day for day in days if day.label in missing),
            tuple(_day(span.label, record) for span in beyond),
            (today - beyond[0].first).days + 1 if beyond else 0,
            moment_of(record.succeeded),
            next_allowed(feed, record, clock.now()),
            bool(record.asked),
        )

    @property
    def signs(self) -> str:
        """A sign for each of its days, oldest first."""
        return "".join(day.sign for day in self.days)

    def when(self, now: float) -> str:
        """When it was had, and when it may be asked again."""
        had = f"had whole {local_time(self.succeeded)}" if self.succeeded else "never had whole"
        return f"{had}, next {local_time(self.until) if self.until > now else 'at any time'}"

    def lacks(self) -> str:
        """What is missing and why, in a few words; empty where nothing is."""
        told = [f"{days} {state}" for days, state in _told(self.missing)]
        if self.out_of_reach:
            days = ", ".join(days for days, _ in _told(self.out_of_reach))
            told.append(f"{days} out of reach: fetch {self.name} --days {self.days_needed}")
        return ", ".join(told)


def reasons(days: Iterable[FeedDay]) -> list[str]:
    """Why days went wrong: ``Nov 24 failed: example.org is busy (503)``."""
    return [f"{short_label(day.label)} {day.state}: {day.reason}" for day in days if day.reason]


def short_label(label: str) -> str:
    """A day, week or month as a person writes it: ``Mar 6``, ``week 10``, ``Mar 2026``."""
    if "W" in label:
        return f"week {int(label[6:])}"
    month = MONTHS[int(label[5:7]) - 1]
    return f"{month} {int(label[8:])}" if len(label) > _MONTH else f"{month} {label[:4]}"


def local_time(moment: float) -> str:
    """A moment where the reader is: ``14:05``, ``Sat 14:05``, ``2026-12-24 14:05``."""
    then, now = datetime.fromtimestamp(moment), datetime.now()
    days = (then.date() - now.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    return f"{then:%a %H:%M}" if -_WEEK < days < _WEEK else f"{then:%Y-%m-%d %H:%M}"


_MONTH: Final = 7
"""Letters of ``2026-03``."""

_WEEK: Final = 7


def _day(label: str, record: FeedRecord, *, is_over: bool = False) -> FeedDay:
    had = record.days.get(label, DayRecord())
    is_gone = is_over and had.state is DayState.NOT_YET
    return FeedDay(label, had.state, GONE if is_gone else SIGNS[had.state], had.reason)


def _told(days: Sequence[FeedDay]) -> list[tuple[str, DayState]]:
    """Days that follow each other and became the same thing, as one."""
    told = []
    for state, run in groupby(days, lambda day: day.state):
        labels = [short_label(day.label) for day in run]
        told.append((labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}", state))
    return told
