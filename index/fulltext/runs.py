"""Lists laid end to end in one array: the arithmetic that inversions and their files share.

Postings of terms, positions of postings and blocks of bytes all lie like this. Such an array goes
with either how many items each list has, or the places of their first items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def starts_of(counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where lists of so many items start, and behind them where the last one ends."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def steps_of(values: NDArray[np.int64], firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """From each value to the next one of its list; the first of each list stays as it is."""
    steps = np.diff(values, prepend=0)
    steps[firsts] = values[firsts]
    return steps


def places_of(
    widths: NDArray[np.int64], firsts: NDArray[np.int64], begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where each item goes, if each list begins at a place of its own and has no gaps.

    Args:
        widths: how much room each item takes.
        firsts: the place of each list's first item among all items; no list is empty.
        begins: where each list begins.
    """
    ends = np.cumsum(widths)
    places = ends - widths
    places += np.repeat(begins - places[firsts], np.diff(firsts, append=len(widths)))
    return places


def spread(counts: NDArray[np.integer], begins: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each item goes, list after list, if each list begins at a place of its own.

    Args:
        counts: how many items each list has.
        begins: where each list begins.
    """
    starts = starts_of(counts)
    places = np.arange(starts[-1])
    places += np.repeat(begins - starts[:-1], counts)
    return places


def merged_ranges(low: NDArray[np.int64], high: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Ranges, ascending and none of them empty, with those that touch put together."""
    if not len(low):
        return []
    breaks = np.flatnonzero(high[:-1] != low[1:]) + 1
    firsts = low[np.concatenate(([0], breaks))].tolist()
    lasts = high[np.concatenate((breaks - 1, [len(high) - 1]))].tolist()
    return list(zip(firsts, lasts, strict=True))
