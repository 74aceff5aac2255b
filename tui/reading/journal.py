"""One journal file: what was appended to it since it was last looked at, and appending.

Every machine appends to its own ``journal-HOST.toml`` and reads those of all. A journal only
grows; a process that has read it up to some place needs to read only what follows. Callers hold
the folder's lock while they append, and need no lock to read.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING
from zlib import crc32

from index.errors import Problem
from index.files import PRIVATE
from index.text import printable
from tui.reading.journal_format import Parsed, Record, parse, written
from tui.reading.snapshot import Folded

if TYPE_CHECKING:
    from pathlib import Path

_COMMENT = b"""\
# Every mark made on this machine, in the order in which it was made; only ever appended to.
# reading.toml beside this file holds what came of it.
"""
_GUARD = 64
_FAULTS_TOLD = 5


def sync_file(path: Path) -> None:
    """Make everything that was appended to a journal survive a power cut."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Journal:
    """A journal, read up to `position`."""

    def __init__(self, path: Path, folded: Folded) -> None:
        """Begin after what is folded in already."""
        self.path = path
        self.position = folded.bytes
        self.problems: list[Problem] = []
        self._size = -1
        self._foreign: int | None = None
        self._start = folded
        self._torn_at = -1

    def read(self) -> list[Record]:
        """The records that were appended since the last call; those in doubt go to `problems`."""
        size = self._size_now()
        if size == self._size:
            return []
        first = self._size < 0
        if size < self.position or (first and not self._is_continued()):
            if first and size >= self.position:
                self._tell("is not the file that was folded into reading.toml", "it is read anew")
            self.position, self._foreign = 0, None
        data = self._bytes(self.position, None)
        parsed = parse(data)
        self._size = self.position + len(data)
        self._note(parsed, first)
        if self._foreign is None and parsed.foreign is not None:
            self._foreign = self.position + parsed.foreign
        self.position += parsed.end
        return parsed.records

    def recent(self, length: int | None) -> tuple[list[Record], bool]:
        """The records in the last so many bytes (None: in all), and whether they are all."""
        start = 0 if length is None else max(0, self.position - length)
        return parse(self._bytes(start, self.position - start)).records, start == 0

    def append(self, record: Record) -> None:
        """Write a record behind whatever is there; durable once `sync_file` was called.

        Raises:
            OSError: nothing was written.
        """
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, PRIVATE)
        try:
            size = os.fstat(descriptor).st_size
            data = written(record) if size else _COMMENT + written(record)
            try:
                while data:
                    data = data[os.write(descriptor, data) :]
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)

    def folded(self) -> Folded:
        """What to note in a snapshot that holds all that was read of this journal.

        It ends before the first record that this version does not understand, so that a later
        version finds it.
        """
        end = self.position if self._foreign is None else self._foreign
        return Folded(end, self._sum_before(end))

    def _is_continued(self) -> bool:
        start = self._start
        return start.bytes == 0 or self._sum_before(start.bytes) == start.sum

    def _sum_before(self, place: int) -> str:
        start = max(0, place - _GUARD)
        return f"{crc32(self._bytes(start, place - start)):08x}"

    def _size_now(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def _bytes(self, start: int, length: int | None) -> bytes:
        try:
            with self.path.open("rb") as stream:
                stream.seek(start)
                return stream.read(length)
        except FileNotFoundError:
            return b""

    def _note(self, parsed: Parsed, first: bool) -> None:
        """Turn faults into problems; a torn end counts as one at the first look only.

        Later it may be the record that another process is just writing, and if it is not, the
        next record behind it shows that.
        """
        faults = [(self.position + at, why) for at, why in parsed.faults]
        faults = [fault for fault in faults if fault[0] != self._torn_at]
        if first and parsed.torn:
            self._torn_at = self.position + parsed.end
            faults.append((self._torn_at, "record cut short"))
        for place, reason in faults[:_FAULTS_TOLD]:
            self._tell(reason, "skipped; the marks before and after it count", place)
        if len(faults) > _FAULTS_TOLD:
            self._tell(f"{len(faults) - _FAULTS_TOLD} more records skipped", "")

    def _tell(self, message: str, hint: str, place: int | None = None) -> None:
        where = printable(self.path.name)
        if place is not None:
            before = self._bytes(0, place)
            number = before.count(b"\n[[action]]") + before.startswith(b"[[action]]") + 1
            where += f", record {number}"
        self.problems.append(Problem(message, hint, where))
