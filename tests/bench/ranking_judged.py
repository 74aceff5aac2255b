"""The papers that rankings are judged on: five saved pages, alone or with others around them.

Each page is a matter: two papers are related if they stand on one page.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.adding import Input
from index.library import Library
from tests.bench.corpus import ROOT, records

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors

PAGES = ROOT.parent / "shared" / "seeds"


@dataclass(frozen=True, slots=True)
class Judged:
    """A library of which it is known what belongs together."""

    library: Library
    vectors: PaperVectors
    pages: NDArray[np.bool_]
    """A line a paper, a column a page: whether it stands there."""

    @property
    def known(self) -> NDArray[np.int64]:
        """The papers that stand on a page."""
        return np.flatnonzero(self.pages.any(axis=1))


def judged(folder: Path, around: int) -> Judged:
    """The papers of the pages, with so many others around them."""
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder / "papers", folder / "cache")
    library.add([Input(page) for page in sorted(PAGES.glob("*.txt"))])
    if around:
        library.add([Input(records(around))])
    library.catch_up()
    library.recommender.catch_up()
    vectors = library.recommender.vectors()
    assert vectors is not None
    table = library.columns.facets
    names = [page.stem for page in sorted(PAGES.glob("*.txt"))]
    pages = np.zeros((len(library), len(names)), dtype=np.bool_)
    for number in table.span("source"):
        if table.label(number) in names:
            pages[np.asarray(table.papers(number)), names.index(table.label(number))] = True
    return Judged(library, vectors, pages)
