"""The libraries that are measured: built once, kept in `.bench/`, the same for every run.

The papers are real where the collection of conference papers lies beside the checkout, else made
up, by the same rule each time; every table says which.
"""

from __future__ import annotations

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.adding import Input
from index.library import Library
from tests.bench.invented import invented_papers
from tests.pseudoterminal import isolated
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.paper import Paper

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".bench"
COLLECTION = ROOT.parent / "shared" / "papers" / "conference-papers.jsonl.gz"

LANDMARK = range(8, 17)
"""Characters of a title that are looked for on the screen: enough to be its own, few enough not
to be cut off."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A library on disk."""

    folder: Path
    papers: int
    origin: str
    """What the papers are: real, or made up."""

    landmark: bytes
    """The beginning of a title near the top of the list."""

    @property
    def environment(self) -> dict[str, str]:
        """For programs that shall see this library and nothing else."""
        return isolated(self.folder)

    @property
    def home(self) -> Home:
        """Where it lies."""
        return Home.find(self.environment)

    @classmethod
    def kept(cls, papers: int, *, anew: bool = False) -> Corpus:
        """The library of that many papers, built if it is not there; indexed and compared, too."""
        real = COLLECTION.exists()
        folder = KEPT / f"{'real' if real else 'invented'}-{papers}"
        if anew:
            for kept in (folder, *KEPT.glob(f"{folder.name}-*")):
                shutil.rmtree(kept, ignore_errors=True)
        home = Home.find(isolated(folder))
        library = Library(home.papers, home.cache)
        if not home.has_papers:
            library.add([Input(records(papers))])
        library.catch_up()
        library.recommender.catch_up()
        home.config.mkdir(parents=True, exist_ok=True)
        home.state.mkdir(parents=True, exist_ok=True)
        home.tour_file.touch()  # what is measured is any start, not the very first one
        home.config_file.write_text('dwell = "off"\n', encoding="utf-8")
        origin = "real conference papers" if real else "made-up papers; real ones were not found"
        return cls(folder, len(library), origin, _landmark(library))

    def all_papers(self, step: int = 1) -> Iterator[Paper]:
        """Every paper, or every so many, in the order of the library."""
        library = Library(self.home.papers, self.home.cache)
        return map(library.paper, range(0, len(library), step))


def records(papers: int) -> Path:
    """A file of that many records, as conference lists give them."""
    real = COLLECTION.exists()
    path = KEPT / f"{'real' if real else 'invented'}-{papers}.jsonl"
    if not path.exists():
        KEPT.mkdir(exist_ok=True)
        lines = _thinned(_collection(), papers) if real else invented_papers(papers)
        partial = path.with_suffix(".partial")
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
        partial.replace(path)
    return path


def _collection() -> list[str]:
    with gzip.open(COLLECTION, "rt", encoding="utf-8") as stream:
        return list(stream)


def _thinned(lines: list[str], papers: int) -> Iterator[str]:
    """That many lines, evenly spread, so that a small library is as mixed as the whole."""
    papers = min(papers, len(lines))
    return (lines[number * len(lines) // papers] for number in range(papers))


def _landmark(library: Library) -> bytes:
    titles = (library.columns.title(each) for each in library.columns.default_order[1:20])
    return _beginning(titles)


def _beginning(titles: Iterable[str]) -> bytes:
    for title in titles:
        for length in reversed(LANDMARK):
            words = title[:length]
            if len(title) > length and words.isascii() and title[length] == " ":
                return words.encode()
    raise ValueError("no title near the top of the list can be told on a screen")


def starred(corpus: Corpus, count: int) -> list[str]:
    """The ids of papers spread over the library."""
    library = Library(corpus.home.papers, corpus.home.cache)
    step = max(1, len(library) // count)
    return [library.columns.id(ordinal) for ordinal in range(0, step * count, step)]
