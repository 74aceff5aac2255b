"""The hits of a word that few papers hold, added up number by number.

Most words are in few papers, and for a dozen of them setting up arrays takes several times as
long as adding numbers. `snapshot` asks here first, and for all other words uses arrays.
"""

from __future__ import annotations

from itertools import chain, repeat
from operator import add
from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext import scoring
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.hits import Hits
from index.fulltext.scoring import FIELD_BOOSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fulltext.flat_segment import FlatSegment
    from index.fulltext.opening import OpenSegment

_FEW: Final = 64
"""Postings below which arrays are slower."""


def few_hits(
    segments: Sequence[OpenSegment], stem: int, fields: tuple[str, ...], documents: int
) -> Hits | None:
    """The papers that hold a stem, or None: too many for this, or not all postings are flat.

    Args:
        segments: of the index.
        stem: its number.
        fields: where it counts.
        documents: how many there are in all segments together.
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
    if sum(counts) > _FEW:
        return None
    weights = [
        boost * scoring.inverse_frequency(documents, count) if name in fields else 0.0
        for (name, boost), count in zip(FIELD_BOOSTS.items(), counts, strict=True)
    ]
    scores: dict[int, float] = {}
    try:
        for flat, sizes in held:
            told = chain.from_iterable(map(repeat, weights, sizes))
            for (ordinal, level), weight in zip(flat.levels(stem), told, strict=True):
                if weight and level:
                    scores[ordinal] = scores.get(ordinal, 0.0) + level * weight
    except DamagedFileError:
        return None  # asked again, the segment goes on with its stock postings
    found = sorted(scores)
    return Hits(
        np.array(found, dtype=np.int64),
        np.array([scores[ordinal] for ordinal in found], dtype=np.float64),
    )
