"""Files as bytes in memory, without reading them."""

from __future__ import annotations

import mmap
import os

from index.files import open_plain


def mapped(path: str) -> mmap.mmap | bytes:
    """The bytes of a file; they stay readable when the file is removed."""
    with open_plain(path) as stream:
        if not os.fstat(stream.fileno()).st_size:
            return b""  # an empty file cannot be mapped
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
