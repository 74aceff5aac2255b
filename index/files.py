"""Writing files so that a crash, a full disk or a second process never leaves half of one.

A file is written beside its place under a name of its own, forced to the disk, and renamed. While
that lasts its writer holds a lock on it, which is gone with the process; so what a killed one left
behind can be told from what is being written (`index.leftovers`).
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import ReadableBuffer

PRIVATE = 0o600
"""Permissions of everything that Carrel keeps for itself: its owner may read and write it."""

PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""To open bytes as they are, and not to wait for anybody where there is no file but a pipe."""

_PUBLIC = 0o666
_NAMED = 40
"""Characters of a file's name that stand in the name of the one being written beside it."""

_NO_FOLDER_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What network file systems answer that keep names safe in their own way."""


def replace_file(path: Path, data: ReadableBuffer, *, private: bool = True) -> None:
    """Put `data` at `path`, whole or not at all.

    Args:
        path: where it is to stand.
        data: all of it.
        private: readable by the owner alone. Otherwise a file that was there keeps its
            permissions, and a new one gets those that documents get on this system.

    Raises:
        OSError: the old file, if any, is untouched and nothing is left beside it; or, where the
            folder alone was refused, the new one is there and might not survive a power cut.
    """
    with replacing(path, private=private) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = True) -> Iterator[BinaryIO]:
    """What is written to the stream stands at `path` once the block is left without an error.

    Arguments and errors are those of `replace_file`.
    """
    with naming(path):
        with _replacing(path, None if private else _permissions(path), private) as stream:
            yield stream
        sync_folder(path.parent)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have whatever the system refuses name this file; of writes it names none by itself."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


@contextlib.contextmanager
def _replacing(path: Path, kept: int | None, private: bool) -> Iterator[BinaryIO]:
    temporary = path.with_name(f"{in_the_making(path.name)}{os.urandom(6).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, PRIVATE if private or kept is not None else _PUBLIC)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            try_lock(descriptor)
            yield stream
            stream.flush()
            sync_file(descriptor)
            if kept is not None:
                with contextlib.suppress(OSError):
                    os.chmod(temporary, kept)
            if os.name == "nt":  # where an open file has to keep its name
                stream.close()
            os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def in_the_making(name: str) -> str:
    """What the names begin with under which a file of that name is written."""
    return f".{name[:_NAMED]}.carrel-"


def try_lock(descriptor: int) -> bool | None:
    """Lock an open file until it is closed: whether that was done, None where nobody can."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def open_plain(path: Path | str) -> BinaryIO:
    """Open a file for reading; nobody waits for what is none, a pipe for one.

    Raises:
        OSError: it cannot be opened, or is not a file.
    """
    descriptor = os.open(path, os.O_RDONLY | PLAIN)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _permissions(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def sync_file(descriptor: int) -> None:
    """Make what was written to an open file survive a power cut.

    macOS hands the bytes to the drive only, which may keep them in a memory of its own; there the
    drive is asked as well (``man 2 fsync``).

    Raises:
        OSError: the disk refused.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:  # a file system that has no such thing
            if error.errno not in {errno.ENOTSUP, errno.ENOTTY, errno.EINVAL, errno.ENODEV}:
                raise
        else:
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_file(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Create `folder`, and those above it that are not there yet, for the owner alone."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(OSError):  # a folder that may be written to, but not read
            sync_folder(folder.parent)
