"""A query in, the papers that match out, in order: called by `library`, from any thread.

What a query asks is answered from three places: words from the full-text index, facts from the
columns, states and tags from the reader's marks. Each answer is one truth value a paper, and
`matching` puts them together; `ordering` then sorts what is left. What needs no words never
touches the full-text index, and in the usual order not even numpy: the whole list is a view of a
column.

A search never waits for the index to be written. While the index lags behind the columns, a
query with words is answered from the papers that are in it, and the results say how many are
not (`Results.unindexed`).
"""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING, cast

from index.errors import CarrelError
from index.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columns.columns import Columns
    from index.fulltext.store import Store
    from index.marktable import MarkTable
    from index.matching import Matches, Matching
    from index.query.query import Query

SORTS = ("relevance", "day", "rank", "title", "added")
"""The orders that papers can be asked for in; all of them end in the order of ordinals."""


def search(query: Query, marks: MarkTable, sort: str, columns: Columns, store: Store) -> Results:
    """The papers that match, in order.

    Args:
        query: what to look for.
        marks: what the reader has marked; may change while this runs.
        sort: one of `SORTS`, or empty for relevance where words score, else for day. Relevance
            without words is day as well.
        columns: the papers.
        store: their full-text index, opened only if the query has words.

    Raises:
        CarrelError: no such sort, or the full-text index is damaged.
    """
    if sort and sort not in SORTS:
        raise CarrelError(f"no order is called {sort!r}", hint=f"one of {', '.join(SORTS)}")
    if sort in ("", "relevance", "day") and not query.needs_text:
        return Results(query, "day", _in_usual_order(query, marks, columns), None, columns)
    return _answered(query, marks, sort, columns, store)


def _in_usual_order(query: Query, marks: MarkTable, columns: Columns) -> Sequence[int]:
    """The papers that a query without words matches, newest day first."""
    if query.is_everything:
        return columns.default_order
    from index.facts import holds

    mask = holds(query.root, columns, marks)
    order = columns.default_order
    return array("I", compress(order, map(mask.__getitem__, order)))


def _answered(query: Query, marks: MarkTable, sort: str, columns: Columns, store: Store) -> Results:
    from index.matching import Matching
    from index.ordering import ordered

    unindexed = 0
    if query.needs_text:
        matching = Matching(columns, marks, store.snapshot())
        matches = _text_matches(matching, query, store)
        unindexed = len(columns) - int(matching.indexed.sum())
    else:
        matches = Matching(columns, marks, None).matches(query.root)
    sort = sort or "relevance"
    if sort == "relevance" and matches.scores is None:
        sort = "day"
    ordinals = ordered(columns, matches, sort)
    scores = None
    if matches.scores is not None:  # views of arrays, whose items are plain numbers
        scores = cast("Sequence[float]", matches.scores[ordinals].data)
    return Results(query, sort, ordinals.data, scores, columns, unindexed)


def _text_matches(matching: Matching, query: Query, store: Store) -> Matches:
    from index.fulltext.segment import DAMAGE

    try:
        return matching.matches(query.root)
    except DAMAGE as error:
        store.discard()
        raise CarrelError(
            "the full-text index is damaged",
            hint="it is made anew the next time papers are indexed",
            where=str(store.folder),
        ) from error
