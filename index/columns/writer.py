"""Making a generation of columns out of the one before and what has changed since.

Papers that did not change are copied array by array, so adding a page to a large library does
not read its log again. The same papers give the same bytes, whether they came in one by one or
all at once: only the header tells generations apart.

Plain Python on `array`: the writer runs after an import or when the cache was deleted, where
loading numpy would cost as much as it saves.
"""

from __future__ import annotations

import zlib
from array import array
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from index.columns.columnsfile import NO_YEAR, NONE, Header, encode
from index.columns.entry import number_stamp
from index.columns.facets import FIELDS
from index.day import day_key
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from _typeshed import ReadableBuffer

    from index.columns.columns import Columns
    from index.columns.columnsfile import Kind
    from index.columns.entry import Entry

_MOST = {"I": NONE - 1, "Q": 2**64 - 1, "i": 2**31 - 1}
_LEAST = {"I": 0, "Q": 0, "i": NO_YEAR + 1}


class ColumnsWriter:
    """The arrays of one generation in the making.

    Args:
        base: the generation before; empty for the first.
        entries: papers that are new or have changed, by ordinal. New ones go on from
            `len(base)` without a gap.
        spans: offset and length in the log of each of these.
    """

    def __init__(
        self,
        base: Columns,
        entries: Mapping[int, Entry],
        spans: Mapping[int, tuple[int, int]],
    ) -> None:
        self._base = base
        self._entries = entries
        self._spans = spans
        self._papers = len(base) + sum(ordinal >= len(base) for ordinal in entries)
        self._arrays: dict[str, ReadableBuffer] = {}
        self._sizes: dict[str, int] = {}

    def build(self, generation: int, log_size: int, log_mark: int) -> bytes:
        """The file, whole."""
        self._write_numbers()
        self._write_orders()
        self._write_texts()
        self._write_keys()
        self._write_facets()
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

    def _write_orders(self) -> None:
        self._added = self._number("added", "Q", lambda _, entry: entry.added)
        days = self._number("day_keys", "I", lambda _, entry: entry.day_key)
        ranks = self._number("ranks", "I", lambda _, entry: entry.rank, NONE)
        places = [(NONE - day) << 32 | rank for day, rank in zip(days, ranks, strict=True)]
        self._arrays["default_order"] = array("I", _sorted_indexes(places))

    def _write_texts(self) -> None:
        base, entries = self._base, self._entries
        titles = [
            entries[ordinal].title if ordinal in entries else base.title(ordinal)
            for ordinal in range(self._papers)
        ]
        authors = (
            entries[ordinal].authors_short if ordinal in entries else base.authors_short(ordinal)
            for ordinal in range(self._papers)
        )
        texts = chain.from_iterable(zip(titles, authors, strict=True))
        self._blob("text", [text.encode("utf-8", "replace") for text in texts])
        ranks = array("I", bytes(4 * self._papers))
        for rank, ordinal in enumerate(_sorted_indexes([_title_key(title) for title in titles])):
            ranks[ordinal] = rank
        self._arrays["title_ranks"] = ranks

    def _write_keys(self) -> None:
        base, entries = self._base, self._entries
        keys = [
            entries[ordinal].keys[0] if ordinal in entries else base.key(ordinal)
            for ordinal in range(self._papers)
        ]
        aliases = [
            (owner, base.key(slot))
            for slot in range(len(base), base.keys)
            if (owner := base.owner(slot)) not in entries
        ]
        for ordinal, entry in entries.items():
            aliases.extend((ordinal, alias) for alias in entry.keys[1:])
        aliases.sort(key=lambda alias: alias[0])
        keys.extend(key for _, key in aliases)
        hashes = [zlib.crc32(key) for key in keys]
        slots = _sorted_indexes(list(zip(hashes, keys, strict=True)))
        self._sizes["keys"] = len(keys)
        self._arrays["alias_owners"] = array("I", [owner for owner, _ in aliases])
        self._arrays["key_hashes"] = array("I", [hashes[slot] for slot in slots])
        self._arrays["key_slots"] = array("I", slots)
        self._blob("key", keys)

    def _write_facets(self) -> None:
        members = self._members()
        order = sorted(members, key=lambda value: self._place(value, members[value]))
        numbers = {value: number for number, value in enumerate(order)}
        starts = accumulate((len(members[value]) for value in order), initial=0)
        flat = array("I", chain.from_iterable(sorted(members[value]) for value in order))
        self._sizes |= {"values": len(order), "members": len(flat)}
        self._arrays["value_fields"] = bytes(field for field, _ in order)
        self._arrays["facet_starts"] = array("I", starts)
        self._arrays["facet_ordinals"] = flat
        self._blob("value", [value.encode("utf-8", "replace") for _, value in order])
        shown: tuple[Callable[[Entry], str], ...] = (
            lambda entry: entry.source,
            lambda entry: entry.day,
            lambda entry: entry.venue,
        )
        for field, value_of in enumerate(shown):
            self._write_shown(field, numbers, value_of)

    def _members(self) -> dict[tuple[int, str], list[int]]:
        """The papers of every facet value, as (field, value) → ordinals in any order."""
        members: dict[tuple[int, str], list[int]] = {}
        table = self._base.facets
        for index, (field, value) in enumerate(table.values):
            kept = [paper for paper in table.papers(index) if paper not in self._entries]
            if kept:
                members[FIELDS.index(field), value] = kept
        for ordinal, entry in self._entries.items():
            for number, values in enumerate((entry.sources, entry.days, (entry.venue,))):
                for value in filter(None, values):
                    members.setdefault((number, value), []).append(ordinal)
        return members

    def _place(self, value: tuple[int, str], papers: Sequence[int]) -> tuple[int, int, str, str]:
        """Where a facet value stands: by field, days newest first, others by size."""
        field, text = value
        if FIELDS[field] != "day":
            return field, -len(papers), fold(text), text
        latest = max(self._added[paper] for paper in papers)
        return field, -day_key(text, None, number_stamp(latest)), text, text

    def _write_shown(
        self,
        field: int,
        numbers: Mapping[tuple[int, str], int],
        value_of: Callable[[Entry], str],
    ) -> None:
        """The number of the value that the list shows, for each paper."""
        table = self._base.facets
        moved = {
            index: numbers.get((field, text), NONE)
            for index, (name, text) in enumerate(table.values)
            if name == FIELDS[field]
        }
        name = f"{FIELDS[field]}s"
        shown = array("I", [moved.get(index, NONE) for index in self._base.section(name)])
        shown.extend([NONE] * (self._papers - len(shown)))
        for ordinal, entry in self._entries.items():
            shown[ordinal] = numbers.get((field, value_of(entry)), NONE)
        self._arrays[name] = shown

    def _blob(self, name: str, texts: Sequence[bytes]) -> None:
        """Texts end to end, with where each starts and the last one ends."""
        blob = b"".join(texts)
        prefix = "" if name == "text" else f"{name}_"
        self._arrays[f"{prefix}text"] = blob
        self._arrays[f"{name}_starts"] = array("I", accumulate(map(len, texts), initial=0))
        self._sizes[f"{name}_bytes"] = len(blob)


def _sorted_indexes(keys: Sequence[object]) -> list[int]:
    return sorted(range(len(keys)), key=keys.__getitem__)  # type: ignore[arg-type]


def _title_key(title: str) -> str:
    return title.lower() if title.isascii() else fold(title)
