"""Where the reader stands: query, list, cursor, direction. Pure transitions, no I/O.

Papers are named by ordinal. The cursor is a row, an index into the list; whenever the list is
replaced it is carried to the same paper, or, where that one has left, to the next of the old list
that stayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.marktable import GONE
from index.query.query import And, Fact, Not, Or, Query
from tui.advice.grounds import Grounds
from tui.listlines import ListLines
from tui.ordinals import index_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.marktable import MarkTable
    from index.query.query import Node


class ViewState(NamedTuple):
    """One list of papers and the place in it."""

    query: Query = Query()

    ordinals: Sequence[int] = ()
    """Those that match, then `others` that have only some of the words."""

    others: int = 0

    order: str = ""
    """What the list is sorted by, if the query asked for any order."""

    suggestion: Query | None = None
    """The query in another spelling, where in this one no paper matches."""

    grounds: Grounds = Grounds()
    """Why its papers are in it, beside the query."""

    scores: Sequence[float] | None = None
    """What each row stands by, in a list in the order of scores."""

    cursor: int = 0
    direction: int = 1
    """The way last travelled: acting on a paper moves on in it."""

    @property
    def subject(self) -> tuple[Query, int | None]:
        """What it is a list of: of a query, or of the neighbours of a paper."""
        return self.query, self.grounds.like

    @property
    def matches(self) -> int:
        """How many of the list match the query; the others stand below them."""
        return len(self.ordinals) - self.others

    @property
    def lines(self) -> ListLines:
        """How the list lies on the lines of its pane."""
        return ListLines(len(self.ordinals), self.matches if self.others else None)

    @property
    def ordinal(self) -> int | None:
        """The paper under the cursor."""
        return self.ordinals[self.cursor] if self.ordinals else None

    @property
    def part(self) -> range:
        """The rows among which the cursor is: those that match, or the others below them."""
        if self.cursor < self.matches:
            return range(self.matches)
        return range(self.matches, len(self.ordinals))

    def moved(self, by: int) -> ViewState:
        """The cursor moved by that many rows, held at the ends."""
        return self.at(self.cursor + by, 1 if by > 0 else -1 if by < 0 else self.direction)

    def moved_on(self, rows: int) -> ViewState:
        """The cursor moved on the way last travelled, held at the ends of its part.

        Whoever is through with what matches did not ask for the rest.
        """
        target = self.cursor + self.direction * rows
        return self.at(max(self.part.start, min(target, self.part.stop - 1)))

    def at(self, index: int, direction: int | None = None) -> ViewState:
        """The cursor on a row, held at the ends."""
        cursor = max(0, min(index, len(self.ordinals) - 1))
        return self._replace(cursor=cursor, direction=direction or self.direction)

    def on(self, ordinal: int) -> ViewState:
        """The cursor on a paper, or unmoved where the list does not hold it."""
        index = index_of(self.ordinals, ordinal)
        return self if index is None else self.at(index)

    def listing(
        self,
        query: Query,
        ordinals: Sequence[int],
        *,
        others: int = 0,
        order: str = "",
        suggestion: Query | None = None,
        grounds: Grounds | None = None,
        scores: Sequence[float] | None = None,
    ) -> ViewState:
        """The list replaced; the cursor keeps its paper, else the nearest one that stayed.

        A list of something else starts at its top instead of near the lost paper, or at it where
        it has only some of the words: the best hit stands there. So does one by score.
        """
        fresh = self._replace(
            query=query,
            ordinals=ordinals,
            others=others,
            order=order,
            suggestion=suggestion,
            grounds=grounds or Grounds(),
            scores=scores,
        )
        ordinal = self.ordinal
        index = None if ordinal is None else index_of(ordinals, ordinal)
        if fresh.subject != self.subject:
            is_kept = index is not None and index < fresh.matches and order != "score"
            index = index if is_kept else None
        elif ordinal is not None and index is None:
            index = self._nearest(ordinals)
        return fresh.at(index or 0)

    def _nearest(self, ordinals: Sequence[int]) -> int | None:
        places = {ordinal: index for index, ordinal in enumerate(ordinals)}
        for index in range(self.cursor, len(self.ordinals)):
            if self.ordinals[index] in places:
                return places[self.ordinals[index]]
        return len(ordinals) - 1 if ordinals else None

    def next_where(self, wanted: Callable[[int], bool], step: int) -> int | None:
        """Index of the next row, going `step` by `step`, whose paper is wanted."""
        return self.row_where(wanted, self.cursor, step)

    def row_where(self, wanted: Callable[[int], bool], start: int, step: int) -> int | None:
        """The same from any row on, that one left out; -1 begins before the first."""
        index = start + step
        while 0 <= index < len(self.ordinals):
            if wanted(self.ordinals[index]):
                return index
            index += step
        return None


def still_matches(query: Query, ordinal: int, table: MarkTable) -> bool:
    """Whether neither marks nor going into another paper took a listed one out of its query.

    Only conditions on marks are looked at: the rest held when the list was made and does not
    change under the reader's hands.
    """
    if table.flags[ordinal] & GONE:
        return False
    root = query.root
    children = root.children if isinstance(root, And) else (root,)
    return all(_holds(child, ordinal, table) is not False for child in children)


def _holds(node: Node, ordinal: int, table: MarkTable) -> bool | None:
    """True, False, or None where it is not a matter of marks."""
    if isinstance(node, Fact):
        return _fact_holds(node, ordinal, table)
    if isinstance(node, Not):
        inner = _holds(node.child, ordinal, table)
        return None if inner is None else not inner
    if isinstance(node, (And, Or)):
        inner_all = [_holds(child, ordinal, table) for child in node.children]
        if None in inner_all:
            return None
        return all(inner_all) if isinstance(node, And) else any(inner_all)
    return None


def _fact_holds(fact: Fact, ordinal: int, table: MarkTable) -> bool | None:
    from datetime import date

    from index.facts.marked import holds_of, is_of_marks

    if not is_of_marks(fact):
        return None
    return holds_of(fact, ordinal, table, table.today or date.today())
