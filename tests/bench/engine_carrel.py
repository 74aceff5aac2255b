"""Carrel itself, as the reader asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import analysis
from index.library import Library
from index.marktable import READ, STARRED, MarkTable
from index.query import parser
from index.query.query import Query
from tests.bench.engine import NOWHERE, ROWS
from tui.astyped import as_typed

if TYPE_CHECKING:
    from index.results import Results
    from tests.bench.engine import Ask, Question
    from tui.paths import Home


class CarrelSession:
    """A library opened anew, as after the start of the reader."""

    def __init__(self, home: Home, marks: MarkTable) -> None:
        self._library = Library(home.papers, home.cache)
        self._marks = marks
        self._library.search(Query.parse(NOWHERE), marks)

    def asking(self, question: Question) -> Ask:
        """Parse, search, and look up what the list shows of the first rows."""
        parse = as_typed if question.typed else Query.parse
        text = f"--all {question.text}"  # the other engines look for nothing else

        def ask() -> int:
            results = self._library.search(parse(text), self._marks)
            show(results)
            return results.total

        return ask

    def keystroke(self, text: str) -> int:
        """Everything a keystroke in the search bar asks of the library.

        Raises:
            CarrelError: the text is not a query (yet).
        """
        results = self._library.search(as_typed(text), self._marks)
        self._library.facets(results, self._marks)
        show(results)
        return results.total

    def close(self) -> None:
        """Nothing is held that does not go by itself."""


class CarrelEngine:
    """The library of a home."""

    name = "Carrel"
    slow: frozenset[str] = frozenset()

    def __init__(self, home: Home, papers: int) -> None:
        self.note = "Carrel: the first 50 rows are looked up as well"
        self._home = home
        self._marks = some_marks(papers)

    def open(self) -> CarrelSession:
        """A library of its own, with nothing cached, not even what a text means."""
        parser.parse.cache_clear()
        analysis.stem.cache_clear()
        analysis._folded.cache_clear()
        return CarrelSession(self._home, self._marks)


def show(results: Results) -> None:
    """Look up what the list shows first."""
    for place in range(min(ROWS, len(results))):
        results.row(place)


def some_marks(papers: int) -> MarkTable:
    """The marks of somebody who has read every third paper and starred every fiftieth."""
    marks = MarkTable.empty(papers)
    for ordinal in range(0, papers, 3):
        marks.flags[ordinal] |= READ
    for ordinal in range(0, papers, 50):
        marks.flags[ordinal] |= STARRED
    return marks
