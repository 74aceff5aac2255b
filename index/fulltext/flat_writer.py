"""Writing the flat postings of a segment; `flat` says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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

_HALF: Final = np.uint64(32)
_FIELD_BITS: Final = np.uint64(2)
_FIELD: Final = np.uint64(3)
_LENGTH: Final = np.uint64((1 << 30) - 1)

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
    postings = np.empty(starts[-1], dtype=np.uint32)
    keys = np.empty(starts[-1], dtype=np.uint64)
    positions = np.empty(position_starts[-1], dtype=np.uint32)
    for number, field in enumerate(inversion.fields.values()):
        places = spread(counts[number], starts[number:-1:FIELDS])
        postings[places] = inversion.ordinals[field.docs]
        keys[places] = _keys(field, number, len(inversion.ordinals))
        begins = position_starts[number:-1:FIELDS]
        positions[spread(widths[number], begins)] = field.positions
    pairs, pair_of = np.unique(keys, return_inverse=True)
    arrays: dict[str, NDArray[np.generic]] = {
        "stems": lexicon.numbers(inversion.terms),
        "ordinals": inversion.ordinals.astype(np.uint32, copy=False),
        "starts": starts.astype(np.uint32),
        "postings": postings,
        "pairs": _short(pair_of),
        "pair_frequencies": (pairs >> _HALF).astype(np.uint32),
        "pair_lengths": (pairs >> _FIELD_BITS & _LENGTH).astype(np.uint32),
        "pair_fields": (pairs & _FIELD).astype(np.uint8),
        "position_starts": position_starts.astype(np.uint32),
        "positions": _short(positions),
    }
    write_arrays(flat_path(folder, segment), KIND, origin(folder, segment, lexicon), arrays)


def _starts(counts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Where the lists of all fields start, the fields of a stem side by side."""
    return starts_of(np.stack(counts, axis=1).ravel())


def _position_counts(field: FieldPostings) -> NDArray[np.int64]:
    """How many positions each term has."""
    return np.diff(starts_of(field.frequencies)[field.starts])


def _keys(field: FieldPostings, number: int, documents: int) -> NDArray[np.uint64]:
    """What decides on the score of each posting: its frequency, the length, and the field."""
    lengths = np.bincount(field.docs, weights=field.frequencies, minlength=documents)
    distinct, place = np.unique(lengths.astype(np.int64), return_inverse=True)
    # As precisely as Whoosh keeps a length, which is one byte.
    known = [byte_to_length(length_to_byte(length)) for length in distinct.tolist()]
    rounded = np.array(known, dtype=np.uint64)[place]
    keys: NDArray[np.uint64] = field.frequencies.astype(np.uint64) << _HALF
    keys |= rounded[field.docs] << _FIELD_BITS
    keys |= np.uint64(number)
    return keys


def _short(numbers: NDArray[np.integer]) -> NDArray[np.generic]:
    """The numbers in two bytes each, where none of them needs more."""
    return numbers.astype(np.uint16 if numbers.max(initial=0) < _SHORT else np.uint32)
