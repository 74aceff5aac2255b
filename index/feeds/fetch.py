"""A fetch: every feed that a reader follows, one after the other.

One process of a home fetches at a time. A feed that was had whole a short while ago is left alone,
and so is one whose host asked for that. What one feed meets with stops no other.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.feeds.calendar import gaps
from index.feeds.counts import Counts
from index.feeds.feed import MOST_DAYS_BACK
from index.feeds.kinds import KINDS
from index.feeds.outcome import FetchProgress, Outcome
from index.feeds.record import FeedRecords
from index.fetching.clock import Clock, moment_of
from index.fetching.pauses import LONGEST
from index.files import PRIVATE, make_private_folder
from index.leftovers import remove_leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from index.feeds.calendar import Span
    from index.feeds.feed import Feed
    from index.feeds.record import FeedRecord
    from index.fetching.address import Addresses
    from index.fetching.asking import Asker
    from index.library import Library

TIME_LIMIT: Final = 15 * 60.0
"""Seconds that a fetch may take; what is missing then is for the next one."""

LATE: Final = 30 * 60.0
"""Seconds until a list is asked for again that a host has not put up yet."""


class ElsewhereError(CarrelError):
    """Another process of this home is at it: nothing is wrong, and nothing to be done."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a home keeps what fetching needs."""

    records: Path
    """Folder of what is remembered of feeds, and of counts."""

    gates: Path
    """Folder of when hosts were asked; may be deleted."""


@dataclass(frozen=True, slots=True)
class Request:
    """One address that a fetch would ask for first."""

    feed: Feed
    url: str
    spans: tuple[Span, ...]


def next_allowed(feed: Feed, record: FeedRecord, now: float) -> float:
    """When a feed may be asked again, in seconds since 1970; 0: at once.

    What was remembered by a clock that was wrong, and has not come yet, keeps nobody waiting.
    """
    kind, succeeded = KINDS[feed.kind], moment_of(record.succeeded)
    own = kind.next_allowed(succeeded) if 0 < succeeded <= now else 0.0
    if record.is_late(empty_too=not kind.fills(feed)):
        asked = moment_of(record.asked)
        own = asked + LATE if asked <= now else 0.0
    return max(own, _wished(record, now))


def _wished(record: FeedRecord, now: float) -> float:
    """Until when the host wants to be left alone; no host means more than a week."""
    until = moment_of(record.not_before)
    return until if until <= now + LONGEST else 0.0


def missing_days(feed: Feed, record: FeedRecord, today: date) -> list[str]:
    """The days that are over, that the feed could still bring, and that it did not."""
    kind = KINDS[feed.kind]
    over = [span.label for span in kind.spans(feed, today) if span.last < today]
    return gaps(record.days, over) if kind.fills(feed) else []


def days_out_of_reach(feed: Feed, record: FeedRecord, today: date) -> list[Span]:
    """The days since it was followed that a feed could bring and did not, too far back by now.

    That is further than its own ``days``, and no further than these may be: the reader was away.
    """
    kind = KINDS[feed.kind]
    if not record.days or not kind.fills(feed):
        return []
    within, begun = kind.spans(feed, today), min(record.days)
    before = kind.spans(replace(feed, days=MOST_DAYS_BACK), today)
    beyond = [span for span in before if begun < span.label < within[0].label]
    lacking = set(gaps(record.days, (span.label for span in beyond)))
    return [span for span in beyond if span.label in lacking]


def planned(
    feeds: Sequence[Feed], place: Place, clock: Clock, *, again: bool = False
) -> list[Request]:
    """What a fetch would ask for; asks for nothing."""
    records, requests = FeedRecords(place.records), []
    for feed in feeds:
        record = records.read(feed)
        if _is_allowed(feed, record, clock, again=again):
            kind = KINDS[feed.kind]
            for errand in kind.plan(feed, record.days, clock.now(), clock.today):
                requests.append(Request(feed, errand.page(0), errand.spans))
    return requests


def _is_allowed(feed: Feed, record: FeedRecord, clock: Clock, *, again: bool) -> bool:
    now = clock.now()
    return (_wished(record, now) if again else next_allowed(feed, record, now)) <= now


def fetch(
    feeds: Sequence[Feed],
    library: Library,
    place: Place,
    addresses: Addresses,
    agent: str,
    clock: Clock,
    on_progress: Callable[[FetchProgress], None] = lambda _: None,
    *,
    again: bool = False,
    time_limit: float = TIME_LIMIT,
) -> Generator[Outcome]:
    """Fetch feeds; the outcome of each as soon as it is known.

    Args:
        feeds: which, in order.
        library: where papers go.
        place: what is remembered.
        addresses: which may be asked.
        agent: how Carrel names itself: ``Carrel/1.0``.
        clock: what tells the time.
        on_progress: told how far it is.
        again: ask also feeds that were had a short while ago; never those whose host asked to be
            left alone.
        time_limit: seconds.

    Raises:
        CarrelError: another process fetches, or papers cannot be written.
    """
    from index.feeds.following import Following
    from index.fetching.asking import Asker
    from index.fetching.transport import Transport

    records, counts = FeedRecords(place.records), Counts(place.records)
    with _alone(place.gates), contextlib.closing(Transport(addresses, clock, agent)) as transport:
        for folder in (place.records, place.gates):
            remove_leftovers(folder)
        meter = _Meter(on_progress)
        deadline = clock.steady() + time_limit
        asker = Asker(place.gates, clock, transport, deadline, meter.waits)
        meter.asker = asker
        for feed in feeds:
            record = records.read(feed)
            if not _is_allowed(feed, record, clock, again=again):
                yield Outcome(feed, not_before=next_allowed(feed, record, clock.now()))
                continue
            yield Following(feed, records, library, counts, asker, clock, meter.needs).run()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only process of this home that fetches."""
    from filelock import FileLock, Timeout

    make_private_folder(folder)
    try:
        with FileLock(folder / "fetch.lock", 0, mode=PRIVATE):
            yield
    except Timeout:
        raise ElsewhereError(
            "another Carrel is fetching", hint="its papers come here as well"
        ) from None


class _Meter:
    """Puts together how far a fetch is, from what its parts say."""

    def __init__(self, on_progress: Callable[[FetchProgress], None]) -> None:
        self._on_progress = on_progress
        self._feed, self._left = "", 0
        self.asker: Asker | None = None

    def needs(self, feed: str, left: int) -> None:
        """A feed still needs so many requests."""
        self._feed, self._left = feed, left
        self._tell()

    def waits(self, host: str, seconds: float) -> None:
        """A host is waited for."""
        self._tell(f"waits {seconds:.0f} s for {host}")

    def _tell(self, note: str = "") -> None:
        done = self.asker.requests if self.asker else 0
        received = self.asker.received if self.asker else 0
        progress = FetchProgress(self._feed, done, done + self._left, received, note)
        self._on_progress(progress)
