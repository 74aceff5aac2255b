"""How Whoosh gets at the files of an index: mapped for reading, private for writing.

Files that are mapped stay readable when a later commit removes them, and nothing has to be
closed. What is written is for its owner alone, like everything else of a library.
"""

from __future__ import annotations

import os

from index.files import PRIVATE
from index.fulltext.mapping import mapped
from index.fulltext.whoosh_api import FileStorage, StructFile


class MappedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder of files, for reading."""

    def open_file(self, name: str, **_: object) -> StructFile:
        """The file, as a Whoosh structure over its mapping."""
        return StructFile(mapped(self.path(name)), name=name)

    def path(self, name: str) -> str:
        """Where a file stands."""
        return os.path.join(self.folder, name)


class PrivateStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder of files, for writing."""

    def create_file(
        self, name: str, excl: bool = False, mode: str = "wb", **options: object
    ) -> StructFile:
        """A new file, as Whoosh asks for one."""
        self._make(name, os.O_EXCL if excl else 0)
        return super().create_file(name, mode=mode, **options)

    def lock(self, name: str) -> object:
        """The lock of that name."""
        self._make(name, 0)
        return super().lock(name)

    def _make(self, name: str, flags: int) -> None:
        path = os.path.join(self.folder, name)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | flags, PRIVATE))
