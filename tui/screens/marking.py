"""Marks under the reader's hands: star, read, dismiss, tag, and the way back.

A mark is in memory and in the journal before the row is repainted; `saving` forces it to disk
beside the screen. Reading is noted when a paper stays open for the dwell time, never
because the cursor passed over it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rich.cells import set_cell_size

from index.day import day_label
from index.errors import CarrelError
from tui.captions import MANY, list_place, troubles
from tui.cells import cell_len
from tui.reading.action import Action
from tui.reading.decision import checked_tag
from tui.render import shown
from tui.saying import papers_in_words, step_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from index.query.query import Query
    from tui.filters import FilterEntry
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
    "later": "put off until",
    "notlater": "no longer put off",
}
"""What the status line calls a verb that was carried out."""


class Marking:
    """Everything that changes marks."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._saving = desk.saving
        self._dwell: Timer | None = None
        self.last = 0
        """How many papers the last decision was about."""

    # One key

    def toggle(self, pair: str, count: int) -> None:
        """Carry out a toggle on what is selected, or on the paper under the cursor, and move on."""
        session = self._desk.session
        before = session.paper()
        if before is None and not len(session.selection):
            self._desk.say("there is no paper under the cursor")
            return
        self.stop_dwell()
        marked = self.tried(lambda: session.toggle(pair, count))
        if marked:
            self._tell(_said(marked), len(marked.ids), before.title if before else "")

    def apply(self, verb: str, count: int, said: str) -> None:
        """Record a decision on what is selected, or on the papers from the cursor on; move on."""
        session = self._desk.session
        title = paper.title if (paper := session.paper()) else ""
        self.stop_dwell()
        marked = self.tried(lambda: session.apply(verb, count))
        if marked:
            self._tell(said, self.last, title)

    def decide(self, verbs: Sequence[str], ordinal: int, said: str = "") -> bool:
        """Record decisions on one paper as one step; False where nothing changed.

        Args:
            verbs: what is recorded.
            ordinal: the paper.
            said: what the status line calls them; ``""``: by the first of them.
        """
        session = self._desk.session
        self.stop_dwell()
        marked = self.tried(partial(session.mark_together, verbs, [ordinal]))
        if marked:
            self._tell(said or _said(marked), 1, session.library.columns.title(ordinal))
        return marked is not None

    def targets(self) -> list[int]:
        """The papers a decision is for; while one fills the screen, it is for that one."""
        ordinal = self._desk.session.view.ordinal
        if self._desk.scope == "focus":
            return [] if ordinal is None else [ordinal]
        return self._desk.session.targets()

    def undo(self, count: int) -> None:
        """Take back the last changes and go to the paper they were about."""
        if self._saving.drop_last():
            self._desk.say("undone: it was not saved yet")
            return
        self._retrace(self._desk.session.reading.undo, count, "undone")

    def redo(self, count: int) -> None:
        """Do again what was taken back."""
        self._retrace(self._desk.session.reading.redo, count, "redone")

    def tag(self, text: str, ordinals: Sequence[int]) -> None:
        """Carry out a line of tags on some papers: ``rl -old`` adds one and removes another.

        All of them, as one step for undo, or, where one is no tag, none.
        """
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
        session = self._desk.session
        marked = self.tried(partial(session.mark_together, verbs, ordinals))
        if session.selection.members() == list(ordinals):
            session.selection.clear()
            self._desk.painting.rows()
        if marked:
            tags = "tags: " + " ".join(_signed(one.verb) for one in marked.changes)
            count = self.last
            several = f" on {papers_in_words(count)}{self.way_back(count)}" if count > 1 else ""
            self._desk.say(tags + several)

    def way_back(self, count: int) -> str:
        """What undo will do, told the more plainly the more papers it is about."""
        undo = self._desk.key_of("app.undo")
        if not undo:
            return ""
        return f"   one {undo} undoes all {count:,}" if count > MANY else f"   {undo} undoes"

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

    def read_outside(self, ordinals: Sequence[int]) -> None:
        """Several papers were opened elsewhere: those that nothing was decided on are read."""
        session = self._desk.session
        undecided = [one for one in ordinals if session.is_undecided(one)]
        if undecided and self._desk.config.dwell >= 0:
            self.tried(lambda: session.mark("read", undecided))

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
        done: Action | None = None
        for _ in range(count):
            undone = self.tried(lambda: self._gone_to(step()), f"nothing is left to be {word}")
            if undone is None:
                break
            done = undone
        if done is not None:
            self._desk.say(f"{word}: {step_words(done)}")

    def _gone_to(self, done: Action | None) -> Action | None:
        """Put the cursor on the paper that a step was about, before anything is painted."""
        session = self._desk.session
        ordinal = None if done is None else session.library.find(done.ids[0])
        if ordinal is not None:
            session.view = session.view.on(ordinal)
        return done

    def tried(self, change: Callable[[], T | None], unchanged: str = "nothing changed") -> T | None:
        """Carry out a change of marks, show what came of it, and force it to disk.

        Args:
            change: what is done; None where there was nothing to do.
            unchanged: what is said then.
        """
        self._desk.say(unchanged)
        try:
            changed = change()
        except CarrelError as error:
            if self._saving.refused():
                self._desk.say("")
            else:
                self._desk.say(f"not saved: {error}", "warning")
            return None
        if isinstance(changed, Action):
            self.last = len({one for change in changed.changes for one in change.ids})
        self._desk.painting.rows()
        if changed is not None:
            self._desk.say("")
            self._desk.session.views.follow()
            self._desk.painting.filters()
            self._desk.advising.order_changed()
            self._saving.begin()
        return changed

    def _tell(self, said: str, count: int, title: str) -> None:
        hint = self.way_back(count)
        if count > 1:
            glue = " " if said in SAID.values() else ": "
            self._desk.say(f"{said}{glue}{papers_in_words(count)}{hint}")
            return
        width = self._desk.size.width
        place = list_place(self._desk.session.view, "", width)
        room = width - PLACE_CELLS - sum(map(cell_len, (place, said, hint)))
        self._desk.say(f"{said}: “{_short(title, room)}”{hint}")


def _said(marked: Action) -> str:
    said = SAID.get(marked.verb, marked.verb)
    return f"{said} {day_label(marked.value, None)}" if marked.verb == "later" else said


def _signed(verb: str) -> str:
    kind, _, name = verb.partition(":")
    return f"{'−' if kind == 'untag' else '+'}#{name}"


def _short(title: str, room: int) -> str:
    text, cells = shown(title), max(min(room, TITLE_CELLS), 8)
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
