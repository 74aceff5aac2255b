"""What ranking says on the screen: papers like one, why, the words of the field, and news of it.

The search thread finds it out (`tui.advice.adviser`); here it is asked for and shown.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.query.query import Query
from tui.screens.telling import ORDER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from index.errors import Problem
    from tui.advice.adviser import Adviser
    from tui.screens.overview import OverviewScreen
    from tui.screens.reader import ReaderScreen
    from tui.searching import Then
    from tui.viewstate import ViewState

PATIENCE = 0.5
"""Seconds that keys are held back until what was asked for opens."""

LEARNING = "learning"
"""The notice that says how far comparing papers is."""


class Advising:
    """Everything that ranking is asked for."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._wanted: tuple[int, ViewState] | None = None
        """The paper whose neighbours could not be shown yet, and where they were asked for."""

        self._once_more: int | None = None
        """The paper whose neighbours are asked for again, now that papers are compared."""

    # Papers like one

    def like(self) -> None:
        """Show the papers most like the one under the cursor."""
        ordinal = self._desk.session.view.ordinal
        if ordinal is None:
            self._desk.say("there is no paper under the cursor")
        else:
            self._once_more = None
            self._desk.finding.show_like(ordinal)

    def unready(self, ordinal: int) -> None:
        """Papers are not compared yet: say so, and show the neighbours when they are."""
        if self._once_more == ordinal:  # what was made for it could not be kept
            self._once_more = None
            self._desk.say("papers were compared, but the cache cannot be written", "warning")
            return
        self._wanted = ordinal, self._desk.session.view
        self._desk.growth.catch_up()
        self.learning(0)

    def learning(self, percent: int) -> None:
        """Tell how far comparing papers is, to a reader who waits for it."""
        if self._wanted is not None:
            self._desk.painting.notice(LEARNING, f"learning the words of your papers: {percent} %")

    def learnt(self, problem: Problem | None) -> None:
        """Papers are compared, or could not be; what was waited for is shown.

        A reader who has gone on meanwhile is told, and stays where they are.
        """
        wanted, self._wanted = self._wanted, None
        self._desk.painting.notice(LEARNING, "")
        if problem is not None:
            if wanted is not None:
                self._desk.say(str(problem), "warning")
            return
        if wanted is not None:
            ordinal, view = wanted
            now = self._desk.session.view
            if now.ordinal == ordinal and now.subject == view.subject:
                self._once_more = ordinal
                self._desk.finding.show_like(ordinal)
            else:
                self._desk.say("papers are compared now")
        self.order_changed()

    # The order of scores

    def begin(self) -> None:
        """Find out which papers rules mute, for the number beside their view."""

        def errand(adviser: Adviser) -> Then:
            adviser.mute(table)
            return self._desk.painting.filters

        table = self._desk.session.table
        if any(rule.mute for rule in self._desk.config.rules):
            self._run("mute", errand)

    def order_changed(self) -> None:
        """Marks changed: find out whether that changes the order of what is listed, and say so.

        The list stays as it is until it is refreshed.
        """
        view, table = self._desk.session.view, self._desk.session.table
        if view.order.removeprefix("-") != "score":
            return
        backwards = view.order.startswith("-")

        def errand(adviser: Adviser) -> Then:
            is_same = adviser.is_in_order(view.ordinals, table, backwards=backwards)
            return lambda: self._tell_order(view, is_same=is_same)

        self._run("order", errand)

    @property
    def has_news(self) -> bool:
        """Whether the list would stand in another order if it were asked for now."""
        return self._desk.painting.tells(ORDER)

    def _tell_order(self, view: ViewState, *, is_same: bool) -> None:
        if self._desk.session.view.ordinals is not view.ordinals:
            return
        key = self._desk.key_of("view.refresh")
        news = "the order has news" + (f"   {key} shows it" if key else "")
        self._desk.painting.notice(ORDER, "" if is_same else news)

    # What opens over the panes

    def why(self) -> Awaitable[None] | None:
        """Say why the paper under the cursor stands where it stands."""
        session = self._desk.session
        ordinal = session.view.ordinal
        if ordinal is None:
            self._desk.say("there is no paper under the cursor")
            return None
        table, columns = session.table, session.library.columns

        def work(adviser: Adviser) -> Callable[[], object]:
            told = adviser.why(ordinal, table)

            def show() -> object:
                from tui.screens.why import WhyScreen

                return self._desk.app.push_screen(
                    WhyScreen(self._desk.keymap, told, columns, ordinal)
                )

            return show

        return self._opened("why", work)

    def overview(self) -> Awaitable[None]:
        """Show what the library holds and what became of it; words that rise follow when known."""
        session = self._desk.session
        table, columns = session.table, session.library.columns
        decided, today = session.reading.decided(), session.reading.today

        def work(_: Adviser) -> Callable[[], object]:
            from tui.overview.figures import figures_of

            figures = figures_of(columns, table, decided, today)

            def show() -> object:
                from tui.screens.overview import OverviewScreen

                screen = OverviewScreen(self._desk.keymap, figures)
                self._run("rising", lambda adviser: self._rising(adviser, screen, today))
                return self._desk.app.push_screen(screen, self._search)

            return show

        return self._opened("overview", work)

    def _rising(self, adviser: Adviser, screen: OverviewScreen, today: date) -> Then:
        """Find out which words rise, and tell the overview if it is still open."""
        rising = adviser.rising(today, self._desk.session.table)

        def then() -> None:
            if rising is None:
                self._desk.growth.catch_up()
            if screen.is_attached:
                screen.tell_words(rising)

        return then

    def _search(self, text: str | None) -> None:
        if text:
            self._desk.finding.show(Query.parse(text))

    def _opened(
        self, kind: str, work: Callable[[Adviser], Callable[[], object]]
    ) -> Awaitable[None]:
        """Have something found out and then opened; done when it is, or when that takes long."""
        is_open = asyncio.Event()

        def errand(adviser: Adviser) -> Then:
            try:
                show = work(adviser)
            except CarrelError as error:
                said = str(error)
                show = lambda: self._desk.say(said, "warning")  # noqa: E731

            def then() -> None:
                show()
                is_open.set()

            return then

        self._run(kind, errand)
        return asyncio.ensure_future(_patiently(is_open))

    def _run(self, kind: str, errand: Callable[[Adviser], Then]) -> None:
        self._desk.finding.searching.run(kind, errand)


async def _patiently(event: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), PATIENCE)
