"""From a query's tree to papers in order: the part of a search that works on arrays.

`search` asks it for the papers that match and for those that nearly do. A single word, which is
most of what is asked, is ranked as it comes from the full-text index; everything else goes through
`matching`, where every paper has a truth value. What plainly finds nothing is not looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.ordering import REVERSED, by_relevance, by_score, ordered
from index.query.query import And, Everything, Fact, Not, Or, Pattern
from index.query.tree import leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.matching import Matches, Matching
    from index.query.query import Node, Query
    from index.recommending.standing import Standing

MOST_OTHERS = 100
"""How many papers with only some of the words are worth a look."""


class Ranking(NamedTuple):
    """Papers in order."""

    ordinals: NDArray[np.int64]
    scores: NDArray[np.float64] | None
    """Of each, in the same order; None where nothing is scored."""

    def first(self, limit: int | None) -> Ranking:
        """At most so many of them, from the top."""
        return Ranking(self.ordinals[:limit], None if self.scores is None else self.scores[:limit])

    def followed_by(self, other: Ranking) -> Ranking:
        """These papers and then some others."""
        scores = None
        if self.scores is not None and other.scores is not None:
            scores = np.concatenate((self.scores, other.scores))
        return Ranking(np.concatenate((self.ordinals, other.ordinals)), scores)


def ranking(
    matching: Matching, root: Node, sort: str, columns: Columns, standing: Standing | None = None
) -> tuple[Ranking, str]:
    """The papers that match, and the order they are in: relevance only where there is any.

    The order of scores needs a standing; without one it is day.
    """
    if isinstance(root, And) and matching.finds_nothing(root):
        return _NOTHING, sort or "relevance"
    if sort in ("", "relevance") and not isinstance(
        root, And | Or | Not | Everything | Fact | Pattern
    ):
        ordinals, scores = matching.hits(root)
        if not len(ordinals):
            return _NOTHING, "relevance"
        places, ranked = by_score(scores)
        return Ranking(ordinals[places], ranked), "relevance"
    matches = matching.matches(root)
    if sort.removeprefix(REVERSED) == "score":
        if standing is not None:
            return _by_standing(matches, standing, root, sort.startswith(REVERSED)), sort
        sort = sort.replace("score", "day")
    sort = sort or "relevance"
    if matches.scores is None:
        sort = sort.replace("relevance", "day")
    elif sort.removeprefix(REVERSED) == "relevance":
        backwards = sort.startswith(REVERSED)
        return Ranking(*by_relevance(matches.mask, matches.scores, backwards)), sort
    ordinals = ordered(columns, matches, sort, matching.marks)
    return Ranking(ordinals, None if matches.scores is None else matches.scores[ordinals]), sort


def _by_standing(matches: Matches, standing: Standing, root: Node, backwards: bool) -> Ranking:
    """Those that match as they stand with the reader; muted ones only if they were asked for."""
    standing = standing.of_size(len(matches.mask))
    mask = matches.mask if _asks_for_muted(root) else matches.mask & ~standing.muted
    ordinals = np.flatnonzero(mask)
    places = standing.places[ordinals]
    ordinals = ordinals[np.argsort(-places if backwards else places, kind="stable")]
    return Ranking(ordinals, standing.scores[ordinals] if standing.tells_scores else None)


def _asks_for_muted(root: Node) -> bool:
    return any(leaf == Fact("is", "muted") for leaf, _ in leaves(root))


def others(matching: Matching, query: Query, loosened: Node, columns: Columns) -> Ranking:
    """The best of the papers that `loosened` finds and the query does not."""
    some = matching.matches(loosened)
    few = matching.matches(query.root)
    left = some._replace(mask=some.mask & ~few.mask)
    ordinals = ordered(columns, left, "relevance", matching.marks)[:MOST_OTHERS]
    return Ranking(ordinals, None if some.scores is None else some.scores[ordinals])


_NOTHING = Ranking(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64))
