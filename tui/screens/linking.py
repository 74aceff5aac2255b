"""The list of a paper's links, over the reader: a digit opens one, and any can be copied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui.cells import cell_len
from tui.legend import pane_keys
from tui.paperlinks import PaperLink, links_of
from tui.render import CURSOR_GLYPH, shown
from tui.screens.sheet import Sheet
from tui.widgets.line_pane import LinePane
from tui.wrapping import fit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence

    from textual import events
    from textual.geometry import Size
    from textual.widget import AwaitMount

    from tui.keymap import Keymap
    from tui.render import Line
    from tui.screens.reader import ReaderScreen

DIGITS = range(1, 10)
LABEL_CELLS = 9

OPENING = frozenset(("list.open", "paper.open"))
LEAVING = frozenset(("view.leave", "app.quit", "search.clear", "paper.links"))


class Linking:
    """The addresses of the paper under the cursor."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk

    def links(self) -> AwaitMount | None:
        """List them."""
        paper = self._desk.session.paper()
        if paper is None:
            self._desk.say("there is no paper under the cursor")
            return None
        links = links_of(paper, self._desk.session.reading.note(paper.id))
        if not links:
            self._desk.say("this paper has no link")
            return None
        sheet = LinksScreen(self._desk.keymap, links, self._open, self._copy)
        return self._desk.app.push_screen(sheet)

    async def _open(self, link: PaperLink) -> None:
        if await self._desk.sharing.open_address(link.url):
            self._desk.marking.opened(outside=True)

    async def _copy(self, link: PaperLink) -> None:
        await self._desk.copying.text(link.url, shown(link.url))


class LinksPane(LinePane):
    """A line for each link, and a cursor on one of them."""

    scope: ClassVar[str] = "list"

    def __init__(self, links: Sequence[PaperLink]) -> None:
        super().__init__("Links", id="links")
        self._links = links
        self.cursor = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as there are links."""
        return len(self._links)

    def line_count(self) -> int:
        """One a link."""
        return len(self._links)

    def line(self, index: int) -> Line:
        """Digit, what it is, and the address, its end cut off where there is no room."""
        link = self._links[index]
        digit = str(index + 1) if index + 1 in DIGITS else " "
        room = max(self.content_size.width - LABEL_CELLS - 6, 8)
        url = shown(link.url)
        return [
            (CURSOR_GLYPH if index == self.cursor else " ", "mark"),
            (f" {digit}  ", "key"),
            (fit(link.label, LABEL_CELLS), "meta"),
            (fit(url, min(cell_len(url), room)), "body"),
        ]

    def line_key(self, index: int) -> Hashable:
        """The line's place, and whether it holds the cursor."""
        return index, index == self.cursor

    def line_ground(self, index: int) -> str:
        """The cursor's bar."""
        return "cursor" if index == self.cursor else ""

    def move(self, verb: str, count: int) -> None:
        """Move from link to link."""
        before = self.cursor
        last = len(self._links) - 1
        self.cursor = max(0, min(before + self.distance(verb) * count, last))
        self.reveal(self.cursor)
        self.refresh_index(before)
        self.refresh_index(self.cursor)


class LinksScreen(Sheet):
    """Every link of a paper.

    Args:
        keymap: the live keymap.
        links: at least one.
        open_link: what a digit, or opening the one under the cursor, does.
        copy_link: what copying it does.
    """

    def __init__(
        self,
        keymap: Keymap,
        links: Sequence[PaperLink],
        open_link: Callable[[PaperLink], Awaitable[None]],
        copy_link: Callable[[PaperLink], Awaitable[None]],
    ) -> None:
        self._pane = LinksPane(links)
        super().__init__(keymap, self._pane, "paper.links")
        self._links = links
        self._open, self._copy = open_link, copy_link
        self._then: Callable[[], Awaitable[None]] | None = None
        digits = f"1…{min(len(links), DIGITS[-1])} open" if len(links) > 1 else "1 open"
        self._pane.say_keys(f"{digits} · {pane_keys(keymap, 'links')}")

    async def take_key(self, event: events.Key) -> bool:
        """Open, copy, move or close at once."""
        if event.key in map(str, DIGITS):
            place = int(event.key) - 1
            if place < len(self._links):
                self._leave(partial(self._open, self._links[place]))
        else:
            await super().take_key(event)
        then, self._then = self._then, None
        if then is not None:
            await then()
        return True

    def act(self, action: str, count: int) -> None:
        """Carry out what the keys of the list mean here."""
        link = self._links[self._pane.cursor]
        if action in OPENING:
            self._leave(partial(self._open, link))
        elif action == "paper.copy_link":
            self._leave(partial(self._copy, link))
        elif action in LEAVING:
            self._leave()
        elif action.startswith("list.") and action not in (
            "list.next_unread",
            "list.previous_unread",
        ):
            super().act(action, count)

    def _leave(self, then: Callable[[], Awaitable[None]] | None = None) -> None:
        self._then = then
        self.dismiss(None)
