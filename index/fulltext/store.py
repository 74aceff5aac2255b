"""The folder of the full-text index: kept up with the paper log, opened for searching.

`library` owns one store. The folder is disposable: everything in it comes from the log, and an
index that is damaged, foreign or of another version is made anew, never repaired. One process
writes at a time; anyone may search meanwhile, in the state of the last commit that they opened.

Searching goes by the stamp and by flat files, and loads no Whoosh as long as these are sound. The
lock file that a killed process leaves behind does no harm: the system lets go of the lock itself.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import PRIVATE, make_private_folder
from index.fulltext.stamp import FILE_NAME as STAMP_FILE
from index.fulltext.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.inversion import Inversion
    from index.fulltext.snapshot import Snapshot
    from index.paperlog import PaperLog
    from index.report import Progress

_BATCH_PAPERS = 50_000
_OPENINGS = 5


class Store:
    """The full-text index in one folder, which need not exist yet.

    Args:
        folder: nothing but the index is kept there.
        log: the papers that are indexed.
        batch: how many papers go into one commit at most.
    """

    patience = 3.0
    """Seconds to wait for another process that is writing."""

    def __init__(self, folder: Path, log: PaperLog, batch: int = _BATCH_PAPERS) -> None:
        self.folder = folder
        self._stamp = os.path.join(folder, STAMP_FILE)
        self._log = log
        self._batch = batch
        # One value, because one thread may search while another refreshes.
        self._open: tuple[Stamp | None, Snapshot | None] = None, None
        self._seen: tuple[int, ...] = ()
        """What told the stamp that is open from any other."""

    def snapshot(self) -> Snapshot | None:
        """The latest commit, open for searching; None when there is none of this log."""
        self.refresh()
        return self._open[1]

    def refresh(self) -> bool:
        """Open the latest commit unless it is open; whether anything changed."""
        seen = Stamp.identity(self._stamp)
        if seen and seen == self._seen:
            return False
        stamp = Stamp.read(self.folder)
        changed = stamp != self._open[0]
        if changed:
            self._reopen(stamp)
        self._seen = seen if self._open[0] == stamp else ()
        return changed

    def _reopen(self, stamp: Stamp | None) -> None:
        if stamp is None or not stamp.belongs_to(self._log):
            self._open = stamp, None  # the ordinals of another log name other papers
            return
        snapshot = self._latest(stamp)
        if snapshot is None and stamp == Stamp.read(self.folder):
            self.discard()
        else:
            self._open = stamp, snapshot

    def discard(self) -> None:
        """Have the index made anew by the next `catch_up`, because it turned out to be damaged."""
        with contextlib.suppress(OSError):
            (self.folder / STAMP_FILE).unlink()
        self._open, self._seen = (None, None), ()

    def drop_flat(self) -> None:
        """Have flat postings that are missing or damaged made anew by the next `catch_up`.

        Raises:
            OSError: they cannot be removed.
        """
        from index.fulltext.opening import unsound_flat

        stamp = Stamp.read(self.folder)
        for path in unsound_flat(self.folder, stamp.segments) if stamp else ():
            path.unlink(missing_ok=True)

    def is_behind(self, columns: Columns) -> bool:
        """Whether `catch_up` has anything to do; cheap, and loads no Whoosh."""
        stamp = Stamp.read(self.folder)
        return columns.log_size > 0 and not (
            stamp
            and stamp.log_size >= columns.log_size
            and stamp.belongs_to(self._log)
            and stamp.is_latest(self.folder)
            and not self._can_mend(stamp)
        )

    def _can_mend(self, stamp: Stamp) -> bool:
        """Whether something is missing that searches can do without, and may be written."""
        from index.fulltext.beginnings import is_wanting

        whole = all((self.folder / name).exists() for name in stamp.flat_files)
        wanting = not whole or is_wanting(self.folder, stamp.segments)
        return wanting and os.access(self.folder, os.W_OK)

    def catch_up(
        self, columns: Columns, on_progress: Callable[[Progress], None] | None = None
    ) -> int:
        """Index what the columns hold and the index does not.

        Args:
            columns: made from the log; the index goes as far as they do.
            on_progress: told now and then how many bytes of the log are done; may raise to stop,
                which keeps what is committed.

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
                from index.fulltext.catching_up import CatchingUp

                try:
                    return CatchingUp(self.folder, self._log, self._batch).go(columns, on_progress)
                except OSError as error:
                    if error.filename or error.errno is None:
                        raise
                    # A write that failed does not say of which file.
                    raise OSError(error.errno, error.strerror, str(self.folder)) from error
        return 0

    def inversions(self) -> tuple[Iterator[Inversion], int]:
        """All that is indexed as arrays, segment by segment, and how many bytes of the log it is.

        Nothing where there is no sound index of this log; what is deleted is left out.
        """
        snapshot, stamp = self.snapshot(), self._open[0]
        if snapshot is None or stamp is None:
            return iter(()), 0
        from index.fulltext.opening import live_inversion

        parts = (live_inversion(self.folder, one, snapshot.lexicon) for one in stamp.segments)
        return parts, stamp.log_size

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

    def _latest(self, stamp: Stamp) -> Snapshot | None:
        """The latest commit, opened, if it is whole and not older than the stamp says."""
        from index.fulltext.arrayfile import DamagedFileError
        from index.fulltext.snapshot import Snapshot

        # Another process may commit at any moment and remove what is being opened.
        for _ in range(_OPENINGS):
            with contextlib.suppress(FileNotFoundError, DamagedFileError):
                if stamp.is_latest(self.folder):
                    snapshot = Snapshot(self.folder, stamp.segments)
                    if stamp.is_latest(self.folder):
                        return snapshot
                else:
                    return self._unstamped(stamp)
        return None

    def _unstamped(self, stamp: Stamp) -> Snapshot | None:
        """A commit newer than the stamp, which was killed before it could be stamped."""
        from index.fulltext.catching_up import sound_commit
        from index.fulltext.snapshot import Snapshot

        commit = sound_commit(self.folder, stamp)
        return None if commit is None else Snapshot(self.folder, commit.segments)
