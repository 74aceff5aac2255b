"""How far long files were taken in, so that the next import goes on there.

An import of millions of records may be cut off, or be given the same file again a month later.
Beside the columns, and as disposable as they are, stands for each of the last long files up to
which byte its papers are in the log. It counts only while the file is the same (size, time and
beginning) and the log still begins with what it was then.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.files import make_private_folder, open_plain, replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from index.paperlog import PaperLog

FILE_NAME: Final = "imports.json"

LONG: Final = 16 * 1024**2
"""Bytes on the disk from which a file is worth it."""

_MOST_FILES: Final = 20
_LARGEST: Final = 64 * 1024
_HEAD: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Up to where a file was taken in."""

    offset: int = 0
    """Bytes of its text."""

    records: int = 0
    whole: bool = False
    """Whether nothing is left of it."""


class Resuming:
    """The places in the files that went into one log.

    Args:
        cache: where the columns stand.
        log: the papers.
    """

    def __init__(self, cache: Path, log: PaperLog) -> None:
        self._path = cache / FILE_NAME
        self._log = log

    def key(self, path: Path | None, told: str) -> str:
        """What a file is known by, ``""`` if it is not long; `told` is what came with it."""
        if path is None:
            return ""
        try:
            status = path.stat()
            if status.st_size < LONG:
                return ""
            with open_plain(path) as stream:
                head = zlib.crc32(stream.read(_HEAD))
        except (OSError, ValueError):
            return ""
        return f"{status.st_size}-{status.st_mtime_ns}-{head}-{zlib.crc32(told.encode())}"

    def place(self, key: str) -> Place:
        """Where to go on in a file; at its beginning, unless all fits."""
        kept = self._kept().get(key)
        if not isinstance(kept, list) or len(kept) != 5 or not all(type(n) is int for n in kept):
            return Place()
        offset, records, whole, size, mark = kept
        if min(kept[:4]) < 0 or self._log.size < size or self._log.mark(size) != mark:
            return Place()
        return Place(offset, records, bool(whole))

    def keep(self, key: str, place: Place) -> None:
        """Note a place, once everything before it is in the log."""
        kept = self._kept()
        kept.pop(key, None)
        size = self._log.size
        kept[key] = [place.offset, place.records, int(place.whole), size, self._log.mark(size)]
        newest = dict(list(kept.items())[-_MOST_FILES:])
        try:
            make_private_folder(self._path.parent)
            replace_file(self._path, json.dumps(newest).encode())
        except OSError:
            return  # the next import starts at the beginning

    def _kept(self) -> dict[str, object]:
        try:
            with open_plain(self._path) as stream:
                kept = json.loads(stream.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}
