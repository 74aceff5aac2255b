"""Whoosh's term file: an ordered hash table from field and term to what is known of the term.

It is what Whoosh's `OrderedHashWriter` writes with its CRC hash, laid out as arrays. A key is
the number of its field, big-endian in 2 bytes, and the term; keys ascend. Behind the entries
come 256 hash tables, chosen by the last byte of the hash, each twice as large as need be; a key
stands in the slot that its hash names or, where that is taken, in the next free one. At the end
stand the places of all entries, for finding what a key begins with.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext.stock_blocks import INFO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.fulltext.whoosh_api import StructFile

_BEGINNING: Final = struct.pack("!4sBii", b"HSH3", 1, 0, 0)
"""Magic, kind of hash (CRC-32), and two numbers that mean nothing."""

_FIELD: Final = struct.Struct("!H")
_LENGTHS: Final = struct.Struct("!ii")
_SLOT: Final = np.dtype([("hash", ">u4"), ("place", ">i8")])
_TABLE: Final = np.dtype([("place", ">i8"), ("slots", ">i4")])
_TABLES: Final = 256
_KINDS: Final = {"H": 1 << 16, "i": 1 << 31, "q": 1 << 63}
"""In what the places of entries may be written, and below which limit each."""


def write_terms(file: StructFile, fields: dict[str, tuple[list[bytes], NDArray[np.void]]]) -> None:
    """Write a term file, all of it.

    Args:
        file: empty and open for writing; stays open.
        fields: for each field that has any, its terms, ascending, and an array of
            `stock_blocks.INFO` with one entry for each.
    """
    file.write(_BEGINNING)
    entries: list[bytes] = []
    hashes: list[int] = []
    for number, (terms, infos) in enumerate(fields.values()):
        field = _FIELD.pack(number)
        entries += _entries(field, terms, infos)
        seed = zlib.crc32(field)
        hashes += [zlib.crc32(term, seed) for term in terms]
    sizes = np.fromiter(map(len, entries), np.int64, len(entries))
    places = len(_BEGINNING) + np.cumsum(sizes) - sizes
    file.write(b"".join(entries))
    tables, directory = _tables(np.array(hashes, dtype=np.uint32), places, file.tell())
    file.write(tables.tobytes())
    file.write(directory.tobytes())
    file.write(_ending(list(fields), places))


def _entries(field: bytes, terms: list[bytes], infos: NDArray[np.void]) -> list[bytes]:
    heads: dict[int, bytes] = {}
    for length in set(map(len, terms)):
        heads[length] = _LENGTHS.pack(len(field) + length, INFO.itemsize) + field
    values = struct.iter_unpack(f"{INFO.itemsize}s", infos.tobytes())
    return [heads[len(term)] + term + info for term, (info,) in zip(terms, values, strict=True)]


def _tables(
    hashes: NDArray[np.uint32], places: NDArray[np.int64], start: int
) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """The slots of all hash tables, which stand at `start` in the file, and where each begins."""
    sizes = 2 * np.bincount(hashes & 0xFF, minlength=_TABLES)
    bases = np.cumsum(sizes) - sizes
    size, base = sizes[hashes & 0xFF], bases[hashes & 0xFF]
    wanted = (hashes >> 8) % size
    owners = np.full(int(sizes.sum()), -1)
    waiting = np.arange(len(hashes))
    while len(waiting):
        slots = base + wanted
        free = waiting[owners[slots[waiting]] < 0]
        owners[slots[free]] = free  # of several that want one slot, one stays
        waiting = waiting[owners[slots[waiting]] != waiting]
        wanted[waiting] = (wanted[waiting] + 1) % size[waiting]
    tables = np.zeros(len(owners), dtype=_SLOT)
    taken = owners >= 0
    tables["hash"][taken] = hashes[owners[taken]]
    tables["place"][taken] = places[owners[taken]]
    directory = np.empty(_TABLES, dtype=_TABLE)
    directory["place"] = start + bases * _SLOT.itemsize
    directory["slots"] = sizes
    return tables, directory


def _ending(fields: list[str], places: NDArray[np.int64]) -> bytes:
    """What stands behind the tables: the numbers of the fields, and the places of all entries."""
    last = int(places.max(initial=0))
    kind = next(kind for kind, limit in _KINDS.items() if last < limit)
    numbers = {name: number for number, name in enumerate(fields)}
    extras = {"fieldmap": numbers, "indextype": kind, "indexlen": len(places)}
    ending = pickle.dumps(extras, 2) + places.astype(f">{kind}").tobytes()
    return ending + struct.pack("!i", len(ending))
