"""Having the system map what rows are made of before the first one is looked up.

The papers that a search finds lie all over the columns. Touching them page by page, each for the
first time, costs the system more than it takes to make rows of them; mapped all at once, pages
cost a tenth of that. Called by `search` with the first words that are looked for: until then, rows
are shown in the order of the list, and few.

Only Linux can be asked for it, and only where it does not read more than a disk gives in a
moment. Nothing depends on it.
"""

from __future__ import annotations

import contextlib
import mmap
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST: Final = 16 << 20
"""Bytes; those of larger libraries are mapped as they are touched."""

_POPULATE_READ: Final = 22
"""``MADV_POPULATE_READ``, which Python has no name for; in Linux since 5.14."""


def prefault(buffer: mmap.mmap, extents: Iterable[tuple[int, int]]) -> bool:
    """Map some parts of a mapped file; whether that was done.

    Args:
        buffer: the file.
        extents: start and end of each part, in bytes.
    """
    pages = [(start - start % mmap.PAGESIZE, end) for start, end in extents if start < end]
    if sys.platform != "linux" or sum(end - start for start, end in pages) > _MOST:
        return False
    with contextlib.suppress(OSError, ValueError):
        for start, end in pages:
            buffer.madvise(_POPULATE_READ, start, end - start)
        return True
    return False
