"""Orders of papers: which ordinals, in which order, out of what a search matched.

Every order has its natural direction, the one a reader wants first, and can be turned round by a
``-`` before its name. In both, papers without what the order goes by come last, and ties end in
the order of ordinals, so that the same question gives the same list. The papers of one day stand
by rank in either direction of ``day``: a page is read from its top.

The columns keep two orders ready; the others are sorted here, over the matches alone, by the
numbers that `orderkeys` has for them. Keys and ordinals are packed into one integer, since plain
integers sort several times as fast as indexes do. Scores do not fit: they lose their last bits for
it, and where that put one before a better one, what is then almost in order is sorted by the
scores themselves.

numpy is imported by the first search that sorts: `in_order` does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.columns.columnsfile import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.marktable import MarkTable
    from index.matching import Matches

REVERSED: Final = "-"
"""What turns an order round, before its name."""

_MOST_FIRST: Final = frozenset({"upvotes", "year"})
"""Orders whose natural direction begins with the greatest number."""

_FEW: Final = 64
"""Scores that are sorted without arrays in less time."""

_BLOCK: Final = 1 << 16
"""Scores that are made ready for sorting at a time."""

_TRIES: Final = 3
_NEAR: Final = 32
"""Scores before and behind one that stands wrong, among which its place is looked for."""

_HALF: Final = 32
"""Bits of an ordinal in a packed key."""


def in_order(columns: Columns, sort: str) -> Sequence[int] | None:
    """Every ordinal in that order if the columns keep it, as a view of them; else None."""
    return {"day": columns.default_order, "added": columns.added_order}.get(sort)


def ordered(columns: Columns, matches: Matches, sort: str, marks: MarkTable) -> NDArray[np.int64]:
    """The ordinals of the papers that match.

    Args:
        columns: the papers.
        matches: one truth value a paper, and scores if the sort is ``relevance``; without them
            relevance is ``day``.
        sort: one of `directives.SORTS` but ``score``, in its natural direction or, with a ``-``
            before it, turned round.
        marks: what the reader has marked; only the orders of marks look at it.
    """
    import numpy as np

    name, backwards = sort.removeprefix(REVERSED), sort.startswith(REVERSED)
    if name == "relevance" and matches.scores is not None:
        return by_relevance(matches.mask, matches.scores, backwards)[0]
    if name in ("relevance", "day"):
        return _listed(columns, matches, backwards)
    if name == "added":
        return _arrived(columns, matches, backwards)
    from index.orderkeys import keys as keys_of

    ordinals = np.flatnonzero(matches.mask)
    keys = keys_of(columns, marks, name)[ordinals]
    if backwards != (name in _MOST_FIRST):
        keys = np.uint32(NONE - 1) - keys  # what is missing stays `NONE`: the difference wraps
    return _sorted_by(keys, ordinals)


def _listed(columns: Columns, matches: Matches, backwards: bool) -> NDArray[np.int64]:
    import numpy as np

    order = np.frombuffer(columns.default_order, dtype=np.uint32).astype(np.int64)
    listed = order[matches.mask[order]]
    if not backwards:
        return listed
    days = np.frombuffer(columns.section("day_keys"), dtype=np.uint32)[listed]
    # An unknown day is 0, and what is below it in this type is above every other.
    return listed[_sorted_by(days - np.uint32(1), np.arange(len(listed)))]


def _arrived(columns: Columns, matches: Matches, backwards: bool) -> NDArray[np.int64]:
    import numpy as np

    order = np.frombuffer(columns.added_order, dtype=np.uint32).astype(np.int64)
    arrived = order[matches.mask[order]]
    if not backwards:
        return arrived
    added = np.frombuffer(columns.added, dtype=np.uint64)[arrived]
    moments = np.zeros(len(arrived), dtype=np.uint32)
    np.cumsum(added[1:] != added[:-1], out=moments[1:])
    return _sorted_by(np.where(added, np.uint32(NONE - 1) - moments, np.uint32(NONE)), arrived)


def by_relevance(
    mask: NDArray[np.bool_], scores: NDArray[np.float64], backwards: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The ordinals of the papers that match, by their scores, and these in the same order."""
    ordinals = mask.nonzero()[0]
    if len(ordinals) <= _FEW:
        places, ranked = by_score(scores[ordinals], backwards)
        return ordinals[places], ranked
    return _ranked(scores[ordinals], ordinals, scores, backwards)


def by_score(
    scores: NDArray[np.float64], backwards: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Scores in order, the highest first or the lowest, and the place that each had.

    Args:
        scores: none is below 0; of equal ones the first comes first.
        backwards: the lowest first.
    """
    import numpy as np

    if len(scores) <= _FEW:
        keys = (scores if backwards else -scores).tolist()
        places = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
        return places, scores[places]
    return _ranked(scores, np.arange(len(scores)), scores, backwards)


def _ranked(
    scores: NDArray[np.float64],
    numbers: NDArray[np.int64],
    score_of: NDArray[np.float64],
    backwards: bool,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Numbers, of which there is at least one, in the order of their scores, and these.

    Args:
        scores: of each number.
        numbers: ascending; of those with equal scores the lower comes first.
        score_of: every score, by number.
        backwards: the lowest score first.
    """
    import numpy as np

    # Scores that are not negative stand in the order of their bits. The last ones make room for
    # numbers, which takes a sort of plain integers instead of one of indexes.
    below = np.uint64((1 << int(numbers[-1]).bit_length()) - 1)
    turned = below if backwards else ~np.uint64(0)
    packed = np.empty(len(scores), dtype=np.uint64)
    bits = np.ascontiguousarray(scores).view(np.uint64)
    for start in range(0, len(scores), _BLOCK):  # so that each stays in the cache meanwhile
        part = packed[start : start + _BLOCK]
        np.bitwise_or(bits[start : start + _BLOCK], below, out=part)
        part ^= turned
        part |= numbers[start : start + _BLOCK].view(np.uint64)
    packed.sort()
    packed &= below
    order = packed.view(np.int64)
    ranked = score_of[order]
    return _settled(order, ranked, backwards)


def _settled(
    order: NDArray[np.int64], ranked: NDArray[np.float64], backwards: bool
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """What is almost in order, in order: where lost bits put a score before a better one."""
    import numpy as np

    for _ in range(_TRIES):
        wrong = (ranked[1:] < ranked[:-1] if backwards else ranked[1:] > ranked[:-1]).nonzero()[0]
        if not len(wrong):
            return order, ranked
        if len(wrong) > _FEW:
            break
        for place in wrong.tolist():  # scores that are so near lie side by side
            part = slice(max(0, place - _NEAR), place + _NEAR)
            again = np.argsort(ranked[part] if backwards else -ranked[part], kind="stable")
            order[part], ranked[part] = order[part][again], ranked[part][again]
    again = np.argsort(ranked if backwards else -ranked, kind="stable")
    return order[again], ranked[again]


def _sorted_by(keys: NDArray[np.uint32], ordinals: NDArray[np.int64]) -> NDArray[np.int64]:
    """The ordinals by rising keys, by themselves where those are equal."""
    import numpy as np

    packed = keys.astype(np.uint64) << np.uint64(_HALF) | ordinals.astype(np.uint64)
    packed.sort()
    return (packed & np.uint64(NONE)).astype(np.int64)
