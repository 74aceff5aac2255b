"""Through the library day by day: starting a day, its finish line, and the way to the next.

A day is shown like any other query. What this adds is that the reader arrives at the first paper
that is left, that the list says how many are, and that the end of a day is an end.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from index.day import day_label
from index.query.query import Query
from tui.captions import MANY
from tui.dayend import DayEnd, card, day_of, done_share, sentence, title
from tui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.daybook import DayProgress
    from tui.render import Line
    from tui.screens.reader import ReaderScreen


class Days:
    """The day under the reader's hands."""

    def __init__(self, desk: ReaderScreen, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._stopwatch = Stopwatch(clock)
        self._entering = 0
        """The way in which a day is about to be entered: from its top (1) or its end (-1)."""

        self._day = ""
        self._left: int | None = None
        """How many were left of it when marks were last looked at."""

        self.ending: DayEnd | None = None
        """The day has just been finished; until the next key."""

    @property
    def progress(self) -> DayProgress | None:
        """How far the day is that the list shows; None where it shows something else."""
        return self._desk.session.days.progress(self._day) if self._day else None

    def start(self, query: Query, step: int = 1) -> None:
        """Show a day from its first paper that is left, or (-1) from its last."""
        self._entering = step
        self._desk.finding.show(query)
        if self._desk.scope not in ("detail", "focus"):
            self._desk.go_to("list")

    def start_here(self) -> None:
        """Start the day that the paper under the cursor was listed on last."""
        session = self._desk.session
        ordinal = session.view.ordinal
        day = "" if ordinal is None else session.library.columns.row(ordinal).day
        if self._day or not session.days.progress(day):
            what = "this is the day's list already" if self._day else "no day lists this paper"
            self._desk.say(what)
            return
        self.start(Query().with_fact("day", _asked(day)))

    def arrived(self, query: Query) -> None:
        """Another list was put up: note the day it shows, and go to where it was to be entered."""
        step, self._entering = self._entering, 0
        session = self._desk.session
        day = day_of(query)
        progress = session.days.progress(day) if day else None
        self._day = session.day = "" if progress is None else progress.day
        self._stopwatch.turn_to(self._day)
        self._left, self.ending = None, None
        if self._day:
            session.days.visit(self._day)
            if step:
                self._enter(step)
        self.follow()

    def cross(self, step: int) -> bool:
        """Go on to the next day with papers left; False where the list is not a day's."""
        session, here = self._desk.session, self.progress
        if here is None:
            return False
        onward = session.days.next_left(here.day, step)
        if onward is None:
            self._desk.say("every other day is done")
        else:
            self._desk.say(_crossed(here, onward))
            self.start(self._desk.finding.query.with_fact("day", _asked(onward.day)), step)
        return True

    def follow(self) -> None:
        """Marks changed, or the list: say how far the day is, and whether that was its last."""
        session = self._desk.session
        session.follow_days()
        progress, before = self.progress, self._left
        if progress is None:
            self._desk.painting.title("", None)
            return
        self._left = progress.left
        self._desk.painting.title(title(progress), done_share(progress))
        if progress.is_done and before:
            self.ending = self.end()
        elif not progress.is_done:
            self.ending = None

    def end(self) -> DayEnd | None:
        """What there is to say at the end of the day's list; None where it is not a day's."""
        progress, book = self.progress, self._desk.session.days
        if progress is None:
            return None
        self._stopwatch.tick()
        return DayEnd(
            progress,
            book.tally(progress.day),
            self._stopwatch.minutes(self._day),
            book.next_left(progress.day),
            self._desk.marking.last,
        )

    def hush(self) -> None:
        """A key was pressed: the moment of having finished is over."""
        self._stopwatch.tick()
        if self.ending is not None:
            self.ending = None
            self._desk.painting.cursor()

    def card(self) -> list[Line] | None:
        """What stands in place of the paper when a day has just been finished.

        Not of one that is being read: that it now counts as read must not take it away.
        """
        if self.ending is None or self._desk.scope == "detail":
            return None
        return self.card_of(self.ending, "list.next_unread")

    def card_of(self, end: DayEnd, onward: str, back: str = "", scope: str = "list") -> list[Line]:
        """The end of a day in lines, with the keys of these actions."""
        key_of = self._desk.key_of
        keys = {"next": key_of(onward, scope), "undo": key_of("app.undo", scope)}
        return card(end, keys | {"back": key_of(back, scope) if back else ""})

    def told(self, room: int) -> str:
        """The same for the status line; ``""`` where no day was just finished."""
        if self.ending is None:
            return ""
        marking = self._desk.marking
        undo = marking.way_back(marking.last) if marking.last > MANY else ""
        return sentence(self.ending, self._desk.key_of("list.next_unread"), room, undo)

    def _enter(self, step: int) -> None:
        session = self._desk.session
        edge = -1 if step > 0 else len(session.view.ordinals)
        start = session.view.row_where(session.is_unread, edge, step)
        session.view = session.view.at(start or 0, 1)
        if self._desk.scope == "detail":
            self._desk.marking.opened()


def _asked(day: str) -> str:
    """A day as a query asks for it: one without a year as it is read."""
    return day_label(day, None) if day.startswith("--") else day


def _crossed(here: DayProgress, there: DayProgress) -> str:
    behind = f"   {day_label(here.day, None)} has {here.left:,} left" if here.left else ""
    return f"{day_label(there.day, None)}: {there.left:,} of {there.total:,} left{behind}"
