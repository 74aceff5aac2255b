"""A segment as searches see it: postings by the number of a stem, documents by ordinal.

`Snapshot` asks every segment the same questions and does not know how its postings lie. Usually
it is a `FlatSegment`. Where that file is missing, stale or damaged, and nobody has made it anew
yet, a `StockSegment` reads Whoosh's own files: slowly, with the same answers.

What was deleted since a segment was written is still in its counts, as it is for Whoosh, but in
no postings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.fulltext.postings import Postings


class Segment(Protocol):
    """What a segment answers.

    Its methods may raise `DamagedFileError` when a file turns out to be damaged.
    """

    @property
    def live(self) -> NDArray[np.uint32]:
        """The ordinals of the documents that are not deleted, ascending."""

    def __len__(self) -> int:
        """How many documents there are, deleted ones among them."""

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, deleted ones among them.

        Returns:
            A line for each stem, with a number for each field of `scoring.FIELD_BOOSTS`.
        """

    def postings(self, stems: NDArray[np.int64], weights: NDArray[np.float64]) -> Postings:
        """The papers that hold some stems.

        Args:
            stems: their numbers, ascending.
            weights: how much each tells (`scoring.inverse_frequency`) in each field, laid out as
                `counts` are; 0 in fields that are not asked.
        """

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once.

        Args:
            field: in which field.
            stem: its number.
            among: one truth value a paper, by ordinal; deleted documents are passed over.
        """
