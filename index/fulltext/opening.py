"""Opening segments: by their flat postings where these are sound, else by Whoosh's own files.

A flat file may turn out to be damaged when the segment is opened, or later, when a search comes
upon the damage. Either way it is removed, so that whoever indexes next makes it anew, and the
search goes on with the stock postings, whose answers are the same.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np

from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.flat import flat_path
from index.fulltext.flat_segment import FlatSegment
from index.fulltext.lexicon import Lexicon
from index.fulltext.stamp import LEXICON_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.inversion import Inversion
    from index.fulltext.postings import Postings
    from index.fulltext.segment import Segment
    from index.fulltext.stamp import StoredSegment
    from index.fulltext.stock_segment import StockSegment


class OpenSegment:
    """A segment, ready to be searched; see `segment.Segment`.

    Raises:
        FileNotFoundError: it is gone, which a commit in another process may bring about.
    """

    def __init__(
        self,
        folder: Path,
        segment: StoredSegment,
        lexicon: Lexicon,
        mean_lengths: tuple[float, ...] = (),
    ) -> None:
        self._made_of = folder, segment, lexicon, mean_lengths
        self._segment: Segment
        try:
            self._segment = FlatSegment(*self._made_of)
        except FileNotFoundError:
            self._segment = _stock(*self._made_of)
        except (DamagedFileError, OSError):
            self._fall_back()

    def _fall_back(self) -> None:
        folder, segment, *_ = self._made_of
        with contextlib.suppress(OSError):
            flat_path(folder, segment).unlink()
        self._segment = _stock(*self._made_of)

    @property
    def flat(self) -> FlatSegment | None:
        """Its flat postings, as long as it is read from them."""
        return self._segment if isinstance(self._segment, FlatSegment) else None

    @property
    def live(self) -> NDArray[np.uint32]:
        """The ordinals of the documents that are not deleted, ascending."""
        return self._segment.live

    def __len__(self) -> int:
        return len(self._segment)

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, a line for each stem."""
        return self._segment.counts(stems)

    def postings(self, stems: NDArray[np.int64], weights: NDArray[np.float64]) -> Postings:
        """The papers that hold some stems."""
        with contextlib.suppress(DamagedFileError):
            return self._segment.postings(stems, weights)
        self._fall_back()
        return self._segment.postings(stems, weights)

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once."""
        with contextlib.suppress(DamagedFileError):
            return self._segment.positions(field, stem, among)
        self._fall_back()
        return self._segment.positions(field, stem, among)


def _stock(
    folder: Path, segment: StoredSegment, lexicon: Lexicon, mean_lengths: tuple[float, ...] = ()
) -> StockSegment:
    # Only here, because it takes Whoosh, which a search does without as long as all is well.
    from index.fulltext.stock_segment import StockSegment

    return StockSegment(folder, segment, lexicon, mean_lengths)


def live_inversion(folder: Path, segment: StoredSegment, lexicon: Lexicon) -> Inversion:
    """What of a segment is not deleted, as arrays; for merging."""
    stored = _whole(folder, segment, lexicon)
    kept = np.ones(len(stored.ordinals), dtype=np.bool_)
    kept[list(segment.deleted)] = False
    return stored.only(kept)


def _whole(folder: Path, segment: StoredSegment, lexicon: Lexicon) -> Inversion:
    with contextlib.suppress(DamagedFileError, OSError):
        return FlatSegment(folder, segment, lexicon).inversion()
    return _stock(folder, segment, lexicon).inversion()


def mend(folder: Path, segment: StoredSegment, lexicon: Lexicon) -> None:
    """Make the flat postings of a segment anew unless they are sound, which is looked at closely.

    Raises:
        OSError: they cannot be written.
    """
    with contextlib.suppress(DamagedFileError, FileNotFoundError):
        FlatSegment(folder, segment, lexicon).check()
        return
    from index.fulltext.flat_writer import write_flat

    write_flat(folder, segment, _stock(folder, segment, lexicon).inversion(), lexicon)


def unsound_flat(folder: Path, segments: Iterable[StoredSegment]) -> list[Path]:
    """The flat postings among those of some segments that cannot be used; reads all of them.

    Raises:
        DamagedFileError: the lexicon is damaged.
    """
    lexicon = Lexicon.read(folder / LEXICON_FILE)
    found = []
    for segment in segments:
        try:
            FlatSegment(folder, segment, lexicon).check()
        except (DamagedFileError, OSError):
            found.append(flat_path(folder, segment))
    return found
