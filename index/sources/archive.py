"""A zip archive: its files, each opened as if it lay in a folder."""

from __future__ import annotations

import os
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from index.errors import CarrelError, UnknownFormatError
from index.files import open_plain
from index.sources.opening import MOST_BYTES, MOST_FOLD, READABLE, UNSUSPECTED, Opening
from index.sources.packing import ZIP
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOST_FILES: Final = 100_000
"""Files in one archive."""

_LARGEST_LIST: Final = 64 * 1024**2
"""Bytes of an archive's list of files, which is read whole."""

_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x07"
_FROM_THE_END: Final = 64 * 1024 + 42
_UNREADABLE: Final = (
    zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError
)  # fmt: skip
_OF_A_MAC: Final = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, open."""

    name: str
    """Its name and the folders before it: ``papers/a.bib``."""

    stream: BinaryIO
    begins: int
    """Where it begins among the packed bytes of all members."""

    packed: int
    """Bytes on the disk."""

    whole: int
    """Bytes of its text, as the archive says."""

    @property
    def most_bytes(self) -> int:
        """Bytes of text after which it is no archive of papers but a bomb."""
        return min(MOST_BYTES, max(UNSUSPECTED, MOST_FOLD * self.packed))

    def done(self, read: int) -> int:
        """Packed bytes up to where so many of the text were read."""
        return self.begins + (self.packed * read // self.whole if self.whole else 0)


def is_archive(path: Path) -> bool:
    """Whether a file begins as a zip archive."""
    try:
        if not path.is_file():  # of a pipe nothing must be taken
            return False
        with open_plain(path) as stream:
            return stream.read(len(ZIP)) == ZIP
    except (OSError, ValueError):
        return False


def members(path: Path) -> Iterator[Member | CarrelError]:
    """Each file of an archive that is not hidden, by name, or why it cannot be opened.

    Raises:
        CarrelError: the archive itself cannot be read, or has too many files.
    """
    where = printable(os.fspath(path), None)
    try:
        with open_plain(path) as stream:
            if _list_size(stream) > _LARGEST_LIST:
                raise _too_many(where)
            with zipfile.ZipFile(stream) as archive:
                yield from _opened(archive, where)
    except zipfile.BadZipFile as error:
        hint = "download or pack it again"
        raise CarrelError("is a damaged zip archive", hint=hint, where=where) from error
    except OSError as error:
        reason = error.strerror or error
        raise CarrelError(f"cannot be read: {reason}", where=where) from error


def open_member(
    path: Path, member: Member, on_bytes: Callable[[int], None] | None = None
) -> Opening:
    """A file of an archive as an input; see `Opening`."""

    def told(read: int) -> None:
        if on_bytes is not None:
            on_bytes(member.done(read))

    return Opening(
        None,
        member.stream,
        on_bytes=told,
        most_bytes=member.most_bytes,
        where=f"{path}/{member.name}",
    )


def nothing_within(path: Path) -> UnknownFormatError:
    """What is wrong with an archive of which no file holds papers."""
    return UnknownFormatError(
        "is a zip archive without papers in it",
        hint=READABLE,
        where=printable(os.fspath(path), None),
    )


def _opened(archive: zipfile.ZipFile, where: str) -> Iterator[Member | CarrelError]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info)]
    if len(infos) > MOST_FILES:
        raise _too_many(where)
    begins = 0
    for info in sorted(infos, key=lambda info: info.filename):
        try:
            stream = archive.open(info)
        except _UNREADABLE:
            locked = "is locked by a password" if info.flag_bits & 1 else "cannot be unpacked"
            hint = "unpack it, and add the folder"
            yield CarrelError(locked, hint=hint, where=f"{where}/{printable(info.filename, None)}")
        else:
            with stream:
                opened = cast("BinaryIO", stream)
                yield Member(info.filename, opened, begins, info.compress_size, info.file_size)
        begins += info.compress_size


def _hidden(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return any(part.startswith(".") or part == _OF_A_MAC for part in parts)


def _list_size(stream: BinaryIO) -> int:
    """Bytes of the list of files, as the end of an archive says; 0 where it says nothing."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _FROM_THE_END))
    tail = stream.read(_FROM_THE_END)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        return 0
    (listed,) = struct.unpack_from("<I", tail, at + 12)
    if listed == 0xFFFFFFFF and at >= 20 and tail[at - 20 : at - 16] == _END_64:
        (place,) = struct.unpack_from("<Q", tail, at - 12)
        stream.seek(min(place, size))
        record = stream.read(48)
        listed = struct.unpack_from("<Q", record, 40)[0] if len(record) == 48 else listed
    return int(listed)


def _too_many(where: str) -> CarrelError:
    return CarrelError(
        f"holds more than {MOST_FILES:,} files", hint="unpack it in parts", where=where
    )
