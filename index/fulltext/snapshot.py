"""The full-text index as it was at one commit: scored hits of words, phrases and prefixes.

A snapshot is opened by `index.fulltext.store`, and asked by `index.matching` from whichever thread
searches. It never changes and never waits: a commit in this or another process makes new files
and leaves those that are mapped here readable.

Hits are ordinals with BM25F scores, which add up exactly to what Whoosh computes when it looks
at every document. Several segments and deleted documents make no difference. Hits of recent
questions are kept, because one keystroke asks for most of what the last one asked for.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.fulltext import scoring
from index.fulltext.hits import Hits, KeptHits
from index.fulltext.lexicon import FILE_NAME as LEXICON_FILE
from index.fulltext.lexicon import Lexicon
from index.fulltext.opening import OpenSegment
from index.fulltext.scoring import FIELD_BOOSTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.segment import Postings
    from index.fulltext.stamp import StoredSegment

_FEW = 16
"""Hits that are so many times fewer than the papers are sorted; others are counted in place."""

_BOOSTS = np.array([[boost] for boost in FIELD_BOOSTS.values()])


class Snapshot:
    """The segments of one commit.

    Args:
        folder: of the index.
        segments: as the commit names them.

    Raises:
        FileNotFoundError: a file is gone, which a commit in another process may bring about.
        DamagedFileError: the lexicon is damaged.
    """

    def __init__(self, folder: Path, segments: Iterable[StoredSegment]) -> None:
        self.lexicon = Lexicon.read(folder / LEXICON_FILE)
        self.segments = [OpenSegment(folder, segment, self.lexicon) for segment in segments]
        self._documents = max(1, sum(map(len, self.segments)))
        self._mean_lengths = {
            field: sum(one.total_lengths[field] for one in self.segments) / self._documents or 1.0
            for field in FIELD_BOOSTS
        }
        live = [segment.live.astype(np.int64) for segment in self.segments]
        self.ordinals = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *live]))
        """The papers that are in the index, ascending."""
        self._papers = int(self.ordinals.max(initial=-1)) + 1
        self._kept = KeptHits(self._papers)

    def term(self, stem: str, fields: tuple[str, ...]) -> Hits:
        """The hits of a stem in any of some fields."""
        return self._kept.get(
            ("term", stem, fields), lambda: self._hits(self._numbers((stem,)), fields)
        )

    def prefix(self, letters: str, fields: tuple[str, ...]) -> Hits:
        """Those of all words that begin with some letters."""
        return self._kept.get(
            ("prefix", letters, fields),
            lambda: self._hits(self.lexicon.beginning_with(letters), fields),
        )

    def fuzzy(self, word: str, slips: int, fields: tuple[str, ...]) -> Hits:
        """Those of all words at most so many slips away from one."""
        return self._kept.get(
            ("fuzzy", word, slips, fields),
            lambda: self._hits(self.lexicon.like(word, slips), fields),
        )

    def phrase(self, stems: tuple[str, ...], fields: tuple[str, ...]) -> Hits:
        """Those of stems one behind the other in one of some fields."""
        return self._kept.get(
            ("phrase", stems, fields),
            lambda: self.united([self._phrase_in(field, stems) for field in fields]),
        )

    def knows(self, stem: str) -> bool:
        """Whether any paper has, or had, a word of a stem."""
        return self.lexicon.number(stem) is not None

    def frequency(self, stem: int) -> int:
        """In how many papers' fields a stem stands, by its number; deleted papers count."""
        wanted = np.array([stem], dtype=np.int64)
        return sum(int(segment.counts(wanted).sum()) for segment in self.segments)

    def _numbers(self, stems: Iterable[str]) -> NDArray[np.int64]:
        """The numbers of those stems that the index has, ascending, each once."""
        known = {self.lexicon.number(stem) for stem in stems} - {None}
        return np.array(sorted(known), dtype=np.int64)  # type: ignore[type-var]

    def _hits(self, stems: NDArray[np.int64], fields: tuple[str, ...]) -> Hits:
        """The papers that hold any of some stems in any of some fields."""
        return self.united(self._postings(stems, fields) if len(stems) else [])

    def _postings(self, stems: NDArray[np.int64], fields: tuple[str, ...]) -> list[Postings]:
        """The postings of all segments, boosted; a paper is there once a stem and field."""
        counts = [segment.counts(stems) for segment in self.segments]
        frequencies = reduce(np.add, counts, np.zeros((len(FIELD_BOOSTS), len(stems)), np.int64))
        rarities = scoring.inverse_frequency(self._documents, frequencies) * _BOOSTS
        held = [np.any(count, axis=1) for count in counts]
        return [
            segment.postings(field, stems, rarities[line], self._mean_lengths[field])
            for line, field in enumerate(FIELD_BOOSTS)
            if field in fields
            for segment, lines in zip(self.segments, held, strict=True)
            if lines[line]
        ]

    def united(self, parts: Sequence[Hits | Postings]) -> Hits:
        """All papers of some hits, each once, what it scores in them added up."""
        parts = [hits for hits in parts if len(hits.ordinals)]
        if not parts:
            return Hits(np.empty(0, np.int64), np.empty(0, np.float64))
        if sum(len(hits.ordinals) for hits in parts) * _FEW < self._papers:
            ordinals = np.concatenate([hits.ordinals for hits in parts])
            papers, places = np.unique(ordinals, return_inverse=True)
            scores = np.concatenate([hits.scores for hits in parts])
            sums = np.bincount(places, weights=scores).astype(np.float64)
            return Hits(papers.astype(np.int64), sums)
        total = np.zeros(self._papers, dtype=np.float64)
        for ordinals, scores in parts:  # one by one: a segment's papers are near each other
            first = ordinals.min()
            within = np.bincount(ordinals - first, weights=scores)
            total[first : first + len(within)] += within
        papers = np.flatnonzero(total != 0)  # what matches never scores 0
        return Hits(papers, total[papers])

    def _phrase_in(self, field: str, stems: tuple[str, ...]) -> Hits:
        numbers = [int(number) for stem in stems for number in self._numbers((stem,))]
        if len(numbers) < len(stems):
            return self.united([])
        held = {number: self._holders(field, number) for number in numbers}
        among = np.ones(self._papers, dtype=np.bool_)
        for hits in held.values():
            among &= self._mask(hits.ordinals)
        places = {number: self._positions(field, number, among) for number in held}
        starts = [places[number] - turn for turn, number in enumerate(numbers)]
        found = reduce(_common, sorted(starts, key=len))
        ordinals = np.flatnonzero(self._mask(found >> 32))
        scores = np.zeros(self._papers, dtype=np.float64)
        for number in numbers:
            scores[held[number].ordinals] += held[number].scores
        return Hits(ordinals, scores[ordinals])

    def _holders(self, field: str, number: int) -> Hits:
        return self._hits(np.array([number], dtype=np.int64), (field,))

    def _positions(self, field: str, number: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        places = [segment.positions(field, number, among) for segment in self.segments]
        return np.concatenate([np.empty(0, dtype=np.int64), *places])

    def _mask(self, ordinals: NDArray[np.int64]) -> NDArray[np.bool_]:
        mask = np.zeros(self._papers, dtype=np.bool_)
        mask[ordinals] = True
        return mask


def _common(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers that are in both, where none is in either twice."""
    together = np.concatenate((some, others))
    together.sort()
    common: NDArray[np.int64] = together[1:][together[1:] == together[:-1]]
    return common
