"""No bubble: some papers of each day come from outside the reader's interests.

They are taken from the lower half of the day by score, the most noticed first (upvotes, then rank
on the page), and stand among the others at regular distances: with one in ten, at every tenth
place of their day. Nothing is drawn by lot, so the list is the same when it is asked for again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Mixed(NamedTuple):
    """An order with papers from outside in it."""

    order: NDArray[np.int64]
    """Every ordinal, the first to read first."""

    outside: NDArray[np.bool_]
    """Which papers are from outside, by ordinal."""


def mixed(
    order: NDArray[np.int64],
    days: NDArray[np.uint32],
    noticed: NDArray[np.int64],
    eligible: NDArray[np.bool_],
    share: float,
) -> Mixed:
    """An order by score with papers from outside put in.

    Args:
        order: every ordinal, the best score first.
        days: the day of each paper, by ordinal.
        noticed: every ordinal, the most noticed first.
        eligible: which papers may be put in, by ordinal: not those that the reader knows.
        share: of each day, from 0 to 1.
    """
    outside = np.zeros(len(order), dtype=np.bool_)
    if not len(order) or share <= 0:
        return Mixed(order, outside)
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    _, day, sizes = np.unique(days, return_inverse=True, return_counts=True)
    within = _turn(order, day, sizes)
    wanted = np.floor(sizes * share + 0.5).astype(np.int64)
    candidates = eligible & (2 * within >= sizes[day])
    chosen = noticed[candidates[noticed]]
    turns = _turn(chosen, day, sizes)[chosen]
    chosen = chosen[turns < wanted[day[chosen]]]
    outside[chosen] = True
    # The turn-th paper from outside stands behind so many others of its day.
    turns = _turn(chosen, day, sizes)[chosen]
    before = np.ceil((turns + 1) / share).astype(np.int64) - 2 - turns
    inside = order[~outside[order]]
    keys = 2.0 * places
    counts = np.bincount(day[inside], minlength=len(sizes))
    by_day = inside[np.argsort(day[inside], kind="stable")]
    starts = np.cumsum(counts) - counts
    full = counts[day[chosen]] > 0
    chosen, before = chosen[full], before[full]
    at = np.minimum(before, counts[day[chosen]] - 1)
    keys[chosen] = 2.0 * places[by_day[starts[day[chosen]] + at]] + 1
    return Mixed(np.lexsort((places, keys)).astype(np.int64), outside)


def _turn(
    ordinals: NDArray[np.int64], day: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many of some papers stand before each on its day, by ordinal."""
    by_day = ordinals[np.argsort(day[ordinals], kind="stable")]
    counts = np.bincount(day[ordinals], minlength=len(sizes))
    turns = np.zeros(len(day), dtype=np.int64)
    turns[by_day] = np.arange(len(by_day)) - np.repeat(np.cumsum(counts) - counts, counts)
    return turns
