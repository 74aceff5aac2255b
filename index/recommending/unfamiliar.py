"""What is new to a reader in a paper: telling words that nothing they starred or read has."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from index.marktable import READ, STARRED
from index.recommending.wording import wording

if TYPE_CHECKING:
    from index.marktable import MarkTable
    from index.paper import Paper
    from index.vectors.papervectors import PaperVectors

_MOST: Final = 5
"""Words that are named."""

_FEWEST_PAPERS: Final = 3
"""Papers that must have a word: one that hardly any has is a name or a slip."""


class Familiarity:
    """Which words a reader has met, as of some marks: asked about one paper after the other.

    Args:
        vectors: of all papers.
        marks: what the reader has marked.
    """

    def __init__(self, vectors: PaperVectors, marks: MarkTable) -> None:
        self._vectors, self._weights = vectors, vectors.weights
        size = len(vectors)
        flags = np.frombuffer(bytes(marks.flags[:size]).ljust(size, b"\0"), dtype=np.uint8)
        self._seen = (flags & (READ | STARRED)) != 0
        counts, seen = vectors.counts, np.flatnonzero(self._seen)
        self._papers_seen = len(seen)
        self._often_seen = counts.chosen(seen).frequencies()
        self._is_common = counts.frequencies() >= _FEWEST_PAPERS

    def new_in(self, paper: Paper, ordinal: int) -> tuple[str, ...]:
        """The most telling words of a paper that no other starred or read one has.

        None where nothing was starred or read: all would be new.

        Args:
            paper: the paper, whole; words are told as it writes them.
            ordinal: the same.
        """
        vectors = self._vectors
        if ordinal >= len(self._seen) or self._papers_seen <= self._seen[ordinal]:
            return ()
        terms, weights = self._weights.row(ordinal)
        elsewhere = self._often_seen[terms] - self._seen[ordinal]
        new = np.flatnonzero(self._is_common[terms] & (elsewhere == 0))
        telling = vectors.topical(terms[new], weights[new], 2 * _MOST)
        every = (vectors.counts.text(int(term)) for term in telling)
        stems = tuple(islice((stem for stem in every if not stem.isdigit()), _MOST))
        written = wording((paper,), stems) if stems else {}
        return tuple(written.get(stem, stem) for stem in stems)


def unfamiliar(
    vectors: PaperVectors, marks: MarkTable, paper: Paper, ordinal: int
) -> tuple[str, ...]:
    """What `Familiarity` says of a single paper."""
    return Familiarity(vectors, marks).new_in(paper, ordinal)
