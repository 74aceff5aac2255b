"""One search in flight, one waiting, the newest wins.

Searching is CPU work on a thread beside the screen; more than one such thread makes keys wait, so
a newer request replaces the one that waits, and an answer that is no longer wanted is dropped.
Knows nothing of Textual: `deliver` is called on the search thread.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CarrelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library
    from index.marktable import MarkTable
    from index.query.query import Query
    from index.results import Results
    from tui.filters import Count


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for."""

    query: Query
    sort: str
    table: MarkTable
    tentative: bool = False
    """The reader is still typing: an empty answer must not empty the list."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or why nothing could be."""

    request: Request
    results: Results | None
    counts: tuple[Count, ...] = ()
    """Facets of the results, as (field, value, papers)."""

    among: frozenset[int] | None = None
    """The papers that the query would find in any state; None for the whole library. What views
    and tags count among them changes with every mark, so it is counted when it is shown."""

    error: CarrelError | None = None


class Searching:
    """The search thread of one library."""

    def __init__(self, library: Library, deliver: Callable[[Answer], None]) -> None:
        self._library = library
        self._deliver = deliver
        self._wake = threading.Condition()
        self._waiting: Request | None = None
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
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="search", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """Let the thread end once it has nothing under way."""
        with self._wake:
            self._closed, self._waiting = True, None
            self._wake.notify()

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            answer = self._answer(request)
            with self._wake:
                self._running = False
                wanted = self._waiting is None and not self._closed
            if wanted:
                self._deliver(answer)

    def _next(self) -> Request | None:
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._waiting is not None)
            if self._closed:
                return None
            request, self._waiting = self._waiting, None
            self._running = True
            return request

    def _answer(self, request: Request) -> Answer:
        try:
            results = self._library.search(request.query, request.table, request.sort)
            counts = self._library.facets(results)
            for field in ("source", "day", "venue"):
                if request.query.fact(field) is not None:
                    counts = self._instead(field, counts, request)
            among = self._among(request, results)
        except CarrelError as error:
            return Answer(request, None, error=error)
        return Answer(request, results, tuple(counts), among)

    def _among(self, request: Request, results: Results) -> frozenset[int] | None:
        others = request.query.without_fact("is")
        if others.is_everything:
            return None
        if others != request.query:
            results = self._library.search(others, request.table, request.sort)
        return frozenset(map(int, results.ordinals))

    def _instead(self, field: str, counts: list[Count], request: Request) -> list[Count]:
        """The counts of a chosen field's values: what choosing each of them instead would show."""
        others = request.query.without_fact(field)
        results = self._library.search(others, request.table, request.sort)
        own = [count for count in self._library.facets(results) if count[0] == field]
        return [*(count for count in counts if count[0] != field), *own]
