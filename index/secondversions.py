"""Second versions of the papers, which folder tools keep where two machines added some.

Each tool has its way to name them, and no other file in the folder of the papers ends like the
log. They are told until they are gone and never read by themselves: what is in them goes through
the same door as any other file, ``carrel add``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.errors import Problem
from index.paperlog import FILE_NAME
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STEM, _ENDING = FILE_NAME.rsplit(".", 1)
_NAME = 200
"""Characters of a file's name: these names are long, and end in what matters."""


def second_versions(folder: Path) -> Iterator[Problem]:
    """One problem for each second version in the folder of the papers."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if name.startswith(_STEM) and name.endswith(f".{_ENDING}") and name != FILE_NAME:
            yield Problem(
                "a second version of the papers, kept by a folder tool and not read",
                "carrel add takes in what only it has; then it can go",
                printable(str(folder / name), _NAME),
            )
