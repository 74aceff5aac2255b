"""The files of a folder that papers may be in, in an order that stays the same.

Folders below are looked into, links to folders are not followed, and what is hidden is left out;
which files hold papers shows in their content alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import CarrelError
from index.text import printable

MOST_FILES: Final = 100_000
"""Files in one folder, all those below included."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in a folder."""

    files: tuple[Path, ...]
    """Plain files, by folder and name."""

    hidden: int
    """Files and folders whose names begin with a dot."""

    @classmethod
    def of(cls, path: Path) -> Folder:
        """Look into a folder.

        Raises:
            CarrelError: it cannot be read, or holds too many files.
        """
        files: list[Path] = []
        hidden = 0

        def fail(error: OSError) -> None:
            where = printable(str(error.filename or path), None)
            raise CarrelError(f"cannot be read: {error.strerror or error}", where=where) from error

        for place, below, names in os.walk(path, onerror=fail):
            shown = sorted(name for name in below if not name.startswith("."))
            seen = sorted(name for name in names if not name.startswith("."))
            hidden += len(below) - len(shown) + len(names) - len(seen)
            below[:] = shown
            files += [found for name in seen if (found := Path(place, name)).is_file()]
            if len(files) > MOST_FILES:
                raise CarrelError(
                    f"holds more than {MOST_FILES:,} files",
                    hint="name the folders in it one by one",
                    where=printable(str(path), None),
                )
        return cls(tuple(files), hidden)
