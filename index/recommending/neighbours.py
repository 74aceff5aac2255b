"""Papers like one: the nearest in the latent space, fused with those that share its words.

Two rankings see different things: the latent space finds what is about the same without saying
it in the same words, BM25 what uses the very words. They are fused by reciprocal ranks (Cormack,
Clarke, Büttcher 2009), which needs no common scale. Then both are asked once more for the paper
and the three that came first, taken together: what these say besides tells the paper's matter
from its wording (pseudo-relevance feedback, as old as Rocchio).

BM25 is asked about the thousand nearest in the latent space alone: what lies further off could not
come in front by words.
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

_FED_BACK: Final = 3
"""Papers that are asked for together with the one; swept, see tests/README.md."""


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
    place = vectors.lying[ordinal]
    likeness = vectors.lying @ place
    likeness[left_out] = -np.inf
    likeness[ordinal] = -np.inf
    candidates = _best(likeness, max(CANDIDATES, limit))
    own = vectors.mean_of(np.array([ordinal]))
    ranking = _Ranking(vectors, candidates)
    alike = ranking.words(own) > 0  # without a word in common there would be no reason to give
    ranking = _Ranking(vectors, candidates[alike])
    first = ranking.best(ranking.fused(place, own), _FED_BACK)
    if len(first):
        place = place + vectors.lying[first].mean(axis=0)
        own += vectors.mean_of(first)
    fused = ranking.fused(place, own)
    order = np.lexsort((ranking.candidates, -fused))[:limit]
    return Nearest(ranking.candidates[order], fused[order])


class _Ranking:
    """Some papers, to be ranked by a place in the latent space and by words."""

    def __init__(self, vectors: PaperVectors, candidates: NDArray[np.int64]) -> None:
        self.candidates = candidates
        self._lying = vectors.lying[candidates]
        self._counts = vectors.counts.chosen(candidates)
        self._mean_length = vectors.mean_length

    def words(self, wanted: NDArray[np.float32]) -> NDArray[np.float32]:
        """What each scores for some words."""
        return weighting.bm25(self._counts, wanted, self._mean_length)

    def fused(self, place: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.float64]:
        """What each is worth by both; 1 for what comes first by both."""
        both = _reciprocal(self._lying @ place) + _reciprocal(self.words(wanted))
        return both * ((_CONSTANT + 1) / 2)

    def best(self, worth: NDArray[np.float64], most: int) -> NDArray[np.int64]:
        """The ordinals of those that are worth most."""
        return self.candidates[np.lexsort((self.candidates, -worth))[:most]]


def _best(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The places of the highest scores that are any, ascending."""
    few = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
    return np.sort(few[np.isfinite(scores[few])]).astype(np.int64)


def _reciprocal(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """What each is worth by its rank; of equals the first ranks first."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (_CONSTANT + ranks)
