"""What a reader likes of one kind, learnt from stars: a linear model over words.

Rocchio's relevance feedback, twice over the same papers and added up. Over tf-idf: the mean of the
stars less the mean of all papers, so that what every paper says counts for nothing. In the latent
space: the mean of the stars, since there the mean of all is taken away already. Dismissed papers
of the same matter are taken off. Each part is measured in its own standard deviations over the
library, so a score of 1 is well above the average paper whatever the library.

Both parts are linear in a paper's words: what each word adds to the score can be told exactly
(`index.recommending.explanation`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors

_WORDS: Final = 0.3
"""The share of tf-idf in a score; the rest is the latent space's. Swept, see tests/README.md."""

_DISMISSED: Final = 0.25
"""How much dismissed papers are taken off; swept, see tests/README.md."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One interest of a reader."""

    name: str
    """The tag that names it, or ``""`` for stars that lie together."""

    papers: NDArray[np.int64]
    """The ordinals of the papers it is learnt from."""

    words: NDArray[np.float32]
    """What a stem adds to a score where a paper's weight in it is 1."""

    direction: NDArray[np.float32]
    """The same for each dimension of the latent space."""

    scores: NDArray[np.float32]
    """Of every paper, by ordinal."""

    scales: tuple[float, float]
    """What likeness to a liked paper counts, by words and in the latent space."""


def learnt(
    vectors: PaperVectors,
    papers: NDArray[np.int64],
    dismissed: NDArray[np.int64],
    name: str = "",
) -> Profile:
    """The profile of an interest.

    Args:
        vectors: of all papers.
        papers: the ordinals of those that are liked; at least one.
        dismissed: of those that are not.
        name: of the interest.
    """
    words = vectors.mean_of(papers) - vectors.mean
    by_words = vectors.likeness(papers) - vectors.commonness
    direction = vectors.lying[papers].mean(axis=0, dtype=np.float32)
    if len(dismissed):
        words -= np.float32(_DISMISSED) * vectors.mean_of(dismissed)
        by_words -= np.float32(_DISMISSED) * vectors.likeness(dismissed)
        direction -= np.float32(_DISMISSED) * vectors.lying[dismissed].mean(axis=0)
    by_meaning = vectors.lying @ direction
    scale, latent_scale = _scale(by_words, _WORDS), _scale(by_meaning, 1 - _WORDS)
    return Profile(
        name,
        papers,
        words * scale,
        direction * latent_scale,
        by_words * scale + by_meaning * latent_scale,
        (float(scale), float(latent_scale)),
    )


def _scale(scores: NDArray[np.float32], deviation: float) -> np.float32:
    """What brings scores to a standard deviation; 0 where all are the same."""
    now = float(scores.std()) if len(scores) else 0.0
    return np.float32(deviation / now if now > _FLAT else 0.0)


_FLAT: Final = 1e-6
"""Deviations below are rounding."""
