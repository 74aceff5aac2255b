"""Facets: which sources, days and venues there are, and how many papers each has.

The values and the papers of each stand ready in the columns (`FacetTable`), so the counts of the
whole library cost nothing. The counts within a search need one pass over the papers, by numpy,
which is imported only then: the first screen must not wait for it.

A paper stands in every source and day that lists it, and in one venue at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = ("source", "day", "venue")
"""The facets, in the order in which they are shown."""


Facet: TypeAlias = tuple[str, str, int]
"""Field, value (a day as `index.day` writes it), and how many papers have it."""


class FacetTable:
    """Every facet value with its papers; days newest first, sources and venues by size."""

    __slots__ = ("_cache", "_fields", "_starts", "_text", "_values", "ordinals", "starts")

    def __init__(self, sections: dict[str, memoryview[int]]) -> None:
        self._fields = sections["value_fields"]
        self._starts = sections["value_starts"]
        self._text = sections["value_text"]
        self._cache: dict[int, str] = {}
        self._values: tuple[tuple[str, str], ...] | None = None
        self.starts = sections["facet_starts"]
        """Where the papers of each value start in `ordinals`; one more than there are values."""
        self.ordinals = sections["facet_ordinals"]
        """The papers of all values, one value after the other, ascending within a value."""

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """(field, value) of every facet value, in the order in which they are shown."""
        if self._values is None:
            self._values = tuple(
                (FIELDS[field], self.label(index)) for index, field in enumerate(self._fields)
            )
        return self._values

    def label(self, index: int) -> str:
        """The text of a value; ``""`` when `index` says there is none."""
        known = self._cache.get(index)
        if known is None:
            known = ""
            if index < len(self._fields):
                text = self._text[self._starts[index] : self._starts[index + 1]]
                known = str(text, "utf-8", "replace")
            self._cache[index] = known
        return known

    def papers(self, index: int) -> memoryview[int]:
        """The ordinals of the papers that have a value, ascending."""
        return self.ordinals[self.starts[index] : self.starts[index + 1]]


def count(table: FacetTable, papers: int, ordinals: Sequence[int] | None = None) -> list[Facet]:
    """How many papers have each value, in the order in which the values are shown.

    Args:
        table: the facet values of the library.
        papers: how many papers the library has.
        ordinals: the papers to count; None counts all, without numpy.

    Returns:
        One facet a value, those that no paper has among them.
    """
    if ordinals is None:
        sizes = [end - start for start, end in zip(table.starts, table.starts[1:], strict=False)]
    else:
        sizes = _sizes_within(table, papers, ordinals)
    return [(field, value, size) for (field, value), size in zip(table.values, sizes, strict=True)]


def _sizes_within(table: FacetTable, papers: int, ordinals: Sequence[int]) -> list[int]:
    if not len(table):
        return []
    import numpy as np

    chosen = np.zeros(papers, dtype=np.int64)
    chosen[np.asarray(ordinals, dtype=np.int64)] = 1
    members = chosen[np.frombuffer(table.ordinals, dtype=np.uint32)]
    starts = np.frombuffer(table.starts, dtype=np.uint32)[:-1]
    sizes: list[int] = np.add.reduceat(members, starts).tolist()
    return sizes
