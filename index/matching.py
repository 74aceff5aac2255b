"""A query's tree, node by node, into truth values and scores: one of each a paper.

`search` makes one `Matching` a search. Every node is answered for all papers at once by arrays
as long as the columns, which at a hundred thousand papers take less time to combine than one
word takes to look up. Scores are BM25F, multiplied by what the field counts, and add up over
fields and over the parts of AND and OR; facts and what is negated score nothing.

A word without a field is looked for in all of them, a phrase must stand in one field, and a
prefix stands for every word that begins with it. Papers that are not in the full-text index match
no word, nor the absence of one.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.facts import holds
from index.fulltext.scoring import FIELD_BOOSTS
from index.query.query import And, Everything, Fact, Not, Or, Prefix
from index.query.tree import leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.fulltext.snapshot import Hits, Snapshot
    from index.marktable import MarkTable
    from index.query.query import Node, Text


class Matches(NamedTuple):
    """What a node says of every paper, by ordinal."""

    mask: NDArray[np.bool_]
    scores: NDArray[np.float64] | None
    """0 where `mask` is False; None where nothing is scored."""


class Matching:
    """What one search goes by: columns, marks, and the full-text index as of a commit, if any."""

    def __init__(self, columns: Columns, marks: MarkTable, snapshot: Snapshot | None) -> None:
        self._columns = columns
        self._marks = marks
        self._snapshot = snapshot
        self.indexed = np.zeros(len(columns), dtype=np.bool_)
        """Which papers are in the full-text index, by ordinal."""
        if snapshot is not None:
            self.indexed[snapshot.ordinals[snapshot.ordinals < len(columns)]] = True

    def matches(self, node: Node) -> Matches:
        """Which papers match a node, and how well."""
        match node:
            case Everything():
                return Matches(np.ones(len(self._columns), dtype=np.bool_), None)
            case Fact():
                mask = holds(node, self._columns, self._marks)
                return Matches(np.frombuffer(mask, dtype=np.bool_), None)
            case Not(child):
                return self._excluding(child)
            case And(children):
                return reduce(_both, map(self.matches, children))
            case Or(children):
                return reduce(_either, map(self.matches, children))
        return self._text(node)

    def _excluding(self, child: Node) -> Matches:
        mask = ~self.matches(child).mask
        if any(not isinstance(leaf, Fact) for leaf, _ in leaves(child)):
            mask &= self.indexed
        return Matches(mask, None)

    def _text(self, leaf: Text) -> Matches:
        papers = len(self._columns)
        mask = np.zeros(papers, dtype=np.bool_)
        scores = np.zeros(papers, dtype=np.float64)
        if self._snapshot is not None:
            for field in (leaf.field,) if leaf.field else FIELD_BOOSTS:
                hits = _in_field(leaf, field, self._snapshot)
                known = hits.ordinals < papers
                ordinals = hits.ordinals[known]
                mask[ordinals] = True
                scores[ordinals] += hits.scores[known] * FIELD_BOOSTS[field]
        return Matches(mask, scores)


def _in_field(leaf: Text, field: str, snapshot: Snapshot) -> Hits:
    terms = leaf.terms()
    if isinstance(leaf, Prefix):
        whole = [snapshot.term(field, stem) for stem in terms[:-1]]
        return reduce(_common, whole, snapshot.prefix(field, terms[-1]))
    if len(terms) > 1:
        return snapshot.phrase(field, terms)
    return snapshot.term(field, terms[0])


def _common(some: Hits, others: Hits) -> Hits:
    ordinals, here, there = np.intersect1d(
        some.ordinals, others.ordinals, assume_unique=True, return_indices=True
    )
    return some._replace(ordinals=ordinals, scores=some.scores[here] + others.scores[there])


def _both(one: Matches, other: Matches) -> Matches:
    mask = one.mask & other.mask
    scores = _sum(one.scores, other.scores)
    return Matches(mask, None if scores is None else scores * mask)


def _either(one: Matches, other: Matches) -> Matches:
    return Matches(one.mask | other.mask, _sum(one.scores, other.scores))


def _sum(
    one: NDArray[np.float64] | None, other: NDArray[np.float64] | None
) -> NDArray[np.float64] | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
