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
from index.files import PLAIN, PRIVATE, open_plain
from index.text import printable
from tui.reading.conflict import MERGED
from tui.reading.snapshot import LARGEST, Folded
from tui.reading.unsynced import Written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui.reading.journal_format import Parsed, Record

_COMMENT = b"""\
# Every mark made on this machine, in the order in which it was made; only ever appended to.
# reading.toml beside this file holds what came of it.
"""
_COMMENT_OF_MERGED = b"""\
# Every mark that was taken in from files of another place; only ever appended to.
"""
_GUARD = 64
_FAULTS_TOLD = 5
_WHICH = "is it the right file? it is left alone"


class Journal:
    """A journal, read up to `position`."""

    def __init__(self, path: Path, folded: Folded, *, is_own: bool = True) -> None:
        """Begin after what is folded in already.

        Args:
            path: the file.
            folded: what ``reading.toml`` says of it.
            is_own: whether this machine appends to it. Half a record at the end of another one
                is on its way, or for that machine to put right.
        """
        self.path = path
        self._is_own = is_own
        self.is_doubtful = False
        """Whether something was told of it that ends once it is folded into ``reading.toml``."""
        self.position = folded.bytes
        self.problems: list[Problem] = []
        self._foreign: int | None = None
        self._sum = folded.sum
        self._seen: tuple[int, int, int] | None = (-1, 0, 0)
        self._torn_at = -1

    def read(self) -> list[Record]:
        """The records that were appended since the last call; those in doubt go to `problems`.

        A journal that was exchanged for another one (a folder tool does that) is known by the
        bytes before the place up to which it was read, and then read anew.
        """
        from tui.reading.journal_format import parse

        seen = self._stamp()
        if seen == self._seen:
            return []
        first = self._seen is not None and self._seen[0] < 0
        start = max(0, self.position - _GUARD)
        if seen is not None and seen[0] - start > LARGEST:
            self._seen = seen
            self._tell(f"gained more than {LARGEST // 1024**2} MiB, not read", _WHICH)
            return []
        data = self._bytes(start, LARGEST)
        before = data[: self.position - start]
        if self.position and f"{crc32(before):08x}" != self._sum:
            if first and len(before) == self.position - start:
                self._tell("is not the file that was folded into reading.toml", "it is read anew")
                self.is_doubtful = True
            self.position, self._foreign, start, before = 0, None, 0, b""
            data = self._bytes(0, LARGEST)
        self._seen = seen
        parsed = parse(data[len(before) :])
        self._note(parsed, first)
        if self._foreign is None and parsed.foreign is not None:
            self._foreign = self.position + parsed.foreign
        self.position += parsed.end
        known = self.position - start
        self._sum = f"{crc32(data[max(0, known - _GUARD) : known]):08x}"
        return parsed.records

    def recent(self, length: int | None) -> tuple[list[Record], bool]:
        """The records in the last so many bytes (None: in all), and whether they are all."""
        from tui.reading.journal_format import parse

        start = 0 if length is None else max(0, self.position - length)
        return parse(self._bytes(start, self.position - start)).records, start == 0

    def append(self, records: Sequence[Record]) -> Written:
        """Write records behind whatever is there; durable once what is returned is synced.

        Raises:
            OSError: nothing was written.
        """
        from tui.reading.journal_format import VERSION, written

        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | PLAIN, PRIVATE)
        try:
            size = os.fstat(descriptor).st_size
            comment = _COMMENT_OF_MERGED if MERGED in self.path.name else _COMMENT
            head = b"" if size else comment + b"version = %d\n" % VERSION
            data = whole = head + b"".join(map(written, records))
            try:
                while data:
                    data = data[os.write(descriptor, data) :]
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
        return Written(self.path, size, whole)

    def folded(self) -> Folded:
        """What to note in a snapshot that holds all that was read of this journal.

        It ends before the first record that this version does not understand, so that a later
        version finds it.
        """
        if self._foreign is None:
            return Folded(self.position, self._sum)
        start = max(0, self._foreign - _GUARD)
        before = self._bytes(start, self._foreign - start)
        return Folded(self._foreign, f"{crc32(before):08x}")

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return (status.st_size, status.st_mtime_ns, status.st_ino)

    def _bytes(self, start: int, length: int) -> bytes:
        try:
            with open_plain(self.path) as stream:
                stream.seek(start)
                return stream.read(length)
        except FileNotFoundError:
            return b""

    def _note(self, parsed: Parsed, first: bool) -> None:
        """Turn faults into problems; a torn end counts as one at the first look only.

        Later it may be the record that another process is just writing, and if it is not, the
        next record behind it shows that.
        """
        from tui.reading.journal_format import TORN

        faults = [(self.position + at, why) for at, why in parsed.faults]
        faults = [fault for fault in faults if fault[0] != self._torn_at]
        if any(place != parsed.foreign for place, _ in parsed.faults[:1]):
            self.is_doubtful = True
        if first and parsed.torn and self._is_own:
            self._torn_at = self.position + parsed.end
            faults.append((self._torn_at, TORN))
        for place, reason in faults[:_FAULTS_TOLD]:
            self._tell(reason, _hint(reason), place)
        if len(faults) > _FAULTS_TOLD:
            self._tell(f"{len(faults) - _FAULTS_TOLD} more records skipped", "")

    def _tell(self, message: str, hint: str, place: int | None = None) -> None:
        where = printable(self.path.name)
        if place is not None:
            before = self._bytes(0, place)
            number = before.count(b"\n[[action]]") + before.startswith(b"[[action]]") + 1
            where += f", record {number}"
        self.problems.append(Problem(message, hint, where))


def _hint(reason: str) -> str:
    """What becomes of a stretch with which that is wrong."""
    from tui.reading.journal_format import BOTH, LATER

    if reason == BOTH:
        return ""
    fate = "left unread and kept for it" if LATER in reason else "skipped"
    return f"{fate}; the marks before and after it count"
