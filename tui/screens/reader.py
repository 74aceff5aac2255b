"""The reader's screen: three panes, a query above them, a status line and the keys below.

It composes the panes, turns keys into actions and paints what the session says. What actions do
stands in `finding`, `moving`, `marking` and `sharing`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen

from tui.captions import troubles
from tui.ending import end_without_terminal
from tui.hyperlink import is_understood
from tui.legend import bar_hint, first_key, pane_keys
from tui.looks import Looks
from tui.render import shown
from tui.screens.painting import Painting
from tui.screens.parts import Parts, finished
from tui.served import is_served
from tui.widgets.detail_pane import DetailPane
from tui.widgets.filter_pane import FilterPane
from tui.widgets.line_bar import LineBar
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets import Input

    from index.errors import Problem
    from tui.config import Config
    from tui.keymap import Keymap
    from tui.looksfile import LooksFile
    from tui.paths import Home
    from tui.screens.growth import Growth
    from tui.screens.saving import Saving
    from tui.searching import Answer
    from tui.session import Session
    from tui.widgets.line_pane import LinePane
    from tui.widgets.search_bar import SearchBar

LOOK_AROUND = 0.4
"""Seconds between looks at what other processes wrote."""


class ReaderScreen(Parts, Screen[None], inherit_bindings=False):
    """The three panes."""

    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (110, "-wide")]  # noqa: RUF012

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the keys; the panes themselves paint what that changes, and not the whole screen."""

    @dataclass(repr=False, eq=False)
    class Answered(Message):
        """A search came back."""

        answer: Answer

    def __init__(
        self,
        session: Session,
        config: Config,
        keymap: Keymap,
        home: Home,
        problems: Sequence[Problem],
        looks: LooksFile,
    ) -> None:
        super().__init__()
        self.looks = looks
        self.session, self.config, self.keymap, self.home = session, config, keymap, home
        self.problems = problems
        self.in_page = is_served(os.environ)
        """Whether the screen is a page in a browser."""
        self._search_hint = LineBar(id="search-hint")
        self.list, self.detail, self.filter = PaperList(session.row), DetailPane(), FilterPane()
        self.status, self.footer = LineBar(id="status"), LineBar(id="footer")
        for scope, pane in self.panes.items():
            pane.say_keys(pane_keys(keymap, scope))
        self.detail.hyperlinks = config.hyperlinks and is_understood(os.environ)
        self.painting = Painting(self, troubles(problems))

    def compose(self) -> ComposeResult:
        """Lay out bar, panes, status and footer."""
        # Textual folds the panes at the first resize only: after a frame that shows all three. Once
        # they are there, all of them would be styled a second time.
        width = self.app.size.width
        self.add_class([name for least, name in self.HORIZONTAL_BREAKPOINTS if least <= width][-1])
        yield self._search_hint
        with Horizontal(id="panes"):
            yield self.filter
            yield self.list
            yield self.detail
        yield self.status
        yield self.footer

    def on_mount(self) -> None:
        """Show the library as it is on disk, then begin to look around."""
        if self.looks.looks != Looks(sort=self.looks.looks.sort):
            self.looking.lay_out()
        if self.config.start.strip() or self.looks.looks.sort:
            self.starting.begin(self.config.start, self.looks.looks.sort)
        typed = str(self.finding.query)
        asked = (shown(typed), "body") if typed else (bar_hint(self.keymap), "faint")
        self._search_hint.show([("  ", ""), asked])
        self.painting.everything()
        self.set_interval(LOOK_AROUND, self.look_around)
        self.call_after_refresh(self._warm_up)

    async def _warm_up(self) -> None:
        if self.is_attached:  # else the reader quit faster than that
            await self.warming.begin()

    async def mount_search_bar(self) -> None:
        """Put the bar in the place of its likeness: after the first frame, before the first key."""
        if self.is_attached and not self.search_bar.is_attached:
            self.warming.styles()
            await self.mount(self.search_bar, before=self._search_hint)
            await self._search_hint.remove()

    @cached_property
    def search_bar(self) -> SearchBar:
        """The query's line; until the first frame stands its likeness is there alone."""
        from tui.widgets.search_bar import SearchBar

        bar = SearchBar(str(self.finding.query))
        bar.placeholder = bar_hint(self.keymap)
        return bar

    # Keys

    @cached_property
    def deeds(self) -> Mapping[str, Callable[[int], object]]:
        """What actions do, by their ids."""
        from tui.screens.deeds import deeds

        return deeds(self)

    @property
    def panes(self) -> dict[str, LinePane]:
        """The panes by scope, in the order of `app.next_pane`."""
        return {"filter": self.filter, "list": self.list, "detail": self.detail}

    @property
    def scope(self) -> str:
        """The scope that has the keys."""
        return getattr(self.focused, "scope", "") or "list"

    async def take_key(self, event: events.Key) -> bool:
        """Carry out a key, whole, before the next one is looked at; False where it is not ours."""
        await self.mount_search_bar()
        if self.scope != "search":
            await self.finding.settled()
        return await self.keying.take_key(event)

    def take_paste(self, text: str) -> None:
        """Put what is pasted into the query, while that is being typed; it is no key."""
        if self.scope == "search":
            self.search_bar.take_paste(text)

    async def perform(self, action: str, count: int = 1) -> None:
        """Carry out an action by its id, whoever asked for it."""
        await finished(self.deeds[action](count))
        self.acted(action)

    def key_of(self, action: str, scope: str = "list") -> str:
        """The first key of an action, as it is shown, or ``""``."""
        return first_key(self.keymap, action, scope)

    def go_to(self, scope: str) -> None:
        """Give a pane the keys; leaving the detail pane ends its reading time."""
        # First of all, or the keys are painted a frame after what they are for.
        self.painting.keys(scope)
        if scope != "detail":
            self.marking.stop_dwell()
        self.set_class(scope == "filter", "-filter")
        self.set_class(scope == "detail", "-detail")
        if self.has("focusing"):
            self.focusing.fill(scope == "focus")
        if scope == "focus":
            self.set_focus(self.focusing.pane)
        else:
            self.set_focus(self.search_bar if scope == "search" else self.panes[scope])

    def next_pane(self, step: int) -> None:
        """Give the keys to the pane beside this one."""
        names = [name for name, pane in self.panes.items() if pane.display or name == "list"]
        place = names.index(self.scope) if self.scope in names else 0
        self.go_to(names[(place + step) % len(names)])

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus now; a sequence begun elsewhere is dropped."""
        if self.has("keying"):
            self.keying.reset()
        self.painting.begun([])
        self.finding.attend(typing=self.scope == "search")
        self.painting.keys()

    # Others

    def look_around(self) -> None:
        """Take in what other processes marked and added; end where the terminal is gone."""
        if not (self.in_page or self.app.is_headless):
            end_without_terminal()
        self.marking.look_around()
        self.growth.look_around()

    def on_unmount(self) -> None:
        """Let go of the search thread and the indexing child."""
        self.finding.close()
        for part in ("growth", "looking", "fetching"):
            if self.has(part):
                getattr(self, part).close()

    def say(self, text: str, role: str = "meta") -> None:
        """Put a sentence into the status line; ``warning`` as role for what went wrong."""
        self.painting.say(text, role)

    # Messages

    def on_growth_progressed(self, message: Growth.Progressed) -> None:
        """Tell how far indexing is."""
        self.painting.notice("indexing", f"indexing for search: {message.percent} %")

    def on_growth_ended(self, message: Growth.Ended) -> None:
        """Indexing is over; a query that waited for it is asked again."""
        self.growth.ended(message.problem)
        self.finding.ask_again()

    def on_growth_learning(self, message: Growth.Learning) -> None:
        """Tell how far comparing papers is, if anybody waits for it."""
        self.advising.learning(message.percent)

    def on_growth_learnt(self, message: Growth.Learnt) -> None:
        """Papers are compared: show what waited for it."""
        self.advising.learnt(message.problem)

    def on_saving_ended(self, message: Saving.Ended) -> None:
        """The disk has confirmed marks, or refused them."""
        self.saving.ended(message.error)

    def deliver(self, answer: Answer) -> None:
        """Take a search's answer from its thread."""
        self.post_message(self.Answered(answer))

    def on_reader_screen_answered(self, message: Answered) -> None:
        """Show a search's answer."""
        self.finding.answered(message.answer)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search as the text changes; what was typed before Enter may be told after it."""
        if self.scope == "search" and message.value == self.search_bar.value:
            self.finding.typed(message.value)

    def on_paper_list_pointed(self, message: PaperList.Pointed) -> None:
        """Put the cursor on a row that was clicked; what was asked about another one is dropped."""
        self.keying.drop()
        self.moving.to(message.index)

    def on_paper_list_opened(self, message: PaperList.Opened) -> None:
        """Open a row that was clicked twice."""
        self.moving.to(message.index)
        self.moving.open()
        self.acted("list.open")

    def on_filter_pane_chosen(self, message: FilterPane.Chosen) -> None:
        """Take an entry of the filter pane."""
        self.keying.drop()
        self.choosing.choose(message.entry)

    def on_resize(self) -> None:
        """Fit what hangs on it to the new width."""
        self.resized()
        self.painting.status()
        self.painting.keys()
        if self.has("keying"):
            self.keying.paint()
