"""Putting papers into the full-text index, one commit after the other; called by `store`.

The folder is locked and its index sound when this begins. A paper that is in the index already
is deleted by document number and added again: Whoosh's own update opens a searcher for every
paper. Only the newest line of a paper is indexed. Any exception cancels Whoosh's writer, because
one that has refused a document loses others at the next commit.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError
from index.fulltext import vocabulary
from index.fulltext.merging import merge
from index.fulltext.schema import PaperCodec, document
from index.fulltext.segment import ordinals
from index.fulltext.storage import MappedStorage
from index.fulltext.vocabulary import Vocabulary
from index.fulltext.whoosh_api import TOC, LockError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.whoosh_api import FileIndex, SegmentWriter
    from index.paper import Paper
    from index.paperlog import PaperLog

_BATCH_BYTES = 32 << 20
_POOL_MEGABYTES = 256


class Batch(NamedTuple):
    """What goes into the index by one commit."""

    papers: list[tuple[int, Paper]]
    """Ordinal and paper; no ordinal twice."""

    end: int
    """Up to where the log is read, in bytes."""


def batches(log: PaperLog, columns: Columns, start: int, papers: int) -> Iterator[Batch]:
    """The papers of the log from `start` to where the columns end, so many in a batch at most."""
    chosen: list[tuple[int, Paper]] = []
    begun = start
    for line in log.scan(start):
        if line.offset >= columns.log_size:
            break
        ordinal = columns.find(line.paper.id) if line.paper else None
        if line.paper and ordinal is not None and columns.locate(ordinal)[0] == line.offset:
            chosen.append((ordinal, line.paper))
        if len(chosen) == papers or line.end - begun > _BATCH_BYTES:
            yield Batch(chosen, line.end)
            chosen, begun = [], line.end
    yield Batch(chosen, max(start, columns.log_size))


class Indexing:
    """A run of commits to one index, which nobody else writes meanwhile."""

    def __init__(self, folder: Path, index: FileIndex) -> None:
        self._folder = folder
        self._index = index
        self._words_file = folder / vocabulary.FILE_NAME
        self._vocabulary = set(Vocabulary.read(self._words_file).words())

    def add(self, papers: Sequence[tuple[int, Paper]]) -> None:
        """Add papers, or put them in place of their older selves, and commit.

        Raises:
            CarrelError: someone else writes to the index.
            OSError: the index is as it was.
        """
        places = self._places()
        known = len(self._vocabulary)
        with self._writer() as writer:
            for ordinal, paper in papers:
                if ordinal in places:
                    writer.delete_document(places[ordinal])
                writer.add_document(**document(ordinal, paper, self._vocabulary))
            if len(self._vocabulary) > known:
                vocabulary.write(self._words_file, self._vocabulary)
            writer.commit(mergetype=merge)

    def _places(self) -> dict[int, int]:
        """Whoosh's number of the document of each ordinal."""
        storage = MappedStorage(str(self._folder))
        places: dict[int, int] = {}
        first = 0
        for segment in TOC.read(storage, self._index.indexname).segments:
            numbers = ordinals(storage, segment).tolist()
            for place, ordinal in enumerate(numbers, first):
                if not segment.is_deleted(place - first):
                    places[ordinal] = place
            first += len(numbers)
        return places

    def state(self) -> tuple[int, list[str]]:
        """The number of the latest commit, and the names of its files."""
        index = self._index
        toc = TOC.read(index.storage, index.indexname)
        starts = tuple(f"{segment.segment_id()}." for segment in toc.segments)
        own = f"_{index.indexname}_{toc.generation}.toc"
        names = [name for name in index.storage.list() if name == own or name.startswith(starts)]
        return toc.generation, sorted(names)

    @contextlib.contextmanager
    def _writer(self) -> Iterator[SegmentWriter]:
        try:
            writer = self._index.writer(compound=False, limitmb=_POOL_MEGABYTES, codec=PaperCodec())
        except LockError as error:
            raise CarrelError(
                "the index is being written by another program",
                hint="what is in the library stays; try again when that is done",
                where=str(self._folder),
            ) from error
        try:
            yield writer
        except BaseException:
            try:
                writer.cancel()
            finally:
                if not writer.is_closed:  # the disk is full: even giving up failed
                    writer.writelock.release()
            raise
