from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from index.paper import Paper
from index.query.query import Query
from tests.bench import engine_fts5, engine_whoosh
from tests.bench.engine import Effort, Question, figures, geometric_mean
from tests.bench.tiled import copy, tiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAPERS = [
    Paper("doi:10.1000/a", "Graph neural networks", "We train a model"),
    Paper("doi:10.1000/b", "Training of language models", "no graph"),
    Paper("doi:10.1000/c", "Neural language", authors=("Ann Graph",)),
]
FOUND = {
    "graph": 3,
    "title:graph": 1,
    "graph language": 2,
    "graph OR training": 3,
    "neural -language": 1,
    "(graph OR model) -neural": 1,
    '"neural network"': 1,
    "tr*": 2,
    "nowhere": 0,
}


@pytest.mark.parametrize("text", list(FOUND))
def test_fts5_finds_what_is_asked(text: str, tmp_path: Path) -> None:
    engine_fts5.build(PAPERS, tmp_path)
    session = engine_fts5.Fts5Engine(tmp_path).open()
    ask = session.asking(Question(text))
    assert ask is not None
    assert ask() == FOUND[text]
    session.close()


@pytest.mark.parametrize("text", list(FOUND))
def test_stock_whoosh_finds_what_is_asked(text: str, tmp_path: Path) -> None:
    engine_whoosh.build(PAPERS, tmp_path)
    session = engine_whoosh.WhooshEngine(tmp_path).open()
    ask = session.asking(Question(text))
    assert ask is not None
    assert ask() == FOUND[text]
    session.close()


@pytest.mark.parametrize("text", list(FOUND))
def test_tantivy_finds_what_is_asked(text: str, tmp_path: Path) -> None:
    pytest.importorskip("tantivy")
    from tests.bench import engine_tantivy

    engine_tantivy.build(PAPERS, tmp_path)
    ask = engine_tantivy.TantivyEngine(tmp_path).open().asking(Question(text))
    assert ask is not None
    assert ask() == FOUND[text]


@pytest.mark.parametrize("text", ["is:unread", "-graph", "graph OR -neural", ""])
def test_fts5_has_no_words_for_some_questions(text: str) -> None:
    assert engine_fts5.match(Query.parse(text).root) is None


def test_quotes_are_only_quotes_to_fts5() -> None:
    text = engine_fts5.match(Query.parse('"a ""b"" c"').root)
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE papers USING fts5(title)")
    assert table.execute("SELECT * FROM papers WHERE papers MATCH ?", (text,)).fetchall() == []
    table.close()


def test_whoosh_has_a_word_for_fuzziness() -> None:
    assert engine_whoosh.query_text(Query.parse("lerning~").root) == "lerning~1"
    assert engine_fts5.match(Query.parse("lerning~").root) is None


class Counting:
    """An engine that counts how often it is opened and asked."""

    note, slow = "", frozenset[str]()

    def __init__(self, name: str = "counting", opened: list[str] | None = None) -> None:
        self.name = name
        self.order = [] if opened is None else opened
        self.opened = self.asked = self.closed = 0

    def open(self) -> Counting:
        self.opened += 1
        self.order.append(self.name)
        return self

    def asking(self, question: Question) -> Callable[[], int] | None:
        return None if question.text == "impossible" else self._ask

    def _ask(self) -> int:
        self.asked += 1
        return 7

    def close(self) -> None:
        self.closed += 1


def test_cold_means_a_session_for_each_round() -> None:
    engine = Counting()
    measured = figures([(engine, Effort(3, 4, 60_000))], Question("a"))["counting"]
    assert measured is not None
    assert measured.found == 7
    assert (engine.opened, engine.closed, engine.asked) == (3, 3, 3 + 4)


def test_engines_take_turns() -> None:
    order: list[str] = []
    one, two = Counting("one", order), Counting("two", order)
    assert set(figures([(one, Effort(2, 1, 60_000)), (two, Effort(3, 1, 60_000))], Question("a")))
    assert order == ["one", "two", "one", "two", "two"]


def test_who_has_no_patience_asks_once() -> None:
    engine = Counting()
    measured = figures([(engine, Effort(3, 4, 0))], Question("a"))["counting"]
    assert measured is not None
    assert measured.warm == measured.cold
    assert engine.asked == 1


def test_what_cannot_be_asked_is_not_measured() -> None:
    engine = Counting()
    assert figures([(engine, Effort(3, 4, 100))], Question("impossible")) == {"counting": None}
    assert engine.opened == engine.closed == 1


def test_the_mean_of_ratios_is_geometric() -> None:
    assert geometric_mean([1.0, 100.0]) == pytest.approx(10)


def test_tiles_are_the_same_wherever_building_begins_again() -> None:
    whole, later = tiles(PAPERS, 0), tiles(PAPERS, 4)
    assert [next(whole) for _ in range(7)][4:] == [next(later) for _ in range(3)]


def test_a_copy_shares_nothing_that_it_is_known_by() -> None:
    first, second = copy(PAPERS[0], 1), copy(PAPERS[0], 2)
    assert first.title == second.title
    assert {first.id, *first.aliases}.isdisjoint({second.id, *second.aliases})
