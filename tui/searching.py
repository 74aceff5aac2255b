"""One search in flight, one waiting, the newest wins.

Searching is CPU work on a thread beside the screen; more than one such thread makes keys wait, so
a newer request replaces the one that waits, and an answer that is no longer wanted is dropped.
Knows nothing of Textual: `deliver` is called on the search thread.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.recommending.recommender import asks_for_muted
from index.recommending.taste import Taste
from tui.filters import Counts
from tui.ordinals import as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.library import Library
    from index.marktable import MarkTable
    from index.query.query import Query
    from index.recommending.standing import Standing
    from index.results import Results

_PLAIN: Final = Taste()

FACETS = ("is", "source", "day", "year", "venue", "tag")
"""What the filter pane can choose."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for."""

    query: Query
    table: MarkTable
    tentative: bool = False
    """The reader is still typing: an empty answer must not empty the list."""

    begun: Query | None = None
    """The same question with its last word taken as begun: answered instead of `query` if that
    has no paper and this one has."""

    selecting: bool = False
    """The papers are not to be listed but selected: which they are is all that is wanted."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Queries of which only the number of papers is wanted."""

    queries: tuple[Query, ...]
    table: MarkTable


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or why nothing could be."""

    request: Request
    results: Results | None
    counts: Counts = field(default_factory=Counts)
    suggestion: Query | None = None
    """The query in another spelling that finds papers, where this one finds none."""

    error: CarrelError | None = None


class Searching:
    """The search thread of one library.

    Args:
        library: what is searched; the thread starts with the first question.
        deliver: takes an answer that is still wanted, on the search thread.
        counted: takes how many papers each query lists, likewise.
        taste: what the reader's options say about the order of scores.
    """

    def __init__(
        self,
        library: Library,
        deliver: Callable[[Answer], None],
        counted: Callable[[Mapping[str, int]], None] = lambda _: None,
        taste: Taste = _PLAIN,
    ) -> None:
        self._library = library
        self._taste = taste
        self._deliver = deliver
        self._counted = counted
        self._wake = threading.Condition()
        self._waiting: Request | None = None
        self._to_count: Counting | None = None
        self._closed = False
        self._thread: threading.Thread | None = None
        self._running = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        with self._wake:
            return self._running or self._waiting is not None

    def ask(self, request: Request) -> None:
        """Look for this next; whatever waited is forgotten."""
        with self._wake:
            self._waiting = request
            self._start()
            self._wake.notify()

    def count(self, counting: Counting) -> None:
        """Count these when nothing is asked; whatever was to be counted is forgotten."""
        with self._wake:
            self._to_count = counting
            self._start()
            self._wake.notify()

    def close(self) -> None:
        """Let the thread end once it has nothing under way."""
        with self._wake:
            self._closed, self._waiting, self._to_count = True, None, None
            self._wake.notify()

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            if isinstance(request, Counting):
                self._count(request)
                continue
            answer = self._answer(request)
            with self._wake:
                self._running = False
                wanted = self._waiting is None and not self._closed
            if wanted:
                self._deliver(answer)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="search", daemon=True)
            self._thread.start()

    def _next(self) -> Request | Counting | None:
        """What to do next: to answer goes before to count."""
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._waiting or self._to_count)
            if self._closed:
                return None
            if self._waiting is None:
                counting, self._to_count = self._to_count, None
                return counting
            request, self._waiting = self._waiting, None
            self._running = True
            return request

    def _count(self, counting: Counting) -> None:
        """Count one query after the other; what is asked meanwhile is answered in between."""
        counts: dict[str, int] = {}
        for place, query in enumerate(counting.queries):
            with self._wake:
                if self._closed or self._to_count is not None:
                    return
                if self._waiting is not None:
                    self._to_count = Counting(counting.queries[place:], counting.table)
                    break
            try:
                counts[str(query)] = self._library.count(query, counting.table)
            except CarrelError:
                continue  # whoever asks it is told why
        self._counted(counts)

    def _answer(self, request: Request) -> Answer:
        try:
            results = self._library.search(request.query, request.table, self._standing(request))
            if request.selecting:
                return Answer(request, results)
            suggestion = None
            if not results.total and not request.tentative:
                results, suggestion = self._second_try(request, results)
            counts = self._counts(results, request.table)
        except CarrelError as error:
            return Answer(request, None, error=error)
        return Answer(request, results, counts, suggestion)

    def _standing(self, request: Request) -> Standing | None:
        """What a query wants to know of the reader: how papers stand, and which are muted."""
        recommender = self._library.recommender
        if request.query.sort.removeprefix("-") == "score":
            return recommender.standing(request.table, self._taste)
        if asks_for_muted(request.query):
            recommender.mute(request.table, self._taste)
        return None

    def _second_try(self, request: Request, results: Results) -> tuple[Results, Query | None]:
        """What was meant, where what was written finds nothing."""
        if request.begun is not None:
            begun = self._library.search(request.begun, request.table)
            if begun.total:
                return begun, None
        needs_text = request.query.needs_text
        return results, self._library.suggest(request.query, request.table) if needs_text else None

    def _counts(self, results: Results, table: MarkTable) -> Counts:
        counts = self._library.facets(results, table)
        found = {"is": results, "tag": results}
        for name in FACETS:
            if results.query.fact(name) is not None:
                found[name] = self._library.search(results.query.without_fact(name), table)
                instead = self._library.facets(found[name], table)
                counts = [count for count in counts if count[0] != name]
                counts += [count for count in instead if count[0] == name]
        any_state = _matching(found["is"])
        same = found["tag"] is found["is"]
        any_tag = any_state if same else _matching(found["tag"])
        facets = tuple(count for count in counts if count[0] not in ("is", "tag"))
        return Counts(facets, any_state, any_tag)


def _matching(results: Results) -> Sequence[int] | None:
    """The papers that match, in an array; None where that is every paper."""
    if results.query.is_everything and results.query.limit is None:
        return None
    return as_list(results.ordinals)[: results.listed]
