"""The full-text index as it was at one commit: scored hits of words, phrases and prefixes.

A snapshot is opened by `index.fulltext.store`, and asked by `index.matching` from whichever thread
searches. It never changes and never waits: a commit in this or another process makes new files
and leaves those that are mapped here readable.

Hits are ordinals with BM25F scores, which add up exactly to what Whoosh computes when it looks
at every document. Several segments and deleted documents make no difference. Scores of recent
terms are kept, because one keystroke asks for most of what the last one asked for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.fulltext import scoring
from index.fulltext.segment import Segment
from index.fulltext.storage import MappedStorage
from index.fulltext.vocabulary import FILE_NAME as WORDS_FILE
from index.fulltext.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.whoosh_api import WhooshSegment

_KEPT_TERMS = 256
_KEPT_OTHERS = 32


class Hits(NamedTuple):
    """Papers that match, each once, in no particular order."""

    ordinals: NDArray[np.int64]
    scores: NDArray[np.float64]


class Snapshot:
    """The segments of one commit."""

    def __init__(self, folder: Path, segments: Iterable[WhooshSegment]) -> None:
        """Open segments that lie in a folder.

        Raises:
            FileNotFoundError: a file is gone, which a commit in another process may bring about.
        """
        storage = MappedStorage(str(folder))
        self._segments = [Segment(storage, segment) for segment in segments]
        self._documents = max(1, sum(map(len, self._segments)))
        self._vocabulary = cache(lambda: Vocabulary.read(folder / WORDS_FILE))
        live = [segment.ordinals[segment.live] for segment in self._segments]
        self.ordinals = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *live]))
        """The papers that are in the index, ascending."""
        self.term = lru_cache(_KEPT_TERMS)(self._term)
        """``term(field, stem)``: the hits of a stem in a field."""
        self.prefix = lru_cache(_KEPT_OTHERS)(self._prefix)
        """``prefix(field, letters)``: the hits of all words that begin with some letters."""
        self.phrase = lru_cache(_KEPT_OTHERS)(self._phrase)
        """``phrase(field, stems)``: the hits of stems that stand one behind the other."""

    def _phrase(self, field: str, stems: tuple[str, ...]) -> Hits:
        found = [np.empty(0, dtype=np.int64)]
        for segment in self._segments:
            docs = _phrase_documents([segment.positions(field, stem) for stem in stems])
            found.append(segment.ordinals[docs[segment.live[docs]]])
        ordinals = np.concatenate(found)
        return Hits(ordinals, self._scores(field, stems)[ordinals])

    def _term(self, field: str, stem: str) -> Hits:
        return _hits(self._scores(field, (stem,)))

    def _prefix(self, field: str, letters: str) -> Hits:
        return _hits(self._scores(field, self._vocabulary().stems_beginning_with(letters)))

    def _scores(self, field: str, stems: Sequence[str]) -> NDArray[np.float64]:
        """The scores of all stems together, by ordinal."""
        found = [(segment, segment.postings(field, stems)) for segment in self._segments]
        counts = sum((postings.counts for _, postings in found), np.zeros(len(stems), np.int64))
        rarities = scoring.inverse_frequency(self._documents, counts)
        words = sum(segment.total_lengths[field] for segment in self._segments)
        total = np.zeros(int(self.ordinals.max(initial=-1)) + 1, dtype=np.float64)
        for segment, (docs, weights, sizes) in found:
            live = segment.live[docs]
            scores = scoring.bm25f(
                weights[live],
                segment.lengths(field, docs[live]),
                np.repeat(rarities, sizes)[live],
                words / self._documents or 1,
            )
            ordinals = segment.ordinals[docs[live]]
            total += np.bincount(ordinals, weights=scores, minlength=len(total))
        return total


def _hits(scores: NDArray[np.float64]) -> Hits:
    ordinals = np.flatnonzero(scores)  # what matches never scores 0
    return Hits(ordinals, scores[ordinals])


def _phrase_documents(positions: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The documents that have the stems in this order, ascending.

    Args:
        positions: for each stem in turn, document << 32 | position, ascending.
    """
    starts = sorted((places - turn for turn, places in enumerate(positions)), key=len)
    found = starts[0]
    for places in starts[1:]:
        if not len(places):
            return places
        at = np.minimum(np.searchsorted(places, found), len(places) - 1)
        found = found[places[at] == found]
    return np.unique(found >> 32)
