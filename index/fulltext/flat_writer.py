"""Writing the flat postings of a segment; `flat` says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext.arrayfile import write_arrays
from index.fulltext.flat import KIND, flat_path, origin
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.whoosh_api import byte_to_length, length_to_byte

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.inversion import FieldPostings, Inversion
    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment

_HALF: Final = np.uint64(32)

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
    arrays: dict[str, NDArray[np.generic]] = {
        "stems": lexicon.numbers(inversion.terms),
        "ordinals": inversion.ordinals.astype(np.uint32, copy=False),
    }
    for name in FIELD_BOOSTS:
        field = inversion.fields[name]
        arrays |= {
            f"{name}_{part}": array
            for part, array in _field_arrays(field, inversion.ordinals).items()
        }
    write_arrays(flat_path(folder, segment), KIND, origin(folder, segment, lexicon), arrays)


def _field_arrays(
    field: FieldPostings, ordinals: NDArray[np.uint32]
) -> dict[str, NDArray[np.generic]]:
    ends = np.concatenate(([0], np.cumsum(field.frequencies, dtype=np.int64)))
    lengths = np.bincount(field.docs, weights=field.frequencies, minlength=len(ordinals))
    distinct, place = np.unique(lengths.astype(np.int64), return_inverse=True)
    # As precisely as Whoosh keeps a length, which is one byte.
    known = [byte_to_length(length_to_byte(length)) for length in distinct.tolist()]
    rounded = np.array(known, dtype=np.uint64)[place]
    keys = field.frequencies.astype(np.uint64) << _HALF | rounded[field.docs]
    pairs, pair_of = np.unique(keys, return_inverse=True)
    return {
        "starts": field.starts.astype(np.uint32),
        "position_starts": ends[field.starts].astype(np.uint32),
        "ordinals": ordinals[field.docs].astype(np.uint32),
        "pairs": pair_of.astype(np.uint16 if len(pairs) <= _SHORT else np.uint32),
        "pair_frequencies": (pairs >> _HALF).astype(np.uint32),
        "pair_lengths": (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        "positions": field.positions.astype(
            np.uint16 if field.positions.max(initial=0) < _SHORT else np.uint32
        ),
    }
