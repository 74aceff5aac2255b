"""How Whoosh gets at the files of an index: mapped for reading, private for writing.

Files that are mapped stay readable when a later commit removes them, and nothing has to be
closed. What is written is for its owner alone, like everything else of a library.

Whoosh unpickles what it reads (`key` says where), so nothing is handed to it that is not known to
be this program's own: a table of contents by its seal, any other file by what it has to contain.
The seal of a table of contents is put beside it before it gets its name, so that a process killed
in between leaves no commit that the next one would have to throw away.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.files import PRIVATE, replace_file
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.key import Key, digest
from index.fulltext.mapping import mapped
from index.fulltext.whoosh_api import FileStorage, StructFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from mmap import mmap

CONTENTS: Final = ".toc"
"""Ending of Whoosh's table of contents."""

_SEAL: Final = ".seal"


class MappedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder of files, for reading.

    Args:
        folder: of the index.
        digests: what files besides the table of contents have to contain (`key.digest`), by
            name; those not named here are not opened.
    """

    def __init__(self, folder: str, digests: Mapping[str, str] | None = None) -> None:
        super().__init__(folder)
        self._digests = digests or {}

    def open_file(self, name: str, **_: object) -> StructFile:
        """The file, as a Whoosh structure over its mapping.

        Raises:
            DamagedFileError: it is not what this program wrote.
            FileNotFoundError: it is gone.
        """
        return StructFile(self.content(name), name=name)

    def content(self, name: str) -> mmap | bytes:
        """The bytes of a file, which this program wrote; raises as `open_file` does."""
        content = mapped(os.path.join(self.folder, name))
        if name.endswith(CONTENTS):
            known = is_sealed(Path(self.folder), name, content[:])
        else:
            known = self._digests.get(name) == digest(content)
        if not known:
            raise DamagedFileError(f"{name}: not as this program wrote it")
        return content


class PrivateStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder of files, for writing."""

    def open_file(self, name: str, **_: object) -> StructFile:
        """The table of contents, if it is this program's own; raises as `MappedStorage` does."""
        return MappedStorage(self.folder).open_file(name)

    def create_file(
        self, name: str, excl: bool = False, mode: str = "wb", **options: object
    ) -> StructFile:
        """A new file, as Whoosh asks for one."""
        self._make(name, os.O_EXCL if excl else 0)
        return super().create_file(name, mode=mode, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its name: a table of contents once its seal stands."""
        if newname.endswith(CONTENTS):
            folder = Path(self.folder)
            seal = Key.made(folder).seal(newname, (folder / oldname).read_bytes())
            replace_file(folder / f"{newname}{_SEAL}", seal.encode())
        super().rename_file(oldname, newname, safe=safe)

    def delete_file(self, name: str) -> None:
        """Remove a file, and the seal of a table of contents with it."""
        with contextlib.suppress(FileNotFoundError):
            super().delete_file(name)
        if name.endswith(CONTENTS):
            with contextlib.suppress(FileNotFoundError):
                super().delete_file(f"{name}{_SEAL}")

    def lock(self, name: str) -> object:
        """The lock of that name."""
        self._make(name, 0)
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> PrivateStorage:
        """A folder within this one, for what Whoosh writes and throws away again."""
        path = os.path.join(self.folder, name or "tmp")
        os.makedirs(path, mode=0o700, exist_ok=True)
        return PrivateStorage(path)

    def _make(self, name: str, flags: int) -> None:
        path = os.path.join(self.folder, name)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | flags, PRIVATE))


def is_sealed(folder: Path, name: str, content: bytes) -> bool:
    """Whether a file's content stands under a seal of this program."""
    key = Key.read(folder)
    try:
        seal = (folder / f"{name}{_SEAL}").read_text("ascii", "replace")
    except OSError:
        return False
    return key is not None and key.fits(seal, name, content)
