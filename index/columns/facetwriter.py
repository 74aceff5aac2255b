"""The part of a generation of columns that holds facet values: see `facets`, which reads it.

Called by `writer`. Values are numbered anew in every generation, since the number of a value is
its place in the order in which values are shown; what the base knew is carried over by text.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final

from index.columns.columnsfile import NONE
from index.columns.entry import number_stamp
from index.columns.facets import FIELDS
from index.day import day_key
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from _typeshed import ReadableBuffer

    from index.columns.columns import Columns
    from index.columns.entry import Entry

_SHOWN: Final[tuple[tuple[str, Callable[[Entry], str]], ...]] = (
    ("source", lambda entry: entry.source),
    ("day", lambda entry: entry.day),
    ("venue", lambda entry: entry.venue),
)
"""Fields of which the list shows one value a paper, in the column named in the plural."""


class FacetWriter:
    """The arrays of facet values in the making.

    Args:
        base: the generation before.
        entries: papers that are new or have changed, by ordinal.
        papers: how many papers there are now.
        added: when each of them came in, as `Columns.added`.
    """

    def __init__(
        self, base: Columns, entries: Mapping[int, Entry], papers: int, added: Sequence[int]
    ) -> None:
        self._base = base
        self._entries = entries
        self._papers = papers
        self._added = added
        members = self._members()
        self._order = sorted(members, key=lambda value: self._place(value, members[value]))
        self._numbers = {value: number for number, value in enumerate(self._order)}
        self._ordinals = [array("I", sorted(members.pop(value))) for value in self._order]
        self._texts = [text.encode("utf-8", "replace") for _, text in self._order]
        self.sizes = {
            "values": len(self._order),
            "members": sum(map(len, self._ordinals)),
            "value_bytes": sum(map(len, self._texts)),
        }
        """Counts for the header."""

    def arrays(self) -> dict[str, ReadableBuffer]:
        """The sections that hold values, by name."""
        edges, values = self._by_paper()
        arrays: dict[str, ReadableBuffer] = {
            "value_fields": bytes(field for field, _ in self._order),
            "value_text": b"".join(self._texts),
            "value_starts": starts(self._texts),
            "facet_starts": starts(self._ordinals),
            "facet_ordinals": array("I", chain.from_iterable(self._ordinals)),
            "paper_starts": edges,
            "paper_values": values,
        }
        for field, shown in _SHOWN:
            arrays[f"{field}s"] = self._shown(field, shown)
        return arrays

    def _by_paper(self) -> tuple[array[int], array[int]]:
        """The numbers of each paper's values, end to end, and where those of each start."""
        counts = array("I", bytes(4 * self._papers))
        for ordinal in chain.from_iterable(self._ordinals):
            counts[ordinal] += 1
        edges = array("I", accumulate(counts, initial=0))
        place, values = edges[:], array("I", bytes(4 * edges[-1]))
        for number, ordinals in enumerate(self._ordinals):
            for ordinal in ordinals:
                values[place[ordinal]] = number
                place[ordinal] += 1
        return edges, values

    def _members(self) -> dict[tuple[int, str], array[int]]:
        """The papers of every value, as (field, value) → ordinals in any order."""
        members: dict[tuple[int, str], array[int]] = {}
        table = self._base.facets
        for field, name in enumerate(FIELDS):
            for number in table.span(name):
                papers = table.papers(number)
                kept = array("I", (paper for paper in papers if paper not in self._entries))
                if kept:
                    members[field, table.label(number)] = kept
        for ordinal, entry in self._entries.items():
            for field, values in enumerate(entry.values):
                for value in values:
                    members.setdefault((field, value), array("I")).append(ordinal)
        return members

    def _place(self, value: tuple[int, str], papers: Sequence[int]) -> tuple[int, int, str, str]:
        """Where a value stands: by field, days and years newest first, others by size."""
        field, text = value
        if FIELDS[field] == "year":
            return field, -int(text), "", text
        if FIELDS[field] == "day":
            latest = max(self._added[paper] for paper in papers)
            return field, -day_key(text, None, number_stamp(latest)), text, text
        return field, -len(papers), fold(text), text

    def _shown(self, name: str, value_of: Callable[[Entry], str]) -> array[int]:
        """The number of the value that the list shows, for each paper."""
        field, table = FIELDS.index(name), self._base.facets
        moved = {
            number: self._numbers.get((field, table.label(number)), NONE)
            for number in table.span(name)
        }
        shown = array("I", [moved.get(number, NONE) for number in self._base.section(f"{name}s")])
        shown.extend([NONE] * (self._papers - len(shown)))
        for ordinal, entry in self._entries.items():
            shown[ordinal] = self._numbers.get((field, value_of(entry)), NONE)
        return shown


def starts(parts: Sequence[Sequence[object]]) -> array[int]:
    """Where each part starts when they stand end to end, and where the last one ends."""
    return array("I", accumulate(map(len, parts), initial=0))
