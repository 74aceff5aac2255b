r"""The lines of a table of ``reading.toml`` as `snapshot_writer` leaves them, by pattern.

A fact is a quoted id and a moment, ``"arxiv:2403.01234" = 2026-03-14T09:26:53.123456Z``, or, of an
attribute that carries a text, both in one inline table:
``"arxiv:2403.01234" = { at = 2026-03-14T09:26:53.123456Z, text = "Two\nlines" }``. Whatever the
text, a fact is one line, so that two machines' files merge fact by fact. Called by
`snapshot_reader`, whose other ways understand what these do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.errors import CarrelError
from tui.reading.moment import SHAPE, are_moments, moment_of
from tui.reading.tomltext import STRING, unquoted
from tui.reading.valued import KEYS, MAY_LACK, checked_value

_FACT = re.compile(rf'^"([^"\\\x00-\x1f\x7f]+)" = ({SHAPE})$', re.MULTILINE)


class Facts(NamedTuple):
    """A table of one verb."""

    moments: dict[str, str]
    """By paper."""

    texts: dict[str, str]
    """By paper, of those that have one."""


def facts_in(lines: str, verb: str) -> Facts | None:
    """The facts in the lines of a table; None if any of them is not exactly one."""
    count = lines.count("\n") + 1 if lines else 0
    texts: dict[str, str] = {}
    if verb in KEYS and "{" in lines:
        found = _texts(KEYS[verb]).findall(lines)
        try:
            # Days and reasons are the same again and again.
            said = {
                text: checked_value(verb, unquoted(text)) for text in {text for *_, text in found}
            }
        except (CarrelError, ValueError):
            return None
        texts = {one: said[text] for one, plain, _, text in found if not plain}
        table = {one: plain or at for one, plain, at, _ in found}
    else:
        table = dict(found := _FACT.findall(lines))
    if len(found) != count:
        return None
    if len(table) != count or not are_moments(table.values()):
        return None
    lacks = verb in KEYS and verb not in MAY_LACK and (len(texts) < count or "" in texts.values())
    return None if lacks else Facts(table, {one: text for one, text in texts.items() if text})


def fact_of(value: object, verb: str) -> tuple[str, str]:
    """The moment and the text of a fact in any TOML.

    Raises:
        CarrelError: the text cannot be kept.
        ValueError: it is no fact of the verb.
        OverflowError: the moment is too late.
    """
    from datetime import date

    name = KEYS.get(verb, "")
    at, text = value, ""
    if isinstance(value, dict) and name and value.keys() <= {"at", name}:
        # A day may be written without quotes, and is a date then.
        at, text = value.get("at"), checked_value(verb, str(value.get(name, "")))
    if not isinstance(at, date):
        whole = f" in {{ at = …, {name} = … }}" if name else ""
        raise ValueError(f"not a date and time{whole}")
    if name and not text and verb not in MAY_LACK:
        raise ValueError(f"{name} is missing")
    return moment_of(at), text


@cache
def _texts(name: str) -> re.Pattern[str]:
    return re.compile(
        rf'^"([^"\\\x00-\x1f\x7f]+)" = (?:({SHAPE})|\{{ at = ({SHAPE}), {name} = {STRING} \}})$',
        re.MULTILINE,
    )
