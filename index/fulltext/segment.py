"""A segment as searches see it: postings by the number of a stem, documents by ordinal.

`Snapshot` asks every segment the same questions and does not know how its postings lie. Usually
it is a `FlatSegment`. Where that file is missing, stale or damaged, and nobody has made it anew
yet, a `StockSegment` reads Whoosh's own files: slowly, with the same answers.

What was deleted since a segment was written is still in its counts, as it is for Whoosh, but in
no postings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Postings(NamedTuple):
    """The papers of a segment that hold some stems, stem after stem."""

    ordinals: NDArray[np.uint32]
    """Ascending within a stem."""

    scores: NDArray[np.float64]
    """How much of the stem each has, times how much the stem tells."""


class Segment(Protocol):
    """What a segment answers.

    Its methods may raise `DamagedFileError` when a file turns out to be damaged.
    """

    total_lengths: dict[str, int]
    """How many words each field has in all documents together, deleted ones among them."""

    @property
    def live(self) -> NDArray[np.uint32]:
        """The ordinals of the documents that are not deleted, ascending."""

    def __len__(self) -> int:
        """How many documents there are, deleted ones among them."""

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, deleted ones among them.

        Returns:
            A line for each field, in the order of `scoring.FIELD_BOOSTS`.
        """

    def postings(
        self,
        field: str,
        stems: NDArray[np.int64],
        rarities: NDArray[np.float64],
        mean_length: float,
    ) -> Postings:
        """The papers that hold some stems.

        Args:
            field: in which field.
            stems: their numbers, ascending.
            rarities: how much each tells (`scoring.inverse_frequency`).
            mean_length: how many words a document has in the field on average.
        """

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once.

        Args:
            field: in which field.
            stem: its number.
            among: one truth value a paper, by ordinal; deleted documents are passed over.
        """
