"""What the reader's screen can do: each part is loaded and made when it is first asked for.

Most of it belongs to a key, and the first frame does not wait for what no key has asked for yet.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import Any

    from textual import events
    from textual.screen import Screen

    from tui.screens.advising import Advising
    from tui.screens.asking import Asking
    from tui.screens.browsing import Browsing
    from tui.screens.choosing import Choosing
    from tui.screens.commanding import Commanding
    from tui.screens.copying import Copying
    from tui.screens.days import Days
    from tui.screens.fetching import Fetching
    from tui.screens.finding import Finding
    from tui.screens.focusing import Focusing
    from tui.screens.growth import Growth
    from tui.screens.jumping import Jumping
    from tui.screens.keying import Keying
    from tui.screens.linking import Linking
    from tui.screens.looking import Looking
    from tui.screens.marking import Marking
    from tui.screens.moving import Moving
    from tui.screens.noting import Noting
    from tui.screens.reader import ReaderScreen
    from tui.screens.reasoning import Reasoning
    from tui.screens.running import Running
    from tui.screens.saving import Saving
    from tui.screens.selecting import Selecting
    from tui.screens.sharing import Sharing
    from tui.screens.starting import Starting
    from tui.screens.touring import Touring
    from tui.screens.warming import Warming


class Parts:
    """The parts of a `ReaderScreen`, by what they are for."""

    @property
    def _reader(self) -> ReaderScreen:
        return cast("ReaderScreen", self)

    def has(self, part: str) -> bool:
        """Whether a part was ever asked for; one that was not has nothing to say or to close."""
        return part in vars(self)

    async def grabs(self, event: events.Key) -> bool:
        """Whether a key belongs to labels that are shown, or ends the tour."""
        if self.has("jumping") and self.jumping.is_on:
            await finished(self.jumping.take(event.character))
            return True
        return self.has("touring") and self.touring.takes(event.key)

    def resized(self) -> None:
        """Panes are laid out, labels would stand in wrong places, the tour has other words."""
        if self.has("looking"):
            self.looking.lay_out()
        if self.has("jumping") and self.jumping.is_on:
            self.jumping.end()
            self._reader.painting.begun([])
        if self.has("touring"):
            self.touring.paint()
        if self._reader.app.screen is not self._reader:
            _divide_anew(self._reader.app.screen)

    def acted(self, action: str) -> None:
        """An action was taken: by its key, a command, the palette, a label or the mouse."""
        if self.has("touring"):
            self.touring.saw(action)

    @cached_property
    def finding(self) -> Finding:
        """Searching."""
        from tui.screens.finding import Finding

        return Finding(self._reader)

    @cached_property
    def choosing(self) -> Choosing:
        """Views, facets, orders."""
        from tui.screens.choosing import Choosing

        return Choosing(self._reader)

    @cached_property
    def browsing(self) -> Browsing:
        """Back and forward."""
        from tui.screens.browsing import Browsing

        return Browsing(self._reader)

    @cached_property
    def advising(self) -> Advising:
        """Ranking."""
        from tui.screens.advising import Advising

        return Advising(self._reader)

    @cached_property
    def days(self) -> Days:
        """Listing days and their finish line."""
        from tui.screens.days import Days

        return Days(self._reader)

    @cached_property
    def selecting(self) -> Selecting:
        """Several papers at once."""
        from tui.screens.selecting import Selecting

        return Selecting(self._reader)

    @cached_property
    def moving(self) -> Moving:
        """The cursor."""
        from tui.screens.moving import Moving

        return Moving(self._reader)

    @cached_property
    def saving(self) -> Saving:
        """From memory to disk."""
        from tui.screens.saving import Saving

        return Saving(self._reader)

    @cached_property
    def marking(self) -> Marking:
        """Stars and the like."""
        from tui.screens.marking import Marking

        return Marking(self._reader)

    @cached_property
    def commanding(self) -> Commanding:
        """The command line."""
        from tui.screens.commanding import Commanding

        return Commanding(self._reader)

    @cached_property
    def running(self) -> Running:
        """Programs beside the reader."""
        from tui.screens.running import Running

        return Running(self._reader, os.environ)

    @cached_property
    def keying(self) -> Keying:
        """Keys."""
        from tui.screens.keying import Keying

        return Keying(self._reader)

    @cached_property
    def reasoning(self) -> Reasoning:
        """Reasons and days."""
        from tui.screens.reasoning import Reasoning

        return Reasoning(self._reader)

    @cached_property
    def looking(self) -> Looking:
        """Themes, density, widths."""
        from tui.screens.looking import Looking

        return Looking(self._reader)

    @cached_property
    def sharing(self) -> Sharing:
        """Links, clipboard, export."""
        from tui.screens.sharing import Sharing

        return Sharing(self._reader, os.environ)

    @cached_property
    def copying(self) -> Copying:
        """The clipboard."""
        from tui.screens.copying import Copying

        return Copying(self._reader, os.environ)

    @cached_property
    def linking(self) -> Linking:
        """The addresses of a paper."""
        from tui.screens.linking import Linking

        return Linking(self._reader)

    @cached_property
    def noting(self) -> Noting:
        """Notes."""
        from tui.screens.noting import Noting

        return Noting(self._reader, os.environ)

    @cached_property
    def asking(self) -> Asking:
        """Prompts."""
        from tui.screens.asking import Asking

        reader = self._reader
        return Asking(reader, reader.marking, reader.sharing, reader.noting)

    @cached_property
    def focusing(self) -> Focusing:
        """One paper on the whole screen."""
        from tui.screens.focusing import Focusing

        return Focusing(self._reader)

    @cached_property
    def jumping(self) -> Jumping:
        """A letter beside every place to go."""
        from tui.screens.jumping import Jumping

        return Jumping(self._reader)

    @cached_property
    def touring(self) -> Touring:
        """The tour of five keys."""
        from tui.screens.touring import Touring

        return Touring(self._reader)

    @cached_property
    def starting(self) -> Starting:
        """The first list."""
        from tui.screens.starting import Starting

        return Starting(self._reader)

    @cached_property
    def warming(self) -> Warming:
        """What comes once the first frame stands."""
        from tui.screens.warming import Warming

        return Warming(self._reader)

    @cached_property
    def fetching(self) -> Fetching:
        """What feeds bring."""
        from tui.screens.fetching import Fetching

        return Fetching(self._reader)

    @cached_property
    def growth(self) -> Growth:
        """What comes into the library meanwhile."""
        from tui.screens.growth import Growth

        return Growth(self._reader, self._reader.home)


async def finished(done: object) -> None:
    """Wait for what an action gave, if it is to be waited for."""
    if isinstance(done, Awaitable):
        await done


def _divide_anew(screen: Screen[Any]) -> None:
    """Have the palette, if this is it, ask for its lines again: they are divided by its width."""
    from textual.command import CommandPalette
    from textual.widgets import Input

    if isinstance(screen, CommandPalette):
        line = screen.query_one(Input)
        screen.post_message(Input.Changed(line, line.value))
