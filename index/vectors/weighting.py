"""From counts to weights: how much a word says of a paper.

Two weightings of the same counts. **tf-idf** is what papers are compared by as vectors:
``(1 + ln tf) · (ln((1 + N) / (1 + df)) + 1)``, each paper at length 1. **BM25** is what a paper
scores for the words of another, Robertson's, with the floor that keeps words of more than half of
the papers above zero: in a library of one topic these are the topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.vectors.sparse import SparseRows, row_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.vectors.counts import TermCounts

_K1: Final = 2.0
_B: Final = 0.75
"""Swept on conference papers' own subject labels; see tests/README.md."""


def rarities(frequencies: NDArray[np.int64], papers: int) -> NDArray[np.float32]:
    """How much each stem tells; always above 0.

    Args:
        frequencies: in how many papers each is.
        papers: of how many.
    """
    return (np.log((1 + papers) / (1 + frequencies)) + 1).astype(np.float32)


def topicality(counts: TermCounts) -> NDArray[np.float64]:
    """By how much each stem bunches up: residual inverse document frequency, in bits.

    What papers are about comes again and again in some and not at all in others; what they are
    written with comes once in many. So a stem of matter is in fewer papers than it would be if its
    occurrences were strewn at random (Church and Gale 1995), and one of manner is in as many.
    """
    papers = counts.frequencies()
    often = np.bincount(counts.terms, weights=counts.counts, minlength=len(counts.stems))
    strewn = -np.expm1(-often / max(1, counts.papers))
    return np.log2(np.maximum(strewn, _LEAST) * counts.papers / np.maximum(papers, 1))


def tf_idf(counts: TermCounts, idf: NDArray[np.float32]) -> SparseRows:
    """Every paper as a vector of length 1."""
    values = _LOGARITHMS[counts.counts] * idf[counts.terms]
    return SparseRows(counts.starts, counts.terms, values).unit()


def bm25(
    papers: TermCounts, wanted: NDArray[np.float32], mean_length: float
) -> NDArray[np.float32]:
    """What some papers score for some words.

    Args:
        papers: their counts.
        wanted: how much each stem is wanted, times how much it tells: the tf-idf vector of what
            is asked.
        mean_length: words of a paper on average, as counts have them; not 0.
    """
    often = papers.counts.astype(np.float32)
    lengths = row_sums(often, papers.starts) / np.float32(mean_length)
    norms = np.repeat(_K1 * (1 - _B + _B * lengths), np.diff(papers.starts))
    saturated = often * (_K1 + 1) / (often + norms)
    return SparseRows(papers.starts, papers.terms, saturated.astype(np.float32)).times(wanted)


_LOGARITHMS: Final = np.concatenate(([0], 1 + np.log(np.arange(1, 256)))).astype(np.float32)
"""1 + ln of each count."""

_LEAST: Final = 1e-12
"""In place of nothing, which has no logarithm."""
