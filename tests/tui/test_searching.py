"""One search in flight: told with a real library whose searches can be held back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from index.library import Library
from index.marktable import MarkTable
from index.query.query import Query
from index.recommending.taste import Rule, Taste
from tests.papers import fill
from tui.advice.adviser import Adviser
from tui.searching import Answer, Request, Searching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.recommending.standing import Standing
    from index.results import Results
    from tui.paths import Home
    from tui.searching import Then

PATIENCE = 30.0


class HeldLibrary(Library):
    """Searches begin and then wait until they are let go."""

    def hold(self) -> None:
        """Prepare; separate from construction, which the library owns."""
        self.begun: list[str] = []
        self.has_begun = threading.Semaphore(0)
        self.may_go_on = threading.Semaphore(0)

    def search(self, query: Query, marks: MarkTable, standing: Standing | None = None) -> Results:
        """Search once it is let go."""
        self.begun.append(str(query))
        self.has_begun.release()
        assert self.may_go_on.acquire(timeout=PATIENCE)
        return super().search(query, marks)


class Desk:
    """Where answers arrive."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.arrived = threading.Semaphore(0)
        self.finished = threading.Semaphore(0)

    def finish(self, then: Then) -> None:
        """Do what an errand left to do."""
        then()
        self.finished.release()

    def deliver(self, answer: Answer) -> None:
        """Take an answer."""
        self.answers.append(answer)
        self.arrived.release()

    def wait(self) -> Answer:
        """The next answer."""
        assert self.arrived.acquire(timeout=PATIENCE)
        return self.answers[-1]


@pytest.fixture
def library(home: Home) -> HeldLibrary:
    fill(home)
    held = HeldLibrary(home.papers, home.cache)
    held.hold()
    return held


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def searching(library: HeldLibrary, desk: Desk) -> Iterator[Searching]:
    service = Searching(library, desk.deliver, finish=desk.finish)
    yield service
    service.close()
    library.may_go_on.release(100)


def request(library: Library, text: str, *, begun: str = "", tentative: bool = False) -> Request:
    return Request(
        Query.parse(text),
        MarkTable.empty(len(library)),
        tentative=tentative,
        begun=Query.parse(begun) if begun else None,
    )


def test_an_answer_holds_the_papers_and_their_facets(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    library.may_go_on.release()
    searching.ask(request(library, "learn"))
    answer = desk.wait()
    assert answer.results is not None
    assert answer.results.total == 2
    assert ("source", "page-1", 1) in answer.counts.facets


def test_the_newest_replaces_whatever_waits_and_only_it_is_delivered(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    searching.ask(request(library, "kite"))
    assert library.has_begun.acquire(timeout=PATIENCE)
    for text in ("boat", "note", "wells"):
        searching.ask(request(library, text))
    assert searching.busy
    library.may_go_on.release(2)
    assert str(desk.wait().request.query) == "wells"
    assert library.begun == ["kite", "wells"]
    assert len(desk.answers) == 1
    assert not searching.busy


def test_a_fault_is_told_and_the_next_search_is_answered(
    library: HeldLibrary, desk: Desk, searching: Searching, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_type.__name__))

    def errand(_: Adviser) -> Then:
        raise LookupError

    with monkeypatch.context() as broken:
        broken.setattr(library, "facets", lambda *_: 1 / 0)
        library.may_go_on.release(2)
        searching.ask(request(library, "kite"))
        assert "the search failed: ZeroDivisionError" in str(desk.wait().error)
    searching.run("odd", errand)
    searching.run("even", lambda _: lambda: None)
    searching.ask(request(library, "boat"))
    assert desk.wait().error is None
    for _ in ("odd", "even"):
        assert desk.finished.acquire(timeout=PATIENCE)
    assert faults == ["ZeroDivisionError", "LookupError"]


def test_a_chosen_facet_keeps_the_counts_of_its_rivals(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    library.may_go_on.release(2)
    searching.ask(request(library, "source:page-1"))
    answer = desk.wait()
    assert ("source", "page-1", 2) in answer.counts.facets
    assert ("source", "page-2", 2) in answer.counts.facets


def test_an_order_of_scores_goes_by_marks_and_rules(home: Home, desk: Desk) -> None:
    library = fill(home)
    library.recommender.catch_up()
    taste = Taste(rules=(Rule(Query.parse("wells"), 9.0), Rule(Query.parse("kites"), mute=True)))
    searching = Searching(library, desk.deliver, Adviser(library, taste))
    marks = MarkTable.empty(len(library))
    searching.ask(Request(Query.parse("sort:score"), marks))
    answer = desk.wait()
    assert answer.results is not None
    assert answer.results.sort == "score"
    assert answer.results.ordinals[0] == 3
    assert 1 not in answer.results.ordinals
    marks.muted = b""
    searching.ask(Request(Query.parse("is:muted"), marks))
    answer = desk.wait()
    searching.close()
    assert answer.results is not None
    assert list(answer.results.ordinals) == [1]


def test_errands_are_run_behind_what_is_asked_and_of_each_kind_the_newest(
    library: HeldLibrary, desk: Desk
) -> None:
    done: list[str] = []
    finished = threading.Semaphore(0)

    def finish(then: Then) -> None:
        then()
        finished.release()

    def errand(name: str) -> Callable[[Adviser], Then]:
        return lambda _: lambda: done.append(f"{name} after {len(library.begun)}")

    searching = Searching(library, desk.deliver, finish=finish)
    searching.ask(request(library, "kite"))
    assert library.has_begun.acquire(timeout=PATIENCE)
    for kind, name in (("order", "old"), ("why", "why"), ("order", "new")):
        searching.run(kind, errand(name))
    searching.ask(request(library, "boat"))
    assert searching.busy
    library.may_go_on.release(2)
    for _ in range(2):
        assert finished.acquire(timeout=PATIENCE)
    assert done == ["new after 2", "why after 2"]
    searching.close()


def test_an_errand_that_fails_stops_no_search(library: HeldLibrary, desk: Desk) -> None:
    def fails(_: Adviser) -> Then:
        raise CarrelError("no")

    searching = Searching(library, desk.deliver)
    searching.run("why", fails)
    library.may_go_on.release()
    searching.ask(request(library, "kite"))
    assert desk.wait().results is not None
    searching.close()


def test_what_went_wrong_is_an_answer_too(home: Home, desk: Desk) -> None:
    class Broken(Library):
        def search(
            self, query: Query, marks: MarkTable, standing: Standing | None = None
        ) -> Results:
            raise CarrelError("the index is damaged", hint="it is made anew")

    searching = Searching(Broken(home.papers, home.cache), desk.deliver)
    searching.ask(Request(Query(), MarkTable.empty(0)))
    answer = desk.wait()
    searching.close()
    assert answer.results is None
    assert "damaged" in str(answer.error)


def test_views_are_counted_among_what_the_rest_of_the_query_finds(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    library.may_go_on.release(2)
    searching.ask(request(library, "is:starred learn"))
    answer = desk.wait()
    assert answer.results is not None
    assert answer.results.total == 0
    assert answer.counts.any_state is not None
    assert len(answer.counts.any_state) == 2
    assert list(answer.counts.any_tag or ()) == []


def test_without_a_query_views_are_counted_over_the_library(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    library.may_go_on.release(2)
    searching.ask(request(library, "is:unread"))
    assert desk.wait().counts.any_state is None


def test_a_query_takes_one_search(library: HeldLibrary, desk: Desk, searching: Searching) -> None:
    library.may_go_on.release(9)
    searching.ask(request(library, "learn -seas sort:title"))
    assert desk.wait().results is not None
    assert library.begun == ["learn -seas sort:title"]


@pytest.mark.parametrize(
    "fact", ["source:page-1", "day:2026-03-12", "year:2025", 'venue:"POND 2025"']
)
def test_every_chosen_facet_is_counted_as_if_it_were_not(
    library: HeldLibrary, desk: Desk, searching: Searching, fact: str
) -> None:
    library.may_go_on.release(2)
    searching.ask(request(library, fact))
    counts = desk.wait().counts.facets
    field = fact.partition(":")[0]
    assert sum(size for name, _, size in counts if name == field) > 2
    assert library.begun == [str(Query.parse(fact)), ""]


def test_what_finds_nothing_is_answered_by_its_beginning(
    library: HeldLibrary, desk: Desk, searching: Searching
) -> None:
    library.may_go_on.release(2)
    searching.ask(request(library, "lear", begun="lear*"))
    answer = desk.wait()
    assert answer.results is not None
    assert (str(answer.results.query), answer.results.total) == ("lear*", 2)
    assert answer.suggestion is None


def test_what_finds_nothing_is_answered_with_another_spelling(home: Home, desk: Desk) -> None:
    fill(home)
    library = Library(home.papers, home.cache)
    searching = Searching(library, desk.deliver)
    searching.ask(request(library, "kitte", begun="kitte*"))
    answer = desk.wait()
    assert answer.results is not None
    assert (str(answer.results.query), answer.results.total) == ("kitte", 0)
    assert str(answer.suggestion) == "kite"
    searching.ask(request(library, "kitte", tentative=True))
    assert desk.wait().suggestion is None, "nobody is corrected in mid-word"
    searching.close()
