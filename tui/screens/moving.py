"""The cursor on its way through the list, and the paper under it opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

STEPS = {"down": 1, "up": -1}
"""Motions that go by papers; the others go by lines, and a rule is one that holds no paper."""


READ_OUTSIDE = frozenset(("abs", "pdf"))
"""Addresses at which a paper is read."""


class Moving:
    """Everything that goes to a paper."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk

    def by(self, verb: str, count: int) -> None:
        """Carry out a motion so many times."""
        view = self._desk.session.view
        if verb in STEPS:
            self.to(view.cursor + STEPS[verb] * count)
        else:
            lines = self._desk.list.lines
            self.to(lines.beyond(view.cursor, self._desk.list.distance(verb) * count))

    def to(self, row: int) -> None:
        """Put the cursor on a row of the list."""
        session = self._desk.session
        before = session.view.cursor
        direction = 1 if row > before else -1 if row < before else None
        session.view = session.view.at(row, direction)
        if session.view.cursor != before:
            self._desk.marking.stop_dwell()
            self._desk.selecting.followed()
            self._desk.painting.cursor()

    def next_unread(self, step: int) -> None:
        """Go to the next unread paper that way; being read, it takes the opened one's place."""
        session = self._desk.session
        row = session.view.next_where(session.is_unread, step)
        if row is None:
            if self._desk.days.cross(step):
                return
            way = "down" if step > 0 else "up"
            self._desk.say(f"no unread paper further {way}")
            return
        self.to(row)
        if self._desk.scope == "detail":
            self._desk.marking.opened()

    def open(self) -> None:
        """Read the paper under the cursor; it counts as read after the dwell time."""
        if self._desk.session.view.ordinal is not None:
            self._desk.go_to("detail")
            self._desk.marking.opened()

    def scroll_paper(self) -> None:
        """Scroll the paper beside the list; where none is shown, open it."""
        if self._desk.detail.display:
            self._desk.detail.move("page_down", 1)
        else:
            self.open()

    async def open_outside(self, kind: str) -> None:
        """Open an address of the paper, or of all selected, in the browser.

        A paper whose page or PDF is opened there counts as read.
        """
        desk = self._desk
        targets = desk.marking.targets()
        if targets == [desk.session.view.ordinal]:
            if await desk.sharing.open(kind) and kind in READ_OUTSIDE:
                desk.marking.opened(outside=True)
            return
        opened, told = await desk.sharing.open_all(kind, targets)
        if kind in READ_OUTSIDE:
            desk.marking.read_outside(opened)
        if told:
            desk.say(told)
