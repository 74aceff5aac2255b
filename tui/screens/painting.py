"""From the session to the widgets: what is painted, and when.

The list and the detail of a key are painted in the same frame, so that the eye never sees a title
beside another paper's abstract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facets import count_everything_marked
from tui.captions import (
    empty_library,
    empty_list,
    list_title,
    rule_words,
)
from tui.filters import Counts, facet_sections, view_section
from tui.legend import pane_keys
from tui.rowlayout import RowLook
from tui.screens.telling import ORDER, Telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.feeds.standing import FeedStanding
    from tui.filters import Count, FilterSection
    from tui.render import Line
    from tui.screens.reader import ReaderScreen

HELD = frozenset(("venue", "authors", "upvotes", "code"))
"""Columns of rows that a whole library may have nothing for."""


class Painting(Telling):
    """What the reader's screen shows of its session."""

    def __init__(self, screen: ReaderScreen, said: str) -> None:
        super().__init__(screen, said)
        self.unfolded: frozenset[str] = frozenset()
        """Sections of the filter pane that are shown whole."""

        self._counts = Counts()
        self._view_counts: Mapping[str, int] = {}
        self._feeds: Sequence[FeedStanding] = ()
        self._counts_views = False
        screen.list.rule_words = self._rule_words
        self.library()

    def library(self) -> None:
        """Count the library anew: how many papers each facet has, and what rows can show."""
        session = self._screen.session
        counts = session.library.facets(None, session.table)
        columns = session.library.columns
        wanted = HELD.intersection(self._screen.config.columns)
        self._absent = frozenset(name for name in wanted if not columns.has_any(name))
        query = self._screen.finding.query
        if query.is_everything and query.limit is None:
            facets = (count for count in counts if count[0] not in ("is", "tag"))
            self._counts = Counts(tuple(facets))

    def everything(self) -> None:
        """Paint all there is: the first time, and after the list itself changed."""
        self.list()
        self.filters()

    @property
    def counts(self) -> Counts:
        """The numbers beside the filters."""
        return self._counts

    def list(self, *, anew: bool = False, first_row: int | None = None) -> None:
        """Paint list and detail after the list itself changed, as `PaperList.show` is told."""
        screen, view = self._screen, self._screen.session.view
        screen.list.empty = self._why_empty()
        self.heading()
        ways = screen.browsing.ways if screen.has("browsing") else ()
        told = (pane_keys(screen.keymap, part) for part in ("list", *ways))
        screen.list.say_keys(" · ".join(filter(None, told)))
        self._notices.pop(ORDER, None)
        self.dress()
        screen.list.show(view.lines, view.cursor, anew=anew, first_row=first_row)
        self.cursor()

    def dress(self) -> None:
        """Have rows look as the reader chose, without columns that nothing here stands in."""
        session, looks = self._screen.session, self._screen.looks.looks
        absent = set(self._absent)
        absent |= set() if session.table.tags else {"tags"}
        absent |= {"score"} if session.view.scores is None else set()
        self._screen.list.wear(
            RowLook(
                session.reading.today,
                self._screen.config.columns,
                is_roomy=looks.density == "roomy",
                is_relative=looks.dates == "relative",
                absent=frozenset(absent),
            )
        )

    def rows(self) -> None:
        """Paint list and detail after marks changed."""
        self.heading()
        self.dress()
        self._screen.list.refresh_changed()
        self.cursor()

    def cursor(self) -> None:
        """Paint list and detail after the cursor moved."""
        screen = self._screen
        screen.list.point(screen.session.view.cursor)
        card = screen.days.card() if screen.session.day else None
        screen.detail.show(screen.session.detail(), card)
        if screen.scope == "focus":
            screen.focusing.paint()
        self.status()

    def filters(self, counts: Counts | None = None) -> None:
        """Paint the filter pane, with the counts of an answer where there are new ones."""
        if counts is not None:
            self._counts = counts
        session, finding, known = self._screen.session, self._screen.finding, self._counts
        marks = count_everything_marked(session.table, known.any_state, known.any_tag)
        total = len(session.library) if known.any_state is None else len(known.any_state)
        query = finding.query if session.view.grounds.like is None else None
        views = view_section(total, marks, query, session.views.views, self._view_counts)
        facets = [*known.facets, *(count for count in marks if count[0] == "tag")]
        self._screen.filter.show([views, *self._facet_sections(facets)])
        if self._counts_views:
            self._screen.choosing.count_views()

    def _facet_sections(self, counts: Sequence[Count]) -> Sequence[FilterSection]:
        query, progress = self._screen.finding.query, self._screen.session.days.progress
        if not self._feeds:
            return facet_sections(counts, query, self.unfolded, progress)
        from tui.feeds.filters import with_feeds

        names = {("source", feed.name) for feed in self._feeds}
        others = [count for count in counts if count[:2] not in names]
        sections = facet_sections(others, query, self.unfolded, progress)
        return with_feeds(sections, self._feeds, counts, query, self.unfolded)

    def feeds(self, standings: Sequence[FeedStanding]) -> None:
        """Paint how the days of feeds stand."""
        if standings != self._feeds:
            self._feeds = standings
            self.filters()

    def begin_counting(self) -> None:
        """The first frame stands: from now on saved views are counted whenever filters change."""
        self._counts_views = True
        self._screen.choosing.count_views()

    def views_counted(self, counts: Mapping[str, int]) -> None:
        """Paint how many papers saved views have."""
        fresh = {**self._view_counts, **counts}
        if fresh != self._view_counts:
            self._view_counts, self._counts_views = fresh, False
            self.filters()
            self._counts_views = True

    def heading(self) -> None:
        """Say what the list is called, and how far its day is if it is one's."""
        if self._screen.session.day:
            self._screen.days.follow()
        else:
            self._screen.session.follow_days()
            self.title("", None)

    def title(self, day: str, done: float | None) -> None:
        """Set what the list is called, by its day if it is one's, and how much of that is done."""
        title = day or self._title()
        self._screen.list.say_title(title, done)
        if self._screen.has("focusing"):
            self._screen.focusing.pane.say_title(title, done)

    def _title(self) -> str:
        session = self._screen.session
        like = session.view.grounds.like
        return list_title(session.view, "" if like is None else session.library.columns.title(like))

    def _why_empty(self) -> tuple[Line, ...]:
        screen = self._screen
        if not len(screen.session.library):
            follows = screen.config.feeds is not None
            return empty_library(screen.key_of("feeds.fetch"), follows=follows)
        clear = screen.key_of("view.leave") or screen.key_of("search.clear")
        return empty_list(screen.session.view, screen.key_of("search.correct"), clear)

    def _rule_words(self, room: int) -> Line:
        return rule_words(self._screen.session.view, self._screen.key_of("search.correct"), room)
