"""The feeds of a home, ready to be fetched: what verbs and the reader's child share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.feeds.fetch import TIME_LIMIT, Place, fetch
from index.fetching.address import VARIABLE, Addresses
from tui import VERSION
from tui.config import Config
from tui.feedsettings import read_feeds
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


def place_of(home: Home) -> Place:
    """Where a home keeps what fetching needs."""
    return Place(home.feeds, home.gates)


def feeds_of(home: Home) -> tuple[list[Feed], list[Problem]]:
    """The feeds that the reader follows, and what is wrong with others, or with the options."""
    config, problems = Config.load(home.config_file)
    feeds, wrong = read_feeds(config.feeds, str(home.config_file))
    return feeds, [*problems, *wrong]


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
