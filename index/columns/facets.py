"""Facet values: which sources, days, years, venues, … there are, and the papers of each.

They stand ready in the columns, both ways round: the papers of a value, and the values of a paper.
`index.facets` counts with them, `index.facts` looks values up in them.

A paper stands in every source and day that lists it, in every category it names, and in one year,
venue, organisation and submitter at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS: Final = ("source", "day", "year", "venue", "cat", "org", "submitter")
"""The fields that have values here, in the order in which the values stand."""


class FacetTable:
    """Every value with its papers; days and years newest first, the others by size.

    Values are known by number: their place in that order, field after field.
    """

    __slots__ = (
        "_cache", "_fields", "_labels", "_spans", "_starts", "_text", "ordinals", "paper_starts",
        "paper_values", "starts",
    )  # fmt: skip

    def __init__(self, sections: dict[str, memoryview[int]]) -> None:
        self._fields = sections["value_fields"]
        self._starts = sections["value_starts"]
        self._text = sections["value_text"]
        self._cache: dict[int, str] = {}
        self._labels: tuple[str, ...] | None = None
        self._spans: dict[str, range] | None = None
        self.starts = sections["facet_starts"]
        """Where the papers of each value start in `ordinals`; one more than there are values."""
        self.ordinals = sections["facet_ordinals"]
        """The papers of all values, one value after the other, ascending within a value."""
        self.paper_starts = sections["paper_starts"]
        """Where each paper's values start in `paper_values`; one more than there are papers."""
        self.paper_values = sections["paper_values"]
        """The values of all papers, one paper after the other, ascending within a paper."""

    def __len__(self) -> int:
        return len(self._fields)

    def span(self, field: str) -> range:
        """The numbers of a field's values."""
        if self._spans is None:
            fields = bytes(self._fields)
            sizes = [fields.count(number) for number in range(len(FIELDS))]
            ends = [sum(sizes[: number + 1]) for number in range(len(FIELDS))]
            self._spans = {
                name: range(end - size, end)
                for name, size, end in zip(FIELDS, sizes, ends, strict=True)
            }
        return self._spans[field]

    @property
    def labels(self) -> Sequence[str]:
        """The texts of all values, by number."""
        if self._labels is None:
            self._labels = tuple(map(self.label, range(len(self))))
        return self._labels

    def label(self, number: int) -> str:
        """The text of a value; ``""`` when `number` says there is none."""
        known = self._cache.get(number)
        if known is None:
            known = ""
            if number < len(self._fields):
                text = self._text[self._starts[number] : self._starts[number + 1]]
                known = str(text, "utf-8", "replace")
            self._cache[number] = known
        return known

    def papers(self, number: int) -> memoryview[int]:
        """The ordinals of the papers that have a value, ascending."""
        return self.ordinals[self.starts[number] : self.starts[number + 1]]
