"""``carrel feeds``: the feeds that the reader follows, and what was had of each day.

Asks nobody. The first time, where there are no options yet, an example is written.
"""

from __future__ import annotations

import contextlib
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from index.feeds.feed import MOST_DAYS_BACK
from index.feeds.record import FeedRecord, FeedRecords
from index.fetching.clock import Clock, stamp_of
from tui.answering import put, tell
from tui.feeds.following import feeds_of, none_yet
from tui.feeds.settings import EXAMPLE, write_example
from tui.feeds.standing import FeedStanding

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from index.feeds.feed import Feed
    from tui.paths import Home

_WIDTH: Final = 100
"""Cells of a line that goes to no terminal."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--example", action="store_true", help="print how feeds are written")


def run(args: argparse.Namespace, home: Home) -> int:
    """List them; 1 if any is written wrong."""
    if args.example:
        put(EXAMPLE.splitlines())
        return 0
    with contextlib.suppress(OSError):  # what there is can be told all the same
        write_example(home.config_file)
    feeds, wrong = feeds_of(home)
    records, clock = FeedRecords(home.feeds), Clock()
    known = [(feed, record := records.read(feed), _standing(feed, record)) for feed in feeds]
    left = _left_over(records, feeds, clock) if not wrong else []
    if args.json:
        from tui.export.json_text import dump

        told = [_told(feed, record, standing) for feed, record, standing in known]
        put([dump({"feeds": told, "no_longer_followed": left})])
    else:
        from tui.feeds.lines import feed_lines, left_over_lines, legend

        width = shutil.get_terminal_size((_WIDTH, 24)).columns - 1
        for feed, record, standing in known:
            put([*feed_lines(feed, standing, record, clock.now(), width), ""])
        if left:
            put([*left_over_lines(left, width), ""])
        if feeds:
            put([legend()])
    if not feeds and not wrong:
        tell(none_yet(home))
    for problem in wrong:
        tell(f"carrel: {problem}")
    return 1 if wrong else 0


def _left_over(records: FeedRecords, feeds: Sequence[Feed], clock: Clock) -> list[str]:
    """Names of feeds that were followed until not long ago."""
    since = clock.today - timedelta(days=MOST_DAYS_BACK)
    left = records.left_over(feeds)
    return [name for name, record in left.items() if record.asked >= since.isoformat()]


def _standing(feed: Feed, record: FeedRecord) -> FeedStanding:
    return FeedStanding.of(feed, record, Clock())


def _told(feed: Feed, record: FeedRecord, standing: FeedStanding) -> dict[str, object]:
    paper = {"id": record.last_id, "title": record.last_title}
    return {
        "name": feed.name,
        "kind": feed.kind,
        "what": feed.what,
        "asked": record.asked or None,
        "succeeded": record.succeeded or None,
        "next_allowed": stamp_of(standing.until) if standing.until else None,
        "problem": record.problem or None,
        "last_paper": paper if record.last_id else None,
        "days": {day.label: str(day.state) for day in standing.days},
        "missing": [day.label for day in standing.missing],
        "out_of_reach": [day.label for day in standing.out_of_reach],
    }
