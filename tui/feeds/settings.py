"""Feeds in ``config.toml``: where new papers come from, and the example that stands there first.

Read when feeds are asked for, and by the reader once its first frame stands. A feed with a mistake
is named, with what was probably meant, and left out; the others are fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError, Problem
from index.feeds.feed import DAYS, MOST_DAYS_BACK, MOST_PAPERS, PAPERS, Feed
from index.feeds.kinds import KINDS
from index.files import make_private_folder, replace_file
from index.text import clean
from tui.tomlfile import nearest, quoted, shown_value

if TYPE_CHECKING:
    from pathlib import Path

MAX_FEEDS = 100
"""More would be no day's reading."""

EXAMPLE: Final = """\
# Feeds: where `carrel fetch`, and R in the reader, look for new papers. Take
# away the # of those that you want. None needs an account or a key, and each
# may be there several times: the name in [feeds.NAME] is yours to choose, and
# is the source that papers are listed under. `carrel feeds` tells how they do.
#
# Every feed may say how many days back are fetched where they are missing,
# and how many papers one fetch takes. Where it does not:
#     days = 7
#     most = 5000

# Daily Papers of Hugging Face: "day", "week", "month", "trending", or what
# somebody submitted, "submitter:NAME".
# [feeds.daily]
# kind = "hf-daily"
# what = "day"

# A search among the papers of Hugging Face.
# [feeds.folding]
# kind = "hf-search"
# what = "protein folding"

# What was submitted in categories of arXiv.
# [feeds.language]
# kind = "arxiv"
# what = "cs.CL cs.LG"
# days = 14

# A query in the language of arXiv's API.
# [feeds.diffusion]
# kind = "arxiv-query"
# what = "ti:diffusion AND cat:cs.LG"

# Today's listing of arXiv, with what is new, crossed over or replaced. It
# tells of today alone: a day on which it is not fetched is gone.
# [feeds.listing]
# kind = "arxiv-rss"
# what = "cs.CL+cs.LG"

# Any RSS or Atom feed of papers: of a journal, a lab, a search.
# [feeds.journal]
# kind = "rss"
# what = "https://www.jmlr.org/jmlr.xml"
"""
"""What stands in ``config.toml`` before the reader has written one."""

_NAME: Final = re.compile(r"[A-Za-z0-9][\w-]{0,39}", re.ASCII)
_KEYS: Final = ("kind", "what", "days", "most")


def read_feeds(value: object, where: str) -> tuple[list[Feed], list[Problem]]:
    """The feeds of a file, and what is wrong with others.

    Args:
        value: what stands under ``feeds``; None where nothing does.
        where: the file's name, for problems.
    """
    if value is None:
        return [], []
    if not isinstance(value, dict):
        return [], [Problem("a feed is written below [feeds.NAME]", where=where)]
    feeds: list[Feed] = []
    problems: list[Problem] = []
    for name, table in value.items():
        place = f"{where}, feed {quoted(str(name))}"
        try:
            if len(feeds) == MAX_FEEDS:
                raise CarrelError(f"more than {MAX_FEEDS} feeds")
            feed = _feed(str(name), table)
            if any(other.name.casefold() == feed.name.casefold() for other in feeds):
                raise CarrelError("another feed has this name, in other letters")
            feeds.append(feed)
        except CarrelError as error:
            hint = error.problem.hint or "the feed is left out"
            problems.append(Problem(error.problem.message, hint, place))
    return feeds, problems


def write_example(path: Path) -> bool:
    """Put the example where options are, if there are none yet; whether that was done.

    Raises:
        OSError: it cannot be written.
    """
    if path.exists() or path.is_symlink():
        return False
    make_private_folder(path.parent)
    replace_file(path, EXAMPLE.encode())
    return True


def _feed(name: str, table: object) -> Feed:
    """One feed.

    Raises:
        CarrelError: it makes no sense.
    """
    if not _NAME.fullmatch(name):
        raise CarrelError("a feed's name is letters, digits, _ and -", hint="40 of them at most")
    if not isinstance(table, dict):
        raise CarrelError(f"a feed is written below [feeds.{name}]")
    for key in table:
        if key not in _KEYS:
            hint = nearest(key, _KEYS) or f"a feed has {', '.join(_KEYS)}"
            raise CarrelError(f"{quoted(key)} is not part of a feed", hint=hint)
    kind = _kind(table.get("kind"))
    what = table.get("what", "")
    if not isinstance(what, str):
        raise CarrelError(f"what must be text in quotes, not {shown_value(what)}")
    try:
        what = KINDS[kind].checked(clean(what))
    except CarrelError as error:
        known = KINDS[kind].whats
        hint = error.problem.hint or nearest(what, known) or f"it may be {', '.join(known)}"
        raise CarrelError(error.problem.message, hint=hint) from error
    return Feed(
        name,
        kind,
        what,
        _number("days", table.get("days", DAYS), MOST_DAYS_BACK),
        _number("most", table.get("most", PAPERS), MOST_PAPERS),
    )


def _kind(value: object) -> str:
    known = ", ".join(KINDS)
    if not isinstance(value, str):
        raise CarrelError("a feed needs a kind", hint=f"one of {known}")
    if value not in KINDS:
        hint = nearest(value, KINDS) or f"one of {known}"
        raise CarrelError(f"kind {quoted(value)} is not known", hint=hint)
    return value


def _number(name: str, value: object, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise CarrelError(
            f"{name} must be a whole number from 1 to {most:,}, not {shown_value(value)}"
        )
    return value
