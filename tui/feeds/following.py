"""The feeds of a home, ready to be fetched: what verbs and the reader's child share."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.feeds.fetch import TIME_LIMIT, Place, fetch
from index.feeds.record import FeedRecords
from index.fetching.address import VARIABLE, Addresses
from index.files import open_plain
from tui import VERSION
from tui.config import Config
from tui.feeds.settings import EXAMPLE, read_feeds
from tui.tomlfile import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index.errors import Problem
    from index.feeds.feed import Feed
    from index.feeds.outcome import FetchProgress, Outcome
    from index.fetching.clock import Clock
    from index.library import Library
    from tui.paths import Home

AGENT = f"Carrel/{VERSION} (a reader of papers in the terminal)"
"""How Carrel names itself to those it asks."""

_LONGEST = 1 << 20


def place_of(home: Home) -> Place:
    """Where a home keeps what fetching needs."""
    return Place(home.feeds, home.gates)


def feeds_of(home: Home) -> tuple[list[Feed], list[Problem]]:
    """The feeds that the reader follows, and what is wrong with others, or with the options."""
    config, problems = Config.load(home.config_file)
    feeds, wrong = feeds_in(config.feeds, home)
    return feeds, [*problems, *wrong]


def feeds_in(value: object, home: Home) -> tuple[list[Feed], list[Problem]]:
    """The feeds among the options of a home, and what is wrong with others.

    One that got another name goes on where it was.

    Args:
        value: what the options have under ``feeds``; None where nothing stands there.
        home: whose options they are.
    """
    feeds, wrong = read_feeds(value, str(home.config_file))
    with contextlib.suppress(OSError):  # then it begins anew
        FeedRecords(home.feeds).take_over(feeds)
    return feeds, wrong


def none_yet(home: Home) -> str:
    """What to do where no feed is followed."""
    path = home.config_file
    try:
        with open_plain(path) as stream:
            has_example = EXAMPLE.encode() in stream.read(_LONGEST)
    except OSError:
        has_example = False
    place = str(path)
    if path.is_relative_to(Path.home()):
        place = f"~/{path.relative_to(Path.home())}"
    if has_example:
        return f"no feeds yet: take the # of some away in {place}"
    return f"no feeds yet: write some into {place}; `carrel feeds --example` shows how"


def chosen(feeds: Sequence[Feed], names: Sequence[str]) -> list[Feed]:
    """Those with one of the names; all of them without any.

    Raises:
        CarrelError: there is no feed of a name.
    """
    known = {feed.name: feed for feed in feeds}
    for name in names:
        if name not in known:
            hint = nearest(name, known) or "carrel feeds lists them"
            raise CarrelError(f"no feed is called {quoted(name)}", hint=hint)
    return [known[name] for name in dict.fromkeys(names)] or list(feeds)


def fetch_feeds(
    feeds: Sequence[Feed],
    home: Home,
    library: Library,
    environ: Mapping[str, str],
    clock: Clock,
    on_progress: Callable[[FetchProgress], None] = lambda _: None,
    *,
    again: bool = False,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Outcome]:
    """Fetch some feeds of a home, as `index.feeds.fetch.fetch` does."""
    addresses = Addresses(environ.get(VARIABLE, ""))
    return fetch(
        feeds,
        library,
        place_of(home),
        addresses,
        AGENT,
        clock,
        on_progress,
        again=again,
        time_limit=time_limit,
    )
