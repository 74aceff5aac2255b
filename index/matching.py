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
from index.fulltext.hits import Hits
from index.fulltext.scoring import FIELD_BOOSTS
from index.query.query import And, Everything, Fact, Fuzzy, Not, Or, Pattern, Phrase, Prefix, Word
from index.query.tree import has_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.fulltext.snapshot import Snapshot
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
        self.marks = marks
        """What the reader has marked; may change meanwhile."""
        self._snapshot = snapshot

    @property
    def unindexed(self) -> int:
        """How many papers are not in the full-text index."""
        papers = len(self._columns)
        if self._snapshot is None:
            return self._columns.papers
        ordinals = self._snapshot.ordinals
        if self._snapshot.papers <= papers:
            return papers - len(ordinals)
        return papers - int(ordinals.searchsorted(papers))

    def _indexed(self) -> NDArray[np.bool_]:
        """Which papers are in the full-text index, by ordinal."""
        mask = np.zeros(len(self._columns), dtype=np.bool_)
        if self._snapshot is not None:
            mask[self._snapshot.ordinals[: len(mask) - self.unindexed]] = True
        mask[list(self._columns.gone)] = False
        return mask

    def matches(self, node: Node) -> Matches:
        """Which papers match a node, and how well."""
        if not has_words(node):
            mask = holds(node, self._columns, self.marks)
            return Matches(np.frombuffer(mask, dtype=np.bool_), None)
        match node:
            case Not(child):
                return Matches(~self.matches(child).mask & self._indexed(), None)
            case And(children):
                return reduce(_both, map(self.matches, children))
            case Or(children):
                return reduce(_either, map(self.matches, children))
        assert not isinstance(node, Everything | Fact | Pattern)
        return self._text(node)

    def finds_nothing(self, node: Node) -> bool:
        """Whether a node plainly finds nothing, since it wants a word that no paper has.

        Quick; False is no answer.
        """
        if isinstance(node, And):
            return any(map(self.finds_nothing, node.children))
        if self._snapshot is None or not isinstance(node, Word | Phrase):
            return False
        return not all(map(self._snapshot.knows, node.terms()))

    def hits(self, leaf: Text) -> Hits:
        """The papers that a word, phrase or the like finds, as far as the columns have them."""
        if self._snapshot is None:
            return Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64))
        ordinals, scores = found = hits(leaf, self._snapshot)
        if self._snapshot.papers > len(self._columns):  # they may be older than the index
            known = ordinals.searchsorted(len(self._columns))
            ordinals, scores = found = Hits(ordinals[:known], scores[:known])
        if not self._columns.gone:
            return found
        living = ~np.isin(ordinals, list(self._columns.gone))
        return Hits(ordinals[living], scores[living])

    def _text(self, leaf: Text) -> Matches:
        scores = np.zeros(len(self._columns), dtype=np.float64)
        found = self.hits(leaf)
        scores[found.ordinals] = found.scores
        return Matches(scores != 0, scores)  # what matches never scores 0


def hits(leaf: Text, snapshot: Snapshot) -> Hits:
    """The papers that a word, phrase, prefix or misspelt word finds."""
    fields = (leaf.field,) if leaf.field else tuple(FIELD_BOOSTS)
    terms = leaf.terms()
    if isinstance(leaf, Prefix):
        if len(terms) > 1:
            return snapshot.united([_begun(terms, field, snapshot) for field in fields])
        return snapshot.prefix(terms[0], fields)
    if isinstance(leaf, Fuzzy):
        return snapshot.fuzzy(terms[0], leaf.distance, fields)
    if len(terms) > 1:
        return snapshot.phrase(terms, fields)
    return snapshot.term(terms[0], fields)


def _begun(terms: tuple[str, ...], field: str, snapshot: Snapshot) -> Hits:
    """What holds whole words and the beginning of one in the same field, wherever they stand."""
    whole = [snapshot.term(stem, (field,)) for stem in terms[:-1]]
    return reduce(_common, whole, snapshot.prefix(terms[-1], (field,)))


def _common(some: Hits, others: Hits) -> Hits:
    few, many = sorted((some, others), key=lambda hits: len(hits.ordinals))
    if not len(few.ordinals):
        return few
    at = np.minimum(np.searchsorted(many.ordinals, few.ordinals), len(many.ordinals) - 1)
    both = np.flatnonzero(many.ordinals[at] == few.ordinals)
    return Hits(few.ordinals[both], few.scores[both] + many.scores[at[both]])


def _both(one: Matches, other: Matches) -> Matches:
    mask = one.mask & other.mask
    scores = _sum(one.scores, other.scores)
    if scores is not None:
        scores *= mask
    return Matches(mask, scores)


def _either(one: Matches, other: Matches) -> Matches:
    return Matches(one.mask | other.mask, _sum(one.scores, other.scores))


def _sum(
    one: NDArray[np.float64] | None, other: NDArray[np.float64] | None
) -> NDArray[np.float64] | None:
    if one is None or other is None:
        return one if other is None else other
    one += other  # every node's scores are its own
    return one
