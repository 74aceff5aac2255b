"""Which segments a commit melts together, and how: few enough to search, seldom enough to write.

Each commit adds one segment, and each segment costs every search a little. Once there would be
too many, all but the largest few go into the new one, so that a paper is written anew seldom and
a first import of fifty thousand papers not at all. A segment that is mostly deleted papers goes
in as well.

What goes in is never analysed again: inversions are put together as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.runs import spread, starts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.fulltext.whoosh_api import WhooshSegment

MOST_SEGMENTS: Final = 10
"""How many a commit leaves at most."""

_KEPT_SEGMENTS: Final = 4


def segments_to_keep(segments: list[WhooshSegment]) -> list[WhooshSegment]:
    """Those that stay when one more is about to come."""
    worthy = [segment for segment in segments if 2 * segment.doc_count() > segment.doc_count_all()]
    if len(worthy) < MOST_SEGMENTS:
        return worthy
    largest = sorted(worthy, key=lambda segment: -segment.doc_count())[:_KEPT_SEGMENTS]
    return [segment for segment in worthy if segment in largest]


def combined(parts: Sequence[Inversion]) -> Inversion:
    """The inversion of all documents of some inversions, of which there is at least one.

    Args:
        parts: no ordinal is in two of them.
    """
    if len(parts) == 1:
        return parts[0]
    terms = sorted(set().union(*(part.terms for part in parts)))
    numbers = dict(zip(terms, range(len(terms)), strict=True))
    new_terms = [np.array([numbers[term] for term in part.terms], np.int64) for part in parts]
    ordinals = np.concatenate([part.ordinals for part in parts])
    order = np.argsort(ordinals, kind="stable")
    ranks = np.empty(len(order), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    new_docs = np.split(ranks, np.cumsum([len(part.ordinals) for part in parts])[:-1])
    are_in_order = bool((ordinals[1:] > ordinals[:-1]).all())
    fields = {}
    for name in parts[0].fields:
        renumbered = [
            _Part(part.fields[name], numbers, docs)
            for part, numbers, docs in zip(parts, new_terms, new_docs, strict=True)
        ]
        chained = _chained(renumbered, len(terms))
        fields[name] = chained if are_in_order else _by_document(chained)
    return Inversion(terms, fields, ordinals[order])


class _Part(NamedTuple):
    """The postings of a field, and what its terms and documents are numbered from now on."""

    postings: FieldPostings
    terms: NDArray[np.int64]
    docs: NDArray[np.uint32]


def _chained(parts: list[_Part], terms: int) -> FieldPostings:
    """The postings of all parts: those of a term lie one part behind the other.

    It takes little more memory than the result, which a sort of all postings would not.
    """
    sizes = [np.diff(part.postings.starts) for part in parts]
    widths = [_widths(part.postings) for part in parts]
    starts, places = _places(parts, sizes, terms)
    spots_starts, spots = _places(parts, widths, terms)
    docs = np.empty(starts[-1], dtype=np.uint32)
    frequencies = np.empty(starts[-1], dtype=np.uint32)
    positions = np.empty(spots_starts[-1], dtype=np.uint32)
    for number, (postings, _, new_docs) in enumerate(parts):
        at = spread(sizes[number], places[number])
        docs[at] = new_docs[postings.docs]
        frequencies[at] = postings.frequencies
        positions[spread(widths[number], spots[number])] = postings.positions
    return FieldPostings(starts, docs, frequencies, positions)


def _widths(postings: FieldPostings) -> NDArray[np.int64]:
    """How many positions each term has."""
    return np.diff(starts_of(postings.frequencies)[postings.starts])


def _places(
    parts: list[_Part], sizes: list[NDArray[np.int64]], terms: int
) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    """Where the lists of all parts together start, and where each part's share of them does."""
    before = np.zeros(terms, dtype=np.int64)
    places = []
    for part, counts in zip(parts, sizes, strict=True):
        places.append(before[part.terms])
        before[part.terms] += counts
    starts = starts_of(before)
    return starts, [place + starts[part.terms] for part, place in zip(parts, places, strict=True)]


def _by_document(field: FieldPostings) -> FieldPostings:
    """The same postings, those of each term by document."""
    counts = np.diff(field.starts)
    terms = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    order = np.argsort(terms << np.uint64(32) | field.docs)
    firsts = starts_of(field.frequencies)[:-1][order]
    frequencies = field.frequencies[order]
    return FieldPostings(
        field.starts, field.docs[order], frequencies, field.positions[spread(frequencies, firsts)]
    )
