"""What the first frame could do without: loaded, made and begun once it stands."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

OVER = Path(__file__).parent.with_name("over.tcss")
"""How that looks which no first frame shows any of."""


class Warming:
    """From the first frame to a reader that is ready for everything."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.is_done = False
        """Whether all of it is begun, and the reader is ready for everything."""

    async def begin(self) -> None:
        """Do it all, what a key may need soonest first; what is made stays, so is never garbage."""
        from tui.reading.lock import warm_up

        screen = self._screen
        await screen.mount_search_bar()
        _ = screen.deeds
        gc.freeze()
        gc.enable()
        if screen.has("starting"):
            screen.starting.ask()
        screen.painting.begin_counting()
        screen.growth.catch_up()
        screen.advising.begin()
        self._offer_tour()
        self._begin_fetching()
        screen.run_worker(
            warm_up,
            thread=True,
            group="warm up",
            exit_on_error=False,
            description="load what the first mark needs",
        )
        self.is_done = True

    def styles(self) -> None:
        """Have styles for what the first frame shows nothing of, before any of it is there."""
        stylesheet = self._screen.app.stylesheet
        if not stylesheet.has_source(os.path.abspath(OVER)):
            stylesheet.read(OVER)
            stylesheet.reparse()

    def _offer_tour(self) -> None:
        """Show somebody around who has papers, decided nothing yet, and was never shown around."""
        screen = self._screen
        papers, marks = len(screen.session.library), screen.session.reading
        if papers and marks.is_blank and not screen.home.tour_file.exists():
            screen.touring.begin()

    def _begin_fetching(self) -> None:
        """Look after feeds, where any are followed or ever were; if none, say how that is done."""
        screen = self._screen
        if screen.config.feeds is not None or screen.home.feeds.exists():
            screen.fetching.begin()
        elif not screen.home.config_file.exists():
            screen.fetching.write_example()
