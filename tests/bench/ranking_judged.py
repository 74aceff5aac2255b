"""The papers that rankings are judged on: five saved pages, alone or with others around them.

Each page is a matter: two papers are related if they stand on one page. Which others are around is
drawn by lot, several times, since it moves the figures as much as a choice in the ranking does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.adding import Input
from index.fulltext.texts import PackedTexts
from index.library import Library
from index.recommending.versions import versions
from index.vectors.counts import FEWEST, TermCounts
from index.vectors.papervectors import PaperVectors
from tests.bench.corpus import ROOT, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

PAGES = ROOT.parent / "shared" / "seeds"


@dataclass(frozen=True, slots=True)
class Judged:
    """Papers of which it is known what belongs together."""

    library: Library
    """It may have more papers than are judged here."""

    ordinals: NDArray[np.int64]
    """Those that are, ascending: elsewhere here a paper is its place among these."""

    vectors: PaperVectors
    """Made of these papers alone."""

    pages: NDArray[np.bool_]
    """A line a paper, a column a page: whether it stands there."""

    @property
    def known(self) -> NDArray[np.int64]:
        """The papers that stand on a page."""
        return np.flatnonzero(self.pages.any(axis=1))

    def versions(self, one: int) -> NDArray[np.int64]:
        """A paper and its other versions."""
        ordinal = int(self.ordinals[one])
        every = versions(self.library.columns, self.library.paper(ordinal), ordinal)
        return np.flatnonzero(np.isin(self.ordinals, every))


def judged(folder: Path) -> Judged:
    """The papers of the pages, in a library of their own."""
    library = _shelved(folder)
    library.recommender.catch_up()
    vectors = library.recommender.vectors()
    assert vectors is not None
    return Judged(library, np.arange(len(library)), vectors, _pages(library))


def judged_among(folder: Path, papers: int, around: int, draws: int) -> Iterator[Judged]:
    """The papers of the pages with others around them, drawn by lot.

    Args:
        folder: for the library of all that is drawn from.
        papers: how many others there are to draw from.
        around: how many are drawn.
        draws: how often.
    """
    library = _shelved(folder, papers)
    library.recommender.catch_up()
    every = library.recommender.vectors()
    assert every is not None
    pages = _pages(library)
    known, others = np.flatnonzero(pages.any(axis=1)), np.flatnonzero(~pages.any(axis=1))
    for draw in range(draws):
        drawn = np.random.default_rng(draw).choice(others, around, replace=False)
        ordinals = np.sort(np.concatenate((known, drawn)))
        vectors = PaperVectors.fitted(_counts(every.counts, ordinals))
        yield Judged(library, ordinals, vectors, pages[ordinals])


def _shelved(folder: Path, others: int = 0) -> Library:
    """A library of the pages, and so many others."""
    library = Library(folder / "papers", folder / "cache")
    library.add([Input(page) for page in sorted(PAGES.glob("*.txt"))])
    if others:
        library.add([Input(records(others))])
    library.catch_up()
    return library


def _pages(library: Library) -> NDArray[np.bool_]:
    table = library.columns.facets
    names = [page.stem for page in sorted(PAGES.glob("*.txt"))]
    pages = np.zeros((len(library), len(names)), dtype=np.bool_)
    for number in table.span("source"):
        if table.label(number) in names:
            pages[np.asarray(table.papers(number)), names.index(table.label(number))] = True
    return pages


def _counts(counts: TermCounts, ordinals: NDArray[np.int64]) -> TermCounts:
    """The counts that a library of some papers alone would have."""
    chosen = counts.chosen(ordinals)
    often = chosen.frequencies() >= FEWEST
    stays = often[chosen.terms]
    before = np.concatenate(([0], np.cumsum(stays)))
    numbers = (np.cumsum(often) - 1).astype(np.uint32)
    stems = PackedTexts.of(counts.stems[stem] for stem in np.flatnonzero(often).tolist())
    return TermCounts(
        stems, before[chosen.starts], numbers[chosen.terms[stays]], chosen.counts[stays]
    )
