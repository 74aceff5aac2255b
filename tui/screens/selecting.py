"""Selecting papers, so that the next decision is about all of them.

The selection says what the keys of marks are for; it changes nothing by itself. It stays while the
reader moves and searches, and is gone once something was done with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query.query import Query, QueryError

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen
    from tui.searching import Answer


class Selecting:
    """Everything that changes what is selected."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk

    def toggle(self, count: int) -> None:
        """Select papers from the cursor on, or no longer, and move on."""
        session = self._desk.session
        reached = session.reach(count)
        session.selection.toggle(reached)
        session.view = session.view.moved_on(len(reached))
        self._desk.painting.rows()

    def range(self) -> None:
        """Let a range begin at the cursor and follow it; again, and it stays as it is."""
        session = self._desk.session
        if session.selection.in_range:
            session.selection.end_range()
        elif session.view.ordinal is not None:
            session.selection.begin_range(session.view.ordinals, session.view.cursor)
        self._desk.painting.rows()

    def all(self) -> None:
        """Select every paper of the list, or, where they are, none of them."""
        view = self._desk.session.view
        self._desk.session.selection.toggle_all(view.ordinals[view.part.start : view.part.stop])
        self._desk.painting.rows()

    def clear(self) -> None:
        """Select nothing."""
        self._desk.session.selection.clear()
        self._desk.painting.rows()

    def by_query(self, text: str) -> None:
        """Select what a query finds, as far as it is in the list."""
        try:
            self._desk.finding.select(Query.parse(text))
        except QueryError as error:
            self._desk.say(f"{error.problem.message}; nothing more is selected", "warning")

    def found(self, answer: Answer) -> None:
        """Select what was asked for."""
        session = self._desk.session
        if answer.results is None:
            self._desk.say(str(answer.error), "warning")
            return
        results = answer.results
        listed = set(session.view.ordinals)
        matching = [one for one in results.ordinals[: results.listed] if one in listed]
        more = session.selection.add(matching)
        self._desk.painting.rows()
        none = "no other paper of this list matches"
        added = "" if more == len(session.selection) else f"{more:,} more"
        self._desk.say(added if more else none)

    def followed(self) -> None:
        """The cursor moved: a range goes with it."""
        session = self._desk.session
        if session.selection.in_range:
            session.selection.stretch(session.view.ordinals, session.view.cursor)
            self._desk.list.refresh_changed()
