"""How well a paper matches a term: BM25F, exactly as Whoosh computes it.

A score is what a term tells (`inverse_frequency`) times how much of it a paper has
(`saturation`), for one term in one field; both work on whole arrays at once. Statistics are of
the whole index, deleted documents included, so that every segment scores alike; the parameters
are Whoosh's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIELD_BOOSTS: Final = {"title": 2.0, "abstract": 1.0, "author": 1.0, "keywords": 1.0}
"""The text fields, and by how much the score of a match in each is multiplied."""

_B = 0.75
_K1 = 1.2


@overload
def inverse_frequency(documents: int, frequencies: int) -> float: ...
@overload
def inverse_frequency(documents: int, frequencies: NDArray[np.int64]) -> NDArray[np.float64]: ...
def inverse_frequency(
    documents: int, frequencies: NDArray[np.int64] | int
) -> NDArray[np.float64] | float:
    """How much each term tells, by how many of `documents` hold it; always above 0."""
    if isinstance(frequencies, int):
        return math.log(documents / (frequencies + 1)) + 1
    rarities: NDArray[np.float64] = np.log(documents / (frequencies + 1)) + 1
    return rarities


def saturation(
    weights: NDArray[np.float64],
    lengths: NDArray[np.float64],
    mean_lengths: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """How much of a term each posting has: above 0, below `_K1` + 1.

    Args:
        weights: how often the document holds the term.
        lengths: how many words the document has in the field, as precisely as Whoosh keeps it.
        mean_lengths: how many words a document has in the field on average; not 0. One for all
            postings, or one for each.
    """
    norms = _K1 * ((1 - _B) + _B * lengths / mean_lengths)
    saturations: NDArray[np.float64] = (weights * (_K1 + 1)) / (weights + norms)
    return saturations
