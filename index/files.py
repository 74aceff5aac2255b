"""Writing files so that a crash, a full disk or a second process never leaves half of one."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o600
"""Permissions of everything that Carrel keeps for itself: its owner may read and write it."""

_PUBLIC = 0o666
_NAMED = 40
"""Characters of a file's name that stand in the name of the one being written beside it."""


def replace_file(path: Path, data: bytes, *, private: bool = True) -> None:
    """Put `data` at `path`, whole or not at all.

    Args:
        path: where it is to stand.
        data: all of it.
        private: readable by the owner alone. Otherwise a file that was there keeps its
            permissions, and a new one gets those that documents get on this system.

    Raises:
        OSError: the old file, if any, is untouched and nothing is left beside it.
    """
    kept = None if private else _permissions(path)
    temporary = path.with_name(f".{path.name[:_NAMED]}.{os.urandom(6).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, PRIVATE if private or kept is not None else _PUBLIC)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if kept is not None:
            with contextlib.suppress(OSError):
                os.chmod(temporary, kept)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)


def _permissions(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Create `folder`, and those above it that are not there yet, for the owner alone."""
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(OSError):  # a folder that may be written to, but not read
            sync_folder(folder.parent)
