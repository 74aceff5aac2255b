"""Parts of Whoosh's blocks of postings as pickles, laid out in an array of bytes all at once.

`stock_blocks` says what they mean. Each class here knows first how many bytes every one of its
pieces takes, and then puts them where they begin. The opcodes are those of pickle's protocol 3,
integers in 1 or 4 bytes, and nothing is memorised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.fulltext.runs import places_of, starts_of, steps_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Bytes = NDArray[np.uint8]
    _Places = NDArray[np.int64]

_BYTE, _INT, _FLOAT, _SHORT_BYTES, _BYTES = b"KJGCB"
_MARK, _TUPLE, _NONE, _STOP = b"(tN."


class Integers:
    """Pickled tuples of integers.

    Args:
        values: from 0 to 2³¹ - 1, tuple after tuple.
        firsts: the place of the first one of each tuple.
    """

    def __init__(self, values: _Places, firsts: _Places) -> None:
        self._values = values
        self._firsts = firsts
        self._widths = _widths(values)
        self.sizes: _Places = np.add.reduceat(self._widths, firsts) + 2
        """How many bytes each takes."""

    def put(self, out: _Bytes, begins: _Places) -> None:
        """Write each where it begins."""
        out[begins] = _MARK
        at = places_of(self._widths, self._firsts, begins + 1)
        _put_integers(out, at, self._values, _BYTE, _INT)
        out[begins + self.sizes - 1] = _TUPLE


class Frequencies:
    """The frequencies of each block: None, one float or a tuple."""

    def __init__(self, frequencies: _Places, firsts: _Places) -> None:
        most = np.maximum.reduceat(frequencies, firsts)
        self._same = np.minimum.reduceat(frequencies, firsts) == most
        self._most = most
        counts = np.diff(firsts, append=len(frequencies))
        mixed = ~self._same
        self._tuples = None
        self.sizes: _Places = np.where(most == 1, 1, 9)
        """How many bytes each takes."""
        if mixed.any():
            values = frequencies[np.repeat(mixed, counts)]
            self._tuples = Integers(values, starts_of(counts[mixed])[:-1])
            self.sizes[mixed] = self._tuples.sizes

    def put(self, out: _Bytes, begins: _Places) -> None:
        """Write each where it begins."""
        out[begins[self._most == 1]] = _NONE
        equal = self._same & (self._most > 1)
        out[begins[equal]] = _FLOAT
        floats = self._most[equal].astype(">f8").view(np.uint8).reshape(-1, 8)
        out[begins[equal][:, None] + np.arange(1, 9)] = floats
        if self._tuples:
            self._tuples.put(out, begins[~self._same])


class Values:
    """The values of each block: a tuple of bytes, each of them with a pickle in it."""

    def __init__(self, frequencies: _Places, positions: _Places, firsts: _Places) -> None:
        self._firsts = firsts
        self._frequencies = frequencies
        starts = starts_of(frequencies)[:-1]
        self._steps = Integers(steps_of(positions, starts), starts)
        self._lengths = self._steps.sizes + 5  # the frequency before, the end of the pickle behind
        self._widths = self._lengths + _widths(self._lengths)
        self.sizes: _Places = np.add.reduceat(self._widths, firsts) + 2
        """How many bytes each takes."""

    def put(self, out: _Bytes, begins: _Places) -> None:
        """Write each where it begins."""
        out[begins] = _MARK
        at = places_of(self._widths, self._firsts, begins + 1)
        _put_integers(out, at, self._lengths, _SHORT_BYTES, _BYTES)
        at += self._widths - self._lengths
        for place, shift in enumerate((24, 16, 8, 0)):
            out[at + place] = self._frequencies >> shift & 0xFF
        self._steps.put(out, at + 4)
        out[at + self._lengths - 1] = _STOP
        out[begins + self.sizes - 1] = _TUPLE


def _widths(values: _Places) -> _Places:
    """How many bytes `_put_integers` takes for each."""
    return np.where(values < 256, 2, 5)


def _put_integers(out: _Bytes, at: _Places, values: _Places, short: int, long: int) -> None:
    """Write integers of 1 byte behind the opcode `short`, of 4, little-endian, behind `long`."""
    wide = np.flatnonzero(values >= 256)
    out[at] = short
    out[at + 1] = values & 0xFF
    if len(wide):
        at, values = at[wide], values[wide]
        out[at] = long
        for place in range(1, 4):
            out[at + 1 + place] = values >> 8 * place & 0xFF


def put_literal(out: _Bytes, at: _Places, literal: bytes) -> None:
    """Write the same bytes at several places."""
    for place, code in enumerate(literal):
        out[at + place] = code
