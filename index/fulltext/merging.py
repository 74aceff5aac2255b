"""Which segments a commit melts together, and how: few enough to search, seldom enough to write.

Each commit adds one segment, and each segment costs every search a little. Once there would be
too many, all but the largest few go into the new one, so that a paper is written anew seldom and
a first import of fifty thousand papers not at all. A segment that is mostly deleted papers goes
in as well.

What goes in is never analysed again: inversions are put together as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.runs import starts_of

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
    new_terms = [np.array([numbers[term] for term in part.terms], np.uint64) for part in parts]
    ordinals = np.concatenate([part.ordinals for part in parts])
    order = np.argsort(ordinals)
    ranks = np.empty(len(order), dtype=np.uint64)
    ranks[order] = np.arange(len(order))
    new_docs = np.split(ranks, np.cumsum([len(part.ordinals) for part in parts])[:-1])
    fields = {}
    for name in parts[0].fields:
        fields[name] = _combined(
            [part.fields[name] for part in parts], new_terms, new_docs, len(terms)
        )
    return Inversion(terms, fields, ordinals[order])


def _combined(
    parts: list[FieldPostings],
    new_terms: list[NDArray[np.uint64]],
    new_docs: list[NDArray[np.uint64]],
    terms: int,
) -> FieldPostings:
    """The postings of all parts, whose terms and documents have new numbers."""
    keys = np.concatenate(
        [
            np.repeat(numbers, np.diff(part.starts)) << np.uint64(32) | docs[part.docs]
            for part, numbers, docs in zip(parts, new_terms, new_docs, strict=True)
        ]
    )
    order = np.argsort(keys)
    keys = keys[order]
    frequencies = np.concatenate([part.frequencies for part in parts])
    firsts = starts_of(frequencies)[:-1][order]
    frequencies = frequencies[order]
    # Where each posting's positions come from, less where they go.
    places = np.repeat(firsts - starts_of(frequencies)[:-1], frequencies)
    places += np.arange(len(places))
    counts = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=terms)
    return FieldPostings(
        starts_of(counts),
        (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        frequencies,
        np.concatenate([part.positions for part in parts])[places],
    )
