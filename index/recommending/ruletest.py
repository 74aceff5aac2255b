"""What rules move: the order of some papers with a rule, held against the order without any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.library import Library
    from index.marktable import MarkTable
    from index.recommending.taste import Rule, Taste


@dataclass(frozen=True, slots=True)
class Move:
    """A paper that a rule moves."""

    ordinal: int
    before: int
    """Its place among the papers looked at, from 1, without rules."""

    after: int | None
    """With this rule alone; None where it is left out."""


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What a rule does by itself."""

    rule: Rule
    matched: int
    """How many of the papers looked at it finds."""

    moves: tuple[Move, ...]
    """Of those it finds, which change their place; the farthest first."""


def effects(
    library: Library, marks: MarkTable, taste: Taste, among: NDArray[np.bool_]
) -> list[RuleEffect]:
    """What each rule would move, by itself.

    Args:
        library: the papers.
        marks: what the reader has marked.
        taste: with the rules; interests count as they do in the reader.
        among: the papers looked at, one truth value each.
    """
    recommender = library.recommender
    matches = recommender.matches(taste.rules, marks)
    plain = replace(taste, rules=(), outside=0.0)
    before = _places(recommender.stand(marks, plain, []).places, among)
    found = []
    for rule, ordinals in zip(taste.rules, matches, strict=True):
        standing = recommender.stand(marks, replace(plain, rules=(rule,)), [ordinals])
        after = _places(standing.places, among & ~standing.muted)
        looked_at = ordinals[among[ordinals]]
        moves = [
            Move(one, int(before[one]), None if rule.mute else int(after[one]))
            for one in looked_at.tolist()
            if rule.mute or before[one] != after[one]
        ]
        moves.sort(key=lambda move: (-abs((move.after or 0) - move.before), move.before))
        found.append(RuleEffect(rule, len(looked_at), tuple(moves)))
    return found


def _places(places: NDArray[np.int64], among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The place of each among some papers, from 1; 0 for others."""
    ordinals = np.flatnonzero(among)
    ordinals = ordinals[np.argsort(places[ordinals], kind="stable")]
    turns = np.zeros(len(places), dtype=np.int64)
    turns[ordinals] = np.arange(1, len(ordinals) + 1)
    return turns
