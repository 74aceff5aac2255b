"""Bringing an index up to where the columns end; called by `store`, which holds the lock.

It goes commit by commit, each of them stamped, so that being killed costs one commit at most.
An index that is damaged, or of something else, is made anew; flat postings that are missing or
damaged are mended first.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from index.files import make_private_folder
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.beginnings import is_wanting, write_beginnings
from index.fulltext.commit import read_commit
from index.fulltext.indexing import PAPERS_AT_ONCE, Indexing, batches
from index.fulltext.lexicon import Lexicon
from index.fulltext.opening import mend
from index.fulltext.schema import make_schema
from index.fulltext.snapshot import Snapshot
from index.fulltext.stamp import LEXICON_FILE, Stamp
from index.fulltext.stock_segment import DAMAGE, check
from index.fulltext.storage import PrivateStorage
from index.fulltext.whoosh_api import FileIndex
from index.leftovers import remove_leftovers
from index.report import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.stamp import Commit
    from index.paperlog import PaperLog

_READINGS = 5


class CatchingUp:
    """One run over what the index lacks; nobody else writes meanwhile.

    Args:
        folder: of the index.
        log: the papers.
        batch: how many papers go into one commit at most.
    """

    def __init__(self, folder: Path, log: PaperLog, batch: int) -> None:
        self._folder = folder
        self._log = log
        self._batch = batch

    def go(self, columns: Columns, on_progress: Callable[[Progress], None] | None) -> int:
        """Index the rest of the papers; how many it were."""
        log = self._log
        remove_leftovers(self._folder)
        index, start = self._opened()
        indexing = Indexing(self._folder, index)
        count = 0
        for batch in batches(log, columns, start, min(self._batch, PAPERS_AT_ONCE)):
            indexing.take(batch.papers)
            is_last = batch.end >= columns.log_size
            if is_last or indexing.is_full or indexing.waiting >= self._batch:
                count += indexing.commit()
                commit = read_commit(self._folder)
                if is_last:
                    self._add_up(commit)
                Stamp.of(self._folder, commit, batch.end, log.mark(batch.end)).write(self._folder)
            if on_progress is not None:
                done, total = batch.end - start, columns.log_size - start
                on_progress(Progress(done, total, "indexing"))
        return count

    def _add_up(self, commit: Commit) -> None:
        """Write what searches of a large library would add up, which they can do without."""
        with contextlib.suppress(OSError):
            if is_wanting(self._folder, commit.segments):
                snapshot = Snapshot(self._folder, commit.segments)
                write_beginnings(self._folder, snapshot, commit.segments)

    def _opened(self) -> tuple[FileIndex, int]:
        """The index to go on with, and how much of the log is in it: anew unless all fits."""
        storage = PrivateStorage(str(self._folder))
        stamp = Stamp.read(self._folder)
        if stamp is not None and stamp.belongs_to(self._log) and self._is_sound(stamp):
            return FileIndex(storage, schema=make_schema()), stamp.log_size
        shutil.rmtree(self._folder, ignore_errors=True)
        make_private_folder(self._folder)
        return FileIndex.create(storage, make_schema()), 0

    def _is_sound(self, stamp: Stamp) -> bool:
        """Whether the latest commit can be gone on with; mends its flat postings on the way."""
        commit = sound_commit(self._folder, stamp)
        if commit is None:
            return False
        try:
            lexicon = Lexicon.read(self._folder / LEXICON_FILE)
            for segment in commit.segments:
                check(self._folder, segment)
                mend(self._folder, segment, lexicon)
            Snapshot(self._folder, commit.segments)
        except (DamagedFileError, FileNotFoundError):
            return False
        return True


def sound_commit(folder: Path, stamp: Stamp) -> Commit | None:
    """The latest commit, if it can be read, is whole and not older than the stamp says."""
    for _ in range(_READINGS):  # a newer one may take its files away
        with contextlib.suppress(FileNotFoundError, *DAMAGE):
            commit = read_commit(folder)
            if stamp.allows(folder, commit.generation):
                return commit
    return None
