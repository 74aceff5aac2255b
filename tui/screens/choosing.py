"""Choosing instead of typing: views, facets and orders, each of them an edit of the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.ordering import REVERSED
from index.query.query import Query, QueryError
from tui.dayend import day_of
from tui.filters import GAP, FilterEntry, choose, view_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.advice.adviser import Adviser
    from tui.screens.reader import ReaderScreen
    from tui.searching import Then
    from tui.views.saved_view import SavedView

OTHER_SORTS = ("rank", "added", "score")
"""The orders that `view.sort` goes through behind what suits the query and those of the columns."""


class Choosing:
    """What the filter pane and the keys of views and orders do to the query."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._counting = 0
        """Which count of the saved views is under way; what an older one brings is dropped."""

    def choose(self, entry: FilterEntry) -> None:
        """Take an entry of the filter pane."""
        if entry.field == "more":
            self._desk.painting.unfolded |= {entry.value}
            self._desk.painting.filters()
            return
        if entry.field == GAP:
            self._desk.fetching.tell_gaps()
            return
        finding = self._desk.finding
        try:
            query = choose(finding.query, entry)
        except QueryError as error:
            self._desk.say(f"{entry.label}: {error.problem.message}", "warning")
            return
        if entry.field == "day" and not entry.chosen and day_of(query):
            self._desk.days.start(query)
        else:
            finding.show(query)
        if entry.days and not entry.chosen:
            self._desk.fetching.tell_of(entry.value)

    def show_view(self, digit: int) -> None:
        """Show the view of the filter pane that has a digit; again, and it stays."""
        entries = view_section(0, (), Query(), self._desk.session.views.views).entries
        entry = next((entry for entry in entries if entry.digit == digit), None)
        if entry is None:
            self._desk.say(f"there is no view {digit}")
        else:
            self.choose(entry._replace(chosen=False))

    def view_names(self) -> list[str]:
        """What the views are called, built in or saved."""
        entries = view_section(0, (), Query(), self._desk.session.views.views).entries
        return [entry.label for entry in entries]

    def show_named(self, name: str) -> None:
        """Show a view by its name; one that was saved goes before one that is built in."""
        entries = view_section(0, (), Query(), self._desk.session.views.views).entries
        entry = next(entry for entry in reversed(entries) if entry.label == name)
        self.choose(entry._replace(chosen=False))

    def next_sort(self) -> None:
        """Go on to the next order."""
        if self._is_of_neighbours():
            return
        query = self._desk.finding.query
        absent = self._desk.list.look.absent - {"score"}
        names = dict.fromkeys(("", *self._desk.config.columns, *OTHER_SORTS))
        sorts = [name for name in names if name not in absent and name != self._natural]
        now = query.sort.removeprefix(REVERSED)
        self._sort(sorts[(sorts.index(now) + 1) % len(sorts)] if now in sorts else sorts[0])

    def turn(self) -> None:
        """Turn the order round."""
        if self._is_of_neighbours():
            return
        sort = self._desk.finding.query.sort or self._natural
        turned = sort.removeprefix(REVERSED) if sort.startswith(REVERSED) else f"{REVERSED}{sort}"
        self._sort(turned)

    @property
    def _natural(self) -> str:
        """The order that suits the query."""
        return "relevance" if self._desk.finding.query.needs_text else "day"

    def _sort(self, sort: str) -> None:
        name, turned = sort.removeprefix(REVERSED), sort.startswith(REVERSED)
        said = f"sorted by {name}{', turned round' if turned else ''}"
        self._desk.say(said if sort else "sorted as suits the query")
        self._desk.looking.sort(sort)
        self._desk.finding.show(self._desk.finding.query.with_sort(sort))

    def _is_of_neighbours(self) -> bool:
        if self._desk.session.view.grounds.like is None:
            return False
        self._desk.say("papers like one stand by likeness, and in no other order")
        return True

    def count_views(self) -> None:
        """Have the papers of the saved views counted, beside the screen, one view after the other.

        Whatever is asked meanwhile is answered in between.
        """
        self._counting += 1
        views = self._desk.session.views.views
        self._count_next([query for view in views if (query := _query_of(view))], {})

    def _count_next(self, queries: Sequence[Query], counts: dict[str, int]) -> None:
        if not queries:
            self._desk.painting.views_counted(counts)
            return
        query, table, counting = queries[0], self._desk.session.table, self._counting

        def count(adviser: Adviser) -> Then:
            found = adviser.count(query, table)
            known = counts if found is None else {**counts, str(query): found}
            return lambda: self._count_next(queries[1:], known) if self._is_now(counting) else None

        self._desk.finding.searching.run("views", count)

    def _is_now(self, counting: int) -> bool:
        return counting == self._counting


def _query_of(view: SavedView) -> Query | None:
    try:
        return Query.parse(view.query)
    except QueryError:  # of a later version; choosing it says what is wrong
        return None
