"""The hits of one word: what is asked most, found with as few arrays as there can be.

The postings of a stem lie in one piece, so each segment is read in two slices and the lists of
its fields are weighted where they lie. Most words are in few papers; for a dozen of them setting
up an array takes several times as long as adding numbers, and they are added up one by one.
`snapshot` asks here first, and goes the way of many stems where not all postings are flat.
"""

from __future__ import annotations

from itertools import chain, repeat
from operator import add
from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext import scoring
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.hits import NO_HITS, Hits
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.sums import summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fulltext.flat_segment import FlatSegment
    from index.fulltext.opening import OpenSegment

_FEW: Final = 64
"""Postings below which arrays are slower."""


def word_hits(
    segments: Sequence[OpenSegment],
    stem: int,
    fields: tuple[str, ...],
    documents: int,
    papers: int,
) -> Hits | None:
    """The papers that hold a stem, or None: not all postings are flat, and sound.

    Args:
        segments: of the index.
        stem: its number.
        fields: where it counts.
        documents: how many there are in all segments together.
        papers: all ordinals are below it.
    """
    held: list[tuple[FlatSegment, list[int]]] = []
    counts = [0] * len(FIELD_BOOSTS)
    for segment in segments:
        flat = segment.flat
        if flat is None:
            return None
        sizes = flat.sizes(stem)
        if sizes:
            held.append((flat, sizes))
            counts = list(map(add, counts, sizes))
    weights = [
        boost * scoring.inverse_frequency(documents, count) if name in fields else 0.0
        for (name, boost), count in zip(FIELD_BOOSTS.items(), counts, strict=True)
    ]
    most = sum(counts)
    try:
        if most <= _FEW:
            return _added_up(held, stem, weights)
        return summed((flat.word(stem, weights) for flat, _ in held), most, papers)
    except DamagedFileError:
        return None  # asked again, the segment goes on with its stock postings


def _added_up(
    held: Sequence[tuple[FlatSegment, list[int]]], stem: int, weights: Sequence[float]
) -> Hits:
    scores: dict[int, float] = {}
    for flat, sizes in held:
        told = chain.from_iterable(map(repeat, weights, sizes))
        for ordinal, level, weight in zip(*flat.levels(stem), told, strict=True):
            if weight and level:
                scores[ordinal] = scores.get(ordinal, 0.0) + level * weight
    if not scores:
        return NO_HITS
    found = sorted(scores)
    return Hits(np.array(found), np.array([scores[ordinal] for ordinal in found]))
