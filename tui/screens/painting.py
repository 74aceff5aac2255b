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


class Painting:
    """What the reader's screen shows of its session."""

    def __init__(self, screen: ReaderScreen, said: str) -> None:
        self._screen = screen
        self._said = (said, "warning")
        self._counts: Sequence[Count] = screen.session.library.facets()

    def everything(self) -> None:
        """Paint all there is: the first time, and after the list itself changed."""
        self.list()
        self.filters()

    def list(self) -> None:
        """Paint list and detail after the list itself changed."""
        screen, view = self._screen, self._screen.session.view
        screen.list.empty = self._why_empty()
        screen.list.show(len(view.ordinals), view.cursor)
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

    def filters(self, counts: Sequence[Count] | None = None) -> None:
        """Paint the filter pane, with new facet counts where there are any."""
        if counts is not None:
            self._counts = counts
        session, finding = self._screen.session, self._screen.finding
        views = view_section(session.view_counts(), finding.query)
        facets = [*self._counts, *session.tag_counts()]
        self._screen.filter.show([views, *facet_sections(facets, finding.query, finding.unfolded)])

    def say(self, text: str, role: str = "meta") -> None:
        """Put a sentence into the status line; ``warning`` as role for what went wrong."""
        self._said = (shown(text), role)
        self.status()

    def unsay(self, beginning: str) -> None:
        """Take a sentence back, if it still stands there."""
        if self._said[0].startswith(beginning):
            self.say("")

    def status(self) -> None:
        """Paint the status line: what was said last, and the place in the list."""
        text, role = self._said
        finding = self._screen.finding
        place = list_place(self._screen.session.view, finding.sort, finding.missing)
        self._screen.status.show([(f" {text}", role)], [(f"{place} ", "meta")])

    def keys(self) -> None:
        """Paint the keys of the pane that has them."""
        screen = self._screen
        screen.footer.show(footer_line(screen.keymap, screen.scope, screen.size.width))

    def _why_empty(self) -> tuple[str, ...]:
        screen = self._screen
        if not len(screen.session.library):
            return empty_library()
        return empty_list(str(screen.finding.query), screen.key_of("search.clear"))
