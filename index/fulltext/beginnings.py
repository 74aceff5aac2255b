"""What the shortest beginnings of words find, added up beforehand: only in very large libraries.

One letter may stand for ten million postings, which takes a tenth of a second to add up. Where a
beginning has very many, its sums are kept in a file beside the segments, a score for each paper,
and are the very numbers that a search would come to.

The file is disposable and good for one commit: it says of which segments it was made, and by which
lexicon. It is written before the commit is stamped; where it is missing, stale or damaged, searches
add up for themselves and find the same.
"""

from __future__ import annotations

import contextlib
import zlib
from typing import TYPE_CHECKING, Final, cast

from index.fulltext.arrayheader import DamagedFileError, read_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.fulltext.arrayfile import ArrayFile
    from index.fulltext.snapshot import Snapshot
    from index.fulltext.stamp import StoredSegment

FILE_NAME: Final = "beginnings.bin"

_KIND: Final = "beginnings-1"

LARGE: Final = 200_000
"""Papers from which on the file is kept."""

_MANY: Final = 2_000_000
"""Postings of a beginning that is added up beforehand."""

LENGTHS: Final = (1, 2)
"""How long such beginnings are; no longer one has very many."""


class AddedUp:
    """The sums of a commit, as far as there are any.

    Args:
        folder: of the index.
        segments: of the commit.
    """

    def __init__(self, folder: Path, segments: Sequence[StoredSegment]) -> None:
        self._path = folder / FILE_NAME
        self._segments = segments
        self._file: ArrayFile | None = None
        self._is_large = _documents(segments) >= LARGE

    def sums(self, letters: str) -> NDArray[np.float64] | None:
        """What each paper scores by some letters in all fields, 0 where it has no such word.

        None where that is not kept, or not yet.
        """
        if not self._is_large or len(letters) > LENGTHS[-1]:
            return None
        try:
            file = self._file = self._file or self._opened()
            if file is None or letters not in file:
                return None
            return cast("NDArray[np.float64]", file.array(letters))
        except DamagedFileError:
            with contextlib.suppress(OSError):
                self._path.unlink()  # and made anew by who indexes next
            return None

    def _opened(self) -> ArrayFile | None:
        """The file, if it is of this commit."""
        from index.fulltext.arrayfile import ArrayFile

        with contextlib.suppress(OSError):
            origin = _origin(self._segments)
            if read_facts(self._path, _KIND) == origin:
                file = ArrayFile(self._path, _KIND)
                return file if file.facts == origin else None  # a newer one may have come
        return None


def is_wanting(folder: Path, segments: Sequence[StoredSegment]) -> bool:
    """Whether the sums of a commit should be written; quick, and loads no numpy."""
    if _documents(segments) < LARGE:
        return False
    with contextlib.suppress(DamagedFileError, OSError):
        return read_facts(folder / FILE_NAME, _KIND) != _origin(segments)
    return True


def write_beginnings(folder: Path, snapshot: Snapshot, segments: Sequence[StoredSegment]) -> None:
    """Write the sums of a commit.

    Args:
        folder: of the index.
        snapshot: of the commit.
        segments: as it names them.

    Raises:
        OSError: nothing was written.
    """
    from index.fulltext.arrayfile import write_arrays

    found = {letters: snapshot.sums(letters) for letters in _crowded(snapshot)}
    write_arrays(folder / FILE_NAME, _KIND, _origin(segments), found)


def _crowded(snapshot: Snapshot) -> list[str]:
    """The beginnings of words that stand for very many postings."""
    sizes, begun = snapshot.frequencies(), snapshot.lexicon.beginning_with
    words = snapshot.lexicon.words()
    found: list[str] = []
    for length in LENGTHS:
        every = {word[:length] for word in words if len(word) >= length}
        # What begins with two letters begins with one.
        likely = [letters for letters in every if length == 1 or letters[:-1] in found]
        found += [letters for letters in sorted(likely) if sizes[begun(letters)].sum() > _MANY]
    return found


def _documents(segments: Sequence[StoredSegment]) -> int:
    return sum(segment.documents for segment in segments)


def _origin(segments: Sequence[StoredSegment]) -> dict[str, object]:
    """What the sums of a commit are made of: equal only if they need not be made anew."""
    deleted = {one.name: zlib.crc32(repr(one.deleted).encode()) for one in segments}
    return {"segments": deleted}
