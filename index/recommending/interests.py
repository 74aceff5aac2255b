"""A reader's interests, kept apart: stars that lie together are one, those far off another.

Who reads on robots and on pruning wants both, not what lies between. Stars are grouped in the
latent space. Groups are merged as long as their middles are near each other (agglomerative,
by centroids); a group of very few is no interest and joins the nearest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 4
"""Interests that are kept apart; more would leave none a place near the top."""

FEWEST_STARS: Final = 3
"""Stars that make an interest."""

_NEAR: Final = 0.2
"""Cosine between the middles of two groups from which on they are one. Rather two groups of one
interest than one of two: groups lend each other papers (`profile`), so little is lost by parting
what belongs together. Swept, see tests/README.md."""

_SEEDS: Final = 64
"""Groups to begin with: merging them takes as long as their number cubed."""


def grouped(lying: NDArray[np.float32], stars: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The stars in groups, the largest first; each star is in one.

    Args:
        lying: where all papers lie in the latent space.
        stars: ordinals.
    """
    if not len(stars):
        return []
    places = lying[stars]
    labels = _merged(places, _seeded(places))
    groups = [stars[labels == label] for label in np.unique(labels)]
    return sorted(groups, key=lambda group: (-len(group), int(group[0])))


def _seeded(places: NDArray[np.float32]) -> NDArray[np.int64]:
    """A group for each star, or where they are many for each of some far apart."""
    if len(places) <= _SEEDS:
        return np.arange(len(places))
    seeds = [0]
    nearest = places @ places[0]
    while len(seeds) < _SEEDS:
        seeds.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, places @ places[seeds[-1]])
    middles = places[seeds]
    for _ in range(_ROUNDS):
        labels = np.argmax(places @ middles.T, axis=1)
        middles = _middles(places, labels, len(seeds))
    found: NDArray[np.int64] = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return found


_ROUNDS: Final = 5


def _middles(
    places: NDArray[np.float32], labels: NDArray[np.int64], groups: int
) -> NDArray[np.float32]:
    sums = np.zeros((groups, places.shape[1]), dtype=np.float32)
    np.add.at(sums, labels, places)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    sums /= np.where(lengths > 0, lengths, 1)
    return sums


def _merged(places: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Groups merged, the nearest first, until those left are far apart and large enough."""
    labels = labels.copy()
    while (count := int(labels.max()) + 1) > 1:
        middles = _middles(places, labels, count)
        sizes = np.bincount(labels, minlength=count)
        likeness = middles @ middles.T
        np.fill_diagonal(likeness, -np.inf)
        one, other = divmod(int(np.argmax(likeness)), count)
        if likeness[one, other] < _NEAR:
            small = np.flatnonzero(sizes < min(FEWEST_STARS, len(places)))
            if len(small):
                one = int(small[np.argmax(likeness[small].max(axis=1))])
            elif count > MOST:
                one = int(np.argmin(sizes))
            else:
                break
            other = int(np.argmax(likeness[one]))
        labels[labels == max(one, other)] = min(one, other)
        labels[labels > max(one, other)] -= 1
    return labels
