"""Scores of papers added up: blocks of postings in, each paper once out.

A paper comes once for each stem and field that it is found by. What it scores in all of them is
added up in an array of all papers, or where that is much longer than what there is to add, by
sorting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext.hits import NO_HITS, Hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.fulltext.postings import Block

_FEW: Final = 16
"""Postings that are so many times fewer than the papers are sorted; others are added in place."""

_SMALL: Final = 1 << 17
"""Papers of which an array costs less than sorting anything."""


def summed(blocks: Iterable[Block], most: int, papers: int) -> Hits:
    """All papers of some blocks, each once.

    Args:
        blocks: ordinals and scores, none of which is below 0; what scores 0 is not found.
        most: how many postings there are at most.
        papers: all ordinals are below it.
    """
    if papers > _SMALL and most * _FEW < papers:
        return _sorted([block for block in blocks if len(block[0])])
    return held(totals(blocks, papers))


def totals(blocks: Iterable[Block], papers: int) -> NDArray[np.float64]:
    """What each of so many papers scores in some blocks."""
    total = np.zeros(papers, dtype=np.float64)
    for ordinals, scores in blocks:
        np.add.at(total, ordinals, scores)
    return total


def held(total: NDArray[np.float64]) -> Hits:
    """The papers whose score is not 0."""
    papers = (total != 0).nonzero()[0]  # of truth values it takes a tenth of the time
    return Hits(papers, total[papers])


def _sorted(blocks: Sequence[Block]) -> Hits:
    if not blocks:
        return NO_HITS
    ordinals = np.concatenate([ordinals for ordinals, _ in blocks])
    scores = np.concatenate([scores for _, scores in blocks])
    order = ordinals.argsort(kind="stable")
    ordinals = ordinals[order]
    firsts = np.flatnonzero(np.diff(ordinals, prepend=ordinals[:1] + 1))
    total = np.add.reduceat(scores[order], firsts)
    kept = total != 0
    return Hits(ordinals[firsts].astype(np.int64)[kept], total[kept])
