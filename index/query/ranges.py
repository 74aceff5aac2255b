"""Ranges of numbers and of days, as they are written behind a field: ``20..50``, ``7d``, ``mon..``.

Called by `index.query.values` to tell what may be written, and by `index.facts` to answer it.
What is relative (``7d``, ``mon``) is resolved only here, against the day it is asked on, so that
a saved view means the last seven days on every day.

Days are numbers that compare with `index.day.day_key`: yyyymmdd, where a paper of which only the
year is known is yyyy0000. A range written backwards means the same as forwards: ``2d..7d`` is
``7d..2d``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

DAY_NAMES: Final = ("today", "yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days that have a name; a weekday is the last one, which may be today."""

AHEAD_NAMES: Final = ("today", "tomorrow", "yesterday", *DAY_NAMES[2:])
"""The same where days are still to come; a weekday is the next one, and never today."""

_WEEKDAYS: Final = DAY_NAMES[2:]
_FROM_TODAY: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_EARLIEST: Final = 0
_LATEST: Final = 99_999_999

# Nine digits are more than any paper has of anything, and fit the columns' integers.
_NUMBERS: Final = re.compile(
    r"(?P<sign>[<>]=?)?(?P<number>[0-9]{1,9})|(?P<low>[0-9]{1,9})?\.\.(?P<high>[0-9]{1,9})?"
)
_LAST: Final = re.compile(r"([0-9]{1,4})([dwmy])")
_CALENDAR: Final = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

_Span = tuple[int, int]


def number_range(text: str) -> tuple[int | None, int | None] | None:
    """The inclusive bounds that `text` writes, None for a bound that is open.

    Args:
        text: ``20``, ``>=20``, ``>3``, ``<5``, ``<=5``, ``20..50``, ``100..``, ``..5``; blanks
            do not count.

    Returns:
        None if the text is no such range.
    """
    match = _NUMBERS.fullmatch("".join(text.split()))
    if match is None:
        return None
    if match["number"]:
        number = int(match["number"])
        bounds: dict[str | None, tuple[int | None, int | None]] = {
            None: (number, number),
            ">=": (number, None),
            ">": (number + 1, None),
            "<=": (None, number),
            "<": (None, number - 1),
        }
        return bounds[match["sign"]]
    low, high = (int(match[end]) if match[end] else None for end in ("low", "high"))
    if low is None or high is None:
        return None if low is high else (low, high)
    return min(low, high), max(low, high)


def day_range(text: str, today: date, *, ahead: bool = False) -> tuple[int, int] | None:
    """The first and the last day that `text` means, both inclusive, as yyyymmdd.

    A year is yyyy0000 to yyyy1299, a month yyyymm00 to yyyymm99, an open end 0 or 99999999. The
    last so many days (``7d``) end today, also where papers are dated ahead; the next ones begin
    today.

    Args:
        text: one of `DAY_NAMES`, ``7d`` ``2w`` ``3m`` ``1y``, ``2026``, ``2026-08``,
            ``2026-08-01``, or two of them with ``..`` between, of which one may be missing;
            neither blanks nor case count.
        today: what the relative ones are relative to.
        ahead: they count forward from there, and `AHEAD_NAMES` are known instead.

    Returns:
        None if the text is no such range.
    """
    first, dots, last = "".join(text.split()).lower().partition("..")
    if not dots:
        span = _span(first, today, ahead)
        if span is None or not _LAST.fullmatch(first):
            return span
        return (_key(today), span[1]) if ahead else (span[0], _key(today))
    if not first and not last:
        return None
    begin = _span(first, today, ahead) if first else (_EARLIEST, _EARLIEST)
    end = _span(last, today, ahead) if last else (_LATEST, _LATEST)
    if begin is None or end is None:
        return None
    return (begin[0], end[1]) if begin[0] <= end[1] else (end[0], begin[1])


def is_day_range(text: str, *, ahead: bool = False) -> bool:
    """Whether `day_range` knows the text, whatever the day."""
    return day_range(text, date.max, ahead=ahead) is not None


def day_ahead(text: str, today: date) -> date | None:
    """The day that something is put off until: ``3d``, ``mon``, ``2026-12-01``, ``2026-12``.

    Of a month or a year it is the first day. None if the text is no such day.
    """
    span = _span("".join(text.split()).lower(), today, True)
    if span is None:
        return None
    year, month, day = span[0] // 10_000, span[0] // 100 % 100, span[0] % 100
    return date(year, month or 1, day or 1)


def is_last_days(text: str) -> bool:
    """Whether the text is the last so many days, weeks, months or years."""
    return _LAST.fullmatch(text) is not None


def _span(text: str, today: date, ahead: bool) -> _Span | None:
    """The days that one end of a range covers: a single one, a month or a year."""
    if match := _LAST.fullmatch(text):
        count = int(match[1])
        day = _key(_moved(today, count if ahead else -count, match[2]))
        return day, day
    if match := _CALENDAR.fullmatch(text):
        return _calendar_span(*match.groups())
    if text not in (AHEAD_NAMES if ahead else DAY_NAMES):
        return None
    if text in _WEEKDAYS:
        ago = (today.weekday() - _WEEKDAYS.index(text)) % 7
        days = 7 - ago if ahead else -ago
    else:
        days = _FROM_TODAY[text]
    day = _key(_moved(today, days, "d"))
    return day, day


def _calendar_span(year: str, month: str | None, day: str | None) -> _Span | None:
    key = int(year) * 10_000 + int(month or 0) * 100
    if month is None:
        return key, key + 1299
    if day is None:
        return (key, key + 99) if 1 <= int(month) <= 12 else None
    key += int(day)
    return (key, key) if _day(int(year), int(month), int(day)) else None


def _moved(today: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months or years after, or before; the calendar's end at most."""
    if unit in "dw":
        number = today.toordinal() + count * (7 if unit == "w" else 1)
        return date.fromordinal(min(max(1, number), date.max.toordinal()))
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    if months < 12:
        return date.min
    if months >= (date.max.year + 1) * 12:
        return date.max
    ends = (_day(months // 12, months % 12 + 1, day) for day in range(today.day, 0, -1))
    return next(day for day in ends if day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _key(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
