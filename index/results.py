"""What a search answers: papers in order, by ordinal; everything else is looked up when shown.

A value: it stays true of the columns it was made from while the library goes on, so the screen
can draw from old results until newer ones are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columns.columns import Columns, Row
    from index.query.query import Query


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """The papers that match a query, best first, and some that nearly do."""

    query: Query
    sort: str
    """The order they are in: one of `query.SORTS`, with a minus before it if it is turned round."""

    ordinals: Sequence[int]
    """What is listed, in order; may be a view of a column, never a list made for the occasion."""

    scores: Sequence[float] | None
    """The score of each, in the same order; None where nothing was scored."""

    columns: Columns
    """The columns that the ordinals are of."""

    total: int
    """How many papers match; the query may limit how many of them are listed."""

    others: int = 0
    """How many at the end of the list do not match, but have some of the words."""

    unindexed: int = 0
    """How many papers the full-text index had not taken in yet when it was asked for words."""

    @property
    def listed(self) -> int:
        """How many of the papers that match are listed: the place of the first other one."""
        return len(self.ordinals) - self.others

    def __len__(self) -> int:
        return len(self.ordinals)

    def ordinal(self, index: int) -> int:
        """The ordinal of the paper at a place, from 0."""
        return int(self.ordinals[index])

    def id(self, index: int) -> str:
        """The id of the paper at a place."""
        return self.columns.id(self.ordinal(index))

    def row(self, index: int) -> Row:
        """What the list shows of the paper at a place."""
        return self.columns.row(self.ordinal(index))

    def score(self, index: int) -> float:
        """The score of the paper at a place; 0.0 where nothing was scored."""
        return 0.0 if self.scores is None else float(self.scores[index])
