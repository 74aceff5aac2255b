"""One writer at a time in a folder, and a name for whoever keeps it waiting.

The lock is the system's (`flock`): it lasts as long as the descriptor that holds it, so the lock
of a process that was killed is gone with the process, and there is nothing to clean up. Host and
process number stand in the file for the message only. The file is never removed; where someone
else removes it, its lock no longer counts (the file's identity is checked after locking).

Where a file system has no locks, a second file that only one process can create takes their
place. It outlives its process, so what stands in it decides: it is taken over when its process
was on this machine and is dead. Only a process that holds the lock on taking over removes it,
after a second look, so that of two that find it dead neither removes the new lock of the other.
The file of another machine is never taken over, nor that of a number that is in use again: the
message says which file to remove. Relied upon there: exclusive creation, and machines that have
names of their own.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import PLAIN, PRIVATE
from index.text import printable

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_POLL_SECONDS = 0.005
_LONGEST_NOTE = 200
_DEEPEST = 3
"""A process may die while it takes over the lock of one that died while it took over."""

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}
_FLAGS = os.O_RDWR | os.O_CREAT | PLAIN


class FolderLock:
    """Holds a lock file; used in a ``with`` statement, once."""

    def __init__(self, path: Path, host: str, patience: float, *, depth: int = 0) -> None:
        """Nothing is held yet.

        Args:
            path: the lock file; its folder must be there.
            host: this machine's name.
            patience: for how many seconds to wait for another process.
            depth: how many locks are being taken over with this one.
        """
        self._path = path
        self._plain = path.with_name(f"{path.name}.held")
        self._host = host
        self._patience = patience
        self._depth = depth
        self._descriptor = -1
        self._note = b""
        self._uses_plain = False

    def __enter__(self) -> FolderLock:
        """Wait for the lock.

        Raises:
            CarrelError: another process held it all the time; says which.
            OSError: the file cannot be made or locked.
        """
        deadline = time.monotonic() + self._patience
        while not self._acquired():
            if time.monotonic() >= deadline:
                raise self._held_by_another()
            time.sleep(_POLL_SECONDS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go."""
        if self._note:
            with contextlib.suppress(OSError):
                if self._plain.read_bytes() == self._note:
                    self._plain.unlink()
            self._note = b""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _acquired(self) -> bool:
        if not self._uses_plain:
            try:
                return self._flocked()
            except (ImportError, OSError) as error:
                if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
                    raise
                self._uses_plain = True
        return self._created()

    def _flocked(self) -> bool:
        import fcntl

        descriptor = os.open(self._path, _FLAGS, PRIVATE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self._is_in_place(descriptor):
                os.close(descriptor)
                return False
        except BlockingIOError:
            os.close(descriptor)
            return False
        except OSError:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        self._sign(descriptor)
        return True

    def _is_in_place(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self._path))
        except FileNotFoundError:
            return False

    def _sign(self, descriptor: int) -> None:
        """Leave our name, unless we were the last: a synced folder sends every change around."""
        name = self._name()
        with contextlib.suppress(OSError):  # the lock holds without it, also on a full disk
            if os.read(descriptor, _LONGEST_NOTE) != name:
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.truncate(descriptor, 0)
                os.write(descriptor, name)

    def _name(self) -> bytes:
        return f"{self._host} {os.getpid()}\n".encode()

    def _created(self) -> bool:
        note = self._name()[:-1] + f" {os.urandom(8).hex()}\n".encode()
        try:
            descriptor = os.open(self._plain, _FLAGS | os.O_EXCL, PRIVATE)
        except FileExistsError:
            self._take_over()
            return False
        try:
            os.write(descriptor, note)
        except OSError:
            self._plain.unlink()
            raise
        finally:
            os.close(descriptor)
        self._note = note
        return True

    def _take_over(self) -> None:
        """Remove the lock of a dead process; the next try may then create its own."""
        found = _read(self._plain)
        if self._depth >= _DEEPEST or not self._is_dead(found):
            return
        guard = self._path.with_name(f"{self._path.name}.taking-over")
        lock = FolderLock(guard, self._host, 0, depth=self._depth + 1)
        lock._uses_plain = True
        with contextlib.suppress(CarrelError), lock:
            if _read(self._plain) == found:
                self._plain.unlink()

    def _is_dead(self, note: bytes) -> bool:
        host, process = _holder(note)
        return host == self._host and process > 0 and not _is_alive(process)

    def _held_by_another(self) -> CarrelError:
        path = self._plain if self._uses_plain else self._path
        host, process = _holder(_read(path))
        who = f"process {process} on {printable(host)}" if process else "another process"
        hint = "close other Carrel windows that hang, then try again"
        if self._uses_plain:
            hint = f"if it no longer runs, remove {printable(path.name)} and try again"
        return CarrelError(f"{who} is writing marks", hint=hint, where=str(self._path.parent))


def warm_up() -> None:
    """Import what the first lock needs."""
    with contextlib.suppress(ImportError):
        import fcntl  # noqa: F401


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LONGEST_NOTE)
    except OSError:
        return b""


def _holder(note: bytes) -> tuple[str, int]:
    """Host and process in a lock file; 0 where it does not say."""
    words = note.decode("utf-8", "replace").split()
    if len(words) >= 2 and words[1].isascii() and words[1].isdecimal() and len(words[1]) < 12:
        return words[0], int(words[1])
    return "", 0


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # asking there would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
