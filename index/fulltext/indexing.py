"""Putting papers into the full-text index, one commit after the other; called by `store`.

The folder is locked and its index sound when this begins. Papers are turned round batch by batch
(`inverting`), and a few batches wait for each other, because every segment costs every search a
little. Each commit melts older segments into them if there are too many (`merging`), and writes
one segment: the lexicon first, then Whoosh's own files (`stock_writer`), the flat postings, and
last Whoosh's table of contents, which makes all of it true at once. What is killed on the way
leaves files that no table names and that Whoosh removes with the next commit.

A paper that is in the index already is deleted by document number and added again: Whoosh's own
update opens a searcher for every paper. Only the newest line of a paper is indexed. Any exception
cancels Whoosh's writer and takes the files of the segment away.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.errors import CarrelError
from index.fulltext.commit import stored
from index.fulltext.flat_writer import write_flat
from index.fulltext.inverting import ChunkTable, invert
from index.fulltext.lexicon import Lexicon
from index.fulltext.merging import combined, segments_to_keep
from index.fulltext.opening import live_inversion
from index.fulltext.stamp import LEXICON_FILE
from index.fulltext.stock_segment import ordinals
from index.fulltext.stock_writer import write_segment
from index.fulltext.whoosh_api import LockError, W3Codec
from index.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.fulltext.inversion import Inversion
    from index.fulltext.whoosh_api import FileIndex, SegmentWriter, WhooshSegment
    from index.paperlog import PaperLog

PAPERS_AT_ONCE: Final = 10_000
"""In one batch at most: turning so many round takes some 200 MB."""

_BATCH_BYTES: Final = 24 << 20
"""Of the log in one batch, if that is fewer papers than there may be."""

_MOST_WAITING: Final = 5
"""Batches to one commit: they wait in memory, turned round."""


class Batch(NamedTuple):
    """What is turned round at once."""

    papers: list[tuple[int, Paper]]
    """Ordinal and paper; no ordinal twice."""

    end: int
    """Up to where the log is read, in bytes."""


def batches(log: PaperLog, columns: Columns, start: int, papers: int) -> Iterator[Batch]:
    """The papers of the log from `start` to where the columns end, so many in a batch at most."""
    newest = _newest_lines(columns, start)
    offset, ordinal = next(newest, _NO_LINE)
    chosen: list[tuple[int, Paper]] = []
    begun = start
    for line in log.scan(start):
        if line.offset >= columns.log_size:
            break
        while offset < line.offset:
            offset, ordinal = next(newest, _NO_LINE)
        while line.paper and line.offset == offset:
            chosen.append((ordinal, _said(ordinal, line.paper, columns, log)))
            offset, ordinal = next(newest, _NO_LINE)
        if len(chosen) >= papers or line.end - begun > _BATCH_BYTES:
            yield Batch(chosen, line.end)
            chosen, begun = [], line.end
    yield Batch(chosen, max(start, columns.log_size))


_NO_LINE: Final = sys.maxsize, 0


def _said(ordinal: int, paper: Paper, columns: Columns, log: PaperLog) -> Paper:
    """What to index of a paper that a line is about, or that it took in or let go."""
    if ordinal in columns.gone:
        return Paper(paper.id, "")
    return paper if columns.id(ordinal) == paper.id else log.read_at(*columns.locate(ordinal))


def _newest_lines(columns: Columns, start: int) -> Iterator[tuple[int, int]]:
    """Where the line that changed each paper last starts, from `start` on, with its ordinal."""
    offsets = np.asarray(columns.changed_at())
    found = np.flatnonzero(offsets >= start)
    found = found[np.argsort(offsets[found])]
    # Items of a memoryview are plain integers, made one at a time.
    return zip(offsets[found].data, found.data, strict=True)


class Indexing:
    """A run of commits to one index, which nobody else writes meanwhile."""

    def __init__(self, folder: Path, index: FileIndex) -> None:
        self._folder = folder
        self._index = index
        self._lexicon = Lexicon.read(folder / LEXICON_FILE)
        self._words: set[str] = set()
        """Words that may be missing from the lexicon."""
        self._chunks = ChunkTable(self._words)
        self._waiting: list[Inversion] = []

    @property
    def waiting(self) -> int:
        """How many papers wait for a commit."""
        return sum(len(part.ordinals) for part in self._waiting)

    @property
    def is_full(self) -> bool:
        """Whether a commit should come before anything else."""
        return len(self._waiting) >= _MOST_WAITING

    def take(self, papers: Sequence[tuple[int, Paper]]) -> None:
        """Turn papers round; no ordinal twice before the next commit."""
        if papers:
            self._waiting.append(invert(papers, self._chunks))

    def commit(self) -> int:
        """Add what waits, or put it in place of its older selves; how many papers it were.

        Raises:
            CarrelError: someone else writes to the index.
            OSError: the index is as it was.
        """
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return 0
        new = combined(waiting)
        del waiting
        with self._writer() as writer:
            self._delete(writer, new.ordinals)
            kept = segments_to_keep(writer.segments)
            melted = [segment for segment in writer.segments if segment not in kept]
            parts = [live_inversion(self._folder, stored(one), self._lexicon) for one in melted]
            segment = self._write(writer, combined([*parts, new]))
            writer.commit(mergetype=lambda *_: [*kept, segment])
        return len(new.ordinals)

    def _delete(self, writer: SegmentWriter, wanted: NDArray[np.uint32]) -> None:
        """Delete the documents of some papers, where there are any."""
        first = 0
        for segment in writer.segments:
            for place in np.flatnonzero(
                np.isin(ordinals(self._folder, stored(segment)), wanted)
            ).tolist():
                writer.delete_document(first + place)
            first += segment.doc_count_all()

    def _write(self, writer: SegmentWriter, inversion: Inversion) -> WhooshSegment:
        """Write the files of a segment, in the order in which they may be missed."""
        if self._words:
            self._lexicon = self._lexicon.extended(self._words)
            self._lexicon.write(self._folder / LEXICON_FILE)
            self._words.clear()
        segment = write_segment(writer, inversion)
        write_flat(self._folder, stored(segment), inversion, self._lexicon)
        return segment

    @contextlib.contextmanager
    def _writer(self) -> Iterator[SegmentWriter]:
        try:
            writer = self._index.writer(compound=False, codec=W3Codec())
        except LockError as error:
            raise CarrelError(
                "the index is being written by another program",
                hint="what is in the library stays; try again when that is done",
                where=str(self._folder),
            ) from error
        try:
            yield writer
        except BaseException:
            # On a full disk even giving up fails, at what was not written or is closed already;
            # of the latter Whoosh complains by a bare Exception.
            with contextlib.suppress(Exception):
                writer.cancel()
            self._remove_files(writer)
            if not writer.is_closed:
                writer.writelock.release()
            raise

    def _remove_files(self, writer: SegmentWriter) -> None:
        """Take away what was written of a segment, unless it is committed already."""
        if self._index.latest_generation() < writer.generation:
            for path in self._folder.glob(f"{writer.newsegment.segment_id()}.*"):
                with contextlib.suppress(OSError):
                    path.unlink()
