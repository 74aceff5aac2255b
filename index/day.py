"""Days as pages write them, as they are kept, shown and put in order.

A kept day is ``2025-03-12``, ``--03-12`` when the page gave no year (ISO 8601's own form for
that), a bare year ``2025``, or ``""``. No year is ever invented for a kept or shown day; only
`day_key` supposes one, and only to put papers in order.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\s+(?P<year>\d{4}))?"
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"

_WRITTEN: Final = (
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY}{_YEAR}",
    rf"{_WEEKDAY}{_DAY}\s+{_MONTH}{_YEAR}",
)
_ISO: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d\d)-(?P<day>\d\d)(?:T\S*)?", re.ASCII)
_KEPT: Final = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)", re.ASCII)
_YEAR_ONLY: Final = re.compile(r"[1-9]\d{3}", re.ASCII)

# Longer than any day is written; what is longer is not looked at.
_LONGEST: Final = 40


def parse_day(text: str, year: int | None = None) -> str:
    """The kept form of a written day, or ``""`` when `text` is not a day and nothing else.

    Args:
        text: ``Mar 12``, ``12 March 2025``, ``Wed, Mar 12``, ``2025-03-12``, ``--03-12``, ``2025``.
        year: the year to suppose when the text has none.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ""
    if _YEAR_ONLY.fullmatch(text):
        return text
    if match := _ISO.fullmatch(text):
        own = "" if match["year"] == "-" else match["year"]
        return _kept(own, int(match["month"]), int(match["day"]), year)
    for pattern in _WRITTEN:  # compiled by `re` at first use: a start has no days to read
        if match := re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
            month = MONTHS.index(match["month"][:3].capitalize()) + 1
            return _kept(match["year"] or "", month, int(match["day"]), year)
    return ""


def _kept(own_year: str, month: int, day: int, year: int | None) -> str:
    known = int(own_year) if own_year else year
    # A leap year stands in for the missing one, so that Feb 29 is a day.
    if not _exists(2000 if known is None else known, month, day):
        return ""
    return f"--{month:02}-{day:02}" if known is None else f"{known:04}-{month:02}-{day:02}"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def day_label(day: str, year: int | None) -> str:
    """A kept day as a reader writes it: ``Mar 12``, ``Mar 12 2025``, ``2025``, or ``""``.

    Args:
        day: as `parse_day` returns it.
        year: the paper's year, shown alone when there is no day.
    """
    match = _KEPT.fullmatch(day)
    if match is None or not 1 <= int(match[2]) <= 12:
        return day or ("" if year is None else str(year))
    label = f"{MONTHS[int(match[2]) - 1]} {int(match[3])}"
    return label if match[1] == "-" else f"{label} {match[1]}"


def day_title(day: str) -> str:
    """A kept day with its day of the week, where that is known: ``Fri Mar 14 2025``, ``Mar 12``."""
    match = _KEPT.fullmatch(day)
    label = day_label(day, None)
    if match is None or match[1] == "-" or not _exists(*map(int, match.groups())):
        return label
    return f"{WEEKDAYS[date(*map(int, match.groups())).weekday()]} {label}"


def day_key(day: str, year: int | None, added: str) -> int:
    """A number that orders days newest first when sorted downwards: yyyymmdd.

    A day without a year counts as the latest such day not after `added`. A year alone is
    yyyy0000, behind every day of it; what has neither is 0.

    Args:
        day: as `parse_day` returns it.
        year: the paper's year, for want of a day.
        added: when the paper came in: ``2026-03-14T09:26:53Z``, or ``""``.
    """
    match = _KEPT.fullmatch(day)
    if match is None:
        own = int(day) if _YEAR_ONLY.fullmatch(day) else year
        return 0 if own is None else own * 10_000
    month, number = int(match[2]), int(match[3])
    if match[1] != "-":
        return int(match[1]) * 10_000 + month * 100 + number
    return _latest_year(month, number, added) * 10_000 + month * 100 + number


def _latest_year(month: int, day: int, added: str) -> int:
    came = _KEPT.fullmatch(added[:10])
    if came is None or came[1] == "-":
        return 0
    latest = int(came[1])
    if (month, day) > (int(came[2]), int(came[3])):
        latest -= 1
    while (month, day) == (2, 29) and latest > 0 and not _exists(latest, month, day):
        latest -= 1
    return max(latest, 0)
