"""Feeds of any making, and documents that are made to hurt."""

from __future__ import annotations

import pytest

from index.paper import Link, Listing
from index.sources.feed import Feed
from index.sources.feed_entry import written_day
from tests.index.feed_samples import JOURNAL_RSS
from tests.index.source_samples import papers_of, problems_of, read

SOURCE = Feed()
HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>'


def rss(*items: str) -> str:
    return HEAD + "".join(f"<item>{item}</item>\n" for item in items) + "</channel></rss>"


def test_a_journal_entry_becomes_a_paper_and_its_text_is_no_web_page() -> None:
    paper, other = papers_of(read(SOURCE, JOURNAL_RSS))
    assert paper.id == "doi:10.1000/sets"
    assert paper.title == "Sorting Sets & more"
    assert paper.abstract == "We sort H2O & <pad>."
    assert paper.authors == ("Ada Lévy", "Bo Sort")
    assert paper.venue == "Journal of Sets"
    assert paper.links == (Link("abs", "https://doi.org/10.1000/SETS"),)
    assert paper.listings == (Listing("page", day="2025-03-14"),)
    assert other.id == "arxiv:2503.00001"


def test_what_stands_in_brackets_in_a_model_stays() -> None:
    (paper,) = papers_of(read(SOURCE, rss("<title>The &lt;mask&gt; and [MASK] &lt;/s&gt;</title>")))
    assert paper.title == "The <mask> and [MASK] </s>"


def test_entities_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel>'
        "<item><title>&b;</title></item></channel></rss>"
    )
    assert SOURCE.detects(bomb)
    assert problems_of(read(SOURCE, bomb)) == [
        "page.txt, record 1: the feed declares entities, which is refused"
    ]


def test_a_file_of_this_machine_is_not_read() -> None:
    text = rss(
        '<title>A</title><description xmlns:x="http://www.w3.org/2001/XInclude">'
        '<x:include href="file:///etc/passwd"/></description>'
    )
    (paper,) = papers_of(read(SOURCE, text))
    assert "root" not in paper.abstract


def test_depth_has_an_end() -> None:
    text = rss("<title>A</title>" + "<a>" * 100_000)
    assert problems_of(read(SOURCE, text)) == ["page.txt, record 1: the feed is nested too deeply"]


def test_entries_before_a_fault_are_read_and_those_behind_it_are_told() -> None:
    text = rss("<title>One</title>", "<title>Two</title>", "<title>Three</tilt>")
    items = read(SOURCE, text)
    assert [paper.title for paper in papers_of(items)] == ["One", "Two"]
    assert problems_of(items) == [
        "page.txt, record 3: the feed is damaged in line 3: mismatched tag"
    ]


@pytest.mark.parametrize("odd", ["AT&T", "caf&eacute;", "a\x08b", "&#8; x", "1 & 2 &copy; 3"])
def test_what_feeds_get_wrong_every_day_is_read(odd: str) -> None:
    items = read(SOURCE, rss(f"<title>{odd}</title>", "<title>Two</title>"))
    assert len(papers_of(items)) == 2


def test_an_entry_without_a_title_is_a_problem() -> None:
    items = read(SOURCE, rss("<description>Text.</description>", "<title>Two</title>"))
    assert len(papers_of(items)) == 1
    assert problems_of(items) == ["page.txt, record 1: title is missing or empty"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri, 14 Mar 2025 00:00:00 -0400", "2025-03-14"),
        ("Fri, 14 Mar 2025 23:59:59 +1400", "2025-03-14"),
        ("2025-03-14T23:59:59-05:00", "2025-03-14"),
        ("2025-03-14", "2025-03-14"),
        ("2025-02-30", ""),
        ("Fri, 99 Mar 2025 00:00:00 GMT", ""),
        ("yesterday", ""),
        ("", ""),
        ("9" * 10_000, ""),
    ],
)
def test_a_day_is_the_one_that_is_written(text: str, day: str) -> None:
    assert written_day(text) == day
