"""Latent semantic analysis: papers as a hundred numbers instead of some thousand words.

Words that stand in the same papers are laid together, so that papers on one matter are near each
other though they say it differently. The space is fitted on some of the papers, by the truncated
singular value decomposition of their tf-idf vectors, and all papers are folded in: laid into it
by their own words. A new paper is folded in the same way, and lies where it would lie had it been
there before.

The decomposition is a block Lanczos one: a random matrix times the rows, the product taken back and
forth a few times, and an exact one of what lies between the last of these products (Musco and Musco
2015, algorithm 2). Between the very last alone (Halko, Martinsson, Tropp 2011) a sixth of the space
would be as the random numbers fall, and rankings with it. The numbers are always the same, so the
same papers give the same space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from index.vectors.sparse import SparseRows

MOST_DIMENSIONS: Final = 192
"""Of a large library; more of them bring nothing. Swept, see tests/README.md."""

_FEWEST_DIMENSIONS: Final = 8
_PAPERS_EACH: Final = 32
"""Papers to a dimension: a few hundred papers hold few matters, and in a space of a hundred
dimensions each paper would lie alone. Swept on conference papers; see tests/README.md."""

SAMPLE: Final = 4_000
"""Papers that a space is fitted on, at most."""

_SPARE: Final = 16
"""Dimensions beyond those wanted: the last ones are found slowest."""

_ROUNDS: Final = 5
_LAST: Final = 3
"""Times the product is taken back and forth, and how many of the last products are looked at: as
few as leave half a hundredth of the space to chance, whatever the size of the library."""

_SEED: Final = 12
_NOTHING: Final = 1e-5
"""Of the greatest singular value: what is below is rounding."""

_PART: Final = 2_048
"""Stems that are summed at once in double precision."""


def dimensions(papers: int) -> int:
    """How many dimensions suit a library of so many papers."""
    return min(MOST_DIMENSIONS, max(_FEWEST_DIMENSIONS, papers // _PAPERS_EACH))


class LatentSpace(NamedTuple):
    """What lays papers into a space."""

    basis: NDArray[np.float32]
    """A line for each stem, of as many numbers as there are dimensions."""

    middle: NDArray[np.float32]
    """Where papers lie on average, before it is taken away: what all have in common is no
    likeness, and in a library of one subject it is most of what there is."""

    @classmethod
    def fitted(
        cls,
        rows: SparseRows,
        width: int,
        size: int,
        on_share: Callable[[float], None] = lambda _: None,
    ) -> LatentSpace:
        """The space of some papers.

        Args:
            rows: their tf-idf vectors; `sample` chooses whose.
            width: how many stems there are.
            size: how many dimensions to keep, if there are so many.
            on_share: told now and then which share of it is done, up to 1.
        """
        basis = _basis(rows, width, size, on_share)
        on_share(1.0)
        return cls(basis, _unit(rows.times_matrix(basis)).mean(axis=0, dtype=np.float32))

    @property
    def dimensions(self) -> int:
        """How many there are."""
        return len(self.middle)

    def folded(self, rows: SparseRows) -> NDArray[np.float32]:
        """Papers laid into the space, each at length 1; a paper without a known word at 0.

        Args:
            rows: their tf-idf vectors.
        """
        lying = _unit(rows.times_matrix(self.basis))
        known = np.any(lying, axis=1, keepdims=True)
        return _unit(np.where(known, lying - self.middle, 0).astype(np.float32))


def _basis(
    rows: SparseRows, width: int, size: int, on_share: Callable[[float], None]
) -> NDArray[np.float32]:
    frequencies = np.bincount(rows.columns, minlength=width)
    stems = np.argsort(-frequencies, kind="stable")[: np.count_nonzero(frequencies)]
    wanted = min(size + _SPARE, rows.height, len(stems))
    if not wanted:
        return np.zeros((width, 0), dtype=np.float32)
    # The most frequent stems first: then those that few papers have are multiplied among
    # themselves, in blocks that are narrow.
    numbers = np.zeros(width, dtype=np.uint32)
    numbers[stems] = np.arange(len(stems))
    rows = rows._replace(columns=numbers[rows.columns])
    columns = rows.transposed(len(stems))
    left = columns.times_matrix(_around(rows, columns, wanted, on_share))
    squares, turned = np.linalg.eigh(_gram(left))
    strengths = np.sqrt(np.maximum(squares, 0))[::-1]
    real = int(np.sum(strengths > _NOTHING * max(float(strengths[0]), _NOTHING)))
    kept = min(size, real)
    turn = (turned[:, ::-1][:, :kept] / strengths[:kept]).astype(np.float32)
    basis = np.zeros((width, kept), dtype=np.float32)
    basis[stems] = left @ turn
    return basis


def _around(
    rows: SparseRows, columns: SparseRows, wanted: int, on_share: Callable[[float], None]
) -> NDArray[np.float32]:
    """Directions among papers, at right angles, between which nearly all of the space lies.

    Args:
        rows: the papers.
        columns: the same, transposed.
        wanted: directions to begin with, which each product has.
        on_share: told now and then which share of the work is done.
    """
    dice = np.random.default_rng(_SEED)
    spread = rows.times_matrix(dice.standard_normal((columns.height, wanted), dtype=np.float32))
    found = [np.linalg.qr(spread).Q]
    for number in range(_ROUNDS):
        on_share(number / _ROUNDS)
        spread = rows.times_matrix(columns.times_matrix(found[-1]))
        found.append(np.linalg.qr(spread).Q)
    return np.linalg.qr(np.concatenate(found[-_LAST:], axis=1)).Q


def _gram(matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """The inner products of a matrix's columns: their squares need more digits than they have."""
    products = np.zeros((matrix.shape[1], matrix.shape[1]))
    for first in range(0, len(matrix), _PART):
        part = matrix[first : first + _PART].astype(np.float64)
        products += part.T @ part
    return products


def _unit(lines: NDArray[np.float32]) -> NDArray[np.float32]:
    """The lines at length 1; what is 0 stays 0."""
    lengths = np.linalg.norm(lines, axis=1, keepdims=True)
    scales = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > _NOTHING)
    scaled: NDArray[np.float32] = lines * scales
    return scaled


def sample(papers: int, most: int = SAMPLE) -> NDArray[np.int64]:
    """So many ordinals at most, evenly spread over the library."""
    size = min(papers, most)
    return np.arange(size, dtype=np.int64) * papers // max(1, size)
