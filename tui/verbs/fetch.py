"""``carrel fetch``: new papers, from the feeds that the reader follows.

The one verb that asks other machines. Standard output gets a line a feed, standard error the
progress and whatever went wrong. What arrived is kept, whatever ends a fetch; the next one goes on.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from index.feeds.feed import MOST_DAYS_BACK
from index.fetching.clock import Clock
from tui.answering import put, tell
from tui.ending import told_to_end
from tui.feeds.bar import FetchBar
from tui.feeds.following import chosen, feeds_of, fetch_feeds, none_yet, place_of
from tui.feeds.settings import write_example
from tui.feeds.standing import local_time
from tui.verbs.add import make_findable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from index.feeds.feed import Feed
    from index.feeds.outcome import Outcome
    from tui.paths import Home

_SHOWN_PROBLEMS = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("names", metavar="NAME", nargs="*", help="feeds; all of them without any")
    parser.add_argument(
        "--again", action="store_true", help="ask also feeds that were asked a short while ago"
    )
    parser.add_argument(
        "--days",
        type=_days,
        metavar="DAYS",
        help="reach so far back this once, as after a holiday",
    )
    parser.add_argument(
        "--time-limit",
        type=_minutes,
        metavar="MINUTES",
        default=15.0,
        help="what is not here by then comes next time (default: 15)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would be asked for, and ask nobody"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="say nothing but what went wrong, for cron"
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object a feed")


def _minutes(text: str) -> float:
    import argparse

    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number of minutes")
    return minutes


def _days(text: str) -> int:
    import argparse

    days = int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else 0
    if not 0 < days <= MOST_DAYS_BACK:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no number from 1 to {MOST_DAYS_BACK}")
    return days


def run(args: argparse.Namespace, home: Home) -> int:
    """Fetch; 0, or 1 if any feed could not be had whole."""
    if not args.dry_run:
        write_example(home.config_file)
    followed, wrong = feeds_of(home)
    for problem in wrong:
        tell(f"carrel: {problem}")
    feeds = chosen(followed, args.names)
    if args.days:
        feeds = [replace(feed, days=max(feed.days, args.days)) for feed in feeds]
    if not feeds and not wrong and not args.quiet:
        tell(none_yet(home))
    if args.dry_run:
        _print_plan(feeds, home, again=_asks_again(args), as_json=args.json)
        return 1 if wrong else 0
    try:
        with told_to_end():
            failed = _fetch(feeds, args, home)
    except SystemExit:
        tell("carrel: told to end; everything that arrived is kept")
        raise
    return 1 if failed or wrong else 0


def _asks_again(args: argparse.Namespace) -> bool:
    """Whether feeds are asked that were a short while ago: of more days there is more to ask."""
    return bool(args.again or args.days)


def _fetch(feeds: Sequence[Feed], args: argparse.Namespace, home: Home) -> bool:
    """Bring feeds, tell of each, and make their papers findable; whether any failed.

    Whoever ends it has the prompt back at once: what is not indexed is so with the next search.
    """
    from index.library import Library

    if not feeds:
        return False
    library = Library(home.papers, home.cache)
    outcomes: list[Outcome] = []
    clock = Clock()
    limit = args.time_limit * 60
    is_ended = False
    try:
        with FetchBar(clock, shown=not args.quiet) as bar:
            for outcome in fetch_feeds(
                feeds,
                home,
                library,
                os.environ,
                clock,
                bar.show,
                again=_asks_again(args),
                time_limit=limit,
            ):
                outcomes.append(outcome)
                with bar.aside():
                    _print(outcome, quiet=args.quiet, as_json=args.json)
    except (KeyboardInterrupt, SystemExit):
        is_ended = True
        raise
    finally:
        has_grown = any(outcome.report.added or outcome.report.merged for outcome in outcomes)
        indexed = is_ended or not has_grown or make_findable(library, None)
    return not indexed or any(outcome.problem for outcome in outcomes)


def _print(outcome: Outcome, *, quiet: bool, as_json: bool) -> None:
    """Tell what became of a feed."""
    if as_json:
        from tui.export.json_text import dump

        put([dump(outcome.to_json())])
    elif not quiet:
        put([f"{outcome.feed.name:<15} {said(outcome)}"])
    if outcome.problem is not None:
        tell(f"carrel: {outcome.problem}")
    for problem in outcome.report.problems[:_SHOWN_PROBLEMS]:
        tell(f"carrel: {problem}")
    if more := len(outcome.report.problems[_SHOWN_PROBLEMS:]) + outcome.report.untold:
        tell(f"carrel: {outcome.feed.name}: {more:,} more problems")


def said(outcome: Outcome) -> str:
    """What a feed brought, in a line."""
    if outcome.not_before:
        return _left_alone(outcome.not_before)
    report = outcome.report
    papers = [f"{report.added:,} new"]
    papers += [f"{report.merged:,} with news"] if report.merged else []
    papers += [f"{report.unchanged:,} known"] if report.unchanged else []
    states = [str(state) for _, state in outcome.days]
    counted = [f"{states.count(state):,} {state}" for state in dict.fromkeys(states)]
    days = f"   days: {', '.join(counted)}" if counted else ""
    return f"{', '.join(papers)}{days}"


def _print_plan(feeds: Sequence[Feed], home: Home, *, again: bool, as_json: bool) -> None:
    from index.feeds.fetch import planned

    requests = planned(feeds, place_of(home), Clock(), again=again)
    if as_json:
        from tui.export.json_text import dump

        put(dump({"feed": request.feed.name, "url": request.url}) for request in requests)
        return
    put(f"{request.feed.name:<15} {request.url}" for request in requests)
    asked = {request.feed.name for request in requests}
    put(f"{feed.name:<15} {_why_not(feed, home)}" for feed in feeds if feed.name not in asked)


def _why_not(feed: Feed, home: Home) -> str:
    """Why a feed would not be asked."""
    from index.feeds.fetch import next_allowed
    from index.feeds.record import FeedRecords

    now = Clock().now()
    until = next_allowed(feed, FeedRecords(home.feeds).read(feed), now)
    return _left_alone(until) if until > now else "has nothing more to ask for"


def _left_alone(until: float) -> str:
    return f"not asked now; the next time is {local_time(until)}"
