"""What the reader begins with: the query of the options, in the order that a key chose last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query.query import Query, QueryError

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


class Starting:
    """The first list, where it is not simply every paper."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._waiting: Query | None = None
        """What is to be asked once the first frame stands."""

    def begin(self, text: str, sort: str) -> None:
        """Take the query the reader wants to start with, before the first frame if that is quick.

        One that asks about words, or for an order of its own, is answered after it, and the whole
        list stands until then.

        Args:
            text: the query.
            sort: its order, where it names none.
        """
        try:
            query = Query.parse(text)
        except QueryError as error:
            self._desk.say(f"start in config.toml: {error.problem.message}", "warning")
            return
        finding, session = self._desk.finding, self._desk.session
        if sort and not query.sort:
            query = query.with_sort(sort)
        if query.needs_text or query.sort:
            finding.query = self._waiting = query
        elif query != finding.query:
            finding.query = query
            session.take(session.library.search(query, session.table))
            self._desk.days.arrived(query)

    def ask(self) -> None:
        """Ask what had to wait, unless the reader was quicker."""
        query, self._waiting = self._waiting, None
        if query is not None and query is self._desk.finding.query:
            self._desk.finding.show(query)
