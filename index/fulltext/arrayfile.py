"""A file of named arrays: mapped, never read whole, and never trusted.

The flat postings and the lexicon are such files. A header says what kind of file it is, of what
it was made (`facts`), and where each array lies; then come the checksums of the pages that the
arrays fill. Opening looks at these alone, so its time hardly grows with the file. A page is
checked when something on it is asked for the first time: whatever bit has flipped is found
before it can become an answer, and what nobody asks for is never read.

A file that is cut, damaged or of another kind raises `DamagedFileError` and nothing else. It is
never repaired: whoever wrote it can write it again. Numbers are little-endian everywhere.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.files import replacing
from index.fulltext.arrayheader import FRAME, MAGIC, DamagedFileError, header_text
from index.fulltext.mapping import mapped

__all__ = ["ArrayFile", "DamagedFileError", "write_arrays"]

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_PAGE: Final = 1 << 12
"""Bytes: small enough to be checked for one word, large enough that checksums are few."""

_ALIGNED: Final = 8


class _Place(NamedTuple):
    """Where an array lies in the body."""

    kind: np.dtype[np.generic]
    start: int
    size: int
    """Items."""


class _Header(NamedTuple):
    """What the file says of itself."""

    kind: object
    facts: dict[str, object]
    places: dict[str, _Place]
    size: int
    """Bytes of the body."""

    page: int
    """Bytes to a checksum."""

    checksums: object
    """The checksum of the checksums."""


class ArrayFile:
    """The arrays of one file, open for reading by any thread.

    Args:
        path: the file.
        kind: what it has to be, with its version.

    Raises:
        DamagedFileError: it is something else, or cut, or its header is damaged.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        content = memoryview(mapped(str(path)))
        text, start = header_text(path, content)
        try:
            header = _understood(text)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise DamagedFileError(f"{path}: its header makes no sense") from error
        if header.kind != kind:
            raise DamagedFileError(f"{path}: not of kind {kind}")
        self.facts = header.facts
        """What the file was made of, as its writer put it."""
        self._places = header.places
        self._page = header.page
        table = content[start : start + 4 * -(-header.size // header.page)]
        self._body = content[start + len(table) :]
        if zlib.crc32(table) != header.checksums or len(self._body) != header.size:
            raise DamagedFileError(f"{path}: cut short, or its checksums are damaged")
        self._checksums = np.frombuffer(table, dtype="<u4").tolist()
        self._unread = bytearray(b"\1") * len(self._checksums)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def array(self, name: str) -> NDArray[np.generic]:
        """A whole array.

        Raises:
            DamagedFileError: a page of it is not as it was written.
        """
        return self.slice(name, 0, self._places[name].size)

    def slice(self, name: str, start: int, stop: int) -> NDArray[np.generic]:
        """Items of an array, as a view of the mapping.

        Raises:
            DamagedFileError: a page of them is not as it was written, or they lie beyond the end.
        """
        place = self._places[name]
        if not 0 <= start <= stop <= place.size:
            raise DamagedFileError(f"{self._path}: {name} ends before {stop}")
        first = place.start + start * place.kind.itemsize
        self._check(first, first + (stop - start) * place.kind.itemsize)
        return np.frombuffer(self._body, dtype=place.kind, count=stop - start, offset=first)

    def count(self, name: str) -> int:
        """How many items an array has."""
        return self._places[name].size

    def check(self) -> None:
        """Look at every page.

        Raises:
            DamagedFileError: one is not as it was written.
        """
        self._check(0, len(self._body))

    def _check(self, start: int, stop: int) -> None:
        first, last = start // self._page, -(-stop // self._page)
        page = self._unread.find(1, first, last)
        while page >= 0:
            begin = page * self._page
            if zlib.crc32(self._body[begin : begin + self._page]) != self._checksums[page]:
                raise DamagedFileError(f"{self._path}: damaged at byte {begin} of its body")
            self._unread[page] = 0
            page = self._unread.find(1, page + 1, last)


def _understood(text: bytes) -> _Header:
    """What a header says; its checksum tells that it is whole, not who wrote it.

    Raises:
        ValueError, TypeError, KeyError, RecursionError: it is not what `write_arrays` writes.
    """
    header = json.loads(text)
    size, page = header["size"], header["page"]
    if type(size) is not int or type(page) is not int or size < 0 or page < 1:
        raise ValueError("sizes are whole numbers")
    if not isinstance(header["facts"], dict) or not isinstance(header["arrays"], dict):
        raise TypeError("facts and arrays are objects")
    places = {name: _place(size, *place) for name, place in header["arrays"].items()}
    return _Header(header["kind"], header["facts"], places, size, page, header["checksums"])


def _place(end: int, kind: object, start: object, size: object) -> _Place:
    """Where an array lies in a body of `end` bytes."""
    if not isinstance(kind, str) or type(start) is not int or type(size) is not int:
        raise TypeError("a place is a kind and two whole numbers")
    items = np.dtype(kind)
    if items.kind not in "biuf" or min(start, size) < 0 or start + size * items.itemsize > end:
        raise ValueError("an array of numbers within the body")
    return _Place(items, start, size)


def write_arrays(
    path: Path, kind: str, facts: Mapping[str, object], arrays: Mapping[str, NDArray[np.generic]]
) -> None:
    """Put a file of arrays at `path`, whole or not at all.

    Args:
        path: where it is to stand.
        kind: what it is, with its version.
        facts: of what it was made; anything that JSON can hold.
        arrays: by name; their types are kept.

    Raises:
        OSError: what was there is untouched.
    """
    body = bytearray()
    places: dict[str, tuple[str, int, int]] = {}
    for name, array in arrays.items():
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        places[name] = little.dtype.str, len(body), len(array)
        body += little.view(np.uint8).data
        body += bytes(-len(body) % _ALIGNED)
    pages = memoryview(body)
    sums = [zlib.crc32(pages[at : at + _PAGE]) for at in range(0, len(body), _PAGE)]
    table = struct.pack(f"<{len(sums)}I", *sums)
    header = {
        "kind": kind,
        "facts": dict(facts),
        "arrays": places,
        "size": len(body),
        "page": _PAGE,
        "checksums": zlib.crc32(table),
    }
    text = json.dumps(header).encode()
    text += b" " * (-(FRAME.size + len(text) + len(table)) % _ALIGNED)
    frame = FRAME.pack(MAGIC, len(text), zlib.crc32(text))
    pages.release()
    with replacing(path) as stream:
        for part in (frame, text, table, body):
            stream.write(part)
