"""Signs before a word, as elfeed has them: ``+unread``, ``@7d``, ``#50``, ``=feed``, ``~feed``.

Called by the lexer for a word at the start of a token; only input, never written back. Pasted
titles have such signs too (``#BERT``, ``~10x``, ``= 3``), and must stay words: a sign whose word
cannot be its value is no sigil. So ``@`` takes days only, ``#`` a number only, and the names
behind ``+``, ``=`` and ``~`` have a letter and are no quantity. ``!``, which excludes a pattern,
is read by the lexer itself, because parentheses may be part of it.
"""

from __future__ import annotations

import re
from typing import Final

from index.query.directives import Directive, limit_of
from index.query.query import STATES, Fact, Not
from index.query.ranges import is_day_range, is_last_days

SIGNS: Final = "+@#=~"

_NAME: Final = re.compile(r"(?=.*[^\W\d_])\w(?:[\w./:-]*\w)?")
_QUANTITY: Final = re.compile(r"[0-9][0-9.]*[^\W\d_]{0,3}")
_AGO: Final = re.compile(r"([0-9]{1,4})-([dwmy])(?:ay|eek|onth|ear)s?(?:-(?:ago|old))?")


def sigil(text: str) -> Fact | Not | Directive | None:
    """What a word that starts with one of `SIGNS` stands for; None if it is just a word."""
    sign, value = text[0], text[1:]
    if sign == "@":
        return _days(value)
    if sign == "#":
        limit = limit_of(value)
        return None if limit is None else Directive("limit", str(limit))
    if not _NAME.fullmatch(value) or _QUANTITY.fullmatch(value):
        return None
    if sign == "+":
        return Fact("is" if value.lower() in STATES else "tag", value)
    return Fact("source", value) if sign == "=" else Not(Fact("source", value))


def since(days: str) -> str | None:
    """The range from a day on, for what is no range itself: ``7d``, ``2026-08..``."""
    days = days.lower()
    if ".." in days or not is_day_range(days):
        return None
    return days if is_last_days(days) else f"{days}.."


def _days(value: str) -> Fact | None:
    first, dashes, last = value.lower().replace("--", "..").partition("..")
    first, last = (_AGO.sub(r"\1\2", end) for end in (first, last))
    days = f"{first}..{last}" if dashes else since(first)
    return Fact("date", days) if days and is_day_range(days) else None
