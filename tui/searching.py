"""One search in flight, one waiting, the newest wins.

Searching is CPU work on a thread beside the screen; more than one such thread makes keys wait, so
a newer request replaces the one that waits, and an answer that is no longer wanted is dropped.
Errands, which make no list, are run when nothing is asked, of each kind the newest alone.
Knows nothing of Textual: `deliver` and `finish` are called on the search thread.
"""

from __future__ import annotations

import threading
from array import array
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from index.errors import CarrelError
from index.results import Results
from tui.advice.adviser import Adviser
from tui.advice.grounds import LIKENESS, Grounds
from tui.filters import Counts
from tui.ordinals import as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.library import Library
    from index.marktable import MarkTable
    from index.query.query import Query

FACETS = ("is", "source", "day", "year", "venue", "tag")
"""What the filter pane can choose."""

MOSTLY_BEGUN = 10
"""How many times as many papers a begun word has as the word alone, where it stays begun."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for."""

    query: Query
    table: MarkTable
    tentative: bool = False
    """The reader is still typing: an empty answer must not empty the list."""

    begun: Query | None = None
    """The same question with its last word taken as begun: answered instead of `query` where that
    has no paper, or next to none of those that this one has."""

    like: int | None = None
    """Not the query's papers, but those most like this one, by ordinal."""

    selecting: bool = False
    """The papers are not to be listed but selected: which they are is all that is wanted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or why nothing could be."""

    request: Request
    results: Results | None
    """None where it could not be answered: papers are not compared yet, or `error` says why."""

    counts: Counts = field(default_factory=Counts)
    suggestion: Query | None = None
    """The query in another spelling that finds papers, where this one finds none."""

    grounds: Grounds = field(default_factory=Grounds)
    """Why the papers stand as they do, beside the query."""

    error: CarrelError | None = None


Then: TypeAlias = "Callable[[], None]"
"""What is left to do on the screen."""

Errand: TypeAlias = "Callable[[Adviser], Then]"
"""What is done on the search thread; it says what is left to do on the screen."""


class Searching:
    """The search thread of one library."""

    def __init__(
        self,
        library: Library,
        deliver: Callable[[Answer], None],
        adviser: Adviser | None = None,
        finish: Callable[[Then], object] = lambda _: None,
    ) -> None:
        """The thread starts with the first question.

        Args:
            library: what is searched.
            deliver: takes an answer.
            adviser: knows how papers stand with the reader; by default, with one who said nothing.
            finish: takes what an errand leaves to do.
        """
        self._library = library
        self._deliver, self._finish = deliver, finish
        self._adviser = adviser or Adviser(library)
        self._wake = threading.Condition()
        self._waiting: Request | None = None
        self._errands: dict[str, Errand] = {}
        self._closed = False
        self._thread: threading.Thread | None = None
        self._running = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        with self._wake:
            return self._running or self._waiting is not None or bool(self._errands)

    def ask(self, request: Request) -> None:
        """Look for this next; whatever waited is forgotten."""
        with self._wake:
            self._waiting = request
            self._start()
            self._wake.notify()

    def run(self, kind: str, errand: Errand) -> None:
        """Run this once nothing is asked; an older one of its kind that waits is forgotten."""
        with self._wake:
            self._errands[kind] = errand
            self._start()
            self._wake.notify()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="search", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Let the thread end once it has nothing under way."""
        with self._wake:
            self._closed, self._waiting = True, None
            self._errands.clear()
            self._wake.notify()

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            try:
                told = self._told(request)
            except Exception as error:
                told = self._failed(request, error)
            with self._wake:
                self._running = False
                is_late = isinstance(request, Request) and self._waiting is not None
                wanted = not (is_late or self._closed)
            if wanted:
                told()

    def _told(self, request: Request | Errand) -> Callable[[], object]:
        """Answer a question, or run an errand; how the screen is told of it."""
        if isinstance(request, Request):
            return partial(self._deliver, self._answer(request))
        try:
            then = request(self._adviser)
        except CarrelError:  # whoever asks for a list is told why
            then = _nothing
        return partial(self._finish, then)

    def _failed(self, request: Request | Errand, error: Exception) -> Callable[[], object]:
        """What is told where a search, or an errand, ran into a fault of its own."""
        _report(error)
        if not isinstance(request, Request):
            return partial(self._finish, _nothing)
        told = CarrelError(f"the search failed: {error!r}", hint="a fault of Carrel's own")
        return partial(self._deliver, Answer(request, None, error=told))

    def _next(self) -> Request | Errand | None:
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._waiting or self._errands)
            if self._closed:
                return None
            self._running = True
            if self._waiting is None:
                return self._errands.pop(next(iter(self._errands)))
            request, self._waiting = self._waiting, None
            return request

    def _answer(self, request: Request) -> Answer:
        try:
            if request.like is not None:
                return self._alike(request, request.like)
            results = self._search(request.query, request.table)
            if request.selecting:
                return Answer(request, results)
            suggestion = None
            if request.begun is not None:
                results = self._as_listed(request.begun, request.table, results)
            if not results.total and not request.tentative and request.query.needs_text:
                suggestion = self._library.suggest(request.query, request.table)
            counts = self._counts(results, request.table)
            grounds = self._adviser.grounds_of(results.query, request.table)
        except CarrelError as error:
            return Answer(request, None, error=error)
        return Answer(request, results, counts, suggestion, grounds)

    def _search(self, query: Query, table: MarkTable) -> Results:
        return self._library.search(query, table, self._adviser.standing_for(query, table))

    def _alike(self, request: Request, ordinal: int) -> Answer:
        """The neighbours of a paper; the numbers beside the filters are those of the library."""
        found = self._adviser.neighbours(ordinal)
        if found is None:
            return Answer(request, None)
        ordinals = array("I", [each.ordinal for each in found])
        scores = array("d", [each.score for each in found])
        columns = self._library.columns
        results = Results(request.query, LIKENESS, ordinals, scores, columns, len(found))
        reasons = {each.ordinal: each.reason for each in found}
        counts = self._library.facets(None, request.table)
        facets = tuple(count for count in counts if count[0] not in ("is", "tag"))
        return Answer(request, results, Counts(facets), grounds=Grounds(ordinal, reasons))

    def _as_listed(self, begun: Query, table: MarkTable, whole: Results) -> Results:
        """What was listed while a word was typed, where the word alone is next to none of it."""
        results = self._search(begun, table)
        return results if results.total > whole.total * MOSTLY_BEGUN else whole

    def _counts(self, results: Results, table: MarkTable) -> Counts:
        counts = self._library.facets(results, table)
        found = {"is": results, "tag": results}
        for name in FACETS:
            if results.query.fact(name) is not None:
                found[name] = self._search(results.query.without_fact(name), table)
                instead = self._library.facets(found[name], table)
                counts = [count for count in counts if count[0] != name]
                counts += [count for count in instead if count[0] == name]
        any_state = _matching(found["is"])
        same = found["tag"] is found["is"]
        any_tag = any_state if same else _matching(found["tag"])
        facets = tuple(count for count in counts if count[0] not in ("is", "tag"))
        return Counts(facets, any_state, any_tag)


def _nothing() -> None:
    pass


def _report(error: Exception) -> None:
    """Have a fault told as any of a thread is, though the thread goes on."""
    args = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(args))


def _matching(results: Results) -> Sequence[int] | None:
    """The papers that match, in an array; None where that is every paper."""
    if results.query.is_everything and results.query.limit is None:
        return None
    return as_list(results.ordinals)[: results.listed]
