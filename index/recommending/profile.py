"""What a reader likes of one kind, learnt from stars: a linear model over words.

Rocchio's relevance feedback, twice over the same papers and added up. Over tf-idf: the mean of the
stars less the mean of all papers, so that what every paper says counts for nothing. In the latent
space: the mean of the stars, since there the mean of all is taken away already. Dismissed papers
of the same matter are taken off. Each part is measured in its own standard deviations over the
library, so a score of 1 is well above the average paper whatever the library.

Who has several interests tells little of each, and some of it is the same: what kind of paper this
reader likes at all. So each interest is learnt as if a few papers more belonged to it, each as all
that the reader likes is on average: it is drawn to the whole the more, the fewer papers it has of
its own (shrinkage, as in hierarchical models).

Both parts are linear in a paper's words: what each word adds to the score can be told exactly
(`index.recommending.explanation`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors

_WORDS: Final = 0.3
"""The share of tf-idf in a score; the rest is the latent space's. Swept, see tests/README.md."""

_DISMISSED: Final = 0.25
"""How much dismissed papers are taken off; swept, see tests/README.md."""

_LENT: Final = 4
"""Papers, each as all that the reader likes is on average, that are lent to every interest; swept,
see tests/README.md."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One interest of a reader."""

    name: str
    """The tag that names it, or ``""`` for stars that lie together."""

    papers: NDArray[np.int64]
    """The ordinals of its own papers."""

    liked: NDArray[np.int64]
    """The ordinals of the papers of all interests: it is learnt from each of them, a little."""

    portions: NDArray[np.float32]
    """How much each of these counts; they add up to 1."""

    words: NDArray[np.float32]
    """What a stem adds to a score where a paper's weight in it is 1."""

    direction: NDArray[np.float32]
    """The same for each dimension of the latent space."""

    scores: NDArray[np.float32]
    """Of every paper, by ordinal."""

    scales: tuple[float, float]
    """What likeness to what is liked counts, by words and in the latent space."""


def learnt(
    vectors: PaperVectors,
    interests: Sequence[tuple[str, NDArray[np.int64]]],
    dismissed: NDArray[np.int64],
) -> tuple[Profile, ...]:
    """The profiles of a reader's interests.

    Args:
        vectors: of all papers.
        interests: each with its name, and the ordinals of the papers that are liked; at least one.
        dismissed: ordinals of those that are not.
    """
    if not interests:
        return ()
    means = [_Mean.of(vectors, papers) for _, papers in interests]
    sizes = [len(papers) for _, papers in interests]
    whole = _Mean.sum((mean, size / sum(sizes)) for mean, size in zip(means, sizes, strict=True))
    every = np.concatenate([papers for _, papers in interests])
    less = [(_Mean.of(vectors, dismissed), -_DISMISSED)] if len(dismissed) else []
    profiles = []
    for (name, papers), mean in zip(interests, means, strict=True):
        own = len(papers) / (len(papers) + _LENT)
        wanted = _Mean.sum(((mean, own), (whole, 1 - own), *less))
        liked, portions = _portions(papers, every, own)
        model = _model(vectors, wanted)
        profiles.append(Profile(name, papers, liked, portions, *model))
    return tuple(profiles)


class _Mean(NamedTuple):
    """What some papers are on average."""

    words: NDArray[np.float32]
    """By tf-idf."""

    by_words: NDArray[np.float32]
    """How like that each paper of the library is."""

    direction: NDArray[np.float32]
    """In the latent space."""

    @classmethod
    def of(cls, vectors: PaperVectors, papers: NDArray[np.int64]) -> _Mean:
        """The mean of papers, by ordinal; at least one."""
        direction = vectors.lying[papers].mean(axis=0, dtype=np.float32)
        return cls(vectors.mean_of(papers), vectors.likeness(papers), direction)

    @classmethod
    def sum(cls, parts: Iterable[tuple[_Mean, float]]) -> _Mean:
        """Several together, each in its share; at least one."""
        (first, share), *others = parts
        words, by_words, direction = (values * np.float32(share) for values in first)
        for mean, share in others:
            words += mean.words * np.float32(share)
            by_words += mean.by_words * np.float32(share)
            direction += mean.direction * np.float32(share)
        return cls(words, by_words, direction)


def _portions(
    papers: NDArray[np.int64], every: NDArray[np.int64], own: float
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """How much each liked paper counts in an interest.

    Args:
        papers: the ordinals of its own.
        every: those of all interests, one after the other.
        own: the share of its own.
    """
    liked, places = np.unique(every, return_inverse=True)
    portions = np.bincount(places) * ((1 - own) / len(every))
    portions[np.searchsorted(liked, papers)] += own / len(papers)
    return liked, portions.astype(np.float32)


def _model(
    vectors: PaperVectors, wanted: _Mean
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], tuple[float, float]]:
    """What is wanted less what all papers are: words, direction, scores, scales of a profile."""
    by_words = wanted.by_words - vectors.commonness
    by_meaning = vectors.lying @ wanted.direction
    scale, latent_scale = _scale(by_words, _WORDS), _scale(by_meaning, 1 - _WORDS)
    return (
        (wanted.words - vectors.mean) * scale,
        wanted.direction * latent_scale,
        by_words * scale + by_meaning * latent_scale,
        (float(scale), float(latent_scale)),
    )


def _scale(scores: NDArray[np.float32], deviation: float) -> np.float32:
    """What brings scores to a standard deviation; 0 where all are the same."""
    now = float(scores.std()) if len(scores) else 0.0
    return np.float32(deviation / now if now > _FLAT else 0.0)


_FLAT: Final = 1e-6
"""Deviations below are rounding."""
