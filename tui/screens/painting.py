"""From the session to the widgets: what is painted, and when.

The list and the detail of a key are painted in the same frame, so that the eye never sees a title
beside another paper's abstract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.captions import (
    empty_library,
    empty_list,
    list_place,
    list_title,
    rule_words,
    selected_words,
)
from tui.filters import Counts, facet_sections, view_section, with_gaps
from tui.legend import footer_line, pane_keys
from tui.render import cells_of, shown
from tui.rowlayout import RowLook
from tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.render import Line
    from tui.screens.reader import ReaderScreen

SEPARATOR = "   "
"""Between two notices."""

ORDER = "order"
"""The notice that the order of the list has news; another list has none."""

HELD = frozenset(("venue", "authors", "upvotes", "code"))
"""Columns of rows that a whole library may have nothing for."""

PENDING = "◌ "
"""Before the place in the list, while the disk has not confirmed a mark for a while."""


class Painting:
    """What the reader's screen shows of its session."""

    def __init__(self, screen: ReaderScreen, said: str) -> None:
        self._screen = screen
        self._said = (said, "warning")
        self._notices: dict[str, str] = {}
        self._is_fresh = True
        """Whether no key was pressed since something was said."""
        self._rest = ""
        """What of a warning did not fit the status line; it has the footer's until the next key."""
        self._begun: Line = []
        """How a sequence of keys that has begun may go on."""
        self._offered: Line = []
        """How what was just carried out may go on."""
        self._is_pending = False
        self.unfolded: frozenset[str] = frozenset()
        """Sections of the filter pane that are shown whole."""

        self._counts = Counts()
        self._view_counts: Mapping[str, int] = {}
        self._missing: Mapping[str, Sequence[str]] = {}
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
        marks = session.mark_counts(known.any_state, known.any_tag)
        total = len(session.table.flags) if known.any_state is None else len(known.any_state)
        query = finding.query if session.view.grounds.like is None else None
        views = view_section(total, marks, query, session.views.views, self._view_counts)
        facets = [*known.facets, *(count for count in marks if count[0] == "tag")]
        unfolded, progress = self.unfolded, session.days.progress
        sections = facet_sections(facets, finding.query, unfolded, progress)
        self._screen.filter.show([views, *with_gaps(sections, self._missing)])
        if self._counts_views:
            self._screen.choosing.count_views()

    def gaps(self, missing: Mapping[str, Sequence[str]]) -> None:
        """Paint which days feeds have and the library has not."""
        if missing != self._missing:
            self._missing = missing
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

    def say(self, text: str, role: str = "meta") -> None:
        """Put a sentence into the status line; ``warning`` as role for what went wrong."""
        self._said, self._is_fresh = (shown(text), role), True
        self.status()

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

    def hush(self) -> None:
        """A key was pressed: what was said of the one before is over. A warning stays."""
        self._begun = self._offered = []
        self._is_fresh = False
        self._take_footer("")
        if self._said[1] != "warning":
            self._said = ("", "meta")

    def begun(self, line: Line) -> None:
        """Show how a sequence may go on, whatever else there is to say, until the next key."""
        self._begun = line
        self.status()

    def offer(self, line: Line) -> None:
        """Show, behind what is said, how what was carried out may go on; until it may not."""
        if line != self._offered:
            self._offered = line
            self.status()

    def notice(self, kind: str, text: str) -> None:
        """Keep a sentence in the status line, below what is said, until ``""`` takes it back."""
        self._notices.pop(kind, None)
        if text:
            self._notices[kind] = text
        self.status()

    def tells(self, kind: str) -> bool:
        """Whether a notice is kept in the status line."""
        return kind in self._notices

    def pending(self, is_pending: bool) -> None:
        """Show, or no longer, that a mark is not known to be on the disk yet."""
        self._is_pending = is_pending
        self.status()

    def status(self) -> None:
        """Paint the status line: what was said last, and the place in the list.

        What is not saved goes before all else, for as long as it is not.
        """
        screen, finding = self._screen, self._screen.finding
        if self._begun:
            screen.status.show(self._begun)
            return
        text, role = self._said
        if trouble := shown(screen.session.unsaved.told):
            text = f"{trouble}{SEPARATOR}{text}" if role == "warning" and text else trouble
            role = "warning"
        if not text:
            text, role = SEPARATOR.join(self._notices.values()), "meta"
        width = screen.size.width
        if role != "warning" and screen.session.day and (ended := screen.days.told(width - 2)):
            text, role = ended, "done"
        picked = self._selected(text)
        rest = ""
        if role == "warning" and self._is_fresh:
            text, rest = _parted(text, width - 2 - cells_of(picked))
        self._take_footer(rest)
        taken = cells_of(picked) + cell_len(text)
        place = list_place(screen.session.view, finding.missing, width - taken - 4)
        alone = role in ("warning", "done") and taken + len(place) + 4 > width
        pending = [(PENDING, "faint")] if self._is_pending else []
        right = [] if alone else [*self._offered, *pending, (f"  {place} ", "meta")]
        screen.status.show([*picked, (f" {text}", role)], right)

    def keys(self, scope: str = "") -> None:
        """Paint the keys of the pane that has them, or is about to; or the rest of a warning."""
        screen, rest = self._screen, self._rest
        scope, width = scope or screen.scope, screen.size.width
        keys = footer_line(screen.keymap, scope, width, in_page=screen.in_page)
        screen.footer.show([(f" {rest}", "warning")] if rest else keys)

    def _take_footer(self, rest: str) -> None:
        """Put what did not fit the status line where keys are told, or the keys back there."""
        if rest != self._rest:
            self._rest = rest
            self.keys()

    def _title(self) -> str:
        session = self._screen.session
        like = session.view.grounds.like
        return list_title(session.view, "" if like is None else session.library.columns.title(like))

    def _selected(self, text: str) -> Line:
        if self._screen.scope == "focus":  # where every key is about the one paper
            return []
        keys = [self._screen.key_of(action) for action in ("view.leave", "app.undo")]
        return selected_words(len(self._screen.session.selection), *keys, alone=not text)

    def _why_empty(self) -> tuple[Line, ...]:
        screen = self._screen
        if not len(screen.session.library):
            return empty_library()
        clear = screen.key_of("view.leave") or screen.key_of("search.clear")
        return empty_list(screen.session.view, screen.key_of("search.correct"), clear)

    def _rule_words(self, room: int) -> Line:
        return rule_words(self._screen.session.view, self._screen.key_of("search.correct"), room)


def _parted(text: str, room: int) -> tuple[str, str]:
    """What of a sentence fits in `room` cells, broken at a word, and the rest of it."""
    lines = wrap(text, room)
    return (text, "") if len(lines) < 2 else (text[slice(*lines[0])], text[lines[1][0] :])
