"""The folder of the full-text index: kept up with the paper log, opened for searching.

`library` owns one store. The folder is disposable: everything in it comes from the log, and an
index that is damaged, foreign or of another version is made anew, never repaired. One process
writes at a time; anyone may search meanwhile, in the state of the last commit that they opened.

Catching up goes in batches, each committed and then stamped, so that being killed costs one
batch at most. The lock file that a killed process leaves behind does no harm: the system lets go
of the lock itself.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import PRIVATE, make_private_folder
from index.fulltext.stamp import FILE_NAME as STAMP_FILE
from index.fulltext.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.snapshot import Snapshot
    from index.fulltext.whoosh_api import FileIndex
    from index.paperlog import PaperLog
    from index.report import Progress

_BATCH_PAPERS = 5000
_OPENINGS = 5


class Store:
    """The full-text index in one folder, which need not exist yet.

    Args:
        folder: nothing but the index is kept there.
        log: the papers that are indexed.
        batch: how many papers go into one commit at most; 5,000 take about 200 MB meanwhile.
    """

    patience = 3.0
    """Seconds to wait for another process that is writing."""

    def __init__(self, folder: Path, log: PaperLog, batch: int = _BATCH_PAPERS) -> None:
        self.folder = folder
        self._log = log
        self._batch = batch
        # One value, because one thread may search while another refreshes.
        self._open: tuple[Stamp | None, Snapshot | None] = None, None

    def snapshot(self) -> Snapshot | None:
        """The latest commit, open for searching; None when there is none of this log."""
        self.refresh()
        return self._open[1]

    def refresh(self) -> bool:
        """Open the latest commit unless it is open; whether anything changed."""
        stamp = Stamp.read(self.folder)
        if stamp == self._open[0]:
            return False
        if stamp is None or not stamp.belongs_to(self._log):
            self._open = stamp, None  # the ordinals of another log name other papers
            return True
        snapshot = self._sound(stamp)
        if snapshot is None and stamp == Stamp.read(self.folder):
            self.discard()
        else:
            self._open = stamp, snapshot
        return True

    def discard(self) -> None:
        """Have the index made anew by the next `catch_up`, because it turned out to be damaged."""
        with contextlib.suppress(OSError):
            (self.folder / STAMP_FILE).unlink()
        self._open = None, None

    def is_behind(self, columns: Columns) -> bool:
        """Whether `catch_up` has anything to do; cheap, and loads no Whoosh."""
        stamp = Stamp.read(self.folder)
        return columns.log_size > 0 and not (
            stamp
            and stamp.log_size >= columns.log_size
            and stamp.belongs_to(self._log)
            and stamp.is_latest(self.folder)
        )

    def catch_up(
        self, columns: Columns, on_progress: Callable[[Progress], None] | None = None
    ) -> int:
        """Index what the columns hold and the index does not.

        Args:
            columns: made from the log; the index goes as far as they do.
            on_progress: told after each commit how many bytes of the log are done; may raise to
                stop, which keeps what is committed.

        Returns:
            How many papers were indexed.

        Raises:
            CarrelError: another process is writing.
            OSError: no room, or no permission; what was committed stays.
        """
        if not self.is_behind(columns):
            return 0
        with self._writing():
            if self.is_behind(columns):  # still, after waiting for another process
                return self._catch_up(columns, on_progress)
        return 0

    def _catch_up(self, columns: Columns, on_progress: Callable[[Progress], None] | None) -> int:
        from index.fulltext.indexing import Indexing, batches
        from index.report import Progress

        log = self._log
        index, start = self._opened()
        indexing = Indexing(self.folder, index)
        count = 0
        for batch in batches(log, columns, start, self._batch):
            if batch.papers:
                indexing.add(batch.papers)
            generation, files = indexing.state()
            stamp = Stamp.of(self.folder, generation, files, batch.end, log.mark(batch.end))
            stamp.write(self.folder)
            count += len(batch.papers)
            if on_progress is not None:
                done, total = batch.end - start, columns.log_size - start
                on_progress(Progress(done, total, "indexing"))
        return count

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only process that writes; the lock is beside the folder, which may be removed."""
        from filelock import FileLock, Timeout

        make_private_folder(self.folder)
        lock = FileLock(f"{self.folder}.lock", timeout=self.patience, mode=PRIVATE)
        try:
            lock.acquire()
        except Timeout as error:
            raise CarrelError(
                "another Carrel is indexing these papers",
                hint="they are in the library; try again when it is done",
                where=str(self.folder),
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _opened(self) -> tuple[FileIndex, int]:
        """The index to go on with, and how much of the log is in it: anew unless all fits."""
        from index.fulltext.schema import make_schema
        from index.fulltext.storage import PrivateStorage
        from index.fulltext.whoosh_api import FileIndex

        storage = PrivateStorage(str(self.folder))
        stamp = Stamp.read(self.folder)
        if stamp is not None and stamp.belongs_to(self._log) and self._sound(stamp) is not None:
            return FileIndex(storage, schema=make_schema()), stamp.log_size
        shutil.rmtree(self.folder, ignore_errors=True)
        make_private_folder(self.folder)
        return FileIndex.create(storage, make_schema()), 0

    def _sound(self, stamp: Stamp) -> Snapshot | None:
        """The latest commit, opened, if it is whole and not older than the stamp says."""
        from index.fulltext.schema import make_schema
        from index.fulltext.segment import DAMAGE
        from index.fulltext.snapshot import Snapshot
        from index.fulltext.storage import MappedStorage
        from index.fulltext.whoosh_api import TOC, FileIndex

        # Another process may commit at any moment and remove what is being opened.
        for _ in range(_OPENINGS):
            with contextlib.suppress(FileNotFoundError, *DAMAGE):
                index = FileIndex(MappedStorage(str(self.folder)), schema=make_schema())
                toc = TOC.read(index.storage, index.indexname, schema=make_schema())
                if stamp.allows(self.folder, toc.generation):
                    snapshot = Snapshot(self.folder, toc.segments)
                    if index.latest_generation() == toc.generation:
                        return snapshot
        return None
