"""The flat postings of a segment: one mapped file beside it, from which searches are answered.

The postings lie in a few long arrays: the ordinal of the paper, a *pair* and the positions. A
pair is a frequency with the length of the field, as precisely as Whoosh keeps it; there are some
thousand different ones, so a search scores the pairs and looks scores up. Stems stand in the order
of their text, so that those with a common beginning lie together, and of each stem its fields
side by side: a word is read in one piece, and so is the beginning of one.

The file is disposable. It is named after its segment, so Whoosh removes it with the segment, and
it holds nothing that the stock postings do not hold (`StockSegment.inversion`). It says of which
segment it was made, by what that segment's files contain, and under which lexicon its stems are
numbered; what does not fit is not used, and made anew.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, Final

from index.files import open_plain
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.stamp import FLAT

if TYPE_CHECKING:
    from pathlib import Path

    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment

KIND: Final = "flat-postings-2"

FIELDS: Final = len(FIELD_BOOSTS)
"""Lists of postings to a stem, one for each field, in their order."""

_TERMS: Final = ".trm"
_POSTINGS: Final = ".pst"
"""Endings of Whoosh's own files of a segment."""

_LOOKED_AT: Final = 4096
"""Bytes of a long file's beginning and end that tell it from another."""


def flat_path(folder: Path, segment: StoredSegment) -> Path:
    """Where the flat postings of a segment stand."""
    return folder / f"{segment.name}{FLAT}"


def origin(folder: Path, segment: StoredSegment, lexicon: Lexicon) -> dict[str, object]:
    """What a segment's flat postings are made of: equal only if they need not be made anew.

    Raises:
        OSError: a file of the segment cannot be read, or is gone.
    """
    return {
        "segment": segment.name,
        "documents": segment.documents,
        "lexicon": lexicon.name,
        "terms": _print(folder / f"{segment.name}{_TERMS}"),
        "postings": _print(folder / f"{segment.name}{_POSTINGS}"),
    }


def _print(path: Path) -> list[int]:
    """Size and checksums that tell a file from another, without reading all of it."""
    with open_plain(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        head = stream.read(_LOOKED_AT)
        stream.seek(max(0, size - _LOOKED_AT))
        return [size, zlib.crc32(head), zlib.crc32(stream.read(_LOOKED_AT))]
