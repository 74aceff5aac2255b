"""Searching: from the query's text to the list.

The text in the bar is the whole state. A text that is no query yet, or a half-typed one without
hits, leaves the list as it was; a finished one is answered even if the answer is no paper.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import cached_property
from typing import TYPE_CHECKING

from index.query.query import Query, QueryError

if TYPE_CHECKING:
    from index.results import Results
    from tui.screens.reader import ReaderScreen
    from tui.searching import Answer, Request, Searching
    from tui.trail import Place
    from tui.viewstate import ViewState

PATIENCE = 0.5
"""Seconds that keys are held back for an answer; hardly any takes a tenth of that."""


class Finding:
    """The query under the reader's hands."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self.query = desk.session.view.query
        """What was last accepted; `cancel` comes back to it."""

        self.missing = ""
        """The text that found nothing, while the list still shows what was there before."""

        self._before: Place | None = None
        """The list from before the typing; `cancel` comes back to it."""

        self._departed: Place | None = None
        """The list that was left for one that is asked for, where typing changed it since."""

        self._anchor: ViewState | None = None
        """Whose paper the cursor keeps while the query is typed: not one that a half-typed word
        brought up on the way."""

        self._listed: ViewState | None = None
        """The list as it was last put up here; another one since then means the cursor moved."""

        self._from_top = False
        """Whether the answer to come is read from its top."""

        self._asked: Request | None = None
        self._settled = asyncio.Event()
        self._settled.set()

    @cached_property
    def searching(self) -> Searching:
        """The search thread, made with the first question."""
        from tui.advice.adviser import Adviser
        from tui.advice.risers import Risers
        from tui.searching import Searching

        desk = self._desk
        risers = Risers(desk.home.feeds, desk.session.reading)
        adviser = Adviser(desk.session.library, desk.config.taste, risers)
        return Searching(desk.session.library, desk.deliver, adviser, desk.call_later)

    def close(self) -> None:
        """Let go of the search thread, if it was ever needed."""
        if "searching" in vars(self):
            self.searching.close()

    # The bar

    def focus(self) -> None:
        """Start typing; remember where to come back to."""
        from tui.astyped import to_go_on

        self.attend(typing=True)
        bar = self._desk.search_bar
        bar.replace_text(to_go_on(bar.value))
        self._desk.go_to("search")

    def attend(self, *, typing: bool) -> None:
        """The keys went into the bar, or out of it by a click: then what is listed counts."""
        session = self._desk.session
        if typing and self._before is None:
            self._before, self._anchor = self._desk.browsing.here, session.view
        elif not typing and self._before is not None:
            self._desk.browsing.left(self._before)
            self._before = self._anchor = None
            self.query, self.missing = session.view.query, ""
            self._desk.search_bar.replace_text(str(self.query))
            self._desk.say("")

    def typed(self, text: str) -> None:
        """The text changed under the reader's fingers."""
        from tui.astyped import as_typed

        try:
            query = as_typed(text)
        except QueryError as error:
            self._desk.say(_told(error), "warning")
            return
        self._desk.say("")
        self._ask(query, tentative=True)

    def accept(self) -> None:
        """Take the text as it stands and go to the list."""
        from tui.astyped import as_typed

        text = self._desk.search_bar.value
        try:
            query = Query.parse(text)
        except QueryError as error:
            self._desk.search_bar.cursor_position = error.end
            self._desk.say(_told(error), "warning")
            return
        self._desk.search_bar.remember(text.strip())
        self._departed, self._before = self._before, None
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
            self._desk.session.view = before.view
            self._desk.painting.list(first_row=before.first_row)
        self.show_anew()

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

    # Lists

    def show(self, query: Query, begun: Query | None = None) -> None:
        """Make this the query, as if it had been typed and accepted."""
        self.query = query
        self._desk.search_bar.replace_text(str(query))
        self._ask(query, begun=begun)

    def select(self, query: Query) -> None:
        """Look for what is to be selected; the list stays."""
        self._ask(query, selecting=True)

    def show_like(self, ordinal: int) -> None:
        """Make the papers most like one the list, if there are any."""
        self._ask(Query(), like=ordinal)

    def put_back(self, place: Place) -> None:
        """Show a list that was shown before, as it was left."""
        session = self._desk.session
        session.view = self._listed = place.view
        session.selection.end_range()
        self._before = self._anchor = self._departed = self._asked = None
        self._arrive(place.view.query)
        self._settled.set()
        self._leave_paper()
        self._desk.days.arrived(place.view.query)
        self._desk.painting.list(first_row=place.first_row)
        self._desk.painting.filters(place.counts)
        self._desk.advising.order_changed()

    def refresh(self) -> None:
        """The same list anew: papers that left it go, new ones come in.

        If its order has news, it is read from the top again; else the cursor keeps its paper.
        Feeds are asked for more where they may be, unless papers were waiting to be shown.
        """
        if self._desk.has("fetching") and not self._desk.growth.is_waiting:
            self._desk.fetching.fetch_due()
        self._from_top = self._desk.advising.has_news
        self._desk.growth.take_in()
        self.show_anew()

    def show_anew(self) -> None:
        """Ask for the list once more; the cursor keeps its paper."""
        like = self._desk.session.view.grounds.like
        if like is None:
            self.show(self.query)
        else:
            self.show_like(like)

    def _leave_paper(self) -> None:
        """Another list comes in place of the one with the paper that is being read."""
        if self._desk.scope == "detail":
            self._desk.go_to("list")

    def _arrive(self, query: Query) -> None:
        """What is listed now is this query's, and so is the bar."""
        self.query, self.missing = query, ""
        self._desk.search_bar.replace_text(str(query))

    def ask_again(self) -> None:
        """The same question anew, half-typed or accepted: the index knows more words now."""
        if self._desk.scope == "search":
            self.typed(self._desk.search_bar.value)
        elif self.query.needs_text:
            self.show(self.query)

    # Asking and answering

    async def settled(self) -> None:
        """Wait for the answer to what was accepted: the next key means the list that is coming."""
        if not self._settled.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), PATIENCE)

    def _ask(
        self,
        query: Query,
        *,
        tentative: bool = False,
        begun: Query | None = None,
        like: int | None = None,
        selecting: bool = False,
    ) -> None:
        from tui.searching import Request

        table = self._desk.session.table
        self._asked = request = Request(query, table, tentative, begun, like, selecting)
        if not tentative:
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
            self._unanswered(answer)
            return
        if request.like is not None and not results.total:
            self._desk.say("no paper shares a telling word with this one")
            return
        if request.tentative and not results.total:
            self.missing = self._desk.search_bar.value
            self._desk.painting.rows()
            return
        self.missing = ""
        if request.like is not None:
            self._leave_paper()
        if request.like is not None or results.query == request.begun:
            self._arrive(results.query)
        self._put_up(answer, results)
        self._desk.painting.filters(answer.counts)

    def _unanswered(self, answer: Answer) -> None:
        if answer.error is not None:
            self._desk.say(str(answer.error), "warning")
        elif answer.request.like is not None:
            self._desk.advising.unready(answer.request.like)

    def _put_up(self, answer: Answer, results: Results) -> None:
        session = self._desk.session
        left = self._departed or self._desk.browsing.here
        before = session.view.subject
        if self._anchor is not None and session.view is self._listed:
            session.view = self._anchor
        session.take(results, answer.suggestion, answer.grounds)
        if self._from_top:
            session.view, self._from_top = session.view.at(0, 1), False
        self._desk.days.arrived(results.query)
        self._listed = session.view
        if not answer.request.tentative:
            self._anchor = self._departed = None
            self._desk.browsing.left(left)
        self._desk.painting.list(anew=session.view.subject != before)


def _told(error: QueryError) -> str:
    """What is wrong with a query, where, and what to do about it."""
    advice = error.problem.hint or "the list stays as it was"
    return f"{error.problem.message}, at character {error.start + 1}: {advice}"
