"""Papers turned round, against the plain way to do it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import example, given

from index.analysis import stem, words
from index.fulltext import inverting
from index.fulltext.inverting import ChunkTable, invert
from index.paper import Paper
from tests.index.inversion_model import (
    assert_equal,
    assert_sound,
    modelled,
    numbered_papers,
    plain,
    texts,
)
from tests.index.paper_strategies import patiently

if TYPE_CHECKING:
    import pytest


@patiently
@given(text=texts)
@example("graph's graph's\u00a0x's's")
@example("x" * 130 + "\u2003’s")
def test_words_never_run_across_whitespace(text: str) -> None:
    written = [word.text for word in words(text)]
    assert written == [word.text for chunk in text.split() for word in words(chunk)]


@patiently
@given(text=texts)
def test_a_chunk_has_the_terms_of_its_words(text: str) -> None:
    written: set[str] = set()
    table = ChunkTable(written)
    for chunk in text.split():
        number = table[chunk]
        start = sum(table.sizes[:number])
        known = table.contents[start : start + table.sizes[number]]
        assert [table.terms[term] for term in known] == [stem(word.text) for word in words(chunk)]
    assert written == {word.text for word in words(text)}


@patiently
@given(papers=numbered_papers)
def test_an_inversion_holds_every_word_where_it_stands(papers: list[tuple[int, Paper]]) -> None:
    inversion = invert(papers, ChunkTable(set()))
    assert_sound(inversion)
    assert plain(inversion) == modelled(papers)
    assert inversion.ordinals.tolist() == sorted(ordinal for ordinal, _ in papers)


@patiently
@given(first=numbered_papers, second=numbered_papers)
def test_what_a_table_has_learnt_before_makes_no_difference(
    first: list[tuple[int, Paper]], second: list[tuple[int, Paper]]
) -> None:
    table = ChunkTable(set())
    invert(first, table)
    assert_equal(invert(second, table), invert(second, ChunkTable(set())))


def test_a_table_that_has_grown_too_large_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inverting, "_MOST_KEPT", 6)
    written: set[str] = set()
    table = ChunkTable(written)
    for title in ("one two three four", "five six", "two seven"):
        papers = [(0, Paper("arxiv:1", title))]
        assert plain(invert(papers, table)) == modelled(papers)
    assert "four" not in table
    assert written == set(chain(["one", "two", "three", "four"], ["five", "six", "seven"]))


def test_what_nobody_writes_twice_is_not_kept() -> None:
    table = ChunkTable(set())
    papers = [(0, Paper("arxiv:1", "注意" * 99, "x" * 101 + "!"))]
    for _ in range(2):
        assert plain(invert(papers, table)) == modelled(papers)
    assert max(map(len, table), default=0) <= 100


def test_between_two_authors_one_position_is_left_out() -> None:
    paper = Paper("arxiv:1", "a", authors=("Ana García", "", "Bo"))
    found = plain(invert([(7, paper)], ChunkTable(set())))
    authors = {
        term: positions for (field, term, _), positions in found.items() if field == "author"
    }
    assert authors == {b"ana": [0], b"garcia": [1], b"bo": [4]}
