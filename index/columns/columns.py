"""The columns: what the list, the filters and the orders need of every paper, ready to read.

Opened by mapping one file (see `columnsfile`), without numpy and without reading it: the first
screen shows rows before anything else of the library is touched, and at 50,000 papers as soon as
at 500. A paper is known here by its **ordinal**: the place of its first appearance in the paper
log, from 0. Ordinals stay the same from one generation to the next, as long as the log only
grows; that of a paper which went into another one stays empty.

Columns never change. A new generation is a new file, and whoever holds an old one reads on in it.
Abstracts, authors in full and links are not here: `locate` says where in the log the paper is.
"""

from __future__ import annotations

import mmap
import zlib
from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.columns import columnsfile
from index.columns.facets import FacetTable
from index.files import open_plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from index.paperlog import PaperLog

_CODE = 1 << columnsfile.HAS.index("code")

_FEW = 10
"""Looking up one id takes as long as reading so many of all ids in a row."""


_ROWS = (
    "added", "years", "ranks", "sources", "days", "venues", "upvotes", "has", "text_starts",
    "key_starts", "key_text", "text",
)  # fmt: skip
"""The arrays that rows are made of."""


class Row(NamedTuple):
    """What one line of the list shows of a paper."""

    ordinal: int
    id: str
    title: str
    venue: str
    day: str
    """The newest day it was listed, as `index.day` writes it, or ``""``."""

    year: int | None
    rank: int | None
    """Its rank in the listing that `day` and `source` are of."""

    source: str
    authors_short: str
    """``Vaswani et al.``, ``Song, Ermon`` or ``Kingma``."""

    upvotes: int = columnsfile.NONE
    """As its source counted them last; `columnsfile.NONE` where none did."""

    has_code: bool = False
    """A source names a place where its code is."""

    added: int = 0
    """When it first came in, as `Columns.added` writes it."""


class Columns:
    """The papers of one generation, by ordinal."""

    __slots__ = (
        "_buffer", "_header", "_key_slots", "_key_starts", "_key_text", "_sections", "_text",
        "_text_starts", "_unmapped", "added", "added_order", "answers", "default_order", "facets",
        "gone", "ranks", "title_ranks",
    )  # fmt: skip

    def __init__(self, buffer: bytes | bytearray | mmap.mmap) -> None:
        decoded = columnsfile.decode(buffer)
        if decoded is None:
            msg = "not a whole file of columns"
            raise ValueError(msg)
        self._buffer = buffer
        self._unmapped = buffer if isinstance(buffer, mmap.mmap) else None
        self._header, columns = decoded
        self._sections = columns
        self._text = columns["text"]
        self._text_starts = columns["text_starts"]
        self._key_text = columns["key_text"]
        self._key_starts = columns["key_starts"]
        self._key_slots = columns["key_slots"]
        self.gone = frozenset(columns["moved"][: self._header.gone])
        """Papers that went into others by hand: these ordinals are in no order, have no values,
        and no id leads to them."""
        self.default_order = columns["default_order"]
        """The ordinals of all papers, in the order of the list: newest day first, then by rank."""
        self.ranks = columns["ranks"]
        """Rank in that listing; `columnsfile.NONE` where there is none."""
        self.added = columns["added"]
        """When each paper first came in, UTC, as the number yyyymmddhhmmss; 0 where unknown."""
        self.added_order = columns["added_order"]
        """The same, the last to come in first; those of the same second as they stand."""
        self.title_ranks = columns["title_ranks"]
        """Each paper's place in the order of titles, case and accents aside; equal for equal."""
        self.facets = FacetTable(columns)
        """Sources, days, venues and the like with their papers."""
        self.answers: dict[object, bytes] = {}
        """What `index.facts` has found out from these columns; they never change, so it stays."""

    @classmethod
    def open(cls, folder: Path) -> Columns | None:
        """The newest valid generation in `folder`, or None."""
        for path in columnsfile.generations(folder).values():
            try:
                with open_plain(path) as stream:
                    return cls(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            except (OSError, ValueError):
                continue  # gone, empty or damaged: an older generation may do
        return None

    @classmethod
    def empty(cls) -> Columns:
        """The columns of a library without papers."""
        return cls(columnsfile.empty())

    def __len__(self) -> int:
        """How many ordinals there are, those of papers that are gone among them."""
        return self._header.papers

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return self._header.papers - self._header.gone

    @property
    def keys(self) -> int:
        """How many ids and aliases there are."""
        return self._header.keys

    @property
    def generation(self) -> int:
        """Which generation this is; a newer one has a greater number."""
        return self._header.generation

    @property
    def log_size(self) -> int:
        """How many bytes of the paper log are in these columns."""
        return self._header.log_size

    def belongs_to(self, log: PaperLog) -> bool:
        """Whether the log still begins with what these columns were made from."""
        return log.size >= self.log_size and log.mark(self.log_size) == self._header.log_mark

    def covers(self, log: PaperLog) -> bool:
        """Whether these columns hold all of the log."""
        return log.size == self.log_size and self.belongs_to(log)

    def is_intact(self) -> bool:
        """Whether the file is, bit for bit, what was written; reads all of it."""
        return columnsfile.is_intact(self._buffer)

    def section(self, name: str) -> memoryview[int]:
        """One array of the file, by its name in `columnsfile.SECTIONS`."""
        return self._sections[name]

    def row(self, ordinal: int) -> Row:
        """What the list shows of a paper."""
        columns, label, text = self._sections, self.facets.label, self._text
        title, authors, end = self._text_starts[2 * ordinal : 2 * ordinal + 3]
        year, rank = columns["years"][ordinal], self.ranks[ordinal]
        return Row(
            ordinal,
            str(self.key(ordinal), "utf-8", "replace"),
            str(text[title:authors], "utf-8", "replace"),
            label(columns["venues"][ordinal]),
            label(columns["days"][ordinal]),
            None if year == columnsfile.NO_YEAR else year,
            None if rank == columnsfile.NONE else rank,
            label(columns["sources"][ordinal]),
            str(text[authors:end], "utf-8", "replace"),
            columns["upvotes"][ordinal],
            bool(columns["has"][ordinal] & _CODE),
            self.added[ordinal],
        )

    def map_rows(self) -> None:
        """Make ready for many rows from all over the columns; the first call does it."""
        buffer, self._unmapped = self._unmapped, None
        if buffer is not None:
            from index.columns.prefault import prefault

            prefault(buffer, columnsfile.extents(self._header, _ROWS))

    def has_any(self, name: str) -> bool:
        """Whether any paper has ``upvotes``, a ``venue``, ``code`` or ``authors``."""
        match name:
            case "venue":
                return bool(self.facets.span("venue"))
            case "code":
                return any(map(_CODE.__and__, set(bytes(self._sections["has"]))))
            case "authors":
                return any(map(self.authors_short, range(len(self))))
        held = bytes(self._sections[name])
        return held.count(b"\xff") < len(held)

    def id(self, ordinal: int) -> str:
        """A paper's id."""
        return str(self.key(ordinal), "utf-8", "replace")

    def title(self, ordinal: int) -> str:
        """A paper's title."""
        return self._read_text(2 * ordinal)

    def authors_short(self, ordinal: int) -> str:
        """A paper's authors in a few cells."""
        return self._read_text(2 * ordinal + 1)

    def _read_text(self, index: int) -> str:
        text = self._text[self._text_starts[index] : self._text_starts[index + 1]]
        return str(text, "utf-8", "replace")

    def locate(self, ordinal: int) -> tuple[int, int]:
        """Where the paper is in the log: offset and length in bytes."""
        return self._sections["log_offsets"][ordinal], self._sections["log_lengths"][ordinal]

    def changed_at(self) -> Sequence[int]:
        """Where in the log each paper was changed last: by its line, or by its going elsewhere."""
        offsets, moved = self._sections["log_offsets"], self._sections["moved"]
        if not len(moved):
            return offsets
        changed = array("Q", offsets)
        for ordinal, offset in zip(moved, self._sections["moved_at"], strict=True):
            changed[ordinal] = max(offset, changed[ordinal])
        return changed

    def heir(self, ordinal: int) -> int:
        """The paper that a paper went into, or itself if it did not."""
        found = self.find(self.id(ordinal)) if ordinal in self.gone else None
        return ordinal if found is None else found

    def key(self, slot: int) -> bytes:
        """An id (slot = ordinal) or an alias (the slots after the papers), in UTF-8."""
        return bytes(self._key_text[self._key_starts[slot] : self._key_starts[slot + 1]])

    def owner(self, slot: int) -> int:
        """The ordinal of the paper that a key belongs to."""
        papers = self._header.papers
        return slot if slot < papers else self._sections["alias_owners"][slot - papers]

    def find(self, paper_id: str) -> int | None:
        """The ordinal of the paper with that id, or else with that alias, or None."""
        return next(self.owners(paper_id), None)

    def owners(self, paper_id: str) -> Iterator[int]:
        """Every paper known by that id: the one whose id it is first, then by ordinal."""
        key = paper_id.encode("utf-8", "replace")
        hashes = self._sections["key_hashes"]
        value = zlib.crc32(key)
        low = bisect_left(hashes, value)
        high = bisect_right(hashes, value, low)
        low = bisect_left(self._key_slots, key, low, high, key=self.key)
        while low < high and self.key(slot := self._key_slots[low]) == key:
            if slot not in self.gone:
                yield self.owner(slot)
            low += 1

    def find_many(self, ids: Collection[str]) -> dict[str, int]:
        """The ordinals of those papers that are there, as `find` gives them one by one."""
        if len(ids) < self.keys // _FEW:
            found = ((paper_id, self.find(paper_id)) for paper_id in ids)
            return {paper_id: ordinal for paper_id, ordinal in found if ordinal is not None}
        text = bytes(self._key_text)
        keys = [text[start:end] for start, end in pairwise(self._key_starts.tolist())]
        # Backwards: of several papers that go by an id, `find` means the first.
        slots = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
        if self.gone:
            living = (slot for slot in reversed(range(len(keys))) if slot not in self.gone)
            slots = {keys[slot]: slot for slot in living}
        known = ((paper_id, slots.get(paper_id.encode("utf-8", "replace"))) for paper_id in ids)
        return {paper_id: self.owner(slot) for paper_id, slot in known if slot is not None}
