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
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from index.fulltext import scoring
from index.fulltext.beginnings import AddedUp
from index.fulltext.hits import NO_HITS, Hits, KeptHits
from index.fulltext.lexicon import FILE_NAME as LEXICON_FILE
from index.fulltext.lexicon import Lexicon
from index.fulltext.opening import OpenSegment
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.sums import held, summed, totals
from index.fulltext.wordhits import word_hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.postings import Postings
    from index.fulltext.stamp import StoredSegment


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
        stored = tuple(segments)
        self._documents = max(1, sum(one.documents for one in stored))
        mean_lengths = tuple(
            sum(one.lengths.get(field, 0) for one in stored) / self._documents or 1.0
            for field in FIELD_BOOSTS
        )
        self.segments = [OpenSegment(folder, one, self.lexicon, mean_lengths) for one in stored]
        live = [segment.live.astype(np.int64) for segment in self.segments]
        self.ordinals = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *live]))
        """The papers that are in the index, ascending."""
        self.papers = int(self.ordinals.max(initial=-1)) + 1
        """All ordinals are below it."""
        self._kept = KeptHits(self.papers)
        self._added_up = AddedUp(folder, stored)

    def term(self, stem: str, fields: tuple[str, ...]) -> Hits:
        """The hits of a stem in any of some fields."""
        number = self.lexicon.number(stem)
        if number is None:
            return NO_HITS
        return self._kept.get(("term", number, fields), lambda: self._word(number, fields))

    def prefix(self, letters: str, fields: tuple[str, ...]) -> Hits:
        """Those of all words that begin with some letters."""
        if len(fields) == len(FIELD_BOOSTS):
            total = self._added_up.sums(letters)
            if total is not None and len(total) == self.papers:
                return held(total)  # and leave the room to what takes longer
        return self._kept.get(
            ("prefix", letters, fields),
            lambda: self._hits(self.lexicon.beginning_with(letters), fields),
        )

    def sums(self, letters: str) -> NDArray[np.float64]:
        """What each paper scores by all words that begin with some letters, in all fields."""
        found = self._postings(self.lexicon.beginning_with(letters), tuple(FIELD_BOOSTS))
        return totals(chain.from_iterable(each.blocks() for each in found), self.papers)

    def fuzzy(self, word: str, slips: int, fields: tuple[str, ...]) -> Hits:
        """Those of all words at most so many slips away from one."""
        return self._kept.get(
            ("fuzzy", word, slips, fields),
            lambda: self._hits(self.lexicon.like(word, slips), fields),
        )

    def phrase(self, stems: tuple[str, ...], fields: tuple[str, ...]) -> Hits:
        """Those of stems one behind the other in one of some fields."""
        return self._kept.get(("phrase", stems, fields), lambda: self._phrase(stems, fields))

    def knows(self, stem: str) -> bool:
        """Whether any paper has, or had, a word of a stem."""
        return self.lexicon.number(stem) is not None

    def frequency(self, stem: int) -> int:
        """In how many papers' fields a stem stands, by its number; deleted papers count."""
        wanted = np.array([stem], dtype=np.int64)
        return sum(int(segment.counts(wanted).sum()) for segment in self.segments)

    def frequencies(self) -> NDArray[np.int64]:
        """The same of all stems, by their numbers."""
        stems = np.arange(len(self.lexicon.stems))
        found = (segment.counts(stems).sum(axis=1) for segment in self.segments)
        return reduce(np.add, found, np.zeros(len(stems), dtype=np.int64))

    def _word(self, number: int, fields: tuple[str, ...]) -> Hits:
        """The papers that hold a stem in any of some fields."""
        found = word_hits(self.segments, number, fields, self._documents, self.papers)
        return self._hits(np.array([number]), fields) if found is None else found

    def _hits(self, stems: NDArray[np.int64], fields: tuple[str, ...]) -> Hits:
        """The papers that hold any of some stems in any of some fields."""
        found = self._postings(stems, fields) if len(stems) else []
        blocks = chain.from_iterable(postings.blocks() for postings in found)
        return summed(blocks, sum(postings.size for postings in found), self.papers)

    def _postings(self, stems: NDArray[np.int64], fields: tuple[str, ...]) -> list[Postings]:
        """The postings of all segments; a paper is there once a stem and field."""
        counts = [segment.counts(stems) for segment in self.segments]
        frequencies = reduce(np.add, counts, np.zeros((len(stems), len(FIELD_BOOSTS)), np.int64))
        boosts = np.array(
            [boost if name in fields else 0.0 for name, boost in FIELD_BOOSTS.items()]
        )
        weights = scoring.inverse_frequency(self._documents, frequencies) * boosts
        return [
            segment.postings(stems, weights)
            for segment, count in zip(self.segments, counts, strict=True)
            if count.any()
        ]

    def united(self, parts: Sequence[Hits]) -> Hits:
        """All papers of some hits, each once, what it scores in them added up."""
        return summed(parts, sum(len(hits.ordinals) for hits in parts), self.papers)

    def _phrase(self, stems: tuple[str, ...], fields: tuple[str, ...]) -> Hits:
        numbers = []
        for stem in stems:
            number = self.lexicon.number(stem)
            if number is None:
                return NO_HITS
            numbers.append(number)
        return self.united([self._phrase_in(field, numbers) for field in fields])

    def _phrase_in(self, field: str, numbers: Sequence[int]) -> Hits:
        found: dict[int, Hits] = {}
        among = np.ones(self.papers, dtype=np.bool_)
        for number in dict.fromkeys(numbers):
            found[number] = self._word(number, (field,))
            among &= self._mask(found[number].ordinals)
            if not among.any():
                return NO_HITS
        places = {number: self._positions(field, number, among) for number in found}
        starts = [places[number] - turn for turn, number in enumerate(numbers)]
        ordinals = reduce(_common, sorted(starts, key=len)) >> 32
        ordinals = ordinals[np.diff(ordinals, prepend=-1) > 0]
        scores = np.zeros(len(ordinals), dtype=np.float64)
        for number in numbers:
            scores += found[number].scores[found[number].ordinals.searchsorted(ordinals)]
        return Hits(ordinals, scores)

    def _positions(self, field: str, number: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        places = [segment.positions(field, number, among) for segment in self.segments]
        return np.concatenate([np.empty(0, dtype=np.int64), *places])

    def _mask(self, ordinals: NDArray[np.int64]) -> NDArray[np.bool_]:
        mask = np.zeros(self.papers, dtype=np.bool_)
        mask[ordinals] = True
        return mask


def _common(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers that are in both, where none is in either twice."""
    together = np.concatenate((some, others))
    together.sort()
    common: NDArray[np.int64] = together[1:][together[1:] == together[:-1]]
    return common
