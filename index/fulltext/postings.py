"""What a segment finds, before it is scored: postings by the list, and what each list tells.

A *list* is one stem in one field. Scores are made block after block, so that what a block needs
stays in the processor's cache: the beginning of a word may stand for millions of postings, and
arrays of that length would cost more than the arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Block: TypeAlias = "tuple[NDArray[np.integer], NDArray[np.float64]]"
"""Ordinals and their scores, which are above 0."""

_BLOCK: Final = 1 << 16
"""Postings scored at a time."""


class Postings(NamedTuple):
    """The papers of a segment that hold some stems in some fields, list after list."""

    ordinals: NDArray[np.uint32]
    """Of each posting; ascending within a list."""

    pairs: NDArray[np.integer]
    """Where in `levels` it stands how much of the stem the paper has."""

    levels: NDArray[np.float64]
    """`scoring.saturation`, of whatever the postings refer to."""

    counts: NDArray[np.int64]
    """How many postings each list has."""

    weights: NDArray[np.float64]
    """How much each list tells; what is in one of weight 0 does not count as found."""

    deleted: NDArray[np.bool_] | None = None
    """Which papers' documents are deleted, by ordinal; None where none is."""

    @property
    def size(self) -> int:
        """How many postings there are, those that do not count among them."""
        return len(self.ordinals)

    def blocks(self) -> Iterator[Block]:
        """What is found; a paper may come once for each list."""
        ends = np.cumsum(self.counts)
        whole = self.deleted is None and bool(self.weights.all())
        for start in range(0, len(self.ordinals), _BLOCK):
            stop = min(start + _BLOCK, len(self.ordinals))
            ordinals = self.ordinals[start:stop]
            scores = self.levels.take(self.pairs[start:stop])
            scores *= self._told(ends, start, stop)
            if not whole:
                kept = scores != 0
                if self.deleted is not None:
                    kept &= ~self.deleted[ordinals]
                ordinals, scores = ordinals[kept], scores[kept]
            yield ordinals, scores

    def _told(self, ends: NDArray[np.int64], start: int, stop: int) -> NDArray[np.float64]:
        """The weight of each posting of a block, or the one of all of them."""
        first, last = ends.searchsorted((start, stop - 1), side="right").tolist()
        if first == last:
            return self.weights[first : first + 1]
        sizes = self.counts[first : last + 1].copy()
        sizes[0] = ends[first] - start
        sizes[-1] -= ends[last] - stop
        return np.repeat(self.weights[first : last + 1], sizes)
