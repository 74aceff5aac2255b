"""Packed inputs: what a file is by its first bytes, and the stream of what is packed in it.

gzip, bzip2 and xz are unpacked while they are read. A zip archive holds files, not text, and is
opened by `archive`. Memory has a bound: what xz asks for beyond it is refused.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

DAMAGED: Final = (zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile)
"""What a stream raises that cannot be unpacked; bzip2 says it by a plain OSError."""

ZIP: Final = b"PK\x03\x04"

_GZIP: Final = b"\x1f\x8b"
_BZIP2: Final = b"BZh"
_XZ: Final = b"\xfd7zXZ"
_MOST_MEMORY: Final = 96 * 1024**2
"""Bytes that xz may take; its strongest setting takes 65 MiB."""

_CHUNK: Final = 64 * 1024

# What people hand over by mistake, by its first bytes.
_KINDS: Final = (
    (b"%PDF-", "a PDF"),
    (ZIP, "a zip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"bplist00", "a web archive of Safari"),
    (b"SQLite format 3", "a database"),
)
_TAR_AT: Final = 257


def kind_by_mistake(start: bytes) -> str:
    """What an input is that can only be there by mistake, from its first bytes; else ``""``."""
    if start[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return "a tar archive"
    return next((kind for magic, kind in _KINDS if start.startswith(magic)), "")


def unpacked(packed: io.BufferedReader) -> io.BufferedIOBase:
    """The stream of what is in a stream, packed or not.

    Raises:
        OSError: its first bytes cannot be read.
    """
    first = packed.peek(len(_XZ))[: len(_XZ)]
    if first.startswith(_GZIP):
        return gzip.GzipFile(fileobj=packed)
    if first.startswith(_BZIP2):
        return io.BufferedReader(_Unpacking(packed, bz2.BZ2Decompressor), _CHUNK)
    if first == _XZ:
        return io.BufferedReader(_Unpacking(packed, _unxz), _CHUNK)
    return packed


def _unxz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Unpacking(io.RawIOBase):
    """What a stream unpacks to, also where several were put one behind the other."""

    def __init__(self, packed: io.BufferedReader, make: Callable[[], _Decompressor]) -> None:
        self._packed = packed
        self._make = make
        self._now = make()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        while True:
            rest = b""
            if self._now.eof:
                rest = self._now.unused_data or self._packed.read1(_CHUNK)
                if not rest.strip(b"\0"):  # xz may be filled up with zeros
                    return 0
                self._now = self._make()
            elif self._now.needs_input and not (rest := self._packed.read1(_CHUNK)):
                raise EOFError
            if text := self._now.decompress(rest, len(room)):
                room[: len(text)] = text
                return len(text)
