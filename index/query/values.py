"""What may stand behind the field of a fact, and its one form.

Called by `index.query.tree` for every fact, and by `index.query.fields` for advice on a wrong
one. Values of most fields are names that only the library knows; what is checked here are the
fields whose values can be told right from wrong without it.
"""

from __future__ import annotations

from typing import Final

from index.errors import did_you_mean

STATES: Final = ("unread", "read", "starred", "dismissed", "later", "new", "muted", "risen")
"""What ``is:`` can say."""

HAS_VALUES: Final = ("abstract", "code", "pdf", "project", "doi", "arxiv", "summary", "note")
"""What ``has:`` can say."""

NUMBER_FIELDS: Final = ("year", "upvotes", "comments", "stars", "version")
"""Facts that are a number; `ranges.number_range` reads their values."""

DAY_FIELDS: Final = ("date", "added", "later")
"""Facts that are a day to compare with; `ranges.day_range` reads their values."""

AHEAD_FIELDS: Final = ("later",)
"""Those among them whose days are still to come: ``7d`` counts forward."""

_NAMES: Final[dict[str, tuple[str, ...]]] = {"is": STATES, "has": HAS_VALUES}


def settled(field: str, value: str) -> str:
    """The one form of a value: blanks collapsed, and none, nor capitals, where they say nothing.

    Raises:
        ValueError: there is no value, or the field cannot have it.
    """
    value = " ".join(value.split())
    if field in _NAMES:
        value = value.lower()
        known = value in _NAMES[field]
    elif field in NUMBER_FIELDS:
        value = value.replace(" ", "")
        from index.query.ranges import number_range

        known = number_range(value) is not None
    elif field in DAY_FIELDS:
        value = value.replace(" ", "").lower()
        from index.query.ranges import is_day_range

        known = is_day_range(value, ahead=field in AHEAD_FIELDS)
    elif field == "note":
        from index import analysis

        known = next(analysis.words(value), None) is not None
    else:
        known = bool(value)
    if not known:
        raise ValueError(f"{field}: cannot be {value!r}")
    return value


def advice(field: str, value: str) -> str:
    """What to write instead of a wrong value: the nearest known one, or what the field takes."""
    if names := _NAMES.get(field):
        return did_you_mean(value.lower(), names) or f"{field}: takes {', '.join(names)}"
    if field in NUMBER_FIELDS:
        low, high = ("2020", "2024") if field == "year" else ("20", "50")
        return f"write it as in {field}:{low}, {field}:>={low} or {field}:{low}..{high}"
    if field in DAY_FIELDS:
        from index.query.ranges import AHEAD_NAMES, DAY_NAMES

        as_in = f"write it as in {field}:7d, {field}:2026-08 or {field}:2026-08-01.."
        names = AHEAD_NAMES if field in AHEAD_FIELDS else DAY_NAMES
        return did_you_mean(value.lower(), names) or as_in
    return ""
