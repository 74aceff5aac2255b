"""Making a generation of columns out of the one before and what has changed since.

Papers that did not change are copied array by array, so adding a page to a large library does
not read its log again. The same papers give the same bytes, whether they came in one by one or
all at once: only the header tells generations apart.

Plain Python on `array`: the writer runs after an import or when the cache was deleted, where
loading numpy would cost as much as it saves.
"""

from __future__ import annotations

import heapq
import zlib
from array import array
from itertools import count, islice, pairwise, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from index.columns.carryover import inserted, spliced
from index.columns.columnsfile import NO_YEAR, NONE, Header, encode
from index.columns.entry import COUNTS
from index.columns.facetwriter import FacetWriter, starts
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from _typeshed import ReadableBuffer

    from index.columns.columns import Columns
    from index.columns.columnsfile import Kind
    from index.columns.entry import Entry
    from index.columns.joins import Joins

_MOST = {"B": 255, "I": NONE - 1, "Q": 2**64 - 1, "i": 2**31 - 1}
_LEAST = {"B": 0, "I": 0, "Q": 0, "i": NO_YEAR + 1}


class ColumnsWriter:
    """The arrays of one generation in the making.

    Args:
        base: the generation before; empty for the first.
        entries: papers that are new or have changed, by ordinal. New ones go on from
            `len(base)` without a gap.
        spans: offset and length in the log of each of these.
        joins: which papers went into others.
    """

    def __init__(
        self,
        base: Columns,
        entries: Mapping[int, Entry],
        spans: Mapping[int, tuple[int, int]],
        joins: Joins,
    ) -> None:
        self._base = base
        self._entries = entries
        self._spans = spans
        self._gone = joins.gone
        self._moved = joins.moved
        self._papers = len(base) + sum(ordinal >= len(base) for ordinal in entries)
        self._arrays: dict[str, ReadableBuffer] = {}
        self._sizes: dict[str, int] = {}

    def build(self, generation: int, log_size: int, log_mark: int) -> bytearray:
        """The file, whole."""
        self._write_numbers()
        self._write_orders()
        self._write_texts()
        self._write_keys()
        self._write_facets()
        self._write_joins()
        header = Header(generation, log_size, log_mark, self._papers, **self._sizes)
        return encode(header, self._arrays)

    def _number(
        self, name: str, kind: Kind, value: Callable[[int, Entry], int | None], missing: int = 0
    ) -> array[int]:
        """A column of numbers; what does not fit its type counts as missing."""
        column = array(kind)
        column.frombytes(self._base.section(name).cast("B"))
        column.extend([missing] * (self._papers - len(column)))
        for ordinal, entry in self._entries.items():
            number = value(ordinal, entry)
            fits = number is not None and _LEAST[kind] <= number <= _MOST[kind]
            column[ordinal] = number if number is not None and fits else missing
        self._arrays[name] = column
        return column

    def _write_numbers(self) -> None:
        self._number("log_offsets", "Q", lambda ordinal, _: self._spans[ordinal][0])
        self._number("log_lengths", "I", lambda ordinal, _: self._spans[ordinal][1])
        self._number("years", "i", lambda _, entry: entry.year, NO_YEAR)
        self._number("has", "B", lambda _, entry: entry.has)
        for place, name in enumerate(COUNTS):
            self._number(name, "I", _count_at(place), NONE)

    def _write_orders(self) -> None:
        self._added = self._number("added", "Q", lambda _, entry: entry.added)
        days = self._number("day_keys", "I", lambda _, entry: entry.day_key)
        ranks = self._number("ranks", "I", lambda _, entry: entry.rank, NONE)
        places = [(NONE - day) << 32 | rank for day, rank in zip(days, ranks, strict=True)]
        self._arrays["default_order"] = self._order(places)
        self._arrays["added_order"] = self._order([-added for added in self._added])

    def _order(self, keys: Sequence[int]) -> array[int]:
        """Every paper but those that went into others, by rising keys."""
        order = array("I", sorted(range(len(keys)), key=keys.__getitem__))
        gone = self._gone
        return array("I", [one for one in order if one not in gone]) if gone else order

    def _write_texts(self) -> None:
        changed: dict[int, bytes] = {}
        for ordinal, entry in self._entries.items():
            changed[2 * ordinal] = entry.title.encode("utf-8", "replace")
            changed[2 * ordinal + 1] = entry.authors_short.encode("utf-8", "replace")
        base = self._base
        self._keep_texts("", *spliced(base.section("text"), base.section("text_starts"), changed))
        self._arrays["title_ranks"] = self._title_ranks()

    def _title_ranks(self) -> array[int]:
        base, known = self._base, self._base.title_ranks.tolist()
        fresh = {ordinal: _title_key(entry.title) for ordinal, entry in self._entries.items()}

        def key(ordinal: int) -> str:
            return fresh[ordinal] if ordinal in fresh else _title_key(base.title(ordinal))

        order = sorted(range(len(base)), key=known.__getitem__)
        kept = [ordinal for ordinal in order if ordinal not in fresh]
        order = inserted(kept, fresh, lambda ordinal: (key(ordinal), ordinal))
        ranks = array("I", bytes(4 * self._papers))
        for rank, (before, ordinal) in enumerate(pairwise(order), 1):
            if before in fresh or ordinal in fresh:
                same = key(before) == key(ordinal)
            else:
                same = known[before] == known[ordinal]
            ranks[ordinal] = ranks[before] if same else rank
        return ranks

    def _write_keys(self) -> None:
        base, entries = self._base, self._entries
        text, edges = base.section("key_text"), base.section("key_starts")
        known = (bytes(text[start:end]) for start, end in pairwise(edges))
        keys = [*islice(known, len(base)), *repeat(b"", self._papers - len(base))]
        for ordinal, entry in entries.items():
            keys[ordinal] = entry.keys[0]
        none = base.keys
        came_from = array("I", (none if at in entries else at for at in range(self._papers)))
        owners = array("I")
        kept = zip(base.section("alias_owners"), known, count(len(base)), strict=False)
        told = (
            (ordinal, alias, none)
            for ordinal in sorted(entries)
            for alias in entries[ordinal].keys[1:]
        )
        for owner, key, slot in heapq.merge(kept, told, key=itemgetter(0)):
            if slot == none or owner not in entries:
                owners.append(owner)
                keys.append(key)
                came_from.append(slot)
        self._arrays["alias_owners"] = owners
        self._write_slots(keys, came_from)
        self._keep_texts("key_", b"".join(keys), starts(keys))
        self._sizes["keys"] = len(keys)

    def _write_slots(self, keys: Sequence[bytes], came_from: Sequence[int]) -> None:
        """The order in which keys are looked up: by checksum, then by key, then by slot.

        Args:
            keys: by slot.
            came_from: the slot of each in the base; beyond the last one where it was in none.
        """
        base = self._base
        hashes = array("I", map(zlib.crc32, keys))
        moved = array("I", repeat(NONE, base.keys + 1))
        for slot, before in enumerate(came_from):
            moved[min(before, base.keys)] = slot
        fresh = [slot for slot, before in enumerate(came_from) if before >= base.keys]
        kept = [moved[before] for before in base.section("key_slots") if moved[before] != NONE]
        slots = inserted(kept, fresh, lambda slot: (hashes[slot], keys[slot], slot))
        self._arrays["key_hashes"] = array("I", map(hashes.__getitem__, slots))
        self._arrays["key_slots"] = array("I", slots)

    def _write_facets(self) -> None:
        facets = FacetWriter(self._base, self._entries, self._papers, self._added)
        self._arrays |= facets.arrays()
        self._sizes |= facets.sizes

    def _write_joins(self) -> None:
        moved = sorted(self._gone) + sorted(self._moved.keys() - self._gone)
        self._arrays["moved"] = array("I", moved)
        self._arrays["moved_at"] = array("Q", [self._moved[ordinal] for ordinal in moved])
        self._sizes |= {"gone": len(self._gone), "moved": len(moved)}

    def _keep_texts(self, prefix: str, text: bytes, edges: array[int]) -> None:
        name = prefix or "text_"
        self._arrays[f"{prefix}text"] = text
        self._arrays[f"{name}starts"] = edges
        self._sizes[f"{name}bytes"] = len(text)


def _count_at(place: int) -> Callable[[int, Entry], int | None]:
    return lambda _, entry: entry.counts[place]


def _title_key(title: str) -> str:
    return title.lower() if title.isascii() else fold(title)
