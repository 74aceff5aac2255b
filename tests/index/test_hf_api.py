"""Hugging Face's rows: which of two dates, what is missing, and whose word it is."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.paper import Link, Listing
from index.sources.hf_api import HuggingFaceRows
from tests.index.feed_samples import HF_DAY, HF_OTHER_ROW, HF_ROW, HF_SEARCH
from tests.index.source_samples import ORIGIN, papers_of, problems_of, read

if TYPE_CHECKING:
    from index.paper import Paper

SOURCE = HuggingFaceRows()


def papers(*rows: object) -> list[Paper]:
    return papers_of(read(SOURCE, json.dumps(rows)))


def changed(**inner: object) -> dict[str, object]:
    """A row with other facts of its paper."""
    paper = HF_ROW["paper"]
    assert isinstance(paper, dict)
    return HF_ROW | {"paper": paper | inner}


def test_a_row_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(SOURCE, HF_DAY))
    assert paper.id == "arxiv:2503.02130"
    assert paper.title == "Sorting ℓ₂ Sets"
    assert paper.raw_title == "Sorting $\\ell_2$ Sets"
    assert paper.abstract == "We sort sets & <s>tokens</s>."
    assert paper.authors == ("Ada Lévy", "Bo Sort")
    assert paper.year == 2025
    assert paper.listings == (Listing("page", 1, "2025-03-06", "Cy Other"),)
    assert paper.links == (
        Link("abs", "https://arxiv.org/abs/2503.02130"),
        Link("abs", "https://huggingface.co/papers/2503.02130"),
        Link("pdf", "https://arxiv.org/pdf/2503.02130"),
        Link("code", "https://github.com/ada/sets"),
        Link("project", "https://example.org/sets"),
    )
    assert dict(paper.extra) == {
        "ai_keywords": "sets; sorting",
        "ai_summary": "Sets, sorted by a machine.",
        "code_matched": "automatically",
        "comments": "1",
        "counted": "2026-03-14",
        "organization": "The Pond",
        "stars": "9",
        "submitted": "2025-03-03",
        "submitter": "cy",
        "upvotes": "0",
    }
    assert other.listings == (Listing("page", 2, "2025-03-06"),)


def test_what_was_not_counted_is_no_zero() -> None:
    (paper,) = papers(HF_OTHER_ROW)
    assert dict(paper.extra).keys() == {"submitted"}


def test_counts_are_of_the_day_on_which_they_were_read() -> None:
    origin = replace(ORIGIN, read="2025-03-07T01:00:00Z")
    (paper, _) = papers_of(read(SOURCE, HF_DAY, origin))
    assert dict(paper.extra)["counted"] == "2025-03-07"


@pytest.mark.parametrize("upvotes", [None, "12", -1, 3.5, True, 10**30])
def test_a_count_that_is_none_is_missing(upvotes: object) -> None:
    (paper,) = papers(changed(upvotes=upvotes))
    assert "upvotes" not in dict(paper.extra)


def test_the_last_zero_of_an_id_stays_or_the_row_is_refused() -> None:
    assert papers(changed(id="2503.02130"))[0].id == "arxiv:2503.02130"
    assert problems_of(read(SOURCE, json.dumps([changed(id=2503.02130)]))) == [
        "page.txt, record 1: id is not text"
    ]


def test_without_a_day_of_its_own_a_row_is_of_the_day_that_was_asked_for() -> None:
    row = changed(submittedOnDailyAt=None)
    (paper,) = papers_of(read(SOURCE, json.dumps([row]), replace(ORIGIN, day="2025-03-05")))
    assert paper.listings[0].day == "2025-03-05"
    assert papers(row)[0].listings[0].day == ""


def test_rows_of_several_days_have_no_ranks() -> None:
    found = papers(HF_ROW, changed(id="2503.00002", submittedOnDailyAt="2025-03-07T00:00:00.000Z"))
    assert [paper.listings[0].rank for paper in found] == [None, None]


def test_both_shapes_of_a_search_are_read() -> None:
    found = papers_of(read(SOURCE, HF_SEARCH))
    assert [(paper.id, paper.abstract) for paper in found] == [
        ("arxiv:2503.02130", ""),
        ("arxiv:2503.00001", "We do."),
    ]


def test_one_paper_alone_is_read() -> None:
    text = json.dumps(HF_ROW["paper"], indent=2)
    assert SOURCE.detects(text)
    (paper,) = papers_of(read(SOURCE, text))
    assert paper.id == "arxiv:2503.02130"
    assert paper.listings == (Listing("page", None, "2025-03-06", "Cy Other"),)


@pytest.mark.parametrize("empty", ["[]", " [\n]\n"])
def test_a_day_without_papers_is_no_problem(empty: str) -> None:
    assert SOURCE.detects(empty)
    assert read(SOURCE, empty) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (7, "a row is a JSON object with a paper in it"),
        ({"paper": []}, "a row is a JSON object with a paper in it"),
        ({"paper": {"id": "2503.00001", "title": " "}}, "title is missing or empty"),
        ({"paper": {"id": "1", "title": "A", "authors": {"a": 1}}}, "authors is not a list"),
        ({"paper": {"id": "1", "title": ["A"]}}, "title is not text"),
    ],
)
def test_an_odd_row_is_a_problem_and_the_next_is_read(row: object, problem: str) -> None:
    items = read(SOURCE, json.dumps([row, HF_ROW]))
    assert problems_of(items) == [f"page.txt, record 1: {problem}"]
    assert len(papers_of(items)) == 1
