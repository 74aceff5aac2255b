"""``carrel fetch`` as a step, and what must be true of what is remembered of feeds."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.feeds.calendar import DayState
from index.feeds.counts import COUNTS, FILE_NAME, Counts
from index.feeds.record import FeedRecords
from index.fetching.address import VARIABLE
from index.library import Library
from tests.passing import Time
from tests.torture.hosts import CONFIG, FRIDAY, SATURDAY, Moment
from tests.torture.steps import id_of, verb
from tui.feeds.following import feeds_of
from tui.verbs import fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.feeds.calendar import DayRecord
    from index.feeds.feed import Feed
    from tests.torture.model import Model
    from tests.torture.steps import Outcome
    from tui.paths import Home

_FACTS = ("upvotes", "comments", "counted", "version")


@dataclass(frozen=True, slots=True)
class Fetch:
    """``carrel fetch`` at a moment, from the servers of that moment; nothing waits."""

    server: str
    moment: Moment
    feeds: tuple[str, ...]
    """Their order."""

    def run(self, home: Home) -> Outcome:
        time = Time()
        time.go_to(self.moment.stamp)
        clock = time.clock
        vars(fetch)["Clock"] = lambda: clock
        os.environ[VARIABLE] = self.server
        return verb("fetch", *self.feeds)

    def apply(self, model: Model) -> Model:
        return model.adding(self.moment.papers)

    def partly(self, model: Model, found: Model) -> bool:
        """Lists are taken in one by one; of each that counts as had, `dishonest` sees to it."""
        more = found.papers - model.papers
        return more <= self.moment.papers and found.seen == model.adding(more).seen

    def prepare(self, home: Home) -> None:
        """Follow the feeds."""
        home.config.mkdir(parents=True, exist_ok=True)
        tables = (f"[feeds.{name}]\n{CONFIG[name]}" for name in self.feeds)
        home.config_file.write_text("\n".join(tables), "utf-8")


def dishonest(home: Home) -> Iterator[str]:
    """What is remembered of feeds that is torn, or says more than there is."""
    if not home.feeds.is_dir():
        return
    library = Library(home.papers, home.cache)
    for feed in feeds_of(home)[0]:
        path = home.feeds / f"{feed.name}.json"
        if path.exists() and not _is_whole(path.read_bytes()):
            yield f"{path.name} is torn"
        for label, day in FeedRecords(home.feeds).read(feed).days.items():
            yield from _untrue(feed, label, day, library)
    yield from _torn_counts(home)


def _untrue(feed: Feed, label: str, day: DayRecord, library: Library) -> Iterator[str]:
    moment = SATURDAY if day.asked >= SATURDAY.stamp else FRIDAY
    numbers = moment.lists[feed.name][label]
    if day.state is DayState.FETCHED:
        had = [number for number in numbers if library.find(id_of(number)) is not None]
        if len(had) != len(numbers):
            yield f"{feed.name} {label} counts as had, with {had} of {numbers}"
        if day.papers != len(numbers):
            yield f"{feed.name} {label} counts {day.papers} papers, not {len(numbers)}"
    elif numbers and day.state in (DayState.EMPTY, DayState.NOT_YET):
        yield f"{feed.name} {label} is {day.state}, with {numbers}"


def _torn_counts(home: Home) -> Iterator[str]:
    """More torn lines than there were kills."""
    try:
        lines = (home.feeds / FILE_NAME).read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    torn = [line for line in lines if line and not _is_whole(line)]
    if len(torn) > 1:
        yield f"counts have torn lines: {torn}"


def _is_whole(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def picture(home: Home) -> dict[str, object]:
    """All that a fetch came to, without the seconds at which it did."""
    library = Library(home.papers, home.cache)
    columns = library.open_columns()
    told: dict[str, object] = {}
    for feed in feeds_of(home)[0]:
        record = FeedRecords(home.feeds).read(feed)
        days = {
            label: (str(day.state), day.papers, day.known) for label, day in record.days.items()
        }
        told[feed.name] = (days, record.problem, record.last_id, record.succeeded[:10])
    for ordinal in range(len(columns)):
        paper = library.paper(ordinal)
        facts = [fact for fact in paper.extra if fact[0] in _FACTS]
        listed = sorted((listing.source, listing.day) for listing in paper.listings)
        told[paper.id] = (listed, facts)
    told["counts"] = sorted(
        (reading.id, reading.day, *(getattr(reading, name) for name in COUNTS))
        for readings in Counts(home.feeds).read().values()
        for reading in readings
    )
    return told
