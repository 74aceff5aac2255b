"""Marks under the reader's hands: star, read, dismiss, tag, and the way back.

A mark is in memory and in the journal before the row is repainted; `saving` forces it to disk
beside the screen. Reading is noted when a paper stays open for the dwell time, never
because the cursor passed over it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len, set_cell_size

from index.errors import CarrelError
from tui.captions import list_place, troubles
from tui.reading.decision import checked_tag
from tui.render import shown
from tui.saying import papers_in_words, step_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from index.query.query import Query
    from tui.filters import FilterEntry
    from tui.reading.action import Action
    from tui.screens.reader import ReaderScreen

T = TypeVar("T")

TITLE_CELLS = 48
"""How much of a title the status line repeats, where there is room."""

PLACE_CELLS = 17
"""What the line needs besides, with the place in the list: colon, quotes, and digits to come."""

SAID = {
    "star": "starred",
    "unstar": "star removed from",
    "read": "read",
    "unread": "unread again",
    "dismiss": "dismissed",
    "restore": "brought back",
}
"""What the status line calls a verb that was carried out."""


class Marking:
    """Everything that changes marks."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._saving = desk.saving
        self._dwell: Timer | None = None

    # One key

    def toggle(self, pair: str, count: int) -> None:
        """Carry out a toggle on the paper under the cursor, and move on."""
        session = self._desk.session
        before = session.paper()
        if before is None:
            self._desk.say("there is no paper under the cursor")
            return
        self.stop_dwell()
        marked = self.tried(lambda: session.toggle(pair, count))
        if marked:
            self._tell(marked, before.title)

    def undo(self, count: int) -> None:
        """Take back the last changes and go to the paper they were about."""
        if self._saving.drop_last():
            self._desk.say("undone: it was not saved yet")
            return
        self._retrace(self._desk.session.reading.undo, count, "undone")

    def redo(self, count: int) -> None:
        """Do again what was taken back."""
        self._retrace(self._desk.session.reading.redo, count, "redone")

    def tag(self, text: str) -> None:
        """Carry out a line of tags: ``rl -old`` adds one and removes another.

        All of them, as one step for undo, or, where one is no tag, none.
        """
        session = self._desk.session
        ordinal = session.view.ordinal
        if ordinal is None:
            return
        words = text.replace(",", " ").split()
        try:
            names = [checked_tag(word.lstrip("+-#")) for word in words]
        except CarrelError as error:
            self._desk.say(f"not saved: {error}", "warning")
            return
        verbs = [
            f"{'untag' if word.startswith('-') else 'tag'}:{name}"
            for word, name in zip(words, names, strict=True)
        ]
        marked = self.tried(partial(session.mark_together, verbs, [ordinal]))
        if marked:
            self._desk.say("tags: " + " ".join(_signed(one.verb) for one in marked.changes))

    # Views

    def save_view(self, name: str, query: Query) -> None:
        """Save a query under a name."""
        done = self.tried(lambda: self._desk.session.save_view(name, query))
        if done is not None:
            self._desk.say(f"{'changed' if done.was else 'saved'} view “{shown(done.ids[0])}”")

    def remove_view(self, entry: FilterEntry | None) -> None:
        """Remove a saved view that stands in the filter pane."""
        if entry is None or entry.field != "view":
            self._desk.say("only views that you saved can be removed")
            return
        done = self.tried(lambda: self._desk.session.remove_view(entry.label))
        if done is not None:
            undo = self._desk.key_of("app.undo")
            hint = f"   {undo} undoes" if undo else ""
            self._desk.say(f"removed view “{shown(entry.label)}”{hint}")

    # Reading

    def opened(self, *, outside: bool = False) -> None:
        """The paper under the cursor was opened: it counts as read after the dwell time."""
        self.stop_dwell()
        ordinal = self._desk.session.view.ordinal
        dwell = self._desk.config.dwell
        if ordinal is None or dwell < 0:
            return
        if outside or dwell == 0:
            self._read(ordinal)
        else:
            self._dwell = self._desk.set_timer(dwell, lambda: self._read(ordinal))

    @property
    def waits(self) -> bool:
        """Whether an open paper is about to count as read."""
        return self._dwell is not None

    def stop_dwell(self) -> None:
        """The paper was left, or decided on, before it counted as read."""
        if self._dwell is not None:
            self._dwell.stop()
            self._dwell = None

    def _read(self, ordinal: int) -> None:
        session = self._desk.session
        if session.is_undecided(ordinal):
            self.tried(lambda: session.mark("read", [ordinal]))

    # Others

    def look_around(self) -> None:
        """Take in what other processes marked meanwhile, and what came of views."""
        session = self._desk.session
        marked = session.reading.poll()
        if marked:
            self._desk.painting.rows()
        viewed = session.views.follow()
        if viewed or marked:
            self._desk.painting.filters()
        if viewed and session.views.problems:
            self._desk.say(troubles(session.views.problems), "warning")
        if marked:
            self._desk.advising.order_changed()

    def _retrace(self, step: Callable[[], Action | None], count: int, word: str) -> None:
        session = self._desk.session
        done: Action | None = None
        for _ in range(count):
            undone = self.tried(step)
            if undone is None:
                break
            done = undone
        if done is None:
            return
        ordinal = session.library.find(done.ids[0]) if done.ids else None
        if ordinal is not None:
            session.view = session.view.on(ordinal)
            self._desk.painting.rows()
        self._desk.say(f"{word}: {step_words(done)}")

    def tried(self, change: Callable[[], T | None]) -> T | None:
        """Carry out a change of marks, show what came of it, and force it to disk."""
        self._desk.say("nothing changed")
        try:
            changed = change()
        except CarrelError as error:
            if self._saving.refused():
                self._desk.say("")
            else:
                self._desk.say(f"not saved: {error}", "warning")
            return None
        self._desk.painting.rows()
        if changed is not None:
            self._desk.say("")
            self._desk.session.views.follow()
            self._desk.painting.filters()
            self._desk.advising.order_changed()
            self._saving.begin()
        return changed

    def _tell(self, marked: Action, title: str) -> None:
        undo = self._desk.key_of("app.undo")
        hint = f"   {undo} undoes" if undo else ""
        said = SAID.get(marked.verb, marked.verb)
        width = self._desk.size.width
        place = list_place(self._desk.session.view, "", width)
        room = width - PLACE_CELLS - sum(map(cell_len, (place, said, hint)))
        several = len(marked.ids) > 1
        what = papers_in_words(len(marked.ids)) if several else f"“{_short(title, room)}”"
        self._desk.say(f"{said}: {what}{hint}")


def _signed(verb: str) -> str:
    kind, _, name = verb.partition(":")
    return f"{'−' if kind == 'untag' else '+'}#{name}"


def _short(title: str, room: int) -> str:
    text, cells = shown(title), max(min(room, TITLE_CELLS), 8)
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
