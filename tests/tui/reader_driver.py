"""The reader's screen in memory: keys in, the state of the screen out."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.papers import SHELF, fill
from tests.waiting import until
from tui.opening import make_app
from tui.screens.reader import ReaderScreen
from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.pilot import Pilot

    from index.paper import Paper
    from tui.paths import Home

LONGEST = 300.0
"""Seconds that a test of the screen may take; what waits longer waits for what never comes."""

BOATS, KITES, NOTE, WELLS = (paper.id for paper in SHELF)


class Driver:
    """Keys in, the state of the screen out."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        self.screen = screen

    def is_warm(self) -> bool:
        """Whether what waits for the first frame is done, however late that came."""
        return self.screen.has("warming") and self.screen.warming.is_done

    async def press(self, *keys: str) -> None:
        """Press keys, then wait until every search they asked for is answered."""
        for key in keys:
            await self.pilot.press(key)
        searching = self.screen.finding.searching
        await until(lambda: not searching.busy, f"the answer to {' '.join(keys)}")
        await self.pilot.pause()

    @property
    def current(self) -> str:
        """Id of the paper under the cursor."""
        ordinal = self.screen.session.view.ordinal
        return "" if ordinal is None else self.screen.session.library.columns.id(ordinal)

    @property
    def listed(self) -> list[str]:
        """Ids of the list."""
        columns = self.screen.session.library.columns
        return [columns.id(ordinal) for ordinal in self.screen.session.view.ordinals]

    def flags(self, paper_id: str) -> int:
        """The marks of a paper."""
        ordinal = self.screen.session.library.find(paper_id)
        assert ordinal is not None
        return self.screen.session.table.flags[ordinal]

    def text(self, pane: str) -> str:
        """What a pane or bar shows."""
        widget = self.pilot.app.screen.query_one(f"#{pane}", LineWidget)
        return "\n".join(strip.text for strip in widget.render_lines(widget.outer_size.region))


@asynccontextmanager
async def reader(
    home: Home,
    papers: Sequence[Paper] = SHELF,
    size: tuple[int, int] = (140, 30),
    *,
    toured: bool = True,
) -> AsyncIterator[Driver]:
    """The app over a home with those papers, whose reader was shown around unless told so."""
    if papers:
        fill(home, papers)
    if toured:
        home.state.mkdir(parents=True, exist_ok=True)
        home.tour_file.touch()
    async with asyncio.timeout(LONGEST), make_app(home, os.environ).run_test(size=size) as pilot:
        driver = Driver(pilot)
        await until(driver.is_warm, "a reader that is ready for everything")
        await pilot.pause()
        yield driver


def key_of(letter: str) -> str:
    """The name Textual has for a character."""
    from textual.keys import _character_to_key

    return _character_to_key(letter)
