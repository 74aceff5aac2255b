"""Facts that are a range: days of listing, days of arrival, years and counts.

Days are read off the orders that the columns keep, where a range is one stretch: it costs the
papers in it, not those of the library. What a paper does not have is in no range, not even in one
without a lower end: a paper without a date is not old, and one without upvotes has not few.

A paper of which only the year is known lies in a range if all of its year does, as far as it has
passed: in ``date:2025`` and ``date:1y``, but in no month.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from index.columns.columnsfile import NONE
from index.facts.masks import of_ordinals, of_stretches
from index.query.ranges import day_range, number_range

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.columns.columns import Columns

_SECONDS = 1_000_000
"""What makes yyyymmdd of `Columns.added`."""

_FIRST_YEAR = 10_000
"""The first `index.day.day_key` that has a year."""


def listed(text: str, columns: Columns, today: date) -> bytes:
    """Whose newest listing is of one of these days."""
    bounds = day_range(text, today)
    if bounds is None:
        return bytes(len(columns))
    low, high = max(bounds[0], _FIRST_YEAR), bounds[1]
    year = high - high % _FIRST_YEAR
    passed = min(year + 1231, today.year * 10_000 + today.month * 100 + today.day)
    days = columns.section("day_keys")
    spans = [(low, year - 1), (year + 1, high)] if low <= year <= high < passed else [(low, high)]
    order = columns.default_order
    stretches = [_stretch(order, days, *span) for span in spans]
    return of_stretches(len(columns), order, stretches)


def arrived(text: str, columns: Columns, today: date) -> bytes:
    """Which came in on one of these days, in UTC."""
    bounds = day_range(text, today)
    if bounds is None:
        return bytes(len(columns))
    return _arrived(columns, *bounds)


def newest(columns: Columns) -> bytes:
    """Which came in on the last day, in UTC, on which any paper did."""
    if not columns.papers:
        return bytes(len(columns))
    day = columns.added[columns.added_order[0]] // _SECONDS
    return _arrived(columns, day, day)


def _arrived(columns: Columns, low: int, high: int) -> bytes:
    order = columns.added_order
    stretch = _stretch(order, columns.added, max(low, 1) * _SECONDS, (high + 1) * _SECONDS - 1)
    return of_stretches(len(columns), order, [stretch])


def _stretch(order: Sequence[int], keys: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """Where in `order`, which goes by falling `keys`, those from `low` to `high` stand."""
    start = bisect_left(order, -high, key=lambda ordinal: -keys[ordinal])
    return start, bisect_right(order, -low, start, key=lambda ordinal: -keys[ordinal])


def of_years(text: str, columns: Columns) -> bytes:
    """Whose year is in the range."""
    bounds = _bounds(text)
    if bounds is None:
        return bytes(len(columns))
    low, high = bounds
    table = columns.facets
    span = table.span("year")  # newest first, so that what is in the range stands together
    chosen = [number for number in span if low <= int(table.label(number)) <= high]
    if not chosen:
        return bytes(len(columns))
    start, end = table.starts[chosen[0]], table.starts[chosen[-1] + 1]
    return of_ordinals(len(columns), table.ordinals[start:end])


def counted(name: str, text: str, columns: Columns) -> bytes:
    """Of which that many were counted: `name` is one of `index.columns.entry.COUNTS`."""
    bounds = _bounds(text)
    if bounds is None:
        return bytes(len(columns))
    low, high = bounds
    return bytes([low <= number <= high for number in columns.section(name).tolist()])


def _bounds(text: str) -> tuple[int, int] | None:
    bounds = number_range(text)
    if bounds is None:
        return None
    low, high = bounds
    return (0 if low is None else low), (NONE - 1 if high is None else high)
