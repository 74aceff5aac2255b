"""One feed, from its calendar to papers in the library.

What comes is taken in list by list, and only then do its days count as had. So whatever ends a
fetch (Ctrl-C, a host that went down, the time limit), what arrived is kept, and the next fetch asks
for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.adding import Input
from index.errors import Problem
from index.feeds import settling
from index.feeds.calendar import Calendar, DayRecord, DayState
from index.feeds.kinds import KINDS
from index.feeds.outcome import Outcome, together
from index.feeds.page import Page, joined, read_page
from index.fetching.address import host_of
from index.fetching.answer import JSON, Validators, Wanted
from index.fetching.clock import stamp_of
from index.fetching.failure import FetchError, HostError, StatusError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.feeds.counts import Counts
    from index.feeds.errand import Errand
    from index.feeds.feed import Feed
    from index.feeds.record import FeedRecord, FeedRecords
    from index.fetching.asking import Asker
    from index.fetching.clock import Clock
    from index.library import Library
    from index.paper import Paper
    from index.report import ImportReport

_MOST_HELD: Final = 1_000
"""Records that are held before they are taken in, give or take a list."""

_LEAST, _FACTOR = 3, 1.5
"""A paper that is counted again has its counts in the library changed once it has so many upvotes
more and so many times as many: every change is a line of the log. `counts` has each reading."""

_LONGEST_LIST: Final = 128 * 1024**2
"""Bytes of all pages of a list, which are held until it is whole. The longest that is given,
30,000 papers of arXiv, has 15 MB."""

_REFUSED: Final = 400
"""What Hugging Face answers for a day that is not open yet."""


class Following:
    """The fetch of one feed.

    Args:
        feed: which.
        records: where it is remembered what was had of feeds.
        library: where papers go.
        counts: where it is taken down what they are counted at.
        asker: what asks hosts.
        clock: what tells the time.
        on_request: told the feed's name and how many requests it still needs.
    """

    def __init__(
        self,
        feed: Feed,
        records: FeedRecords,
        library: Library,
        counts: Counts,
        asker: Asker,
        clock: Clock,
        on_request: Callable[[str, int], None],
    ) -> None:
        self._feed, self._records, self._library = feed, records, library
        self._counts, self._asker, self._clock = counts, asker, clock
        self._on_request = on_request
        self._record: FeedRecord = records.read(feed)
        self._held: list[Paper | Problem] = []
        self._counted: list[Paper] = []
        self._days: Calendar = {}
        self._told: Calendar = {}
        self._reports: list[ImportReport] = []
        self._left = 0

    def run(self) -> Outcome:
        """Ask for what is missing and take it in; never raises for what a host does."""
        kind, today = KINDS[self._feed.kind], self._clock.today
        errands = kind.plan(self._feed, self._record.days, self._clock.now(), today)
        self._left = len(errands)
        self._on_request(self._feed.name, self._left)
        problem: Problem | None = None
        is_whole = False
        try:
            problem = self._go_all(errands)
            is_whole = problem is None and not self._is_stale()
        finally:
            self._record.asked = self._clock.stamp
            self._record.problem = "" if problem is None else problem.message
            if is_whole:
                self._record.succeeded = self._clock.stamp
            self._take_in()
        days = tuple((label, record.state) for label, record in sorted(self._told.items()))
        return Outcome(self._feed, together(self._reports), days, problem)

    def _is_stale(self) -> bool:
        """Whether a host still answers with the list of another day."""
        told = {**self._told, **self._days}
        return any(record.state is DayState.STALE for record in told.values())

    def _go_all(self, errands: Sequence[Errand]) -> Problem | None:
        """Bring every list; why the first of those that did not come did not.

        One list may be what a host stumbles over each time, and the others must not wait for it for
        ever; a host that stumbles over two in a row is let be.
        """
        problems: list[Problem] = []
        stumbled = False
        for errand in errands:
            had_stumbled, stumbled = stumbled, False
            try:
                self._go(errand)
            except FetchError as error:
                if self._is_not_open(errand, error):
                    self._days |= settling.not_open(errand, self._clock.stamp)
                    continue
                problems.append(self._failed(errand, error))
                stumbled = not isinstance(error, StatusError)
                if isinstance(error, HostError) or (stumbled and had_stumbled):
                    break  # the host is down, or time is up: no other list would come
        return problems[0] if problems else None

    def _is_not_open(self, errand: Errand, error: FetchError) -> bool:
        """Whether a list was refused that may open later."""
        is_refused = isinstance(error, StatusError) and error.status == _REFUSED
        return is_refused and settling.may_open(errand, self._clock.today)

    def _go(self, errand: Errand) -> None:
        """Bring one list, page by page."""
        pages: list[Page] = []
        known = Validators()
        try:
            while not pages or not self._is_last(errand, pages):
                number, had = len(pages), sum(len(page.items) for page in pages)
                before = Validators() if pages else errand.known
                answer = self._asker.ask(Wanted(errand.page(number, had), errand.form, before))
                if answer.is_unchanged:
                    today, stamp = self._clock.today, self._clock.stamp
                    self._days |= settling.unchanged(errand, self._record.days, today, stamp)
                    return
                # What one page is called says nothing of a list that has more.
                known = Validators() if pages else answer.validators
                self._turn(pages, self._page(answer.body_as(errand.form), errand))
                self._expect(errand, pages)
        except (FetchError, KeyboardInterrupt, SystemExit):
            self._keep(errand, pages)
            raise
        finally:
            self._left -= 1
        self._finish(errand, pages, known)

    def _turn(self, pages: list[Page], page: Page) -> None:
        """Put a page behind those before it.

        Raises:
            FetchError: it is none to go on from; what is on it is among the pages all the same.
        """
        had = sum(len(page.items) for page in pages)
        if pages and page.body == pages[-1].body:
            raise FetchError(f"gives the same page again behind {had:,} papers")
        pages.append(page)
        had += len(page.items)
        if not page.is_whole:
            raise FetchError(f"broke off behind {had:,} papers", hint="fetch again")
        if sum(len(page.body) for page in pages) > _LONGEST_LIST:
            bound = f"{_LONGEST_LIST // 1024**2} MiB"
            raise FetchError(f"is longer than {bound}; {had:,} papers of it were taken")

    def _is_last(self, errand: Errand, pages: list[Page]) -> bool:
        """Whether no more pages are to come."""
        had = sum(len(page.items) for page in pages)
        total = pages[-1].total
        if total is not None and errand.page_size and had < total and not pages[-1].items:
            raise FetchError(f"broke off after {had:,} of {total:,} papers", hint="fetch again")
        if not errand.page_size or had >= self._feed.most:
            return True
        return had >= total if total is not None else len(pages[-1].items) < errand.page_size

    def _expect(self, errand: Errand, pages: list[Page]) -> None:
        """Tell how many requests are still needed, now that the list says how long it is."""
        total = min(pages[-1].total or 0, self._feed.most)
        had = sum(len(page.items) for page in pages)
        more = max(-(-(total - had) // errand.page_size), 0) if errand.page_size else 0
        self._on_request(self._feed.name, self._left - 1 + more)

    def _finish(self, errand: Errand, pages: list[Page], known: Validators) -> None:
        """A list is here: hold it, and note its days."""
        days = [day for page in pages for day in page.days]
        today, stamp = self._clock.today, self._clock.stamp
        had, total = sum(len(page.items) for page in pages), pages[-1].total
        if errand.in_order and total is not None and had < total:
            self._keep(errand, pages)
            raise FetchError(
                f"has {total:,} papers, of which {had:,} were taken",
                hint=f"most = {total} takes all of them",
            )
        self._hold(errand, pages)
        self._days |= settling.settled(errand, days, today, stamp, known)
        if len(self._held) > _MOST_HELD:
            self._take_in()

    def _keep(self, errand: Errand, pages: list[Page]) -> None:
        """A list broke off: what came of it is held all the same."""
        self._hold(errand, pages)
        if errand.in_order:
            days = [day for page in pages for day in page.days]
            self._days |= settling.begun(days, errand, self._clock.today, self._clock.stamp)

    def _hold(self, errand: Errand, pages: list[Page]) -> None:
        if errand.form == JSON and len(pages) > 1:
            pages = [self._page(joined([page.body for page in pages]), errand)]
        items = [item for page in pages for item in page.items]
        self._counted += [item for item in items if not isinstance(item, Problem)]
        if _is_again(errand, self._record.days):
            items = [item for item in items if self._has_news(item)]
        self._held += items

    def _has_news(self, item: Paper | Problem) -> bool:
        """Whether a record of a list that was had before is worth another line of the log."""
        if isinstance(item, Problem):
            return False
        ordinal = self._library.find(item.id)
        if ordinal is None:
            return True
        known = self._library.paper(ordinal)
        listed = {(listing.source, listing.day) for listing in known.listings}
        if any((listing.source, listing.day) not in listed for listing in item.listings):
            return True
        before, now = (dict(paper.extra).get("upvotes", "") for paper in (known, item))
        if not (before.isdecimal() and now.isdecimal()):
            return before != now
        return int(now) >= int(before) * _FACTOR + _LEAST

    def _page(self, body: bytes, errand: Errand) -> Page:
        host = host_of(errand.url)
        return read_page(body, self._feed.name, errand.day, self._clock.stamp, host)

    def _failed(self, errand: Errand, error: FetchError) -> Problem:
        """Note the days that did not come."""
        before = {**self._record.days, **self._days}
        stamp, message = self._clock.stamp, error.problem.message
        self._days |= settling.failed(errand.spans, before, stamp, message)
        if error.not_before:
            self._record.not_before = stamp_of(error.not_before)
        return error.problem._replace(where=self._feed.name)

    def _take_in(self) -> None:
        """Put what is held into the library, and then remember that it was had."""
        if self._held:
            given = Input(None, self._feed.name, records=tuple(self._held))
            self._reports.append(self._library.add([given]))
        if self._counted:
            self._counts.add(self._counted, self._clock.today.isoformat())
            newest = max(self._counted, key=_listed_on)
            if _listed_on(newest) >= self._record.last_day:  # not of a gap that was filled
                self._record.last_id, self._record.last_title = newest.id, newest.title
                self._record.last_day = _listed_on(newest)
        self._record.days |= self._days
        self._told |= self._days
        self._records.write(self._feed, self._record)
        self._held, self._counted, self._days = [], [], {}


def _listed_on(paper: Paper) -> str:
    return paper.listings[0].day if paper.listings else ""


def _is_again(errand: Errand, before: Mapping[str, DayRecord]) -> bool:
    """Whether a whole list was had already, and is asked for to see what became of it."""
    return (
        errand.is_dated
        and not errand.in_order
        and all(
            before.get(span.label, DayRecord()).state is DayState.FETCHED for span in errand.spans
        )
    )
