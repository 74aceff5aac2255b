"""Lists of feeds that other programs exchange (OPML): their feeds become the reader's own.

They are written below what stands in ``config.toml``, which is left as it is. A list may be packed,
and in any encoding that papers come in.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.feeds.feed import Feed
from index.files import make_private_folder, open_plain, replace_file
from index.sources.base import whole_text
from index.sources.opening import Opening
from index.sources.opml import LONGEST_OPML, feeds_of, is_opml
from index.text import fold, printable
from tui.config import Config
from tui.feeds.settings import EXAMPLE, MAX_FEEDS, read_feeds

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_LONGEST_NAME: Final = 40
_LISTING: Final = re.compile(
    r"https?://(?:rss\.|export\.)?arxiv\.org/(?:rss|atom)/([\w.+*-]{1,200})"
)


def is_feed_list(path: Path) -> bool:
    """Whether a file is such a list."""
    try:
        if not path.is_file():  # of a pipe nothing must be taken
            return False
        with Opening(path) as opening:
            return is_opml(opening.head)
    except (CarrelError, OSError, ValueError):
        return False


def follow_all(path: Path, config_file: Path) -> list[Feed]:
    """Follow the feeds of a list that are not followed yet; those that were added.

    Raises:
        CarrelError: it cannot be read, or there would be too many feeds.
        OSError: it cannot be read, or the options cannot be written.
    """
    where = printable(str(path), None)
    with Opening(path) as opening:
        text, _ = whole_text(opening.lines(LONGEST_OPML), LONGEST_OPML)
    try:
        listed = feeds_of(text)
    except CarrelError as error:
        raise CarrelError(error.problem.message, hint=error.problem.hint, where=where) from error
    followed, _ = read_feeds(Config.load(config_file)[0].feeds, str(config_file))
    known = {(feed.kind, feed.what) for feed in followed}
    names = {feed.name.casefold() for feed in followed}
    fresh: list[Feed] = []
    for title, address in listed:
        kind, what = _kind_of(address)
        if (kind, what) not in known:
            fresh.append(Feed(_name(title or address, names), kind, what))
            known.add((kind, what))
            names.add(fresh[-1].name.casefold())
    if len(followed) + len(fresh) > MAX_FEEDS:
        raise CarrelError(f"more than {MAX_FEEDS} feeds, with those that are followed", where=where)
    if fresh:
        _append(config_file, fresh)
    return fresh


def _kind_of(address: str) -> tuple[str, str]:
    """A feed of arXiv's is known for what it is."""
    listing = _LISTING.fullmatch(address)
    return ("rss", address) if listing is None else ("arxiv-rss", listing[1])


def _name(title: str, taken: Collection[str]) -> str:
    """A name for a feed, from its title, that no other has."""
    words = re.findall(r"[a-z0-9]+", fold(title.removeprefix("https://")))
    name = "-".join(words)[:_LONGEST_NAME].strip("-") or "feed"
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name[: _LONGEST_NAME - 4]}-{number}"
    return found


def _append(config_file: Path, feeds: list[Feed]) -> None:
    try:
        with open_plain(config_file) as stream:
            before = stream.read()
    except FileNotFoundError:
        make_private_folder(config_file.parent)
        before = EXAMPLE.encode()
    tables = "".join(
        f'\n[feeds.{feed.name}]\nkind = "{feed.kind}"\nwhat = {json.dumps(feed.what)}\n'
        for feed in feeds
    )
    replace_file(config_file.resolve(), before.rstrip() + b"\n" + tables.encode())
