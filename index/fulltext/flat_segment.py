"""A segment read from its flat postings: arrays out of the mapping, and nothing decoded."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from index.fulltext import scoring
from index.fulltext.arrayfile import ArrayFile, DamagedFileError
from index.fulltext.flat import FIELDS, KIND, flat_path, origin
from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.postings import Postings
from index.fulltext.runs import merged_ranges, spread, starts_of
from index.fulltext.scoring import FIELD_BOOSTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.lexicon import Lexicon
    from index.fulltext.postings import Block
    from index.fulltext.stamp import StoredSegment

_ABSENT: Final = -1
_FIELD_NUMBERS: Final = {name: number for number, name in enumerate(FIELD_BOOSTS)}

_FEW: Final = 16
"""Of so many stems the lists that are not asked for are passed over one by one; of more they are
read along with the others, which lie between them."""

_SPARSE: Final = 3
"""Where so many times more lies between the lists, what is asked for is picked out."""


class FlatSegment:
    """A segment whose flat postings are sound, as far as opening looks.

    Args:
        folder: of the index.
        segment: as the commit names it.
        lexicon: the one by which stems are numbered.
        mean_lengths: how many words a document of the index has in each field on average; without
            them nothing can be scored.

    Raises:
        DamagedFileError: they are damaged, or of something else.
        FileNotFoundError: there are none, or the segment is gone.
    """

    def __init__(
        self,
        folder: Path,
        segment: StoredSegment,
        lexicon: Lexicon,
        mean_lengths: tuple[float, ...] = (),
    ) -> None:
        self._file = ArrayFile(flat_path(folder, segment), KIND)
        if self._file.facts != origin(folder, segment, lexicon):
            raise DamagedFileError(f"{flat_path(folder, segment)}: of another segment")
        self._lexicon = lexicon
        self._stems = self._file.array("stems").astype(np.int64)
        if self._stems.max(initial=-1) >= len(lexicon.stems):
            raise DamagedFileError(f"{flat_path(folder, segment)}: stems that nobody knows")
        self._place = np.full(len(lexicon.stems), _ABSENT, dtype=np.int64)
        self._place[self._stems] = np.arange(len(self._stems))
        self._ordinals = self._file.array("ordinals").astype(np.uint32)
        self._starts = self._file.array("starts").astype(np.int64)
        self._frequencies = self._file.array("pair_frequencies").astype(np.int64)
        self._levels = np.empty(0, dtype=np.float64)
        if mean_lengths:
            means = np.array(mean_lengths)[self._file.array("pair_fields")]
            lengths = self._file.array("pair_lengths").astype(np.float64)
            self._levels = scoring.saturation(self._frequencies.astype(np.float64), lengths, means)
        gone = np.zeros(len(self._ordinals), dtype=np.bool_)
        gone[list(segment.deleted)] = True
        self.live = self._ordinals[~gone]
        """The ordinals of the documents that are not deleted, ascending."""
        self._deleted: NDArray[np.bool_] | None = None
        if gone.any():
            self._deleted = np.zeros(int(self._ordinals.max()) + 1, dtype=np.bool_)
            self._deleted[self._ordinals[gone]] = True

    def __len__(self) -> int:
        return len(self._ordinals)

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, a line for each stem."""
        places = self._place[stems]
        known = places >= 0
        lists = _lists(places[known])
        counts = np.zeros((len(stems), FIELDS), dtype=np.int64)
        counts[known] = self._starts[lists + 1] - self._starts[lists]
        return counts

    def sizes(self, stem: int) -> list[int]:
        """How many documents hold a stem, a number for each field; empty where none does."""
        place = self._place.item(stem)
        if place < 0:
            return []
        edges = self._starts[place * FIELDS : (place + 1) * FIELDS + 1].tolist()
        return [high - low for low, high in pairwise(edges)]

    def levels(self, stem: int) -> tuple[list[int], list[float]]:
        """Ordinal and saturation of each posting of a stem that is there, field after field.

        What is deleted has the saturation 0.
        """
        place = self._place.item(stem) * FIELDS
        first, last = self._starts.item(place), self._starts.item(place + FIELDS)
        ordinals = self._file.slice("postings", first, last).tolist()
        pairs = self._file.slice("pairs", first, last).tolist()
        levels = list(map(self._levels.item, pairs))
        if self._deleted is not None:
            deleted = self._deleted.item
            levels = [
                0.0 if deleted(ordinal) else level
                for ordinal, level in zip(ordinals, levels, strict=True)
            ]
        return ordinals, levels

    def word(self, stem: int, weights: Sequence[float]) -> Block:
        """Ordinals and scores of all postings of a stem that is there, field after field.

        A paper comes once for each field; what is deleted scores 0, and so does what is found in
        a field that tells nothing.

        Args:
            stem: its number.
            weights: how much it tells in each field.
        """
        place = self._place.item(stem) * FIELDS
        edges = self._starts[place : place + FIELDS + 1].tolist()
        asked = [number for number, weight in enumerate(weights) if weight]
        begin, end = edges[asked[0]], edges[asked[-1] + 1]
        ordinals = cast("NDArray[np.uint32]", self._file.slice("postings", begin, end))
        pairs = cast("NDArray[np.uint32]", self._file.slice("pairs", begin, end))
        scores = self._levels.take(pairs)
        for number in range(asked[0], asked[-1] + 1):
            if edges[number] < edges[number + 1]:
                scores[edges[number] - begin : edges[number + 1] - begin] *= weights[number]
        if self._deleted is not None:
            scores[self._deleted[ordinals]] = 0.0
        return ordinals, scores

    def postings(
        self,
        stems: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> Postings:
        """The papers that hold some stems; see `segment.Segment`."""
        places = self._place[stems]
        known = np.flatnonzero(places >= 0)
        if len(known) > 1:
            known = known[np.argsort(places[known])]
        lists, told = _lists(places[known]).ravel(), weights[known].ravel()
        low, high = self._starts[lists], self._starts[lists + 1]
        asked = (high > low) & (told != 0)
        between = 0 if len(known) <= _FEW else int((high - low)[~asked].sum())
        is_sparse = between > _SPARSE * int((high - low)[asked].sum())
        if between and not is_sparse:
            asked = high > low
        low, high = low[asked], high[asked]
        if is_sparse:
            places = spread(high - low, low)
            ordinals, pairs = self._picked("postings", places), self._picked("pairs", places)
        else:
            runs = merged_ranges(low, high)
            ordinals, pairs = self._slices("postings", runs), self._slices("pairs", runs)
        return Postings(
            ordinals,
            pairs,
            self._levels,
            high - low,
            told[asked],
            self._deleted,
        )

    def _slices(self, name: str, runs: list[tuple[int, int]]) -> NDArray[np.uint32]:
        slices = [self._file.slice(name, first, last) for first, last in runs or [(0, 0)]]
        return cast("NDArray[np.uint32]", slices[0] if len(slices) == 1 else np.concatenate(slices))

    def _picked(self, name: str, places: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Items of an array, ascending, of which there is at least one."""
        first, last = int(places[0]), int(places[-1]) + 1
        return cast("NDArray[np.uint32]", self._file.slice(name, first, last)[places - first])

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once."""
        place = int(self._place[stem])
        if place < 0:
            return np.empty(0, dtype=np.int64)
        number = place * FIELDS + _FIELD_NUMBERS[field]
        first, last = self._starts[number : number + 2].tolist()
        papers = self._file.slice("postings", first, last)
        frequencies = self._frequencies[self._file.slice("pairs", first, last)]
        wanted = among[papers]
        if self._deleted is not None:
            wanted &= ~self._deleted[papers]
        at = np.flatnonzero(wanted)
        if not len(at):
            return np.empty(0, dtype=np.int64)
        begin, end = self._file.slice("position_starts", number, number + 2).tolist()
        spots = self._file.slice("positions", begin, end)
        counts = frequencies[at]
        begins = (np.cumsum(frequencies) - frequencies)[at]
        steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        found = spots[np.repeat(begins, counts) + steps].astype(np.int64)
        places: NDArray[np.int64] = (np.repeat(papers[at].astype(np.int64), counts) << 32) | found
        return places

    def check(self) -> None:
        """Look at every byte of the postings.

        Raises:
            DamagedFileError: one is not as it was written.
        """
        self._file.check()

    def inversion(self) -> Inversion:
        """All of the segment as arrays, deleted documents among them."""
        fields = {name: self._postings_of(number) for name, number in _FIELD_NUMBERS.items()}
        terms = [self._lexicon.stems[number] for number in self._stems.tolist()]
        return Inversion(terms, fields, self._ordinals)

    def _postings_of(self, field: int) -> FieldPostings:
        starts = self._starts[field:-1:FIELDS]
        counts = self._starts[field + 1 :: FIELDS] - starts
        places = spread(counts, starts)
        papers = self._file.array("postings")[places]
        frequencies = self._frequencies[self._file.array("pairs")[places]]
        begins = self._file.array("position_starts").astype(np.int64)
        widths = begins[field + 1 :: FIELDS] - begins[field:-1:FIELDS]
        spots = self._file.array("positions")[spread(widths, begins[field:-1:FIELDS])]
        return FieldPostings(
            starts_of(counts),
            np.searchsorted(self._ordinals, papers).astype(np.uint32),
            frequencies.astype(np.uint32),
            spots.astype(np.uint32),
        )


def _lists(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the lists of some stems, a line for each stem."""
    lists: NDArray[np.int64] = places[:, np.newaxis] * FIELDS + np.arange(FIELDS)
    return lists
