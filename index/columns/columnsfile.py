"""The file of columns: its layout on disk, without saying what the columns mean.

`columns.Columns` reads it, `writer` fills it. The file is disposable: it holds nothing
that the paper log does not hold, so a file that is cut, damaged, of another version or of
another machine's byte order is not repaired, it is ignored.

A header is followed by flat arrays, each at a multiple of eight bytes, in the order of
`SECTIONS`. Their lengths follow from the counts in the header, so opening means mapping the file
and slicing it: the time does not grow with the papers. What opening checks is the header's
checksum and the file's size; the checksum of the body is compared only by `is_intact`, since
that reads everything.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zlib
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, MutableMapping
    from pathlib import Path

    from _typeshed import ReadableBuffer

Kind = Literal["B", "i", "I", "Q"]
"""The type of an array's items, as `array` and `memoryview.cast` name it."""

NONE = 0xFFFF_FFFF
"""What an unsigned column holds where there is no value; sorts after every value."""

NO_YEAR = -(2**31)
"""What the column of years holds where there is no year."""

HAS: Final = ("abstract", "code", "pdf", "project", "doi", "arxiv", "summary")
"""What a paper may have; the place in this tuple is the bit in the column ``has``."""

_MAGIC = b"CARRELCL"
_VERSION = 3
_ORDER = 0x0102_0304
_FRAME = struct.Struct("=8sIIII")
"""Magic, byte order, version, checksum of the header, checksum of the body."""


class Header(NamedTuple):
    """What the file says of itself: where it comes from and how much it holds."""

    generation: int
    log_size: int
    """How many bytes of the paper log are in these columns."""

    log_mark: int
    """`PaperLog.mark` of that many bytes: tells another log, or a rewritten one, from this."""

    papers: int
    """How many ordinals there are, those of papers that went into others among them."""

    keys: int
    """Ids and aliases together."""

    values: int
    """Distinct facet values."""

    members: int
    """Papers in facet values, each counted once a value."""

    gone: int
    """Papers that went into others."""

    moved: int
    """These, and those that went and came back."""

    key_bytes: int
    text_bytes: int
    value_bytes: int


_HEADER = struct.Struct("=12Q")

SECTIONS: tuple[tuple[str, Kind, Callable[[Header], int]], ...] = (
    ("log_offsets", "Q", lambda h: h.papers),
    ("added", "Q", lambda h: h.papers),
    ("log_lengths", "I", lambda h: h.papers),
    ("years", "i", lambda h: h.papers),
    ("ranks", "I", lambda h: h.papers),
    ("day_keys", "I", lambda h: h.papers),
    ("sources", "I", lambda h: h.papers),
    ("days", "I", lambda h: h.papers),
    ("venues", "I", lambda h: h.papers),
    ("upvotes", "I", lambda h: h.papers),
    ("comments", "I", lambda h: h.papers),
    ("stars", "I", lambda h: h.papers),
    ("version", "I", lambda h: h.papers),
    ("has", "B", lambda h: h.papers),
    ("default_order", "I", lambda h: h.papers - h.gone),
    ("added_order", "I", lambda h: h.papers - h.gone),
    ("title_ranks", "I", lambda h: h.papers),
    ("text_starts", "I", lambda h: 2 * h.papers + 1),
    ("key_starts", "I", lambda h: h.keys + 1),
    ("key_hashes", "I", lambda h: h.keys),
    ("key_slots", "I", lambda h: h.keys),
    ("alias_owners", "I", lambda h: h.keys - h.papers),
    ("value_fields", "B", lambda h: h.values),
    ("value_starts", "I", lambda h: h.values + 1),
    ("facet_starts", "I", lambda h: h.values + 1),
    ("facet_ordinals", "I", lambda h: h.members),
    ("paper_starts", "I", lambda h: h.papers + 1),
    ("paper_values", "I", lambda h: h.members),
    ("moved", "I", lambda h: h.moved),
    ("moved_at", "Q", lambda h: h.moved),
    ("key_text", "B", lambda h: h.key_bytes),
    ("text", "B", lambda h: h.text_bytes),
    ("value_text", "B", lambda h: h.value_bytes),
)
"""Name, type and number of items of each array."""

_ITEM = {"B": 1, "i": 4, "I": 4, "Q": 8}
_BODY = _FRAME.size + _HEADER.size


def _extents(header: Header) -> Iterator[tuple[str, Kind, int, int]]:
    """Name, type, start and end in bytes of every array."""
    start = _BODY
    for name, kind, count in SECTIONS:
        end = start + count(header) * _ITEM[kind]
        yield name, kind, start, end
        start = end + -end % 8


def extents(header: Header, names: Collection[str]) -> list[tuple[int, int]]:
    """Start and end in bytes of some arrays."""
    return [(start, end) for name, _, start, end in _extents(header) if name in names]


def encode(header: Header, sections: MutableMapping[str, ReadableBuffer]) -> bytearray:
    """The whole file; takes the arrays out of `sections`, so that none is held twice.

    Raises:
        ValueError: an array is not as long as the header says.
    """
    extents = list(_extents(header))
    data = bytearray(extents[-1][3])
    for name, _, start, end in extents:
        with memoryview(sections.pop(name)) as array:
            if array.nbytes != end - start:
                msg = f"column {name} has {array.nbytes} bytes, not {end - start}"
                raise ValueError(msg)
            data[start:end] = array.cast("B") if array.nbytes else b""
    facts = _HEADER.pack(*header)
    with memoryview(data) as view:
        checksum = zlib.crc32(view[_BODY:])
    data[:_BODY] = _FRAME.pack(_MAGIC, _ORDER, _VERSION, zlib.crc32(facts), checksum) + facts
    return data


def empty() -> bytearray:
    """The file of a library without papers, generation 0."""
    header = Header(*[0] * len(Header._fields))
    return encode(header, {name: bytes(end - at) for name, _, at, end in _extents(header)})


def decode(buffer: ReadableBuffer) -> tuple[Header, dict[str, memoryview[int]]] | None:
    """The header and the arrays, as views into `buffer`; None when this is not a whole file."""
    view = memoryview(buffer)
    if len(view) < _BODY:
        return None
    magic, order, version, checksum, _ = _FRAME.unpack_from(view)
    facts = view[_FRAME.size : _BODY]
    if (magic, order, version) != (_MAGIC, _ORDER, _VERSION) or zlib.crc32(facts) != checksum:
        return None
    header = Header(*_HEADER.unpack(facts))
    if header.gone > min(header.papers, header.moved):
        return None
    places = list(_extents(header))
    if header.keys < header.papers or places[-1][3] != len(view):
        return None
    return header, {name: view[start:end].cast(kind) for name, kind, start, end in places}


def is_intact(buffer: ReadableBuffer) -> bool:
    """Whether the body is, bit for bit, what was written; reads all of it."""
    view = memoryview(buffer)
    checksum = int(_FRAME.unpack_from(view)[4])
    return zlib.crc32(view[_BODY:]) == checksum


def _path(folder: Path, generation: int) -> Path:
    """Where a generation's file stands."""
    return folder / f"columns-{generation:08d}.bin"


def generations(folder: Path) -> dict[int, Path]:
    """The files of columns in a folder, newest first, whether valid or not."""
    found: dict[int, Path] = {}
    try:
        names = os.listdir(folder)
    except OSError:
        return found
    for name in names:
        number = name.removeprefix("columns-").removesuffix(".bin")
        if name == f"columns-{number}.bin" and number.isdecimal():
            found[int(number)] = folder / name
    return dict(sorted(found.items(), reverse=True))


def save(folder: Path, generation: int, data: ReadableBuffer) -> None:
    """Put a new generation beside the others and take away those no longer needed.

    The one before stays: it serves if this one is damaged, and whoever is just opening it.

    Raises:
        OSError: the folder cannot be written.
    """
    from index.files import make_private_folder, replace_file
    from index.leftovers import remove_leftovers

    make_private_folder(folder)
    replace_file(_path(folder, generation), data)
    for number, path in generations(folder).items():
        if number < generation - 1:
            with contextlib.suppress(OSError):  # Windows keeps a file that is mapped
                path.unlink()
    remove_leftovers(folder)
