"""Orders of papers: which ordinals, in which order, out of what a search matched.

Ties always end in the order of ordinals, so that the same question gives the same list. The
column that gives the usual order is sorted already; the others are sorted here, over the
matches alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.matching import Matches


def ordered(columns: Columns, matches: Matches, sort: str) -> NDArray[np.int64]:
    """The ordinals of the papers that match.

    Args:
        columns: the papers.
        matches: one truth value a paper, and scores if the sort is ``relevance``.
        sort: one of `search.SORTS`: best score, newest day, lowest rank, title, or newest
            arrival first.
    """
    if sort == "day":
        order = np.frombuffer(columns.default_order, dtype=np.uint32).astype(np.int64)
        return order[matches.mask[order]]
    ordinals = np.flatnonzero(matches.mask)
    keys = _keys(columns, matches, sort)[ordinals]
    return ordinals[np.argsort(keys, kind="stable")]


def _keys(columns: Columns, matches: Matches, sort: str) -> NDArray[np.float64 | np.int64]:
    """What to sort by, ascending: one number a paper."""
    if sort == "relevance" and matches.scores is not None:
        return -matches.scores
    if sort == "rank":
        return np.frombuffer(columns.ranks, dtype=np.uint32).astype(np.int64)
    if sort == "title":
        return np.frombuffer(columns.title_ranks, dtype=np.uint32).astype(np.int64)
    return -np.frombuffer(columns.added, dtype=np.uint64).astype(np.int64)
