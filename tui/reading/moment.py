"""When a decision was taken: text of one fixed width, so that comparing text compares time.

A moment is UTC with microseconds: ``2026-03-14T09:26:53.123456Z``. Marks hold it as that text;
20,000 of them need not be parsed to start the reader.

Clocks of machines disagree, so moments are those of a hybrid logical clock: a new one is the time,
or right after the latest moment seen from any machine where the time is behind that. Whatever was
on the screen when a key was pressed, the key prevails over it. Two machines that decide opposite
things about one paper without having heard of each other are set in order by their clocks alone:
nothing is lost, but the one whose clock is ahead may prevail with the older decision.

A clock that is wrong by days would drag the dates of all later marks along with it. Moments
further ahead than `MAX_AHEAD` are followed only by marks on the very papers they are about, which
have to prevail over them; all others keep to the time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Clock: TypeAlias = "Callable[[], datetime]"
"""Tells the time, with its zone."""

SHAPE = (
    r"[0-8]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z"
)
"""Regular expression of a moment. It lets through 30 February; `are_moments` does not. The years
from 9000 on are left out so that there is always a later moment."""

MAX_AHEAD = timedelta(days=1)
"""How far ahead of this machine's clock another one is followed."""

_LAST_YEAR = 8999


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


def moment_of(value: datetime | date) -> str:
    """The moment of a time; without a zone it is taken as UTC, a bare day as its midnight.

    Raises:
        ValueError: the year is too late to be kept.
    """
    when = value if isinstance(value, datetime) else datetime.combine(value, time())
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    if when.year > _LAST_YEAR:
        raise ValueError(f"the year {when.year} is too late")
    return when.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def are_moments(texts: Iterable[str]) -> bool:
    """Whether texts of the right `SHAPE` all name days that exist."""
    try:
        for day in {text[:10] for text in texts}:
            date.fromisoformat(day)
    except ValueError:
        return False
    return True


def next_moment(now: datetime, latest: str) -> str:
    """The moment of `now`, or the one right after `latest` where the clock stands behind it."""
    moment = moment_of(now)
    if moment > latest:
        return moment
    return moment_of(datetime.fromisoformat(latest) + timedelta(microseconds=1))
