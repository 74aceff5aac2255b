"""``reading.toml`` on disk: reading it, knowing it again, and putting another in its place.

What it holds is `snapshot`. Called by `reading_folder`, which holds the lock where this writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import Problem
from index.files import replace_file
from index.text import printable
from tui.reading.backup import keep, keep_damaged, read_with_backup
from tui.reading.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path


class SnapshotFile:
    """The file, as it was read or written here last."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self.path = path
        self.snapshot = Snapshot()
        """What it held."""
        self._signature: tuple[int, int, int] | None = None

    @property
    def is_there(self) -> bool:
        """Whether there was such a file."""
        return self._signature is not None

    @property
    def is_damaged(self) -> bool:
        """Whether it holds something that will not be in it once it is replaced."""
        return self.snapshot.replaceable and not self.snapshot.whole

    def is_replaced(self) -> bool:
        """Whether it is another one now."""
        return self._signature_now() != self._signature

    def read(self) -> Snapshot:
        """What it holds; of a file that is absent or cannot be read, nothing, and why."""
        self._signature = self._signature_now()
        try:
            self.snapshot = read_with_backup(self.path)
        except OSError as error:
            problem = unreadable(self.path.name, error)
            self.snapshot = Snapshot(problems=[problem], replaceable=False)
        return self.snapshot

    def replace(self, snapshot: Snapshot) -> None:
        """Put another in its place, and keep it as a backup; damaged, it is kept aside for good.

        Raises:
            OSError: it was not replaced, and is as it was.
        """
        from index.leftovers import remove_leftovers
        from tui.reading.snapshot_writer import written

        path = self.path.resolve()
        if self.snapshot.whole:
            keep(path)
        else:
            keep_damaged(path)
        replace_file(path, written(snapshot).encode())
        remove_leftovers(path.parent)
        self.snapshot = snapshot
        self._signature = self._signature_now()

    def _signature_now(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)


def unreadable(name: str, error: OSError) -> Problem:
    """What is told of a file of marks, or their folder, that the system does not let be read."""
    reason = error.strerror or str(error)
    hint = "its marks are missing here but not lost"
    return Problem(f"cannot be read: {reason}", hint, printable(name))
