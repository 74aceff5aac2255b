"""Papers like one: the nearest in the latent space, fused with those that share its words.

Two rankings see different things: the latent space finds what is about the same without saying
it in the same words, BM25 what uses the very words. They are fused by reciprocal ranks (Cormack,
Clarke, Büttcher 2009), which needs no common scale. BM25 is asked about the thousand nearest in
the latent space alone: what lies further off could not come in front by words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.vectors import weighting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors

CANDIDATES: Final = 1_000
"""Papers that are looked at closely."""

_CONSTANT: Final = 60
"""Of reciprocal rank fusion, as it was published."""

_MEANING: Final = 2.0
"""How much the latent space counts, where words count 1; swept, see tests/README.md."""


class Nearest(NamedTuple):
    """Papers, the most alike first."""

    ordinals: NDArray[np.int64]

    scores: NDArray[np.float64]
    """Between 0 and 1: 1 for what comes first by meaning and by words."""


def nearest(
    vectors: PaperVectors, ordinal: int, limit: int, left_out: NDArray[np.int64]
) -> Nearest:
    """The papers most like one that have anything in common with it.

    Args:
        vectors: of all papers.
        ordinal: the paper.
        limit: how many at most.
        left_out: papers that are not wanted; the paper itself never is.
    """
    likeness = vectors.lying @ vectors.lying[ordinal]
    likeness[left_out] = -np.inf
    likeness[ordinal] = -np.inf
    candidates = _best(likeness, max(CANDIDATES, limit))
    chosen = vectors.counts.chosen(candidates)
    words = weighting.bm25(vectors.counts, vectors.idf, vectors.mean_length, ordinal, chosen)
    alike = words > 0  # without a word in common there would be no reason to give
    candidates, words = candidates[alike], words[alike]
    fused = _MEANING * _reciprocal(likeness[candidates]) + _reciprocal(words)
    fused /= (_MEANING + 1) / (_CONSTANT + 1)
    places = np.lexsort((candidates, -fused))[:limit]
    return Nearest(candidates[places], fused[places])


def _best(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The places of the highest scores that are any, ascending."""
    few = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
    return np.sort(few[np.isfinite(scores[few])]).astype(np.int64)


def _reciprocal(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """What each is worth by its rank; of equals the first ranks first."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (_CONSTANT + ranks)
