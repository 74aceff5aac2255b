"""Decisions as a person types them, with the day and the reader's own list of reasons at hand.

``later:3d`` is a day that depends on today, ``dismiss:weak`` a reason that has to be one of the
reader's: what is kept in the journal is neither. Called by the verbs and by the screens that ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError, did_you_mean
from index.text import printable
from tui.reading.decision import checked_decision

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

REASONS = ("off-topic", "seen", "weak", "wrong-field")
"""Why a paper is dismissed, where the reader has no list of their own."""

_ELSEWHERE = {
    "note": "carrel note ID TEXT",
    "unnote": 'carrel note ID ""',
    "view": "carrel views save NAME QUERY",
    "unview": "carrel views remove NAME",
}


def typed(text: str, today: date, reasons: Collection[str] | None = None) -> str:
    """A decision about papers, as `Reading.mark` takes it.

    Args:
        text: ``star``, ``tag:rl``, ``later:3d``, ``later:mon``, ``dismiss:weak``.
        today: what the days are relative to.
        reasons: those there are; None: any.

    Raises:
        CarrelError: no such decision, day or reason, with what to write instead.
    """
    verb, colon, value = text.partition(":")
    if verb in _ELSEWHERE:
        raise CarrelError(f"{verb} is no mark", hint=f"write {_ELSEWHERE[verb]}")
    if verb == "later":
        text = f"later:{later_day(value, today)}"
    elif verb == "dismiss" and colon and reasons is not None and value not in reasons:
        hint = did_you_mean(value, reasons) or f"yours are {', '.join(reasons) or 'none'}"
        raise CarrelError(f"no such reason: {printable(value)}", hint=hint)
    verb, value = checked_decision(text)
    return f"{verb}:{value}" if value else verb


def later_day(text: str, today: date) -> str:
    """The day that a paper is put off until, ``2026-12-01``.

    Raises:
        CarrelError: the text is no day.
    """
    from index.query.ranges import AHEAD_NAMES, day_ahead

    day = day_ahead(text, today)
    if day is None:
        hint = did_you_mean(text.lower(), AHEAD_NAMES) if text else ""
        hint = hint or "write it as in later:3d, later:mon or later:2026-12-01"
        raise CarrelError(f"not a day to come back on: {printable(text)}", hint=hint)
    return day.isoformat()
