"""Choosing instead of typing: views, facets and orders, each of them an edit of the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.filters import VIEWS, FilterEntry, choose, in_view

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

SORTS = ("", "day", "rank", "title", "added", "upvotes", "score")
"""The orders `view.sort` goes through. The first is what suits the query: relevance if it has
words, and else the day, which is then passed over."""


class Choosing:
    """What the filter pane and the keys of views and orders do to the query."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self.unfolded: frozenset[str] = frozenset()
        """Sections of the filter pane that are shown whole."""

    def choose(self, entry: FilterEntry) -> None:
        """Take an entry of the filter pane."""
        if entry.field == "more":
            self.unfolded |= {entry.value}
            self._desk.painting.filters()
            return
        finding = self._desk.finding
        finding.show(choose(finding.query, entry))

    def show_view(self, number: int) -> None:
        """Show a view of the filter pane by its number, from 1."""
        if number > len(VIEWS):
            self._desk.say(f"there is no view {number}")
            return
        finding = self._desk.finding
        finding.show(in_view(finding.query, VIEWS[number - 1][1]))

    def next_sort(self) -> None:
        """Go on to the next order."""
        if self._desk.session.view.grounds.like is not None:
            self._desk.say("papers like one stand by likeness, and in no other order")
            return
        query = self._desk.finding.query
        sorts = [name for name in SORTS if name != "day" or query.needs_text]
        now = query.sort.removeprefix("-")
        sort = sorts[(sorts.index(now) + 1) % len(sorts)] if now in sorts else sorts[0]
        self._desk.say(f"sorted by {sort}" if sort else "sorted as suits the query")
        self._desk.finding.show(query.with_sort(sort))
