"""``carrel feeds``: the feeds that the reader follows, and what was had of each day.

Asks nobody. The first time, where there are no options yet, an example is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.feeds.calendar import DayState, state_of
from index.feeds.fetch import missing_days, next_allowed
from index.feeds.kinds import KINDS
from index.feeds.record import FeedRecord, FeedRecords
from index.fetching.clock import Clock, moment_of, stamp_of
from index.text import printable
from tui.answering import put, tell
from tui.feedsettings import EXAMPLE, write_example
from tui.following import feeds_of
from tui.verbs.fetch import local_time

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from index.feeds.feed import Feed
    from tui.paths import Home

SIGNS: Final = {
    DayState.FETCHED: "●",
    DayState.EMPTY: "–",
    DayState.FAILED: "!",
    DayState.STALE: "~",
    DayState.NOT_YET: "○",
}
"""How a day stands in a row of days."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--example", action="store_true", help="print how feeds are written")


def run(args: argparse.Namespace, home: Home) -> int:
    """List them; 1 if any is written wrong."""
    if args.example:
        put(EXAMPLE.splitlines())
        return 0
    if write_example(home.config_file):
        tell(f"an example of feeds was written to {home.config_file}")
    feeds, wrong = feeds_of(home)
    records = FeedRecords(home.feeds)
    known = [(feed, records.read(feed)) for feed in feeds]
    if args.json:
        from tui.export.json_text import dump

        put([dump({"feeds": [_told(feed, record) for feed, record in known]})])
    else:
        put(line for feed, record in known for line in _lines(feed, record))
        if feeds:
            put(["  ".join(f"{sign} {state}" for state, sign in SIGNS.items())])
    if not feeds and not wrong:
        tell("no feeds yet: carrel feeds --example shows how they are written")
    for problem in wrong:
        tell(f"carrel: {problem}")
    return 1 if wrong else 0


def _lines(feed: Feed, record: FeedRecord) -> Iterator[str]:
    yield f"{feed.name:<15} {feed.kind} {printable(feed.what)}"
    had = local_time(moment_of(record.succeeded)) if record.succeeded else "never"
    until = next_allowed(feed, record, Clock().now())
    now = Clock().now()
    yield f"    had whole   {had}, next {local_time(until) if until > now else 'at any time'}"
    if record.problem:
        yield f"    last fetch  {printable(record.problem, 120)}"
    if record.last_title:
        yield f"    last paper  {printable(record.last_title, 120)} ({record.last_id})"
    labels = _labels(feed)
    signs = "".join(SIGNS[state_of(record.days, label)] for label in labels)
    missing = missing_days(feed, record, Clock().today)
    note = f"   {len(missing)} missing" if missing else ""
    yield f"    {labels[0]} {signs} {labels[-1]}{note}"
    yield ""


def _labels(feed: Feed) -> Sequence[str]:
    spans = KINDS[feed.kind].spans(feed, Clock().today)
    return [span.label for span in spans] or [Clock().today.isoformat()]


def _told(feed: Feed, record: FeedRecord) -> dict[str, object]:
    until = next_allowed(feed, record, Clock().now())
    return {
        "name": feed.name,
        "kind": feed.kind,
        "what": feed.what,
        "asked": record.asked or None,
        "succeeded": record.succeeded or None,
        "next_allowed": stamp_of(until) if until else None,
        "problem": record.problem or None,
        "last_paper": {"id": record.last_id, "title": record.last_title}
        if record.last_id
        else None,
        "days": {label: str(state_of(record.days, label)) for label in _labels(feed)},
    }
