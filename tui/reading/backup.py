"""``reading.toml.bak``: the file as it was before it was last replaced, for when it is damaged.

The journals hold every mark ever made, so what only the backup can bring back is what a hand
wrote into ``reading.toml``. Of two decisions the later one stands wherever it comes from, so that
an old backup does no harm. Called by `reading_folder`, which holds the lock where this writes.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from index.errors import Problem
from index.files import in_the_making, open_plain, replace_file
from tui.reading.snapshot import LARGEST, Snapshot

if TYPE_CHECKING:
    from pathlib import Path

_HINT = "its marks come from the journals and the backup; it is copied aside before it is rewritten"


def backup_path(path: Path) -> Path:
    """Where the backup of a file stands."""
    return path.with_name(f"{path.name}.bak")


def keep(path: Path) -> None:
    """Make what a file holds its backup; where that cannot be, the older one stays.

    A second name does, since the file is about to be replaced whole; a copy where the disk knows
    no second names.
    """
    backup = backup_path(path)
    temporary = path.with_name(f"{in_the_making(backup.name)}{os.urandom(6).hex()}")
    try:
        os.link(path, temporary)
        os.replace(temporary, backup)
    except OSError:
        with contextlib.suppress(OSError):
            replace_file(backup, path.read_bytes())
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def keep_damaged(path: Path) -> None:
    """Copy a file aside that holds what will not be in it again.

    Raises:
        OSError: it could not be copied, so it must not be replaced.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    replace_file(aside, path.read_bytes())


def read_with_backup(path: Path) -> Snapshot:
    """What a file holds; where it is lost or damaged beyond its tables, its backup as well.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        with open_plain(path) as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return _with_backup(Snapshot(), path)
    if len(data) > LARGEST:
        message = f"larger than {LARGEST // 1024**2} MiB, not read"
        hint = "is it the right file? it is left alone; marks are kept in the journal"
        problem = Problem(message, hint, path.name)
        return _with_backup(Snapshot(problems=[problem], whole=False, replaceable=False), path)
    if not data.strip(b"\0 \t\r\n"):
        told = Problem("is empty", _HINT, path.name)
        return _with_backup(Snapshot(problems=[told], whole=False), path)
    from tui.reading.snapshot_reader import understood

    snapshot = understood(data, path.name)
    if snapshot.whole or snapshot.folded or not snapshot.replaceable:
        return snapshot
    first, *more = snapshot.problems
    snapshot.problems = [Problem(first.message, _HINT, first.where), *more]
    return _with_backup(snapshot, path)


def _with_backup(snapshot: Snapshot, path: Path) -> Snapshot:
    try:
        with open_plain(backup_path(path)) as stream:
            data = stream.read(LARGEST)
    except OSError:
        return snapshot
    from tui.reading.snapshot_reader import understood

    backup = understood(data, backup_path(path).name)
    if not (backup.whole and backup.replaceable):
        return snapshot
    for fact in backup.marks.facts():
        snapshot.marks.decide(*fact)
    snapshot.unknown = {**backup.unknown, **snapshot.unknown}
    if snapshot.whole:
        told = "is gone; its marks come from the journals and the backup"
        snapshot.problems.append(Problem(told, "it is written again on leaving", path.name))
    return snapshot
