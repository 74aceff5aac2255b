"""The text of a segment turned round, as flat arrays: term → documents → positions.

Everything that writes a segment starts from an `Inversion`, whether it comes from papers
(`inverting`), from segments that are being merged, or from stock postings (`stock_segment`); the
stock files and the flat ones are two ways of putting the same arrays on disk.

Documents are numbered from 0 within the segment, in the order of their papers' ordinals, so that
postings that ascend by document ascend by ordinal. A term is a stem in UTF-8; its number is its
place among the terms of the segment, which all fields share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class FieldPostings(NamedTuple):
    """The postings of one field, term after term; a posting is one document holding one term."""

    starts: NDArray[np.int64]
    """Where the postings of each term start; one more than there are terms."""

    docs: NDArray[np.uint32]
    """The document of each posting, ascending within a term."""

    frequencies: NDArray[np.uint32]
    """How often it holds the term; at least 1."""

    positions: NDArray[np.uint32]
    """Where: posting after posting, as many as its frequency says, ascending."""


class Inversion(NamedTuple):
    """The text of a segment."""

    terms: list[bytes]
    """Every term of any field, ascending, each once."""

    fields: dict[str, FieldPostings]
    """By the names of `scoring.FIELD_BOOSTS`, in that order, empty fields among them."""

    ordinals: NDArray[np.uint32]
    """The ordinal of each document's paper, ascending."""

    def only(self, kept: NDArray[np.bool_]) -> Inversion:
        """What is left with some of the documents, numbered anew; terms of none go as well.

        Args:
            kept: one truth value a document.
        """
        if kept.all():
            return self
        numbers = np.cumsum(kept) - 1
        fields = {name: _only(field, kept, numbers) for name, field in self.fields.items()}
        sizes = [np.diff(field.starts) for field in fields.values()]
        used = np.flatnonzero(np.sum(sizes, axis=0))
        terms = [self.terms[number] for number in used.tolist()]
        starts = np.append(used, len(self.terms))
        fields = {
            name: field._replace(starts=field.starts[starts]) for name, field in fields.items()
        }
        return Inversion(terms, fields, self.ordinals[kept])


def _only(
    field: FieldPostings, kept: NDArray[np.bool_], numbers: NDArray[np.int64]
) -> FieldPostings:
    stays = kept[field.docs]
    before = np.concatenate(([0], np.cumsum(stays)))
    return FieldPostings(
        before[field.starts],
        numbers[field.docs[stays]].astype(np.uint32),
        field.frequencies[stays],
        field.positions[np.repeat(stays, field.frequencies)],
    )
