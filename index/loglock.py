"""One process at a time that adds papers, and a name for whoever keeps the others waiting.

The lock is the system's, so that of a killed process is gone with it. What stands in the file of
the holder is for the message alone.
"""

from __future__ import annotations

import contextlib
import os
import platform
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import PRIVATE, make_private_folder, open_plain
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import FileLock

_LONGEST_NAME = 80


class LogLock:
    """The lock of a folder of papers; whoever holds it may take it again from within.

    Args:
        folder: where it stands; made if need be.
        patience: seconds to wait for another process.
    """

    def __init__(self, folder: Path, patience: float) -> None:
        self._folder = folder
        self._holder = folder / ".lock-holder"
        self._patience = patience
        self._lock: FileLock | None = None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold it.

        Raises:
            CarrelError: another process held it for longer than `patience`; says which.
            OSError: it cannot be made.
        """
        from filelock import FileLock, Timeout

        make_private_folder(self._folder)
        if self._lock is None:
            self._lock = FileLock(self._folder / ".lock", self._patience, mode=PRIVATE)
        lock = self._lock
        try:
            lock.acquire()
        except Timeout:
            raise self._busy() from None
        try:
            with contextlib.suppress(OSError):
                self._holder.touch(PRIVATE)
                name = f"process {os.getpid()} on {platform.node()}"
                self._holder.write_text(name, encoding="utf-8")
            yield
        finally:
            lock.release()
            if not lock.is_locked:
                with contextlib.suppress(OSError):
                    self._holder.unlink()

    def _busy(self) -> CarrelError:
        try:
            with open_plain(self._holder) as stream:
                who = stream.read(_LONGEST_NAME).decode("utf-8")
        except (OSError, ValueError):
            who = ""
        return CarrelError(
            f"{printable(who) or 'another process'} is adding papers",
            hint="wait until it has finished, then add again",
            where=str(self._folder),
        )
