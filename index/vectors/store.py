"""Where vectors are kept: one disposable file beside the full-text index.

`library` owns one store. Opening never waits for anything to be made: without a sound file of this
very library there are no vectors until `catch_up` was called, which the reader leaves to a child
process. A file that is cut, damaged, of another version or of another library counts as none and
is made anew. Papers that came since it was written, or changed, are folded in when it is opened.
"""

from __future__ import annotations

import contextlib
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

import numpy as np

from index.errors import CarrelError
from index.files import PRIVATE, make_private_folder
from index.fulltext.arrayheader import DamagedFileError
from index.paper import Paper
from index.report import Progress
from index.vectors.counts import gathered
from index.vectors.origin import FILE_NAME, Origin
from index.vectors.papervectors import PaperVectors
from index.vectors.vectorfile import read_vectors, write_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.inversion import Inversion
    from index.paperlog import PaperLog

_COUNTED: Final = 15
_FITTED: Final = 85
"""Hundredths of the time after which words are counted, and the space is fitted; measured."""

_FITTING: Final = _FITTED - _COUNTED

_PATIENCE: Final = 60.0
"""Seconds to wait for another process that is making them: as long as a large library takes."""


class VectorStore:
    """The vectors of one library.

    Args:
        folder: where the file stands; it need not exist yet.
        log: the papers.
    """

    def __init__(self, folder: Path, log: PaperLog) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._log = log
        self._base: tuple[PaperVectors, Origin] | None = None
        """What was read from the file, or made where none can be written."""
        self._seen: tuple[int, ...] = ()
        """What tells the file that was read from any other."""
        self._open: tuple[int, PaperVectors] | None = None
        """The vectors that fit a generation of columns."""

    def vectors(self, columns: Columns) -> PaperVectors | None:
        """The vectors of all papers of some columns; None if there are none yet."""
        base = self._current()
        if base is None:
            return None
        if self._open is None or self._open[0] != columns.generation:
            vectors, origin = base
            newer = _newer(columns, origin)
            papers = {ordinal: self._read(columns, ordinal) for ordinal in newer}
            self._open = columns.generation, vectors.extended(papers, len(columns))
        return self._open[1]

    def _current(self) -> tuple[PaperVectors, Origin] | None:
        """What the file holds now, if it is of this library."""
        seen = _identity(self._path)
        if self._base is not None and (not seen or seen == self._seen):
            if self._base[1].belongs_to(self._log):
                return self._base
            self._base = self._open = None
        if not seen:
            return None
        self._base = self._open = None
        try:
            vectors, origin = read_vectors(self._path)
        except DamagedFileError:
            with contextlib.suppress(OSError):
                self._path.unlink()
            return None
        except OSError:
            return None
        if origin.belongs_to(self._log):
            self._base, self._seen = (vectors, origin), seen
        return self._base

    def _read(self, columns: Columns, ordinal: int) -> Paper:
        if ordinal in columns.gone:  # it says nothing any more
            return Paper(columns.id(ordinal), "")
        return self._log.read_at(*columns.locate(ordinal))

    def catch_up(
        self,
        columns: Columns,
        inversions: Callable[[], tuple[Iterable[Inversion], int]],
        on_progress: Callable[[Progress], None] | None = None,
    ) -> bool:
        """Make what is missing: all of it, or the rows of papers that came since.

        Args:
            columns: the papers.
            inversions: asked for the full-text index only if all is made anew: its segments, and
                how many bytes of the log are in them.
            on_progress: told how much is made, in hundredths.

        Returns:
            Whether anything was made.

        Raises:
            CarrelError: another process kept it to itself for too long.
        """
        if not self._is_behind(columns):
            return False
        with self._writing():
            current = self._current()
            if not self._is_behind(columns):  # any more, after waiting for another process
                return False
            if current is None or current[1].is_outgrown(len(columns)):
                tell = on_progress or (lambda _: None)
                self._keep(*self._fitted(columns, *inversions(), tell))
            else:
                self._keep(*self._folded(columns, *current))
        return True

    def _is_behind(self, columns: Columns) -> bool:
        if not len(columns):
            return False
        current = self._current()
        if current is None:
            return True
        return current[1].is_outgrown(len(columns)) or current[1].lacks_many(columns)

    def _fitted(
        self,
        columns: Columns,
        inversions: Iterable[Inversion],
        log_size: int,
        tell: Callable[[Progress], None],
    ) -> tuple[PaperVectors, Origin]:
        papers = len(columns)
        tell(Progress(0, 100))
        counts = gathered(inversions, papers)
        unindexed = _changed_since(columns, log_size)
        if len(unindexed):
            read = {ordinal: self._read(columns, ordinal) for ordinal in unindexed}
            counts = counts.with_papers(read, papers)
        vectors = PaperVectors.fitted(
            counts, lambda share: tell(Progress(round(_COUNTED + _FITTING * share), 100))
        )
        vectors.lying  # noqa: B018 - laid once and kept: the last part of the work
        tell(Progress(100, 100))
        return vectors, self._origin(columns, papers)

    def _folded(
        self, columns: Columns, vectors: PaperVectors, origin: Origin
    ) -> tuple[PaperVectors, Origin]:
        papers = {ordinal: self._read(columns, ordinal) for ordinal in _newer(columns, origin)}
        return vectors.extended(papers, len(columns)), self._origin(columns, origin.fitted)

    def _origin(self, columns: Columns, fitted: int) -> Origin:
        size = columns.log_size
        return Origin(fitted, len(columns), size, self._log.mark(size))

    def _keep(self, vectors: PaperVectors, origin: Origin) -> None:
        self._open = None
        self._base, self._seen = (vectors, origin), ()
        with contextlib.suppress(OSError):  # where nothing can be written they live in memory
            write_vectors(self._path, vectors, origin)
            self._seen = _identity(self._path)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the only process that makes them, where a lock can be had."""
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._path}.lock", timeout=_PATIENCE, mode=PRIVATE)
        try:
            make_private_folder(self._folder)
            lock.acquire()
        except Timeout as error:
            raise CarrelError(
                "another Carrel is comparing these papers",
                hint="try again when it is done",
                where=str(self._folder),
            ) from error
        except OSError:
            yield
            return
        try:
            yield
        finally:
            lock.release()


def _newer(columns: Columns, origin: Origin) -> list[int]:
    """The papers that came after the file was written, or changed since."""
    return _changed_since(columns, origin.log_size)


def _changed_since(columns: Columns, log_size: int) -> list[int]:
    if columns.log_size <= log_size:
        return []
    offsets = np.asarray(columns.changed_at())
    found: list[int] = np.flatnonzero(offsets >= log_size).tolist()
    return found


def _identity(path: Path) -> tuple[int, ...]:
    """What changes whenever a file is put at `path`; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ()
    if not S_ISREG(status.st_mode):
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size
