"""A program on a pseudo-terminal: bytes in, bytes out, nothing interpreted.

`tests.terminal` puts a screen on top; the benchmarks read the bytes as they come, because a
screen would cost more than what they measure. POSIX only: a test that imports this module is
skipped on Windows.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import pytest

    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

_CHUNK = 1 << 16
_ROOT = Path(__file__).resolve().parent.parent


def isolated(home: Path, **more: str) -> dict[str, str]:
    """The environment of a reader who has nothing but the folder `home`.

    Nothing of the person who runs the tests comes through, save where programs are found.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "CARREL_HOME": str(home / "carrel"),
        "CARREL_HOST": "testhost",
        "PYTHONPATH": str(_ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **more,
    }


class PseudoTerminal:
    """One running program and the other side of its terminal.

    Use it as a context manager: leaving it ends the program, whatever state it is in.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 40,
    ) -> None:
        """Start `command`; its first element is looked up in the environment's PATH.

        Raises:
            OSError: no pseudo-terminal is to be had.
        """
        self.exit_code: int | None = None
        with warnings.catch_warnings():
            # Python warns of forking beside other threads; the child only execs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(command, environment, columns, rows)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, timeout: float) -> bytes | None:
        """The bytes that are there, waiting at most `timeout` seconds for the first of them.

        Returns ``b""`` when none came in time and None when the program has closed its side.
        """
        ready, _, _ = select.select([self._master], [], [], max(timeout, 0))
        if not ready:
            return b""
        try:
            return os.read(self._master, _CHUNK) or None
        except BlockingIOError:
            return b""
        except OSError:  # Linux says EIO where others say end of file.
            return None

    def send(self, data: bytes) -> None:
        """Type `data`, all of it."""
        view = memoryview(data)
        while view:
            select.select([], [self._master], [], 10)
            with contextlib.suppress(BlockingIOError):
                view = view[os.write(self._master, view) :]

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by the system."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, _size(columns, rows))

    def has_ended(self) -> bool:
        """Whether the program is over; sets `exit_code` (negative: the signal that ended it)."""
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def close(self) -> None:
        """End the program, asking first, and give the terminal back."""
        if self._master < 0:
            return
        for request, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 10.0)):
            if self._ends_within(request, patience):
                break
        os.close(self._master)
        self._master = -1

    def take_away(self, patience: float) -> bool:
        """Take the terminal away, as a connection that breaks does; whether the program ended."""
        os.close(self._master)
        self._master = -1
        deadline = time.monotonic() + patience
        while not self.has_ended() and time.monotonic() < deadline:
            select.select([], [], [], 0.01)
        if not self.has_ended():
            os.killpg(self.pid, signal.SIGKILL)
            return False
        return True

    def kill(self) -> None:
        """End the program at once."""
        self._ends_within(signal.SIGKILL, 10.0)
        self.close()

    def _ends_within(self, request: signal.Signals, patience: float) -> bool:
        if self.has_ended():
            return True
        os.kill(self.pid, request)
        deadline = time.monotonic() + patience
        while not self.has_ended() and time.monotonic() < deadline:
            # A program blocked on a full terminal ends only when somebody reads.
            if self.read(0.01) is None:
                select.select([], [], [], 0.001)
        return self.has_ended()


def _size(columns: int, rows: int) -> bytes:
    return struct.pack("HHHH", rows, columns, 0, 0)


def _become(
    command: Sequence[str], environment: Mapping[str, str], columns: int, rows: int
) -> None:
    """Turn the forked child into `command`; never returns."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, _size(columns, rows))
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)  # what started the tests may have these off
        os.execvpe(command[0], list(command), dict(environment))
    finally:
        os._exit(127)
