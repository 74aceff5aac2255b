"""Directives: what a query says about the list instead of about papers.

``sort:title`` orders it, ``limit:50`` cuts it, and ``--any`` or ``--all`` decides whether papers
with only some of the words may follow those with all. Called by the lexer for what is typed, and
by `index.query.query`, which keeps them beside the tree and writes them behind it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

SORTS: Final = (
    "relevance", "score", "day", "rank", "title", "authors", "venue", "year", "added", "upvotes",
    "tags", "state", "star", "code",
)  # fmt: skip
"""Orders: best match, most to the reader's liking, newest day, first on its page, A to Z of title,
authors or venue, newest year, last come in, most upvotes, A to Z of tags, unread before put off,
read and dismissed, starred ones, those with code first; a minus before one turns it round. All of
them end in the order of ordinals."""

SORT_ALIASES: Final = {"date": "day", "author": "authors", "tag": "tags", "starred": "star"}

MATCHES: Final = ("any", "all")
"""How many of the words a paper must have, if that is not left to what is found."""

LARGEST_LIMIT: Final = 999_999_999


class Directive(NamedTuple):
    """One of them, as it was typed but in its one form."""

    name: str
    """``sort``, ``limit`` or ``match``."""

    value: str


def is_sort(text: str) -> bool:
    """Whether `text` is the one form of an order."""
    return text.removeprefix("-") in SORTS


def sort_named(text: str) -> str | None:
    """The one form of an order as it may be typed, or None if it is none."""
    name = text.lower()
    minus = "-" if name.startswith("-") else ""
    name = name.removeprefix("-")
    name = SORT_ALIASES.get(name, name)
    return f"{minus}{name}" if name in SORTS else None


def limit_of(text: str) -> int | None:
    """The limit that `text` writes, or None if it is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_LIMIT))):
        return None
    return int(text) or None


def written(sort: str, limit: int | None, match: str) -> list[str]:
    """The directives as they are typed, those that say something."""
    words = (sort and f"sort:{sort}", limit and f"limit:{limit}", match and f"--{match}")
    return [word for word in words if word]
