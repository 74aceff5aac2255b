"""How often each paper has each word: what vectors are made of.

Words are stems, as search has them; titles count twice, since they say in ten words what a paper
is about. Only stems that at least two papers have are kept: what one paper alone has makes it like
no other. The counts of a whole library come out of the full-text index, which has them already;
those of papers that are not in it yet are taken from their text, with the same result.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.analysis import terms as stems_of
from index.fulltext.texts import PackedTexts
from index.vectors.sparse import row_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.fulltext.inversion import Inversion
    from index.paper import Paper

WEIGHTS: Final = {"title": 2, "abstract": 1}
"""How often a word counts, by the field it stands in."""

FEWEST: Final = 2
"""Papers that must have a stem."""

MOST: Final = 255
"""What a count ends at: after the logarithm more of the same word says nothing new."""


class TermCounts(NamedTuple):
    """The counts of a library's papers, by ordinal."""

    stems: PackedTexts
    """In UTF-8, ascending; the place of each is its number."""

    starts: NDArray[np.int64]
    """Where each paper's stems start; one more than there are papers."""

    terms: NDArray[np.uint32]
    """The numbers of each paper's stems, ascending."""

    counts: NDArray[np.uint8]
    """How often it has each."""

    @property
    def papers(self) -> int:
        """How many papers there are, such as have no word among them."""
        return len(self.starts) - 1

    def number(self, stem: str) -> int | None:
        """The number of a stem, or None."""
        key = stem.encode()
        place = bisect_left(self.stems, key)
        return place if place < len(self.stems) and self.stems[place] == key else None

    def text(self, number: int) -> str:
        """A stem by its number."""
        return self.stems[number].decode()

    def chosen(self, ordinals: NDArray[np.int64]) -> TermCounts:
        """Those of some papers alone, in the order asked for."""
        starts, places = row_places(self.starts, ordinals)
        return TermCounts(self.stems, starts, self.terms[places], self.counts[places])

    def frequencies(self) -> NDArray[np.int64]:
        """In how many papers each stem is."""
        return np.bincount(self.terms, minlength=len(self.stems)).astype(np.int64)

    def with_papers(self, papers: Mapping[int, Paper], size: int) -> TermCounts:
        """The same stems counted in some papers more, or in newer versions of these.

        Args:
            papers: by ordinal.
            size: how many papers there are then.
        """
        rows = {ordinal: self._counted(paper) for ordinal, paper in papers.items()}
        sizes = np.zeros(size, dtype=np.int64)
        known = min(size, self.papers)
        sizes[:known] = np.diff(self.starts)[:known]
        kept = np.ones(known, dtype=np.bool_)
        for ordinal, (numbers, _) in rows.items():
            sizes[ordinal] = len(numbers)
            if ordinal < known:
                kept[ordinal] = False
        starts = np.concatenate(([0], np.cumsum(sizes)))
        terms = np.empty(starts[-1], dtype=np.uint32)
        counts = np.empty(starts[-1], dtype=np.uint8)
        stays = np.repeat(kept, np.diff(self.starts)[:known])
        old = np.arange(self.starts[known])[stays]
        shift = np.repeat((starts[:known] - self.starts[:known])[kept], sizes[:known][kept])
        terms[old + shift], counts[old + shift] = self.terms[old], self.counts[old]
        for ordinal, (numbers, often) in rows.items():
            place = slice(int(starts[ordinal]), int(starts[ordinal + 1]))
            terms[place] = numbers
            counts[place] = often
        return TermCounts(self.stems, starts, terms, counts)

    def _counted(self, paper: Paper) -> tuple[list[int], list[int]]:
        found = ((self.number(stem), count) for stem, count in counted(paper).items())
        pairs = sorted((number, count) for number, count in found if number is not None)
        return [number for number, _ in pairs], [min(count, MOST) for _, count in pairs]


def counted(paper: Paper) -> Counter[str]:
    """How often a paper has each stem."""
    counter: Counter[str] = Counter()
    for field, weight in WEIGHTS.items():
        for stem in stems_of(getattr(paper, field)):
            counter[stem] += weight
    return counter


def gathered(inversions: Iterable[Inversion], papers: int) -> TermCounts:
    """The counts of all that is in the full-text index.

    Args:
        inversions: its segments, without what is deleted.
        papers: how many there are; ordinals from there on are left out.
    """
    vocabulary: dict[bytes, int] = {}
    parts = [_packed(each, vocabulary, papers) for each in inversions]
    packed = np.concatenate([np.empty(0, dtype=np.uint64), *parts])
    parts.clear()
    stems = sorted(vocabulary)
    numbers = np.empty(len(stems), dtype=np.uint64)
    numbers[[vocabulary[stem] for stem in stems]] = np.arange(len(stems), dtype=np.uint64)
    for first in range(0, len(packed), _CHUNK):
        part = packed[first : first + _CHUNK]
        terms = (part >> _COUNT_BITS) & _TERM
        part ^= (terms ^ numbers[terms.astype(np.int64)]) << _COUNT_BITS
    packed.sort()
    return _kept(stems, *_summed(packed), papers)


_COUNT_BITS: Final = np.uint64(8)
"""Bits of a count in a packed cell: one field's, up to `MOST`."""

_TERM_BITS: Final = np.uint64(28)
"""Bits of a stem's number; above stands the ordinal."""

_COUNT: Final = np.uint64((1 << 8) - 1)
_TERM: Final = np.uint64((1 << 28) - 1)

_CHUNK: Final = 1 << 20
"""Cells that are worked on at once, so that memory goes to the cells themselves."""


def _packed(inversion: Inversion, vocabulary: dict[bytes, int], papers: int) -> NDArray[np.uint64]:
    """Ordinal, stem and count of each posting in one number."""
    numbers = [vocabulary.setdefault(term, len(vocabulary)) for term in inversion.terms]
    terms = np.array(numbers, dtype=np.uint64) << _COUNT_BITS
    places = inversion.ordinals.astype(np.uint64) << (_COUNT_BITS + _TERM_BITS)
    wanted = inversion.ordinals < papers
    parts = []
    for field, weight in WEIGHTS.items():
        postings = inversion.fields[field]
        packed = places[postings.docs]
        packed |= np.repeat(terms, np.diff(postings.starts))
        packed |= np.minimum(postings.frequencies * np.uint32(weight), MOST)
        parts.append(packed if wanted.all() else packed[wanted[postings.docs]])
    return np.concatenate(parts)


def _summed(packed: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Cells of ordinal and stem, each once, ascending, and their counts: title and abstract."""
    counts = (packed & _COUNT).astype(np.uint16)
    cells = packed >> _COUNT_BITS
    again = np.flatnonzero(cells[1:] == cells[:-1])  # two fields at most
    counts[again] += counts[again + 1]
    once = np.ones(len(cells), dtype=np.bool_)
    once[again + 1] = False
    return cells[once], np.minimum(counts[once], MOST).astype(np.uint8)


def _kept(
    stems: Sequence[bytes], cells: NDArray[np.uint64], counts: NDArray[np.uint8], papers: int
) -> TermCounts:
    """The cells of stems that enough papers have."""
    starts = np.searchsorted(cells, np.arange(papers + 1, dtype=np.uint64) << _TERM_BITS)
    terms = (cells & _TERM).astype(np.uint32)
    often = np.bincount(terms, minlength=len(stems)) >= FEWEST
    stays = often[terms]
    before = np.concatenate(([0], np.cumsum(stays)))
    numbers = (np.cumsum(often) - 1).astype(np.uint32)
    return TermCounts(
        PackedTexts.of(stems[number] for number in np.flatnonzero(often).tolist()),
        before[starts],
        numbers[terms[stays]],
        counts[stays],
    )
