"""Searching and choosing: from the query's text to the list.

The text in the bar is the whole state. A text that is no query yet, or a half-typed one without
hits, leaves the list as it was; a finished one is answered even if the answer is no paper.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.query.query import Query, QueryError
from tui.astyped import as_typed
from tui.dayend import day_of
from tui.filters import FilterEntry, choose, view_section
from tui.searching import Answer, Counting, Request, Searching

if TYPE_CHECKING:
    from index.results import Results
    from tui.screens.reader import ReaderScreen
    from tui.views.saved_view import SavedView
    from tui.viewstate import ViewState

PATIENCE = 0.5
"""Seconds that keys are held back for an answer; hardly any takes a tenth of that."""

SORTS = ("", "day", "rank", "title", "added", "upvotes")
"""The orders `view.sort` goes through. The first is what suits the query: relevance if it has
words, and else the day, which is then passed over."""


class Finding:
    """The query under the reader's hands."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self.searching = Searching(
            desk.session.library, desk.deliver, desk.deliver_counts, desk.config.taste
        )
        self.query = desk.session.view.query
        """What was last accepted; `cancel` comes back to it."""

        self.unfolded: frozenset[str] = frozenset()
        """Sections of the filter pane that are shown whole."""

        self.missing = ""
        """The text that found nothing, while the list still shows what was there before."""

        self._before: ViewState | None = None
        """The list from before the typing; `cancel` comes back to it."""

        self._top = 0
        """The line of it that was uppermost."""

        self._anchor: ViewState | None = None
        """Whose paper the cursor keeps while the query is typed: not one that a half-typed word
        brought up on the way."""

        self._listed: ViewState | None = None
        """The list as it was last put up here; another one since then means the cursor moved."""

        self._asked: Request | None = None
        self._settled = asyncio.Event()
        self._settled.set()

    def begin(self, text: str) -> None:
        """Take the query the reader wants to start with, before the first frame if that is quick.

        One that asks about words, or for an order of its own, is answered after it, and the whole
        list stands until then.
        """
        try:
            query = Query.parse(text)
        except QueryError as error:
            self._desk.say(f"start in config.toml: {error.problem.message}", "warning")
            return
        if query.needs_text or query.sort:
            self.show(query)
        elif query != self.query:
            session = self._desk.session
            self.query = query
            self._desk.search_bar.replace_text(str(query))
            session.take(session.library.search(query, session.table))
            self._desk.days.arrived(query)

    # The bar

    def focus(self) -> None:
        """Start typing; remember where to come back to."""
        self.attend(typing=True)
        bar = self._desk.search_bar
        bar.replace_text(_to_go_on(bar.value))
        self._desk.go_to("search")

    def attend(self, *, typing: bool) -> None:
        """The keys went into the bar, or out of it by a click: then what is listed counts."""
        session = self._desk.session
        if typing and self._before is None:
            self._before = self._anchor = session.view
            self._top = self._desk.list.first_line
        elif not typing and self._before is not None:
            self._before = self._anchor = None
            self.query, self.missing = session.view.query, ""
            self._desk.search_bar.replace_text(str(self.query))
            self._desk.say("")

    def typed(self, text: str) -> None:
        """The text changed under the reader's fingers."""
        try:
            query = as_typed(text)
        except QueryError as error:
            self._desk.say(_told(error), "warning")
            return
        self._desk.say("")
        self._ask(Request(query, self._desk.session.table, tentative=True))

    def accept(self) -> None:
        """Take the text as it stands and go to the list."""
        text = self._desk.search_bar.value
        try:
            query = Query.parse(text)
        except QueryError as error:
            self._desk.search_bar.cursor_position = error.end
            self._desk.say(_told(error), "warning")
            return
        self._desk.search_bar.remember(text.strip())
        self._before = None
        begun = Query.parse(f"{text}*") if as_typed(text) != query else None
        self.show(query, begun)
        self._desk.go_to("list")

    def cancel(self) -> None:
        """Bring back query, list and place from before the typing."""
        before, self._before, self._anchor = self._before, None, None
        self._desk.search_bar.replace_text(str(self.query))
        self._desk.say("")
        self._desk.go_to("list")
        if before is not None:
            self._desk.session.view = before
            self._desk.painting.list(first_line=self._top)
        self.show(self.query)

    def clear(self) -> None:
        """Every paper again; the cursor stays on its paper."""
        self.show(Query())

    def correct(self) -> None:
        """Take the suggested spelling of what nothing was found for."""
        suggestion = self._desk.session.view.suggestion
        if suggestion is None:
            self._desk.say("there is no other spelling to take")
            return
        self._desk.search_bar.remember(str(suggestion))
        self.show(suggestion)

    # Choices

    def show(self, query: Query, begun: Query | None = None) -> None:
        """Make this the query, as if it had been typed and accepted."""
        self.query = query
        self._desk.search_bar.replace_text(str(query))
        self._ask(Request(query, self._desk.session.table, begun=begun))

    def select(self, query: Query) -> None:
        """Look for what is to be selected; the list stays."""
        self._ask(Request(query, self._desk.session.table, selecting=True))

    def refresh(self) -> None:
        """The same query anew: papers that left it go, new ones come in."""
        self._desk.growth.take_in()
        self.show(self.query)

    def ask_again(self) -> None:
        """The same question anew, half-typed or accepted: the index knows more words now."""
        if self._desk.scope == "search":
            self.typed(self._desk.search_bar.value)
        elif self.query.needs_text:
            self.show(self.query)

    def choose(self, entry: FilterEntry) -> None:
        """Take an entry of the filter pane."""
        if entry.field == "more":
            self.unfolded |= {entry.value}
            self._desk.painting.filters()
            return
        try:
            query = choose(self.query, entry)
        except QueryError as error:
            self._desk.say(f"{entry.label}: {_told(error)}", "warning")
            return
        if entry.field == "day" and not entry.chosen and day_of(query):
            self._desk.days.start(query)
        else:
            self.show(query)

    def show_view(self, digit: int) -> None:
        """Show the view of the filter pane that has a digit; again, and it stays."""
        entries = view_section(0, (), Query(), self._desk.session.views.views).entries
        entry = next((entry for entry in entries if entry.digit == digit), None)
        if entry is None:
            self._desk.say(f"there is no view {digit}")
        else:
            self.choose(replace(entry, chosen=False))

    def count_views(self) -> None:
        """Have the papers of the saved views counted, beside the screen."""
        session = self._desk.session
        if session.views.views:
            queries = tuple(filter(None, map(_query_of, session.views.views)))
            self.searching.count(Counting(queries, session.table))

    def next_sort(self) -> None:
        """Go on to the next order."""
        sorts = [name for name in SORTS if name != "day" or self.query.needs_text]
        now = self.query.sort.removeprefix("-")
        sort = sorts[(sorts.index(now) + 1) % len(sorts)] if now in sorts else sorts[0]
        self._desk.say(f"sorted by {sort}" if sort else "sorted as suits the query")
        self.show(self.query.with_sort(sort))

    # Asking and answering

    async def settled(self) -> None:
        """Wait for the answer to what was accepted: the next key means the list that is coming."""
        if not self._settled.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), PATIENCE)

    def _ask(self, request: Request) -> None:
        self._asked = request
        if not request.tentative:
            self._settled.clear()
        self.searching.ask(request)

    def answered(self, answer: Answer) -> None:
        """Make an answer the list, unless something else was asked since."""
        if answer.request is self._asked:
            self._take(answer)
            self._settled.set()

    def _take(self, answer: Answer) -> None:
        request, results = answer.request, answer.results
        if request.selecting:
            self._desk.selecting.found(answer)
            return
        if results is None:
            self._desk.say(str(answer.error), "warning")
            return
        if request.tentative and not results.total:
            self.missing = self._desk.search_bar.value
            self._desk.painting.rows()
            return
        self.missing = ""
        if request.begun is not None and results.query == request.begun:
            self.query = request.begun
            self._desk.search_bar.replace_text(str(self.query))
        self._put_up(answer, results)
        self._desk.painting.filters(answer.counts)

    def _put_up(self, answer: Answer, results: Results) -> None:
        session = self._desk.session
        anew = results.query != session.view.query
        if self._anchor is not None and session.view is self._listed:
            session.view = self._anchor
        session.take(results, answer.suggestion)
        self._desk.days.arrived(results.query)
        self._listed = session.view
        if not answer.request.tentative:
            self._anchor = None
        self._desk.painting.list(anew=anew)


def _query_of(view: SavedView) -> Query | None:
    try:
        return Query.parse(view.query)
    except QueryError:  # of a later version; choosing it says what is wrong
        return None


def _to_go_on(text: str) -> str:
    """The query as it can be added to: a word may go on, whatever else it ends in may not."""
    last = "".join(text.split()[-1:])
    goes_on = last[-1:].isalnum() and not (":" in last or last.startswith("--"))
    return text if goes_on or not last or text[-1].isspace() else f"{text} "


def _told(error: QueryError) -> str:
    """What is wrong with a query, where, and what to do about it."""
    advice = error.problem.hint or "the list stays as it was"
    return f"{error.problem.message}, at character {error.start + 1}: {advice}"
