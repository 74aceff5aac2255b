"""Opening an input and handing out its lines, whatever is in it.

A file or the standard input, packed or not, becomes lines of text, whatever its encoding. Only a
chunk and a line are in memory at a time, and line and total are bounded; a small file that unpacks
to terabytes is given up as soon as it shows. What goes wrong midway (a download cut short, a broken
disk) ends the lines early and is told in `problems`; what was handed out before stays good.

`registry.papers` reads what is opened here; nothing here knows any format.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO, Final

from index.errors import CarrelError, Problem, UnknownFormatError
from index.sources.base import CutLine
from index.sources.encoding import GAPS, Recoding, encoding_of, line_of
from index.sources.packing import DAMAGED, kind_by_mistake, unpacked
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from _typeshed import WriteableBuffer

HEAD: Final = 64 * 1024
"""Bytes from which the format is told."""

MOST_BYTES: Final = 16 * 1024**3
"""Bytes of text that one input may hold, unpacked; arXiv's snapshot has about five."""

MOST_FOLD: Final = 200
"""Times its packed size that a packed input may unpack to: text of papers comes to ten."""

UNSUSPECTED: Final = 64 * 1024**2
"""Bytes of text up to which it may be any size: the same few records, many times over."""

_CHUNK: Final = 256 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\f\r\x1b")) + b"\x7f"
READABLE: Final = "saved pages, feeds, JSON, BibTeX and RIS can be read, packed or not"
"""What to hand over instead of what cannot be read."""

_UNPACK: Final = "unpack it, and add the file or the folder"


class Opening:
    """An open input, for a ``with`` statement; its `lines` are there once.

    Args:
        path: the file, or None for the standard input.
        stream: what to read in place of the standard input.
        on_bytes: told from time to time how many bytes have been read, of `total`.
        most_bytes: bytes of text after which reading stops.
        where: what problems call a stream.

    Raises:
        CarrelError: there is nothing to read: no such file, a folder, not permitted, empty, not
            text.
    """

    def __init__(
        self,
        path: Path | None,
        stream: BinaryIO | None = None,
        *,
        on_bytes: Callable[[int], None] | None = None,
        most_bytes: int = MOST_BYTES,
        where: str = "",
    ) -> None:
        called = (where or "standard input") if path is None else os.fspath(path)
        self.where = printable(called, most=None)
        self.problems: list[Problem] = []
        """Why the lines ended early, and what is wrong with the text as a whole."""
        self.passed = 0
        """Bytes of text up to the end of the line that was handed out last."""
        self._on_bytes = on_bytes
        self._left = self._most = most_bytes
        self._stopped = False
        self._closing = contextlib.ExitStack()
        try:
            source = self._open(path, stream)
            self.total = _size(source)
            """Bytes on the disk, as `done` counts them; 0 when that is not known."""
            self._counted = _Counted(source)
            self._text = self._unpacked(io.BufferedReader(self._counted, _CHUNK))
            self._recoding = Recoding("utf-8")
            self._start = self._read_start()
        except BaseException:
            self._closing.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.close()

    @property
    def done(self) -> int:
        """Bytes read so far, packed as they are on the disk."""
        return self._counted.count

    @property
    def head(self) -> str:
        """The first 64 KiB as text."""
        return self._start[:HEAD].decode("utf-8", "replace")

    def skip(self, passed: int) -> None:
        """Leave out the beginning of the text, up to where another time had `passed`."""
        chunk, self.passed = self._start, passed
        while chunk and len(chunk) <= passed:
            passed -= len(chunk)
            chunk = self._chunk()
        self._start = chunk[passed:] or self._chunk()

    def lines(self, longest: int) -> Iterator[str]:
        """Every line without its end; of one longer than `longest` bytes a `CutLine`.

        A last line that could not be read to its end is left out.
        """
        told = False
        for number, line in enumerate(self._byte_lines(longest), 1):
            if len(line) > longest:
                yield CutLine(line[:longest].decode("utf-8", "replace"))
                continue
            text, read_as = line_of(line)
            if read_as and not told:
                told = True
                how = "read as Windows-1252" if read_as != GAPS else "lost"
                found = f"holds bytes that are not UTF-8, first in line {number}; they were {how}"
                self._tell(found, "" if read_as == GAPS else "if that is wrong, convert the file")
            yield text.removesuffix("\r")

    def _byte_lines(self, longest: int) -> Iterator[bytes]:
        begun: list[bytes] = []
        length = 0
        chunk, end = self._start, self.passed
        while chunk:
            *whole, rest = chunk.split(b"\n")
            self.passed = end
            end += len(chunk)
            for piece in whole:
                self.passed += len(piece) + 1
                yield b"".join((*begun, piece)) if begun else piece
                begun, length = [], 0
            if rest and length <= longest:
                begun.append(rest)
                length += len(rest)
            chunk = self._chunk()
        if not self._stopped:
            self.passed = end
        if begun and not self._stopped:
            yield b"".join(begun)

    def _chunk(self) -> bytes:
        """The next bytes of text; none at the end, and none once reading has gone wrong."""
        if self._stopped:
            return b""
        try:
            # Not `read`: it would drop what it has when the rest cannot be had.
            chunk = self._text.read1(_CHUNK)
        except EOFError:
            return self._stop("is cut short: the rest of the compressed file is missing")
        except DAMAGED:
            return self._stop("is damaged: it cannot be unpacked further")
        except OSError as error:
            return self._stop(f"cannot be read further: {error.strerror or error}")
        if self._on_bytes is not None:
            self._on_bytes(self.done)
        if len(chunk) > self._left:
            bound = f"{self._most:,} bytes of text"
            self._stop(f"holds more than {bound}; the rest is left out", "split the file")
        chunk = chunk[: self._left]
        self._left -= len(chunk)
        unpacked = self._most - self._left
        if unpacked > max(UNSUSPECTED, MOST_FOLD * self.done):
            return self._stop(
                f"unpacks to more than {MOST_FOLD} times its size; the rest is left out",
                "if it holds papers all the same, unpack it first",
            )
        return self._recoding.text(chunk) if chunk else self._last()

    def _last(self) -> bytes:
        """What was left of a sign at the end, once."""
        rest, self._recoding = self._recoding.text(b""), Recoding("utf-8")
        return rest

    def _stop(self, message: str, hint: str = "") -> bytes:
        self._stopped = True
        self._tell(message, hint)
        return b""

    def _tell(self, message: str, hint: str = "") -> None:
        self.problems.append(Problem(message, hint, self.where))

    def _error(self, message: str, hint: str = "") -> CarrelError:
        return CarrelError(message, hint=hint, where=self.where)

    def _open(self, path: Path | None, stream: BinaryIO | None) -> BinaryIO:
        if path is None:
            return stream if stream is not None else sys.stdin.buffer
        try:
            if path.is_dir():
                raise self._error("is a folder", "name the files in it")
            return self._closing.enter_context(path.open("rb", buffering=0))
        except FileNotFoundError:
            raise self._error("there is no such file") from None
        except PermissionError:
            raise self._error("may not be read") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise self._error(f"cannot be opened: {reason}") from error

    def _unpacked(self, packed: io.BufferedReader) -> io.BufferedIOBase:
        try:
            return unpacked(packed)
        except DAMAGED as error:
            raise self._error("is damaged: it cannot be unpacked") from error
        except OSError as error:
            raise self._error(f"cannot be read: {error.strerror or error}") from error

    def _read_start(self) -> bytes:
        """At least `HEAD` bytes, unless there are fewer, once they look like text."""
        start = b""
        while len(start) < HEAD and (chunk := self._chunk()):
            start += chunk
        if not start.strip():
            if self.problems:
                raise self._error(self.problems[0].message)
            raise UnknownFormatError("is empty", where=self.where)
        if kind := kind_by_mistake(start):
            message = f"is {kind}, which cannot be read"
            if "archive" in kind:  # there may be papers in it, so that a folder tells of it, too
                raise self._error(message, _UNPACK)
            raise UnknownFormatError(message, hint=READABLE, where=self.where)
        self._recoding = Recoding(encoding_of(start))
        start = self._recoding.text(start)
        head = start[:HEAD]
        odd = len(head) - len(head.translate(None, _CONTROLS))
        odd += head.decode("utf-8", "replace").count("\ufffd")
        if odd * 20 > len(head):
            raise UnknownFormatError("is not text", hint=READABLE, where=self.where)
        return start.removeprefix(_BOM)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        taken = self._stream.read(len(room)) or b""
        room[: len(taken)] = taken
        self.count += len(taken)
        return len(taken)


def _size(stream: BinaryIO) -> int:
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0
