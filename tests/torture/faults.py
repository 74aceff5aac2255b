"""Between the program and the file system: at the n-th boundary, something happens.

A *boundary* is an operation that changes files: opening for writing, writing, fsync, renaming,
removing, truncating, making and removing folders. Those that Python announces are seen by an audit
hook, which can also refuse them; writes and fsync are not announced, so `os.write`, `os.fsync` and
what `open` returns are wrapped. `runner` installs one layer in a process that has everything
loaded, forks, and arms it in the child alone; an audit hook cannot be taken away again.

Nothing really waits for the disk: what an fsync makes durable is kept in mind by `power`, since
killing a process loses nothing that was handed to the system.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import stat
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NoReturn, cast

from tests.torture.power import Volatile, path_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType
    from typing import IO

    from _typeshed import ReadableBuffer


class Fault(Enum):
    """What happens at the boundary; the value is what it is called in reports."""

    KILL = "kill"
    TORN = "torn write, kill"
    POWER = "power cut"
    POWER_NAMES_KEPT = "power cut, names kept"
    EIO = "EIO once"
    FULL = "disk full from there on"
    READ_ONLY = "read-only from there on"

    @property
    def kills(self) -> bool:
        """Whether the process is over with it."""
        return self in (Fault.KILL, Fault.TORN, Fault.POWER, Fault.POWER_NAMES_KEPT)


_PLACES = {
    "open": (0, None),
    "os.rename": (0, 2),
    "os.link": (1, 3),
    "os.remove": (0, 1),
    "os.mkdir": (0, 2),
    "os.rmdir": (0, 1),
    "os.truncate": (0, None),
}
"""Event → which of its arguments is the path that changes, and which the folder it begins at."""

_NUMBERS = {
    Fault.EIO: errno.EIO,
    Fault.FULL: errno.ENOSPC,
    Fault.READ_ONLY: errno.EROFS,
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen, and at which boundary, counted from 1."""

    fault: Fault
    moment: int

    @property
    def reason(self) -> str:
        """What the system says of it; empty for a kill."""
        number = _NUMBERS.get(self.fault)
        return "" if number is None else os.strerror(number)


class FaultLayer:
    """Sees every boundary of this process once it is armed.

    Args:
        root: only what lies below it is counted.
    """

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self._plan: Plan | None = None
        self._volatile: Volatile | None = None
        self._busy = False
        self._armed = False
        self.boundaries: list[str] = []
        """What was passed, in order: ``write``, ``open``, ``os.rename``; a letter each would do."""
        self.raw_write = os.write
        self._raw_open = io.open

    def install(self) -> None:
        """Put the layer in, for as long as the process lives; it does nothing until it is armed."""
        sys.addaudithook(self._on_event)
        put_in: dict[ModuleType, dict[str, object]] = {
            os: {"write": self._write, "fsync": self._fsync, "fdatasync": self._fsync},
            io: {"open": self._open},
            builtins: {"open": self._open},
        }
        for module, functions in put_in.items():
            vars(module).update(functions)

    def arm(self, plan: Plan | None, volatile: Volatile | None = None) -> None:
        """Count from now on, and carry out the plan when its boundary comes."""
        self._plan, self._volatile = plan, volatile
        self.boundaries.clear()
        self._armed = True

    def disarm(self) -> None:
        """See nothing from now on."""
        self._armed = False

    # What Python announces

    def _on_event(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._armed or self._busy or not (path := self._changed(event, arguments)):
            return
        self._busy = True
        try:
            creates = event in ("os.mkdir", "os.link") or (
                event == "open" and not os.path.lexists(path)
            )
            self._pass(event, path, takes_room=creates)
            if self._volatile is not None:
                self._tell(self._volatile, event, path, arguments)
        finally:
            self._busy = False

    def _changed(self, event: str, arguments: tuple[object, ...]) -> str:
        """The path that an event is about to change; empty when it is none of ours."""
        if event not in _PLACES:
            return ""
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITES):
            return ""
        place, folder = _PLACES[event]
        name = arguments[place]
        if isinstance(name, int):
            path = path_of(name)
        else:
            path = _absolute(name, -1 if folder is None else arguments[folder])
        return path if path.startswith(self._root) else ""

    def _tell(
        self, volatile: Volatile, event: str, path: str, arguments: tuple[object, ...]
    ) -> None:
        if event == "open":
            volatile.opening(path, cast("int", arguments[2]))
        elif event == "os.rename":
            volatile.renaming(path, _absolute(arguments[1], arguments[3]))
        elif event == "os.link":
            volatile.naming(path)
        elif event == "os.remove":
            volatile.removing(path)
        elif event == "os.mkdir":
            volatile.making_folder(path)
        elif event == "os.rmdir":
            volatile.removing_folder(path)
        else:
            volatile.cutting_off(path)

    # What it does not

    def _write(self, descriptor: int, data: ReadableBuffer) -> int:
        return self.write(descriptor, data, lambda part: self.raw_write(descriptor, part))

    def write(
        self, descriptor: int, data: ReadableBuffer, write: Callable[[memoryview], int]
    ) -> int:
        """Write to an open file by `write`, or do what is planned."""
        view = memoryview(data).cast("B")
        if not self._is_ours(descriptor):
            return write(view)
        if self._volatile is not None:
            self._volatile.writing(descriptor)
        if self._is_due:
            if self._plan and self._plan.fault is Fault.TORN:
                write(view[: len(view) // 2])
            elif self._plan and self._plan.fault is Fault.FULL and len(view) > 1:
                self.boundaries.append("write")
                return write(view[: len(view) // 2])  # what still fits
        self._pass("write", path_of(descriptor), takes_room=True)
        return write(view)

    def _fsync(self, descriptor: int) -> None:
        if self._is_ours(descriptor):
            self._pass("fsync", path_of(descriptor), takes_room=False)
            if self._volatile is not None:
                self._volatile.synced(descriptor)

    def _open(
        self,
        file: int | str,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Callable[[str, int], int] | None = None,
    ) -> io.IOBase | IO[str] | IO[bytes]:
        """As `open`; what is opened for writing tells this layer of each write."""
        if not self._armed or set(mode).isdisjoint("wax+"):
            return self._raw_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        raw = _WatchedFile(file, mode.replace("b", "").replace("t", ""), closefd, opener)
        raw.layer = self
        if buffering == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

    # The boundary

    def _is_ours(self, descriptor: int) -> bool:
        if not self._armed or self._busy:
            return False
        kind = os.fstat(descriptor).st_mode
        regular = stat.S_ISREG(kind) or stat.S_ISDIR(kind)
        return regular and f"{path_of(descriptor)}{os.sep}".startswith(self._root)

    @property
    def _is_due(self) -> bool:
        """Whether the next boundary is the one."""
        return self._plan is not None and len(self.boundaries) + 1 == self._plan.moment

    def _pass(self, event: str, path: str, *, takes_room: bool) -> None:
        """Count a boundary; dies, raises or returns as planned."""
        due = self._is_due
        self.boundaries.append(event)
        plan = self._plan
        if plan is None:
            return
        if due and plan.fault.kills:
            self._die(plan.fault)
        late = len(self.boundaries) > plan.moment
        lasts = plan.fault is Fault.READ_ONLY or (plan.fault is Fault.FULL and takes_room)
        if (due and plan.fault is Fault.EIO) or (lasts and (due or late)):
            number = _NUMBERS[plan.fault]
            named = (path,) if event != "write" and event != "fsync" else ()
            raise OSError(number, os.strerror(number), *named)

    def _die(self, fault: Fault) -> NoReturn:
        self._armed = False
        if self._volatile is not None and fault in (Fault.POWER, Fault.POWER_NAMES_KEPT):
            self._volatile.cut(names=fault is Fault.POWER)
        while True:
            os.kill(os.getpid(), signal.SIGKILL)


class _WatchedFile(io.FileIO):
    """A file whose writes are boundaries."""

    layer: FaultLayer

    def write(self, data: ReadableBuffer, /) -> int:
        return self.layer.write(self.fileno(), data, super().write)


def _absolute(name: object, folder: object) -> str:
    path = os.fsdecode(cast("str", name))
    if isinstance(folder, int) and folder >= 0:
        path = os.path.join(path_of(folder), path)
    return os.path.abspath(path)
