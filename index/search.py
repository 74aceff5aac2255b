"""A query in, the papers that match out, in order: called by `library`, from any thread.

What a query asks is answered from three places: words from the full-text index, facts from the
columns, states and tags from the reader's marks. Each answer is one truth value a paper, and
`matching` puts them together; `ranking` then puts what is left in order. What needs no words
never touches the full-text index, and in the usual order not even numpy: the whole list is a view
of a column.

Where every word together finds few papers, the best of those that have some of the words follow
(`Results.others`), unless the query says otherwise.

A search never waits for the index to be written. While the index lags behind the columns, a
query with words is answered from the papers that are in it, and the results say how many are
not (`Results.unindexed`).
"""

from __future__ import annotations

import sys
from array import array
from itertools import compress
from typing import TYPE_CHECKING, Final, cast

from index.errors import CarrelError
from index.fulltext.arrayheader import DamagedFileError
from index.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columns.columns import Columns
    from index.fulltext.snapshot import Snapshot
    from index.fulltext.store import Store
    from index.marktable import MarkTable
    from index.query.query import Query
    from index.recommending.standing import Standing

FEW: Final = 10
"""Papers below which some of the words are enough for those that follow."""


def search(
    query: Query,
    marks: MarkTable,
    columns: Columns,
    store: Store,
    standing: Standing | None = None,
) -> Results:
    """The papers that match, in order.

    Args:
        query: what to look for, and in which order; without one it is relevance where words
            score, else day. Relevance without words is day as well.
        marks: what the reader has marked; may change while this runs.
        columns: the papers.
        store: their full-text index, opened only if the query has words.
        standing: how papers stand with the reader; without it the order of scores is day.

    Raises:
        CarrelError: the full-text index is damaged.
    """
    needs_text = query.needs_text
    if not needs_text and query.sort in ("", "relevance", "day"):
        ordinals = _in_usual_order(query, marks, columns)
        return Results(query, "day", ordinals[: query.limit], None, columns, len(ordinals))
    snapshot = None
    if needs_text:
        snapshot = store.snapshot()
        columns.map_rows()
    try:
        return _answered(query, marks, columns, snapshot, standing)
    except DamagedFileError as error:
        store.discard()
        raise CarrelError(
            "the full-text index is damaged",
            hint="it is made anew the next time papers are indexed",
            where=str(store.folder),
        ) from error


def _in_usual_order(query: Query, marks: MarkTable, columns: Columns) -> Sequence[int]:
    """The papers that a query without words matches, newest day first."""
    if query.is_everything:
        return columns.default_order
    from index.facts import holds

    mask = holds(query.root, columns, marks)
    order = columns.default_order
    if "numpy" in sys.modules:  # it is quicker, but not by as much as loading it takes
        return _by_numpy(mask, order)
    return array("I", compress(order, map(mask.__getitem__, order)))


def _by_numpy(mask: bytes, order: Sequence[int]) -> Sequence[int]:
    import numpy as np

    ordinals = np.frombuffer(order, dtype=np.uint32)  # type: ignore[call-overload]
    chosen: Sequence[int] = ordinals[np.frombuffer(mask, dtype=np.bool_)[ordinals]].data
    return chosen


def _answered(
    query: Query,
    marks: MarkTable,
    columns: Columns,
    snapshot: Snapshot | None,
    standing: Standing | None,
) -> Results:
    from index.matching import Matching
    from index.ranking import others, ranking

    matching = Matching(columns, marks, snapshot)
    needs_text = snapshot is not None or query.needs_text
    loosened = query.loosened() if needs_text and query.match != "all" else None
    root = loosened if loosened and query.match == "any" else query.root
    found, sort = ranking(matching, root, query.sort, columns, standing)
    total = len(found.ordinals)
    listed = found = found if query.limit is None else found.first(query.limit)
    if total < FEW and loosened is not None and not query.match:
        listed = found.followed_by(others(matching, query, loosened, columns))
    scores = None
    if listed.scores is not None:  # views of arrays, whose items are plain numbers
        scores = cast("Sequence[float]", listed.scores.data)
    return Results(
        query, sort, listed.ordinals.data, scores, columns, total,
        others=len(listed.ordinals) - len(found.ordinals),
        unindexed=matching.unindexed if needs_text else 0,
    )  # fmt: skip
