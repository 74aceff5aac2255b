"""What writes that were killed left behind: files under the names of `index.files.replacing`.

Nothing is lost with them, since nobody was told that they were written; they take up room. One
belongs to nobody when its lock is free, and it is old enough for its writer to have locked it.
Where there are no locks, an hour is longer than any write takes. Age is counted from when the
system last changed anything about the file, which neither writers nor folder tools can set.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from typing import TYPE_CHECKING

from index.files import in_the_making, try_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"\..{1,60}\.carrel-[0-9a-f]{12}", re.DOTALL)
_LOCKED_AFTER = 10.0
"""Seconds within which a writer has surely locked what it made."""

_ABANDONED = 3600.0
"""Seconds after which a file that cannot be locked belongs to nobody."""


def leftovers(folder: Path, name: str = "") -> Iterator[Path]:
    """The files in a folder that killed writes left behind: those of one file, or of all."""
    begins = in_the_making(name) if name else "."
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for found in names:
        if found.startswith(begins) and _NAME.fullmatch(found) and _is_abandoned(folder / found):
            yield folder / found


def remove_leftovers(folder: Path, name: str = "") -> int:
    """Remove them, as far as that can be done; how many there were."""
    count = 0
    for path in leftovers(folder, name):
        with contextlib.suppress(OSError):
            path.unlink()
            count += 1
    return count


def _is_abandoned(path: Path) -> bool:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        age = time.time() - status.st_ctime
        if not stat.S_ISREG(status.st_mode) or age < _LOCKED_AFTER:
            return False
        locked = try_lock(descriptor)
        return age > _ABANDONED if locked is None else locked
    except OSError:
        return False
    finally:
        os.close(descriptor)
