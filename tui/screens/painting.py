"""From the session to the widgets: what is painted, and when.

The list and the detail of a key are painted in the same frame, so that the eye never sees a title
beside another paper's abstract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.captions import empty_library, empty_list, list_place
from tui.filters import facet_sections, view_section
from tui.legend import footer_line
from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.filters import Count
    from tui.screens.reader import ReaderScreen
    from tui.searching import Answer

SEPARATOR = "   "
"""Between two notices."""


class Painting:
    """What the reader's screen shows of its session."""

    def __init__(self, screen: ReaderScreen, said: str) -> None:
        self._screen = screen
        self._said = (said, "warning")
        self._notices: dict[str, str] = {}
        self._counts: Sequence[Count] = ()
        self._among: frozenset[int] | None = None
        self.library()

    def library(self) -> None:
        """Count the library anew: how many papers each facet has, and whether venues are known."""
        counts = self._screen.session.library.facets()
        self._screen.list.venues = any(field == "venue" for field, _, _ in counts)
        if self._screen.finding.query.is_everything:
            self._counts, self._among = counts, None

    def everything(self) -> None:
        """Paint all there is: the first time, and after the list itself changed."""
        self.list()
        self.filters()

    def list(self, *, anew: bool = False) -> None:
        """Paint list and detail after the list itself changed, `anew` by another query."""
        screen, view = self._screen, self._screen.session.view
        screen.list.empty = self._why_empty()
        screen.list.show(len(view.ordinals), view.cursor, anew=anew)
        self.cursor()

    def rows(self) -> None:
        """Paint list and detail after marks changed."""
        self._screen.list.refresh()
        self.cursor()

    def cursor(self) -> None:
        """Paint list and detail after the cursor moved."""
        screen = self._screen
        screen.list.point(screen.session.view.cursor)
        screen.detail.show(screen.session.detail())
        self.status()

    def filters(self, answer: Answer | None = None) -> None:
        """Paint the filter pane, with the counts of an answer where there is a new one."""
        if answer is not None:
            self._counts, self._among = answer.counts, answer.among
        session, finding = self._screen.session, self._screen.finding
        views = view_section(session.view_counts(self._among), finding.query)
        among = None if finding.query.fact("tag") else self._among
        facets = [*self._counts, *session.tag_counts(among)]
        self._screen.filter.show([views, *facet_sections(facets, finding.query, finding.unfolded)])

    def say(self, text: str, role: str = "meta") -> None:
        """Put a sentence into the status line; ``warning`` as role for what went wrong."""
        self._said = (shown(text), role)
        self.status()

    def hush(self) -> None:
        """A key was pressed: what was said of the one before is over. A warning stays."""
        if self._said[1] != "warning":
            self._said = ("", "meta")

    def notice(self, kind: str, text: str) -> None:
        """Keep a sentence in the status line, below what is said, until ``""`` takes it back."""
        self._notices.pop(kind, None)
        if text:
            self._notices[kind] = text
        self.status()

    def status(self) -> None:
        """Paint the status line: what was said last, and the place in the list."""
        screen, finding = self._screen, self._screen.finding
        text, role = self._said
        if not text:
            text, role = SEPARATOR.join(self._notices.values()), "meta"
        place = list_place(screen.session.view, finding.sort, finding.missing)
        alone = role == "warning" and len(text) + len(place) + 4 > screen.size.width
        screen.status.show([(f" {text}", role)], [] if alone else [(f"{place} ", "meta")])

    def keys(self) -> None:
        """Paint the keys of the pane that has them."""
        screen = self._screen
        screen.footer.show(footer_line(screen.keymap, screen.scope, screen.size.width))

    def _why_empty(self) -> tuple[str, ...]:
        screen = self._screen
        if not len(screen.session.library):
            return empty_library()
        return empty_list(str(screen.finding.query), screen.key_of("search.clear"))
