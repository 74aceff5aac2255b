"""What is new to a reader in a paper: telling words that nothing they starred or read has."""

from __future__ import annotations

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


def unfamiliar(
    vectors: PaperVectors, marks: MarkTable, paper: Paper, ordinal: int
) -> tuple[str, ...]:
    """The most telling words of a paper that no other starred or read one has, as it writes them.

    None where nothing was starred or read: all would be new.
    """
    size = len(vectors)
    flags = np.frombuffer(bytes(marks.flags[:size]).ljust(size, b"\0"), dtype=np.uint8)
    seen = np.flatnonzero(flags & (READ | STARRED))
    seen = seen[seen != ordinal]
    if not len(seen):
        return ()
    terms, weights = vectors.weights.row(ordinal)
    known = np.zeros(len(vectors.counts.stems), dtype=np.bool_)
    known[vectors.counts.chosen(seen).terms] = True
    common = vectors.counts.frequencies()[terms] >= _FEWEST_PAPERS
    order = np.argsort(-weights, kind="stable")
    new = [int(terms[place]) for place in order.tolist() if common[place]]
    stems = [vectors.counts.text(term) for term in new if not known[term]]
    written = wording((paper,))
    return tuple(written.get(stem, stem) for stem in stems if not stem.isdigit())[:_MOST]
