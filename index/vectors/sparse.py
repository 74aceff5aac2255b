"""Sparse rows: the few products that ranking needs, in numpy alone.

A matrix is kept row after row, as the columns and values of what is not zero. Products with dense
matrices go in blocks of rows, each laid out in full over the columns that it uses: memory stays
bounded however large the library is, and the multiplying is left to BLAS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK: Final = 128
"""Rows that are laid out in full at once: few enough to have few columns together."""


class SparseRows(NamedTuple):
    """A matrix, row after row."""

    starts: NDArray[np.int64]
    """Where each row starts; one more than there are rows."""

    columns: NDArray[np.uint32]
    """Of each value; ascending within a row."""

    values: NDArray[np.float32]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def row(self, number: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Columns and values of one row."""
        first, last = self.starts[number], self.starts[number + 1]
        return self.columns[first:last], self.values[first:last]

    def chosen(self, numbers: NDArray[np.int64]) -> SparseRows:
        """Some of the rows, in the order asked for."""
        starts, places = row_places(self.starts, numbers)
        return SparseRows(starts, self.columns[places], self.values[places])

    def unit(self) -> SparseRows:
        """The rows at length 1; empty ones stay empty."""
        lengths = np.sqrt(row_sums(self.values * self.values, self.starts))
        scales = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        scaled = self.values * np.repeat(scales, np.diff(self.starts))
        return self._replace(values=scaled.astype(np.float32))

    def times(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with a dense vector, one number a row."""
        return row_sums(self.values * vector[self.columns], self.starts)

    def times_matrix(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with a dense matrix, a line a row."""
        product = np.zeros((self.height, matrix.shape[1]), dtype=np.float32)
        places = np.zeros(len(matrix), dtype=np.int64)
        for first in range(0, self.height, _BLOCK):
            last = min(first + _BLOCK, self.height)
            low, high = self.starts[first], self.starts[last]
            columns = self.columns[low:high]
            places[columns] = 1
            used = np.flatnonzero(places)
            places[used] = np.arange(len(used))
            block = np.zeros((last - first, len(used)), dtype=np.float32)
            lines = np.repeat(np.arange(last - first), np.diff(self.starts[first : last + 1]))
            block[lines, places[columns]] = self.values[low:high]
            product[first:last] = block @ matrix[used]
            places[used] = 0
        return product

    def column_sums(self, width: int) -> NDArray[np.float64]:
        """The sum of each column."""
        return np.bincount(self.columns, weights=self.values, minlength=width).astype(np.float64)

    def transposed(self, width: int) -> SparseRows:
        """The matrix with rows and columns exchanged; it has `width` columns now."""
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(self.height, dtype=np.uint32), np.diff(self.starts))
        sizes = np.bincount(self.columns, minlength=width)
        return SparseRows(
            np.concatenate((_ZERO, np.cumsum(sizes))), rows[order], self.values[order]
        )


def row_places(
    starts: NDArray[np.int64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Some rows, in the order asked for: where each starts then, and where its values lie now."""
    sizes = starts[numbers + 1] - starts[numbers]
    edges = np.concatenate((_ZERO, np.cumsum(sizes)))
    return edges, np.repeat(starts[numbers] - edges[:-1], sizes) + np.arange(edges[-1])


def row_sums(values: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """What the values of each row add up to; along the first axis."""
    sums = np.zeros((len(starts) - 1, *values.shape[1:]), dtype=np.float32)
    filled = np.flatnonzero(starts[:-1] < starts[1:])
    if len(filled):
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0, dtype=np.float32)
    return sums


_ZERO: Final = np.zeros(1, dtype=np.int64)
