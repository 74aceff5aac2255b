"""What a power cut would take: everything that no fsync has made durable.

Fed by `faults.FaultLayer` with each operation before it is done. The strictest reading of what
a file system promises is kept: bytes are durable once their file was synced, names (new, renamed,
removed) once their folder was. `cut` puts the tree back to that, in the process that is about to
be killed. Linux only: paths of descriptors are read from ``/proc``.

Not modelled: writes that reach the disk in another order, or in part; `Fault.TORN` is for that.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Volatile:
    """What is in memory only, of everything below `root`.

    Args:
        root: the tree that is watched.
        stash: an empty folder on the same disk, where names that may come back are kept.
    """

    def __init__(self, root: Path, stash: Path) -> None:
        self._root = root
        self._stash = stash
        self._names: list[tuple[str, Callable[[], object]]] = []
        """Folder and how to take back what was done to a name in it, oldest first."""
        self._contents: dict[int, bytes] = {}
        """Inode of a file with bytes that are not durable → those that are."""
        self._kept = 0

    def opening(self, path: str, flags: int) -> None:
        """A file is about to be opened for writing."""
        if not os.path.exists(path):
            if flags & os.O_CREAT:
                self._note(path, lambda: Path(path).unlink(missing_ok=True))
        elif flags & os.O_TRUNC:
            self._keep_content(path)

    def renaming(self, source: str, target: str) -> None:
        """A name is about to become another one."""
        if not os.path.exists(source):
            return
        kept = self._keep_name(target)

        def back() -> None:
            os.rename(target, source)
            if kept:
                os.rename(kept, target)

        self._note(target, back)

    def naming(self, path: str) -> None:
        """A file is about to get a second name."""
        if not os.path.exists(path):
            self._note(path, lambda: Path(path).unlink(missing_ok=True))

    def removing(self, path: str) -> None:
        """A name is about to go."""
        if kept := self._keep_name(path):  # or there is nothing to go
            self._note(path, lambda: os.rename(kept, path))

    def making_folder(self, path: str) -> None:
        """A folder is about to be made."""
        if not os.path.exists(path):
            self._note(path, lambda: shutil.rmtree(path))

    def removing_folder(self, path: str) -> None:
        """An empty folder is about to go."""
        self._note(path, lambda: os.mkdir(path, 0o700))

    def writing(self, descriptor: int) -> None:
        """Bytes are about to be written to an open file."""
        self._keep_content(path_of(descriptor))

    def cutting_off(self, path: str) -> None:
        """A file is about to lose bytes."""
        self._keep_content(path)

    def synced(self, descriptor: int) -> None:
        """A file or folder was made durable."""
        path = path_of(descriptor)
        if os.path.isdir(path):
            self._names = [(folder, back) for folder, back in self._names if folder != path]
        else:
            self._contents.pop(os.fstat(descriptor).st_ino, None)

    def cut(self, *, names: bool) -> None:
        """Take everything back that is not durable.

        Args:
            names: also what was done to names; otherwise files stay where they are, without
                the bytes that were not synced.
        """
        for path in self._root.rglob("*"):
            durable = self._contents.get(path.lstat().st_ino)
            if durable is not None and path.is_file():
                path.write_bytes(durable)
        for folder, back in reversed(self._names if names else []):
            if os.path.isdir(folder):  # or that it is gone is durable, and all in it with it
                back()

    def _note(self, path: str, back: Callable[[], object]) -> None:
        self._names.append((os.path.dirname(path), back))

    def _keep_content(self, path: str) -> None:
        number = os.stat(path).st_ino
        if number not in self._contents:
            self._contents[number] = Path(path).read_bytes()

    def _keep_name(self, path: str) -> str:
        if not os.path.exists(path):
            return ""
        self._kept += 1
        kept = str(self._stash / str(self._kept))
        os.link(path, kept)
        return kept


def path_of(descriptor: int) -> str:
    """The path of an open file or folder."""
    return os.readlink(f"/proc/self/fd/{descriptor}")
