"""The files of a folder that papers may be in, in an order that stays the same.

Folders below are looked into, links to folders are not followed, and what is hidden is left out;
which files hold papers shows in their content alone. A folder below that cannot be read is told,
and the others are read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.errors import CarrelError, Problem
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

    links: int = 0
    """Links to folders, and to nothing."""

    unread: tuple[Problem, ...] = ()
    """Folders below that cannot be read."""

    @classmethod
    def of(cls, path: Path) -> Folder:
        """Look into a folder.

        Raises:
            CarrelError: it cannot be read, or holds too many files.
        """
        files: list[Path] = []
        unread: list[Problem] = []
        hidden = links = 0

        def fail(error: OSError) -> None:
            where = printable(str(error.filename or path), None)
            problem = Problem(f"cannot be read: {error.strerror or error}", "", where)
            if str(error.filename) == str(path):
                raise CarrelError(problem.message, where=where) from error
            unread.append(problem)

        for place, below, names in os.walk(path, onerror=fail):
            shown = sorted(name for name in below if not name.startswith("."))
            seen = sorted(name for name in names if not name.startswith("."))
            hidden += len(below) - len(shown) + len(names) - len(seen)
            links += sum(Path(place, name).is_symlink() for name in shown)
            below[:] = shown
            for name in seen:
                found = Path(place, name)
                if found.is_file():
                    files.append(found)
                else:
                    links += found.is_symlink()
            if len(files) > MOST_FILES:
                raise CarrelError(
                    f"holds more than {MOST_FILES:,} files",
                    hint="name the folders in it one by one",
                    where=printable(str(path), None),
                )
        return cls(tuple(files), hidden, links, tuple(unread))
