"""Writing the flat postings of a segment; `flat` says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.fulltext.arrayfile import write_arrays
from index.fulltext.flat import FIELDS, KIND, flat_path, origin
from index.fulltext.runs import spread, starts_of
from index.fulltext.whoosh_api import byte_to_length, length_to_byte

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.inversion import FieldPostings, Inversion
    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment

_SPARSE: Final = 1 << 22
"""Codes above this are told apart by sorting them."""

_SHORT: Final = 1 << 16
"""Numbers below this take two bytes."""


def write_flat(
    folder: Path, segment: StoredSegment, inversion: Inversion, lexicon: Lexicon
) -> None:
    """Write the flat postings of a segment whose stock files are written.

    Args:
        folder: of the index.
        segment: whose they are.
        inversion: what it holds.
        lexicon: with every stem of it.

    Raises:
        OSError: nothing was written.
    """
    counts = [np.diff(field.starts) for field in inversion.fields.values()]
    widths = [_position_counts(field) for field in inversion.fields.values()]
    starts, position_starts = _starts(counts), _starts(widths)
    paired = [_paired(field, len(inversion.ordinals)) for field in inversion.fields.values()]
    firsts = starts_of(np.array([len(pairs.lengths) for pairs in paired]))
    longest = max(int(field.positions.max(initial=0)) for field in inversion.fields.values())
    postings = np.empty(starts[-1], dtype=np.uint32)
    pairs_of = np.empty(starts[-1], dtype=_kind(int(firsts[-1])))
    positions = np.empty(position_starts[-1], dtype=_kind(longest))
    for number, field in enumerate(inversion.fields.values()):
        places = spread(counts[number], starts[number:-1:FIELDS])
        postings[places] = inversion.ordinals[field.docs]
        pairs_of[places] = paired[number].numbers + firsts[number]
        begins = position_starts[number:-1:FIELDS]
        positions[spread(widths[number], begins)] = field.positions
    arrays: dict[str, NDArray[np.generic]] = {
        "stems": lexicon.numbers(inversion.terms),
        "ordinals": inversion.ordinals.astype(np.uint32, copy=False),
        "starts": starts.astype(np.uint32),
        "postings": postings,
        "pairs": pairs_of,
        "pair_frequencies": np.concatenate([pairs.frequencies for pairs in paired]),
        "pair_lengths": np.concatenate([pairs.lengths for pairs in paired]),
        "pair_fields": np.repeat(np.arange(FIELDS, dtype=np.uint8), np.diff(firsts)),
        "position_starts": position_starts.astype(np.uint32),
        "positions": positions,
    }
    write_arrays(flat_path(folder, segment), KIND, origin(folder, segment, lexicon), arrays)


def _starts(counts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Where the lists of all fields start, the fields of a stem side by side."""
    return starts_of(np.stack(counts, axis=1).ravel())


def _position_counts(field: FieldPostings) -> NDArray[np.int64]:
    """How many positions each term has."""
    return np.diff(starts_of(field.frequencies)[field.starts])


class _Pairs(NamedTuple):
    """What decides on scores in a field: each frequency with each length that it comes with."""

    frequencies: NDArray[np.uint32]
    lengths: NDArray[np.uint32]
    numbers: NDArray[np.uint32]
    """The place in both of each posting's pair."""


def _paired(field: FieldPostings, documents: int) -> _Pairs:
    lengths = np.bincount(field.docs, weights=field.frequencies, minlength=documents)
    distinct, place = np.unique(lengths.astype(np.int64), return_inverse=True)
    # As precisely as Whoosh keeps a length, which is one byte.
    rounded = [byte_to_length(length_to_byte(length)) for length in distinct.tolist()]
    known, at = np.unique(np.array(rounded, dtype=np.uint32), return_inverse=True)
    width = max(1, len(known))
    codes = at.astype(np.int64)[place][field.docs]
    codes += field.frequencies.astype(np.int64) * width
    found, numbers = _numbered(codes)
    return _Pairs((found // width).astype(np.uint32), known[found % width], numbers)


def _numbered(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """The distinct codes, ascending, and the place of each among them."""
    most = int(codes.max(initial=0))
    if most > _SPARSE:
        distinct, places = np.unique(codes, return_inverse=True)
        return distinct, places.astype(np.uint32)
    numbers = np.zeros(most + 1, dtype=np.uint32)  # small codes need not be sorted
    numbers[codes] = 1
    distinct = np.flatnonzero(numbers)
    numbers[distinct] = np.arange(len(distinct), dtype=np.uint32)
    return distinct, numbers[codes]


def _kind(most: int) -> type[np.unsignedinteger]:
    """The type of numbers up to `most`: two bytes each, where that is enough."""
    return np.uint16 if most < _SHORT else np.uint32
