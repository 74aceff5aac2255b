"""A segment read from its flat postings: arrays out of the mapping, and nothing decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from index.fulltext import scoring
from index.fulltext.arrayfile import ArrayFile, DamagedFileError
from index.fulltext.flat import KIND, flat_path, origin
from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.segment import Postings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment

_ABSENT = -1


class _Field(NamedTuple):
    """What of a field is read when the segment is opened."""

    starts: NDArray[np.int64]
    position_starts: NDArray[np.int64]
    frequencies: NDArray[np.int64]
    """Of each pair."""
    lengths: NDArray[np.float64]
    """Of each pair."""


class FlatSegment:
    """A segment whose flat postings are sound, as far as opening looks.

    Args:
        folder: of the index.
        segment: as the commit names it.
        lexicon: the one by which stems are numbered.

    Raises:
        DamagedFileError: they are damaged, or of something else.
        FileNotFoundError: there are none, or the segment is gone.
    """

    def __init__(self, folder: Path, segment: StoredSegment, lexicon: Lexicon) -> None:
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
        self._fields = {name: self._field(name) for name in FIELD_BOOSTS}
        self._starts = np.array([field.starts for field in self._fields.values()])
        self._saturations: dict[tuple[str, float], NDArray[np.float64]] = {}
        self.total_lengths = {name: segment.lengths.get(name, 0) for name in FIELD_BOOSTS}
        """How many words each field has in all documents together."""
        gone = np.zeros(len(self._ordinals), dtype=np.bool_)
        gone[list(segment.deleted)] = True
        self.live = self._ordinals[~gone]
        """The ordinals of the documents that are not deleted, ascending."""
        self._deleted: NDArray[np.bool_] | None = None
        if gone.any():
            self._deleted = np.zeros(int(self._ordinals.max()) + 1, dtype=np.bool_)
            self._deleted[self._ordinals[gone]] = True

    def _field(self, name: str) -> _Field:
        array = self._file.array
        return _Field(
            array(f"{name}_starts").astype(np.int64),
            array(f"{name}_position_starts").astype(np.int64),
            array(f"{name}_pair_frequencies").astype(np.int64),
            array(f"{name}_pair_lengths").astype(np.float64),
        )

    def __len__(self) -> int:
        return len(self._ordinals)

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, a line for each field."""
        places = self._place[stems]
        counts: NDArray[np.int64] = self._starts[:, places + 1] - self._starts[:, places]
        counts[:, places < 0] = 0
        return counts

    def postings(
        self,
        field: str,
        stems: NDArray[np.int64],
        rarities: NDArray[np.float64],
        mean_length: float,
    ) -> Postings:
        """The papers that hold some stems; see `segment.Segment`."""
        runs, told = self._runs(field, stems, rarities)
        if not runs:
            return Postings(np.empty(0, np.uint32), np.empty(0, np.float64))
        papers = self._slices(f"{field}_ordinals", runs)
        scores = self._saturation(field, mean_length)[self._slices(f"{field}_pairs", runs)]
        scores *= told
        if self._deleted is not None:
            kept = ~self._deleted[papers]
            papers, scores = papers[kept], scores[kept]
        return Postings(papers, scores)

    def _runs(
        self, field: str, stems: NDArray[np.int64], rarities: NDArray[np.float64]
    ) -> tuple[list[tuple[int, int]], NDArray[np.float64]]:
        """Where the postings of stems lie, and how much each of these postings tells."""
        starts = self._fields[field].starts
        if len(stems) == 1:  # a word: most of what is ever asked, and arrays would be slow
            place = self._place.item(stems.item())
            run = starts.item(place), starts.item(place + 1)
            return ([run] if place >= 0 and run[0] < run[1] else []), rarities
        places = self._place[stems]
        known = np.flatnonzero(places >= 0)
        known = known[np.argsort(places[known])]
        low, high = starts[places[known]], starts[places[known] + 1]
        return _united(low, high), np.repeat(rarities[known], high - low)

    def _slices(self, name: str, runs: list[tuple[int, int]]) -> NDArray[np.uint32]:
        slices = [self._file.slice(name, first, last) for first, last in runs]
        return cast("NDArray[np.uint32]", slices[0] if len(slices) == 1 else np.concatenate(slices))

    def _saturation(self, field: str, mean_length: float) -> NDArray[np.float64]:
        """What each pair scores; asked for with one mean length a field as long as this lives."""
        key = field, mean_length
        if key not in self._saturations:
            pairs = self._fields[field]
            weights = pairs.frequencies.astype(np.float64)
            self._saturations[key] = scoring.saturation(weights, pairs.lengths, mean_length)
        return self._saturations[key]

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once."""
        place = int(self._place[stem])
        if place < 0:
            return np.empty(0, dtype=np.int64)
        layout = self._fields[field]
        first, last = int(layout.starts[place]), int(layout.starts[place + 1])
        papers = self._file.slice(f"{field}_ordinals", first, last)
        frequencies = layout.frequencies[self._file.slice(f"{field}_pairs", first, last)]
        wanted = among[papers]
        if self._deleted is not None:
            wanted &= ~self._deleted[papers]
        at = np.flatnonzero(wanted)
        start, end = int(layout.position_starts[place]), int(layout.position_starts[place + 1])
        spots = self._file.slice(f"{field}_positions", start, end)
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
        fields = {name: self._postings_of(name) for name in FIELD_BOOSTS}
        terms = [self._lexicon.stems[number] for number in self._stems.tolist()]
        return Inversion(terms, fields, self._ordinals)

    def _postings_of(self, name: str) -> FieldPostings:
        layout = self._fields[name]
        papers = self._file.array(f"{name}_ordinals")
        return FieldPostings(
            layout.starts,
            np.searchsorted(self._ordinals, papers).astype(np.uint32),
            layout.frequencies[self._file.array(f"{name}_pairs")].astype(np.uint32),
            self._file.array(f"{name}_positions").astype(np.uint32),
        )


def _united(low: NDArray[np.int64], high: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Ranges, ascending and apart, with those that touch put together and empty ones left out."""
    filled = high > low
    low, high = low[filled], high[filled]
    if not len(low):
        return []
    breaks = np.flatnonzero(high[:-1] != low[1:]) + 1
    firsts = low[np.concatenate(([0], breaks))].tolist()
    lasts = high[np.concatenate((breaks - 1, [len(high) - 1]))].tolist()
    return list(zip(firsts, lasts, strict=True))
