"""Saved pages of Hugging Face Papers: which of the lists in a page, and whose day and rank."""

from __future__ import annotations

import json

import pytest

from index.paper import Listing
from index.sources.hf_api import HuggingFaceRows
from index.sources.hf_html import HuggingFaceHtml
from index.sources.mhtml import HuggingFaceArchive
from index.sources.registry import detect
from tests.index.feed_samples import (
    HF_DAY,
    HF_HTML,
    HF_MHTML,
    HF_OTHER_ROW,
    HF_ROW,
    hf_html,
    hf_part,
    mhtml,
)
from tests.index.source_samples import papers_of, problems_of, read

HTML = HuggingFaceHtml()
NO_LIST = "page.txt, record 1: no list of papers is in this page (save it again, whole)"


def row(number: str, day: str | None = "2025-03-06") -> dict[str, object]:
    return {"paper": {"id": number, "title": number, "submittedOnDailyAt": day}}


def ids(*parts: str) -> list[str]:
    return [paper.id for paper in papers_of(read(HTML, hf_html(*parts)))]


@pytest.mark.parametrize("text", [HF_HTML, HF_MHTML, mhtml(HF_HTML, "base64")])
def test_a_saved_page_says_what_the_api_says(text: str) -> None:
    assert read(detect(text, ""), text) == read(HuggingFaceRows(), HF_DAY)


def test_a_page_in_single_quotes_and_after_much_style_is_read() -> None:
    value = json.dumps({"dailyPapers": [HF_ROW]}).replace("'", "&#39;")
    text = (
        "<!DOCTYPE html> <html><!--\\n saved from https://huggingface.co/papers --><style>"
        + "a{b:c}" * 20_000
        + f"</style><div data-target=DailyPapers data-props='{value}'></div></html>"
    )
    assert detect(text, "").name == HTML.name
    assert papers_of(read(HTML, text))[0].id == "arxiv:2503.02130"


def test_a_search_shows_what_was_found_without_ranks() -> None:
    found, day = [row("2503.00001"), row("2503.00002")], [row("2503.00003")]
    props = {"query": {"q": "sets"}, "searchResults": found, "dailyPapers": day}
    papers = papers_of(read(HTML, hf_html(hf_part("DailyPapers", props))))
    assert [paper.id for paper in papers] == ["arxiv:2503.00001", "arxiv:2503.00002"]
    assert papers[0].listings == (Listing("page", None, "2025-03-06"),)


def test_a_search_that_found_nothing_shows_nothing() -> None:
    props = {"query": {"q": "sets"}, "searchResults": [], "dailyPapers": [row("2503.00003")]}
    assert read(HTML, hf_html(hf_part("DailyPapers", props))) == []


def test_a_papers_own_page_shows_it_whatever_stands_before() -> None:
    button = hf_part("UpvoteControl", {"paper": {"id": "2503.02130"}, "upvotes": 3})
    page = hf_part("PaperContent", {"paper": HF_ROW["paper"], "comments": [{"type": "comment"}]})
    (paper,) = papers_of(read(HTML, hf_html(button, page)))
    assert paper.title == "Sorting ℓ₂ Sets"
    assert paper.listings == (Listing("page", None, "2025-03-06", "Cy Other"),)


def test_the_day_of_a_page_is_that_of_rows_without_one() -> None:
    rows = [row("2503.00001", None), row("2503.00002", None)]
    props = {"periodType": "day", "dateString": "2025-03-07", "dailyPapers": rows}
    for change, day, rank in (
        ({}, "2025-03-07", 1),
        ({"periodType": "week", "dateString": "2025-W10"}, "", None),
        ({"dateString": 7}, "", None),
    ):
        first, _ = papers_of(read(HTML, hf_html(hf_part("DailyPapers", props | change))))
        assert first.listings == (Listing("page", rank, day),)


def test_a_day_without_papers_is_no_problem() -> None:
    props = {"periodType": "day", "dateString": "2025-03-08", "dailyPapers": []}
    assert read(HTML, hf_html(hf_part("DailyPapers", props))) == []


@pytest.mark.parametrize("parts", [(), (hf_part("Other", {"papers": [{"id": "1"}]}),)])
def test_a_page_without_a_list_says_so(parts: tuple[str, ...]) -> None:
    assert problems_of(read(HTML, hf_html(*parts))) == [NO_LIST]


def test_the_list_with_titles_is_taken() -> None:
    related = hf_part("Related", {"papers": [{"id": "2503.00009"}]})
    assert ids(related, hf_part("DailyPapers", {"dailyPapers": [HF_ROW, HF_OTHER_ROW]})) == [
        "arxiv:2503.02130", "arxiv:2503.00001"
    ]  # fmt: skip


@pytest.mark.parametrize("cut", range(0, 100, 5))
def test_a_page_cut_anywhere_is_told(cut: int) -> None:
    whole = read(HTML, HF_HTML)
    for source, text in ((HTML, HF_HTML), (HuggingFaceArchive(), HF_MHTML)):
        items = read(source, text[: len(text) * cut // 100])
        assert items == whole or problems_of(items) == [NO_LIST]
