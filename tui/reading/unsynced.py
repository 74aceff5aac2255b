"""The records that were appended and are not known to be on the disk yet.

Appending belongs to one thread, forcing to disk to another beside it; this is what they share.

A system that could not write reports that once and then takes its memory for clean: asking again
would be answered with success that means nothing. So the bytes are kept here until they are
known to be safe, and written once more before the system is asked again.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, NamedTuple

from index.files import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path


class Written(NamedTuple):
    """Bytes that were appended to a file."""

    path: Path
    place: int
    data: bytes


class Unsynced:
    """What `sync` still has to make safe."""

    def __init__(self) -> None:
        self._waiting: list[Written] = []
        self._failed = False
        self._one_at_a_time = threading.Lock()

    def __len__(self) -> int:
        """How many records wait."""
        return len(self._waiting)

    def add(self, written: Written) -> None:
        """Note what was appended just now."""
        self._waiting.append(written)

    def sync(self, locked: Callable[[], AbstractContextManager[None]]) -> None:
        """Make everything noted so far survive a power cut; from any thread.

        Args:
            locked: holds the folder against other writers, for a second try.

        Raises:
            OSError: the disk refused; all of it still waits.
        """
        with self._one_at_a_time:
            batch = self._waiting[:]
            if not batch:
                return
            if self._failed:
                with locked():
                    for written in batch:
                        _write_again(written)
            self._failed = True
            for path in dict.fromkeys(written.path for written in batch):
                _sync_file(path)
            for folder in dict.fromkeys(written.path.parent for written in batch):
                sync_folder(folder)
            self._failed = False
            del self._waiting[: len(batch)]


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)


def _write_again(written: Written) -> None:
    """Put a record where it was, or at the end of a file that was exchanged meanwhile."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(written.path, flags, 0o600)
    try:
        os.lseek(descriptor, written.place, os.SEEK_SET)
        there = os.read(descriptor, len(written.data))
        is_there = there == written.data
        os.lseek(descriptor, *((written.place, os.SEEK_SET) if is_there else (0, os.SEEK_END)))
        data = written.data
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)
