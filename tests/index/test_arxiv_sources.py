"""arXiv's API and its listings: ids, versions, days, and errors that look like papers."""

from __future__ import annotations

import pytest

from index.paper import Link, Listing
from index.sources.arxiv_atom import ArxivAtom, total_results
from index.sources.arxiv_listing import ArxivListing
from tests.index.feed_samples import (
    ARXIV_API,
    ARXIV_ERROR,
    ARXIV_LISTING_ATOM,
    ARXIV_RSS,
    arxiv_entry,
    arxiv_feed,
    listing_feed,
    listing_item,
)
from tests.index.source_samples import papers_of, problems_of, read

API, LISTING = ArxivAtom(), ArxivListing()


def test_an_entry_of_the_api_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(API, ARXIV_API))
    assert paper.id == "arxiv:2503.02130"
    assert "doi:10.1000/sets" in paper.aliases
    assert paper.title == "Sorting ℓ₂ Sets"
    assert paper.abstract == "We sort x<y and <s> tokens </s> by Lévy."
    assert paper.authors == ("Ada Lévy", "Bo Sort")
    assert paper.venue == "J. Sets 3 (2025)"
    assert paper.year == 2025
    assert paper.links == (
        Link("abs", "https://arxiv.org/abs/2503.02130"),
        Link("pdf", "https://arxiv.org/pdf/2503.02130"),
    )
    assert paper.listings == (Listing("page", day="2025-03-03"),)
    assert dict(paper.extra) == {
        "categories": "cs.CL cs.LG",
        "comment": "12 pages",
        "submitted": "2025-03-03",
        "updated": "2025-03-20",
        "version": "2",
    }
    assert other.id == "arxiv:hep-ex/0307015"
    assert total_results(ARXIV_API) == 2


def test_an_error_that_comes_as_an_entry_is_a_problem() -> None:
    assert API.detects(ARXIV_ERROR)
    assert read(API, ARXIV_ERROR) == [
        *problems(
            "page.txt, record 1: arXiv answered with an error: incorrect id format for 12",
            ARXIV_ERROR,
        )
    ]


def problems(said: str, text: str) -> list[object]:
    """The problems of an answer, once they say just this."""
    items = read(API, text)
    assert problems_of(items) == [said]
    return list(items)


def test_an_answer_without_papers_is_no_problem() -> None:
    assert read(API, arxiv_feed(total=0)) == []


def test_an_id_that_is_none_is_a_problem_and_the_next_is_read() -> None:
    text = arxiv_feed(arxiv_entry("2503.123", "A"), arxiv_entry("2503.00010v1", "B"))
    items = read(API, text)
    assert [paper.id for paper in papers_of(items)] == ["arxiv:2503.00010"]
    assert problems_of(items) == [
        "page.txt, record 1: “http://arxiv.org/abs/2503.123” is no arXiv id"
    ]


def test_an_announcement_has_its_day_as_it_is_written() -> None:
    paper, _ = papers_of(read(LISTING, ARXIV_RSS))
    assert paper.id == "arxiv:2503.02130"
    assert paper.abstract == "We sort sets."
    assert paper.authors == ("Ada Lévy", "Bo Sort")
    assert paper.listings == (Listing("page", day="2025-03-14"),)
    assert dict(paper.extra) == {
        "announced": "new",
        "categories": "cs.LG cs.CL",
        "submitted": "2025-03-14",
        "version": "1",
    }


def test_a_new_version_is_listed_under_no_day() -> None:
    _, older = papers_of(read(LISTING, ARXIV_RSS))
    assert older.listings == (Listing("page"),)
    assert dict(older.extra)["version"] == "3"
    assert dict(older.extra)["announced"] == "replace-cross"


def test_how_it_was_announced_is_told_by_the_description_as_well() -> None:
    text = listing_feed(listing_item("2503.02130v2", "A", "replace"))
    text = text.replace("<arxiv:announce_type>replace</arxiv:announce_type>", "")
    (paper,) = papers_of(read(LISTING, text))
    assert dict(paper.extra)["announced"] == "replace"
    assert paper.abstract == "We sort sets."


def test_the_atom_form_says_the_same() -> None:
    paper, _ = papers_of(read(LISTING, ARXIV_LISTING_ATOM))
    assert paper.listings == (Listing("page", day="2025-03-14"),)
    assert paper.abstract == "We sort."


@pytest.mark.parametrize("text", [listing_feed(), ARXIV_RSS, ARXIV_LISTING_ATOM])
def test_listings_are_told_from_answers(text: str) -> None:
    assert LISTING.detects(text)
    assert not API.detects(text)
    assert not LISTING.detects(ARXIV_API)
