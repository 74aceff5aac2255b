"""The paper log: the truth about papers, one JSON line a paper, only ever appended to.

The last line of an id is the paper; earlier lines of it stay. Everything else that is kept about
papers (columns, full-text index) is made from this file and notes how many bytes of it went in.

Who appends holds `writing()`, so that two imports take turns; who reads needs no lock, since a
line counts only when it is whole. A line that is not (a crash, a copy cut short), or that holds
no paper, is a `Problem` and never stops the rest. Half a line at the end is set aside in a file of
its own by the next one who appends: nobody was told that it is in.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from index.errors import CarrelError, LaterVersionError, Problem
from index.files import (
    PLAIN,
    PRIVATE,
    open_plain,
    replace_file,
    sync_file,
    sync_folder,
)
from index.loglock import LogLock
from index.record import from_record, to_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.paper import Paper

FILE_NAME = "papers.jsonl"

LONGEST_LINE = 256 * 1024**2
"""Bytes of a line that is looked at; no source takes in a record of a tenth of it."""

_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_MARKED = 4096
"""Bytes at either end of the log that `PaperLog.mark` looks at."""


class LogLine(NamedTuple):
    """One line of the log: a paper, or what is wrong with the line."""

    offset: int
    """Where it starts, in bytes."""

    length: int
    """Its bytes with the line end. 0 for a torn last line: another process may still be writing
    it, so whoever notes how far they have read (`end`) comes back to it."""

    paper: Paper | None = None
    problem: Problem | None = None

    is_later: bool = False
    """Whether the problem is that a later Carrel wrote it: it is whole, and to be kept."""

    @property
    def end(self) -> int:
        """Where the next line starts."""
        return self.offset + self.length


class PaperLog:
    """The log in one folder; neither folder nor file need exist yet.

    Args:
        folder: where `papers.jsonl` and its lock stand.
        patience: seconds to wait for another process that is writing.
    """

    def __init__(self, folder: Path, patience: float = 30.0) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self._lock = LogLock(folder, patience)

    @property
    def size(self) -> int:
        """Bytes in the log; 0 when there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def mark(self, size: int) -> int:
        """A fingerprint of the log's first `size` bytes, from their head and tail.

        It tells a replaced or rewritten log from one that has only grown.
        """
        if size <= 0:
            return 0
        try:
            with open_plain(self.path) as stream:
                head = stream.read(min(size, _MARKED))
                stream.seek(max(0, size - _MARKED))
                tail = stream.read(min(size, _MARKED))
        except FileNotFoundError:
            return 0
        return zlib.crc32(head) << 32 | zlib.crc32(tail)

    def scan(self, start: int = 0) -> Iterator[LogLine]:
        """Every line from the byte `start` on; empty lines are passed over."""
        try:
            stream = open_plain(self.path)
        except FileNotFoundError:
            return
        with stream:
            stream.seek(start)
            offset = start
            while raw := stream.readline(LONGEST_LINE):
                length = len(raw)
                if length == LONGEST_LINE and not raw.endswith(b"\n"):
                    length += _to_line_end(stream)
                    yield LogLine(offset, length, problem=_too_long(f"{self.path}, byte {offset}"))
                elif raw.strip():
                    yield self._line(offset, raw)
                offset += length

    def _line(self, offset: int, raw: bytes) -> LogLine:
        where = f"{self.path}, byte {offset}"
        try:
            return LogLine(offset, len(raw), paper=_decode(raw, where))
        except LaterVersionError as error:
            return LogLine(offset, len(raw), problem=error.problem, is_later=True)
        except CarrelError as error:
            if raw.endswith(b"\n"):
                return LogLine(offset, len(raw), problem=error.problem)
            torn = Problem("the last line is cut short and left out", where=where)
            return LogLine(offset, 0, problem=torn)

    def read_at(self, offset: int, length: int) -> Paper:
        """The paper in one line of the log.

        Raises:
            CarrelError: there is no paper there; the log is gone or was replaced.
        """
        where = f"{self.path}, byte {offset}"
        try:
            with open_plain(self.path) as stream:
                stream.seek(offset)
                raw = stream.read(length)
        except OSError as error:
            raise CarrelError(f"cannot read the papers: {error.strerror}", where=where) from error
        return _decode(raw, where)

    def append(self, papers: Iterable[Paper]) -> list[tuple[int, int]]:
        """Add papers at the end and have them on the disk when this returns.

        Returns:
            Offset and length in bytes of each paper's line.

        Raises:
            CarrelError: nothing was added; the log is as it was.
        """
        lines = [_encode(paper) for paper in papers]
        if not lines:
            return []
        with self.writing():
            try:
                size, heal = self._end()
            except OSError as error:
                raise self._unwritable(error) from error
            self._write(size, heal + b"".join(lines))
        offset = size + len(heal)
        spans = []
        for line in lines:
            spans.append((offset, len(line)))
            offset += len(line)
        return spans

    def _end(self) -> tuple[int, bytes]:
        """Where to go on, and what has to be written first; sets half a line aside."""
        size = self.size
        last = self._last_line(size)
        if not last:
            return size, b""
        if not last.strip() or self._line(0, last).length:
            return size, b"\n"
        number = 1
        while (aside := self.folder / f"{FILE_NAME}.cut-{number}").exists():
            number += 1
        replace_file(aside, last)
        os.truncate(self.path, size - len(last))
        return size - len(last), b""

    def _last_line(self, size: int) -> bytes:
        """What follows the last line end."""
        length = _MARKED
        while size:
            start = max(0, size - length)
            with open_plain(self.path) as stream:
                stream.seek(start)
                tail = stream.read(size - start)
            end = tail.rfind(b"\n")
            if end >= 0 or start == 0:
                return tail[end + 1 :]
            length *= 8
        return b""

    def _write(self, size: int, data: bytes) -> None:
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | PLAIN, PRIVATE)
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            sync_file(descriptor)
            if size == 0:
                sync_folder(self.folder)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            if isinstance(error, OSError):
                raise self._unwritable(error) from error
            raise
        finally:
            os.close(descriptor)

    def _unwritable(self, error: OSError) -> CarrelError:
        return CarrelError(
            f"cannot add papers: {error.strerror or error}",
            hint="nothing was lost; make room or allow writing there, and add again",
            where=str(error.filename or self.path),
        )

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only process that appends; may be entered again from within.

        Raises:
            CarrelError: another process kept the log for longer than `patience`, or the folder
                cannot be written.
        """
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._lock.held())
            except OSError as error:
                raise self._unwritable(error) from error
            yield


def _to_line_end(stream: BinaryIO) -> int:
    """Pass over the rest of a line; how many bytes that was."""
    length = 0
    while rest := stream.readline(LONGEST_LINE):
        length += len(rest)
        if rest.endswith(b"\n"):
            break
    return length


def _too_long(where: str) -> Problem:
    return Problem(f"a line longer than {LONGEST_LINE // 1024**2} MiB", "left out", where)


def _encode(paper: Paper) -> bytes:
    return _WRITTEN.encode(to_record(paper)).encode("utf-8", "replace") + b"\n"


def _decode(raw: bytes, where: str) -> Paper:
    try:
        return from_record(json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise CarrelError("not a line of the paper log", where=where) from error
    except CarrelError as error:
        problem = error.problem
        raise type(error)(problem.message, hint=problem.hint, where=where) from error
