"""What an answer holds, before any of it is taken in: whole, broken off, or no papers at all."""

from __future__ import annotations

import pytest

from index.feeds.page import joined, read_page
from index.fetching.failure import FetchError
from tests.index import feed_samples as samples
from tests.index.source_samples import SAMPLES

WHOLE = {
    "a day": samples.HF_DAY,
    "a search": samples.HF_SEARCH,
    "arXiv's API": samples.ARXIV_API,
    "arXiv's RSS": samples.ARXIV_RSS,
    "arXiv's Atom": samples.ARXIV_LISTING_ATOM,
    "journal": samples.JOURNAL_RSS,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_document_that_ends_is_whole_and_one_that_is_cut_anywhere_is_not(name: str) -> None:
    body = WHOLE[name].strip().encode()
    assert read_page(body, "feed", "", "").is_whole
    for at in range(1, len(body) - 1, 29):
        try:
            page = read_page(body[:at], "feed", "", "")
        except FetchError:
            continue
        assert not page.is_whole, body[:at]


def test_what_stands_behind_the_end_of_a_feed_is_no_matter() -> None:
    body = samples.JOURNAL_RSS.encode() + b"<!-- cached " + b"x" * 2_000 + b" -->\n"
    assert read_page(body, "feed", "", "").is_whole


@pytest.mark.parametrize(
    "body",
    [b'{"error": "Invalid date"}', b"[1, 2]", b"{}", b"[[[[", b'{"detail": []}', b"<a></a>"],
)
def test_what_holds_no_papers_is_refused_in_a_line(body: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        read_page(body, "feed", "", "")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "host", "kind"),
    [
        ("arXiv's API", "export.arxiv.org", "arxiv"),
        ("arXiv's API", "journal.example", "feed"),
        ("arXiv's RSS", "rss.arxiv.org", "arxiv"),
        ("arXiv's RSS", "notarxiv.org", "feed"),
        ("journal", "journal.example", "feed"),
    ],
)
def test_nobody_is_arxiv_by_looking_like_it(name: str, host: str, kind: str) -> None:
    page = read_page(WHOLE[name].encode(), "feed", "", "", host)
    assert {account.kind for paper in page.papers for account in paper.accounts} == {kind}


def test_nobody_tells_what_others_have_said() -> None:
    for sample in ("papers", "records", "CSL", "snapshot"):
        body = SAMPLES[sample][1].encode()
        with pytest.raises(FetchError, match="which no feed has"):
            read_page(body, "feed", "", "", "huggingface.co")


def test_pages_of_json_become_one_list() -> None:
    assert joined([b"[1, 2]\n", b" [] ", b"[3]"]) == b"[1, 2,3]"
