"""How every paper stands with a reader: one order of the whole library, by score.

Each interest ranks all papers by itself, and the rankings are interleaved: a paper stands where
the interest that likes it best puts it, so the first of every interest come before the second of
any. Rules add to scores before that. Then papers from outside are put in (`variety`).

Without enough stars there is nothing to learn from. Papers then stand by upvotes and by rank on
their page, and `note` says so: an order that looks learnt and is not would be worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from index.columns.columnsfile import NONE
from index.marktable import DISMISSED, NOT_UNREAD, STARRED
from index.recommending.interests import grouped
from index.recommending.profile import Profile, learnt
from index.recommending.variety import mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.marktable import MarkTable
    from index.recommending.taste import Taste
    from index.vectors.papervectors import PaperVectors

_Number = TypeVar("_Number", np.float64, np.bool_)

FEWEST: Final = 3
"""Papers that are enough to learn from."""

FEW_STARS: Final = f"fewer than {FEWEST} stars to learn from: by upvotes, then rank"
NO_VECTORS: Final = "papers are still being compared: by upvotes, then rank"


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Every paper's place and score, by ordinal."""

    places: NDArray[np.int64]
    """0 is the first to read."""

    scores: NDArray[np.float64]
    """In standard deviations of the interest that likes the paper best, and what rules add."""

    outside: NDArray[np.bool_]
    """Which come from outside the interests."""

    muted: NDArray[np.bool_]
    """Which a rule leaves out."""

    profiles: tuple[Profile, ...] = ()
    """The interests, kept apart; none where there is too little to learn from."""

    profile_of: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    """Which of them each score comes from."""

    added: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    """What rules add to each score."""

    note: str = ""
    """What is to be said about the order, in plain words."""

    @property
    def tells_scores(self) -> bool:
        """Whether scores say anything: something was learnt, or rules add to them."""
        return bool(self.profiles) or bool(self.scores.any())

    def of_size(self, papers: int) -> Standing:
        """The same for so many papers: newer ones stand last, in the order in which they came."""
        known = len(self.places)
        if known == papers:
            return self
        places = np.arange(papers)
        places[:known] = self.places[:papers]
        return replace(
            self,
            places=places,
            scores=_padded(self.scores, papers),
            outside=_padded(self.outside, papers),
            muted=_padded(self.muted, papers),
            profile_of=self.profile_of[:papers],
            added=_padded(self.added, papers),
        )


def standing(
    columns: Columns,
    vectors: PaperVectors | None,
    marks: MarkTable,
    taste: Taste,
    matches: Sequence[NDArray[np.int64]],
) -> Standing:
    """How all papers stand.

    Args:
        columns: the papers.
        vectors: theirs, if they were made yet.
        marks: what the reader has marked; may change while this runs.
        taste: what the reader said beside.
        matches: the ordinals that each rule of `taste` matches.
    """
    papers = len(columns)
    flags = np.frombuffer(bytes(marks.flags[:papers]).ljust(papers, b"\0"), dtype=np.uint8)
    added, muted = _ruled(papers, taste, matches)
    noticed = most_noticed(columns)
    profiles = _profiles(vectors, flags, marks, taste) if vectors is not None else ()
    if not profiles:
        note = "" if not papers else FEW_STARS if vectors is not None else NO_VECTORS
        places = _places(noticed[np.argsort(-added[noticed], kind="stable")])
        none = np.zeros(papers, dtype=np.bool_)
        return Standing(places, added, none, muted, added=added, note=note)
    order, best, scores = _interleaved([profile.scores + added for profile in profiles])
    days = np.frombuffer(columns.section("day_keys"), dtype=np.uint32)
    eligible = ((flags & (NOT_UNREAD | STARRED)) == 0) & ~muted & (added == 0)
    order, outside = mixed(order, days, noticed, eligible, taste.outside)
    return Standing(_places(order), scores, outside, muted, profiles, best, added)


def most_noticed(columns: Columns) -> NDArray[np.int64]:
    """Every ordinal, by most upvotes, then by best rank on its page, then newest day first."""
    upvotes = np.frombuffer(columns.section("upvotes"), dtype=np.uint32)
    counted = np.where(upvotes == NONE, -1, upvotes.astype(np.int64))
    ranks = np.frombuffer(columns.ranks, dtype=np.uint32)
    order = np.frombuffer(columns.default_order, dtype=np.uint32)
    gone = np.array(sorted(columns.gone), dtype=np.int64)  # last, as they are in no list
    listed = np.concatenate((order.astype(np.int64), gone))
    found: NDArray[np.int64] = listed[np.lexsort((ranks[listed], -counted[listed]))]
    return found


def _ruled(
    papers: int, taste: Taste, matches: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """What rules add to each score, and which papers they mute."""
    added = np.zeros(papers)
    muted = np.zeros(papers, dtype=np.bool_)
    for rule, ordinals in zip(taste.rules, matches, strict=True):
        added[ordinals] += rule.weight
        muted[ordinals] |= rule.mute
    return added, muted


def _profiles(
    vectors: PaperVectors, flags: NDArray[np.uint8], marks: MarkTable, taste: Taste
) -> tuple[Profile, ...]:
    """The interests that a reader's marks tell of."""
    known = np.diff(vectors.counts.starts) > 0
    tagged = {tag: _known(marks.tags.get(tag, ()), known) for tag in taste.interests}
    named = {tag: papers for tag, papers in tagged.items() if len(papers) >= FEWEST}
    stars = np.flatnonzero((flags & STARRED != 0) & known)
    dismissed = np.flatnonzero((flags & DISMISSED != 0) & (flags & STARRED == 0) & known)
    groups = grouped(vectors.lying, stars) if len(stars) >= FEWEST else []
    return learnt(vectors, [*named.items(), *(("", papers) for papers in groups)], dismissed)


def _known(ordinals: object, known: NDArray[np.bool_]) -> NDArray[np.int64]:
    assert isinstance(ordinals, set | tuple)
    inside = [ordinal for ordinal in ordinals if ordinal < len(known) and known[ordinal]]
    return np.array(sorted(inside), dtype=np.int64)


def _interleaved(
    rankings: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """One order of several: every ordinal, which ranking put it there, and its score in that."""
    scores = np.array(rankings, dtype=np.float64)
    orders = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(orders)
    np.put_along_axis(ranks, orders, np.arange(scores.shape[1])[np.newaxis], axis=1)
    best = np.argmin(ranks, axis=0)
    every = np.arange(scores.shape[1])
    order = np.lexsort((best, ranks[best, every]))
    return order.astype(np.int64), best.astype(np.int64), scores[best, every]


def _padded(values: NDArray[_Number], size: int) -> NDArray[_Number]:
    padded = np.zeros(size, dtype=values.dtype)
    padded[: len(values)] = values[:size]
    return padded


def _places(order: NDArray[np.int64]) -> NDArray[np.int64]:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
