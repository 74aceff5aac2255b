"""Words that rise, laid out: words with their counts, and what choosing one searches."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from index.query.query import Query
from index.recommending.rising import RisingWord
from tui.overview.lines import OverviewSection, overview_lines
from tui.overview.rising_lines import word_sections

WORDS = [
    RisingWord("agents", 40, 200, 50, 1_000),
    RisingWord("井戸", 3, 200, 0, 1_000),
    RisingWord("state-of-the-art", 12, 200, 5, 12_345),
    RisingWord("OR", 4, 200, 1, 1_000),
]


def texts(sections: list[OverviewSection]) -> list[str]:
    return ["".join(text for text, _ in line.runs) for line in overview_lines(sections)]


@pytest.mark.parametrize("width", [54, 76, 108])
def test_counts_stand_below_each_other(width: int) -> None:
    lines = texts(word_sections((WORDS, WORDS[:1]), width))
    assert all(cell_len(line) <= width for line in lines)
    agents, wells, _, _ = lines[2:6]
    assert "40 of 200" in agents
    assert "50 of 1,000" in agents
    assert agents.endswith("× 4.0")
    assert wells.endswith("new")
    ends = {cell_len(line[: line.index(" of 200") + 7]) for line in lines[2:6]}
    assert len(ends) == 1


def test_each_word_searches_for_itself() -> None:
    lines = overview_lines(word_sections((WORDS, []), 76))
    queries = [line.query for line in lines if line.query]
    assert len(queries) == len(WORDS)
    for word, query in zip(WORDS, queries, strict=True):
        (term,) = Query.parse(query).terms()
        assert term.text.lower() == word.word.lower()


def test_where_nothing_rises_it_says_what_that_takes() -> None:
    text = " ".join(" ".join(texts(word_sections(([], []), 60))).split())
    assert "no word rises: that takes papers of the last four weeks" in text
    assert "no word rises among starred papers" in text


def test_before_papers_are_compared_it_says_so() -> None:
    lines = texts(word_sections(None, 60))
    assert any("still being learnt" in line for line in lines)
