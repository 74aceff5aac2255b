"""One paper after the other on the whole screen: keep it, skip it, or later, and on to the next.

The list goes along underneath: it is the same cursor, so whoever leaves stands at the paper that
was shown. Keeping a paper stars it and counts it as read, for it was looked at and decided on;
skipping dismisses it; later puts it off for a week; what is passed over stays as it was. Next is
always a paper that is left, so one that was decided on comes back only by undo or by going back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.marktable import DISMISSED, LATER, READ, STARRED
from tui.legend import pane_keys
from tui.ordinals import index_of
from tui.widgets.focus_pane import FocusPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render import Line
    from tui.screens.reader import ReaderScreen
    from tui.viewstate import ViewState

DECISIONS = {
    "keep": ("kept", ("star", "read"), STARRED | READ),
    "read": ("read", ("read",), READ),
    "skip": ("dismissed", ("dismiss",), DISMISSED),
    "later": ("", (), LATER),
}
"""What each key is said to have done, what it records as one step, and the flags after it; for how
long something is put off hangs on the day."""


class Focusing:
    """The paper that fills the screen."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self.pane = FocusPane(desk.key_of("focus.reveal", "focus"))
        self.pane.say_keys(pane_keys(desk.keymap, "focus"))
        self.pane.hyperlinks = desk.detail.hyperlinks
        self._trail: list[int] = []
        """The papers that were gone on from, the last one last."""

        self._ended: ViewState | None = None
        """Where the reader stood when nothing more was left; moved on, they stand elsewhere."""

    @property
    def is_ended(self) -> bool:
        """Whether the end of the list stands where papers do."""
        return self._ended is self._desk.session.view

    async def enter(self) -> None:
        """Let the paper under the cursor fill the screen."""
        if self._desk.session.view.ordinal is None:
            self._desk.say("there is no paper under the cursor")
            return
        if not self.pane.is_attached:
            await self._desk.mount(self.pane, before=self._desk.status)
        self._trail, self._ended = [], None
        self._desk.session.selection.end_range()
        self._desk.go_to("focus")
        self._desk.painting.heading()
        self.paint()

    def fill(self, fills: bool) -> None:
        """Show the paper alone, or the panes again.

        Not by a class of the screen: that would style every widget anew, for three of them.
        """
        panes = self._desk.query_one("#panes")
        if panes.display is fills:
            panes.display = self._desk.search_bar.display = not fills
            self.pane.display = fills
            if self._desk.has("touring"):
                self._desk.touring.wait(fills)

    def decide(self, how: str) -> None:
        """Record what the reader makes of the paper, and go on to the next that is left."""
        session = self._desk.session
        ordinal = session.view.ordinal
        if self.is_ended or ordinal is None:
            self._desk.say("this was the last paper that is left")
            return
        said, verbs, flags = DECISIONS[how]
        is_so = session.table.flags[ordinal] & flags == flags
        verbs = verbs or (session.put_off(),)
        if is_so or self._desk.marking.decide(verbs, ordinal, said):
            self.on()

    def decide_on(self, verb: str, said: str) -> None:
        """Record a decision with a text of its own on the paper, and go on."""
        ordinal = self._desk.session.view.ordinal
        if self.is_ended or ordinal is None:
            self._desk.say("this was the last paper that is left")
        elif self._desk.marking.decide((verb,), ordinal, said):
            self.on()

    def on(self) -> None:
        """Go on to the next paper that is left, in this list or, from its end, on the next day."""
        session, desk = self._desk.session, self._desk
        if self.is_ended:
            if not desk.days.cross(1):
                desk.say("no unread paper further down")
            return
        row = session.view.next_where(session.is_unread, 1)
        if session.view.ordinal is not None:
            self._trail.append(session.view.ordinal)
        if row is None:
            session.view = self._ended = session.view.at(session.view.cursor)
            desk.painting.cursor()
        else:
            desk.moving.to(row)

    def back(self) -> None:
        """Show the paper from before, whatever became of it."""
        session = self._desk.session
        before = self._trail.pop() if self._trail else None
        row = None if before is None else index_of(session.view.ordinals, before)
        # At the end of the list the paper before is the one under the cursor.
        session.view = session.view.at(session.view.cursor - 1 if row is None else row, 1)
        self._desk.painting.cursor()

    def close(self) -> None:
        """Back to the list, which stands at the same paper."""
        self._desk.go_to("list")
        self._desk.painting.cursor()

    def paint(self) -> None:
        """Show the paper under the cursor, or the end of the list."""
        if self._desk.scope == "focus":
            self.pane.show(self._desk.session.detail(), self._end() if self.is_ended else None)

    def _end(self) -> Sequence[Line]:
        desk = self._desk
        end = desk.days.end()
        if end is not None:
            return desk.days.card_of(end, "focus.next", "focus.back", "focus")
        left = sum(map(desk.session.is_unread, desk.session.view.ordinals))
        words = f"{left:,} of them left unread" if left else "none of them left unread"
        lines: list[Line] = [[("The end of this list", "heading")], [(words, "meta")], []]
        ways = (("focus.close", "to the list"), ("focus.back", "back to the last paper"))
        keys = [(desk.key_of(action, "focus"), told) for action, told in ways]
        return [*lines, *([(key, "key"), (f"  {told}", "meta")] for key, told in keys if key)]
