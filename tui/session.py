"""One sitting: the library, the reader's marks, and where the reader stands in the list.

The screen asks, this answers; neither Textual nor a thread is known here. Every change of marks
goes through `mark`, `undo` and `redo`, so that table, journal and list never disagree.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.marktable import DISMISSED, NOT_UNREAD, READ, STARRED, MarkTable
from index.text import fold
from tui.advice.grounds import Grounds
from tui.daybook import DayBook
from tui.detail import Detail
from tui.ordinals import as_list
from tui.reading.decision import PAIRS
from tui.rows import PaperRow
from tui.selection import Selection
from tui.unsaved import Unsaved
from tui.viewstate import ViewState, still_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import Library
    from index.paper import Paper
    from index.query.query import Query
    from index.results import Results
    from tui.newversions import NewVersions
    from tui.reading.action import Action
    from tui.reading.reading import Reading
    from tui.views.saved_views import SavedViews


class Session:
    """What the reader sees and does, from start to quit."""

    def __init__(
        self, library: Library, reading: Reading, views: SavedViews, later: int = 7
    ) -> None:
        self.library = library
        self._later = later
        """Days until a paper that is put off comes back by itself."""
        self.reading = reading
        self.views = views
        """The reader's saved views, as they were followed last."""
        self.unsaved = Unsaved(reading)
        """The marks that are not on the disk."""
        self.selection = Selection()
        """The papers that marks are for, where there are any; else it is the cursor's."""
        self.day = ""
        """The day whose list is shown: rows tell it, whatever other days list their papers."""
        self._visited: set[str] = set()
        self.table = self._table()
        self.view = self.everything()

    # The list

    def everything(self) -> ViewState:
        """Every paper in the default order, known without a search."""
        return ViewState(ordinals=as_list(self.library.columns.default_order))

    def take(
        self,
        results: Results,
        suggestion: Query | None = None,
        grounds: Grounds | None = None,
    ) -> None:
        """Make search results the list."""
        grounds = grounds or Grounds()
        self.selection.end_range()
        self.view = self.view.listing(
            results.query,
            as_list(results.ordinals),
            others=results.others,
            order=results.sort if results.query.sort or grounds.like is not None else "",
            suggestion=suggestion,
            grounds=grounds,
            scores=results.scores if results.sort.endswith("score") else None,
        )

    def row(self, index: int) -> PaperRow:
        """The row at a place of the list."""
        view, tags = self.view, self.table.tags
        ordinal = view.ordinals[index]
        row = self.library.columns.row(ordinal)
        return PaperRow(
            row._replace(day=self.day) if self.day else row,
            self.table.flags[ordinal],
            selected=ordinal in self.selection,
            stale=not still_matches(view.query, ordinal, self.table),
            outside=ordinal in view.grounds.outside,
            reason=view.grounds.in_short(ordinal),
            newer=self._versions.told(ordinal) if self.table.flags[ordinal] & READ else "",
            tags=tuple(sorted((tag for tag in tags if ordinal in tags[tag]), key=fold)),
            score=None if view.scores is None else view.scores[index],
        )

    @cached_property
    def _versions(self) -> NewVersions:
        from tui.newversions import NewVersions

        return NewVersions(self.library, self.reading)

    def paper(self) -> Paper | None:
        """The paper under the cursor, whole."""
        ordinal = self.view.ordinal
        return None if ordinal is None else self.library.paper(ordinal)

    def detail(self) -> Detail | None:
        """The paper under the cursor as the detail pane wants it."""
        paper = self.paper()
        if paper is None or self.view.ordinal is None:
            return None
        flags = self.table.flags[self.library.columns.heir(self.view.ordinal)]
        title_spans: tuple[tuple[int, int], ...] = ()
        abstract_spans: tuple[tuple[int, int], ...] = ()
        if self.view.query.needs_text or self.view.query.patterns():
            from index.highlight import spans

            title_spans = tuple(spans(paper.title, self.view.query, "title"))
            abstract_spans = tuple(spans(paper.abstract, self.view.query, "abstract"))
        reading = self.reading
        return Detail(
            paper,
            flags,
            tuple(sorted(reading.tags(paper.id))),
            title_spans,
            abstract_spans,
            note=reading.note(paper.id),
            later=reading.later(paper.id),
            reason=reading.reason(paper.id),
            read_at=reading.read_at(paper.id),
            grounds=self.view.grounds.of(paper, self.view.ordinal),
        )

    def starred(self) -> list[Paper]:
        """The starred papers, whole, in the library's order."""
        flags = self.table.flags
        return [self.library.paper(one) for one in range(len(flags)) if flags[one] & STARRED]

    def is_unread(self, ordinal: int) -> bool:
        """Whether a paper is neither read nor dismissed nor put off."""
        return not self.table.flags[ordinal] & NOT_UNREAD

    def is_undecided(self, ordinal: int) -> bool:
        """Whether a paper is neither read nor dismissed; it may be put off."""
        return not self.table.flags[ordinal] & (READ | DISMISSED)

    # Days

    def follow_days(self) -> None:
        """Count in what was marked since the days were looked at last."""
        self.days.follow(self.table.flags)

    # Marks

    def toggle(self, pair: str, count: int) -> Action | None:
        """Star, read, dismiss or put off what is selected, or take it back; then nothing is.

        With nothing selected: `count` papers from the cursor on, and what happens to the first
        happens to all of them; the cursor moves on. None if nothing changed.

        Raises:
            CarrelError: the mark could not be written; nothing changed.
        """
        flag, setting, clearing = PAIRS[pair]
        setting = self.put_off() if pair == "later" else setting
        flags, chosen = self.table.flags, self.selection.members()
        if chosen:
            is_set = all(flags[ordinal] & flag for ordinal in chosen)
            return self.apply(clearing if is_set else setting, count)
        reached = self.reach(count)
        if not reached:
            return None
        return self.apply(clearing if flags[reached[0]] & flag else setting, count)

    def apply(self, verb: str, count: int) -> Action | None:
        """Record a decision on what is selected, which then nothing is; else move on.

        With nothing selected: on `count` papers from the cursor on. None if nothing changed.

        Raises:
            CarrelError: the mark could not be written; nothing changed.
        """
        chosen = self.selection.members()
        reached = chosen or self.reach(count)
        if not reached:
            return None
        marked = self.mark(verb, reached)
        if chosen:
            self.selection.clear()
        else:
            self.view = self.view.moved_on(len(reached))
        return marked

    def reach(self, count: int) -> list[int]:
        """So many papers from the cursor on, the way last travelled, as far as there are."""
        view = self.view
        places = range(view.cursor, view.cursor + view.direction * count, view.direction)
        return [view.ordinals[place] for place in places if place in view.part]

    def put_off(self) -> str:
        """The verb that puts a paper off for a while, counted from today."""
        from datetime import timedelta

        return f"later:{self.reading.today + timedelta(days=self._later)}"

    def targets(self) -> list[int]:
        """The papers that a decision is for: those selected, or else the one under the cursor."""
        return self.selection.members() or self.reach(1)

    def mark(self, verb: str, ordinals: Sequence[int]) -> Action | None:
        """Record a decision on some papers; None if nothing changed.

        Raises:
            CarrelError: the mark could not be written; nothing changed.
        """
        return self.mark_together([verb], ordinals)

    def mark_together(self, verbs: Sequence[str], ordinals: Sequence[int]) -> Action | None:
        """Record several decisions on some papers, as one step; None if nothing changed.

        Raises:
            CarrelError: the marks could not be written; nothing changed. `unsaved` keeps them.
        """
        ids = tuple(self.library.columns.id(one) for one in ordinals)
        return self._decide([(verb, ids) for verb in verbs])

    def save_view(self, name: str, query: Query) -> Action | None:
        """Save a query under a name, or change the view of that name; None if it is so already.

        Raises:
            CarrelError: there cannot be such a view, or it could not be written.
        """
        from tui.reading.valued import checked_view_name
        from tui.views.saved_view import SavedView

        before = {view.name: view.digit for view in self.views.views}
        name = checked_view_name(name)
        view = SavedView.checked(name, str(query), before.get(name))
        return self._decide([(f"view:{view.text}", (name,))])

    def remove_view(self, name: str) -> Action | None:
        """Remove a saved view; None if there is none of that name.

        Raises:
            CarrelError: it could not be written; nothing changed.
        """
        return self._decide([("unview", (name,))])

    def _decide(self, decisions: list[tuple[str, tuple[str, ...]]]) -> Action | None:
        try:
            return self.reading.mark_together(decisions)
        except CarrelError as error:
            self.unsaved.keep(decisions, error)
            raise

    # Growth

    def renew(self) -> bool:
        """Take in papers that came since; the list is left as it is."""
        self.library.refresh()
        if self.library.columns.generation == self._generation:
            return False
        self.table = self._table()
        return True

    def _table(self) -> MarkTable:
        columns = self.library.columns
        self._generation = columns.generation
        table = self.reading.table(columns)
        self.days = DayBook(columns.facets, table.flags, self._visited)
        return table
