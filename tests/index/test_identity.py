from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.identity import (
    fingerprint,
    normal_arxiv,
    normal_doi,
    normal_openreview,
    paper_id,
    possible_ids,
    same_work,
)
from index.paper import Link, Listing, Paper
from index.provenance import merge
from index.record import from_record, to_record
from tests.index.paper_strategies import papers

PAPER = Paper("title:1", "Deep Sets")


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Deep Sets", "deep  sets!"),
        ("García’s Método", "Garcia's metodo"),
        ("S²FT: Fast", "S2FT — fast"),
        ("注意力", "注意力。"),
    ],
)
def test_ways_to_write_a_title_share_a_fingerprint(title: str, other: str) -> None:
    assert fingerprint(title) == fingerprint(other)


def test_other_titles_have_other_fingerprints() -> None:
    titles = ("Deep Sets", "Deep Sets II", "注意力", "注意", "???", "!", "")
    assert len({fingerprint(title) for title in titles}) == len(titles)


@given(st.text(st.characters(exclude_categories=())))
def test_a_fingerprint_is_16_hex_digits(title: str) -> None:
    mark = fingerprint(title)
    assert len(mark) == 16
    assert set(mark) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2403.01234", "2403.01234"),
        (" arXiv:2403.01234v12 ", "2403.01234"),
        ("arXiv:2403.01234 [cs.LG]", "2403.01234"),
        ("https://arxiv.org/abs/2403.01234v2", "2403.01234"),
        ("http://arxiv.org/pdf/2403.01234v2.pdf", "2403.01234"),
        ("https://huggingface.co/papers/2403.01234?ref=x", "2403.01234"),
        ("oai:arXiv.org:2203.01250v3", "2203.01250"),
        ("10.48550/arXiv.2403.01234", "2403.01234"),
        ("https://doi.org/10.48550/arXiv.2403.01234", "2403.01234"),
        ("0704.0001", "0704.0001"),
        ("hep-ex/0307015v1", "hep-ex/0307015"),
        ("arXiv:math.GT/0309136", "math/0309136"),
    ],
)
def test_arxiv_ids(text: str, bare: str) -> None:
    assert normal_arxiv(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2403.0123",
        "2403.012345",
        "2413.01234",
        "1412.00001",
        "24030.1234",
        "https://x.org/a",
        "٢٤٠٣.٠١٢٣٤",
        "2403.01234 and more",
        "10.1000/2403.01234",
        pytest.param("2403.01234" * 1_000, id="long"),
    ],
)
def test_what_is_no_arxiv_id(text: str) -> None:
    assert normal_arxiv(text) == ""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("10.1609/AAAI.v36i5.20414", "10.1609/aaai.v36i5.20414"),
        ("doi: 10.1000/x.", "10.1000/x"),
        ("https://doi.org/10.1000/a%28b%29", "10.1000/a(b)"),
        ("https://link.springer.com/chapter/10.1007/978-3-000_38", "10.1007/978-3-000_38"),
        ("https://dl.acm.org/doi/abs/10.1145/1.2", "10.1145/1.2"),
        ("10.1000/", ""),
        ("10.1000/a b", ""),
        ("10.1000/\u202eab", ""),
        ("11.1000/x", ""),
        pytest.param("10.1000/" + "x" * 1_000, "", id="long"),
    ],
)
def test_dois(text: str, bare: str) -> None:
    assert normal_doi(text) == bare


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("https://openreview.net/forum?id=Ab12Cd34Ef", "Ab12Cd34Ef"),
        ("https://openreview.net/pdf?noteId=a&id=r1-x_y&z=1", "r1-x_y"),
        ("openreview:Ab12Cd34Ef", "Ab12Cd34Ef"),
        ("Ab12Cd34Ef", "Ab12Cd34Ef"),
        ("https://openreview.net/group?id=ICLR", ""),
        ("https://example.org/forum?id=Ab12Cd34Ef", ""),
        ("a b c d", ""),
    ],
)
def test_openreview_ids(text: str, bare: str) -> None:
    assert normal_openreview(text) == bare


def test_the_best_id_leads_and_the_others_are_aliases() -> None:
    title = f"title:{fingerprint('Deep Sets')}"
    assert paper_id(title="Deep Sets") == (title, ())
    assert paper_id("1703.06114v3", "10.1000/X", "S1xy", "Deep Sets") == (
        "arxiv:1703.06114",
        ("doi:10.1000/x", "openreview:S1xy", title),
    )
    assert paper_id(doi="10.48550/arXiv.1703.06114", title="Deep Sets") == (
        "arxiv:1703.06114",
        (title,),
    )


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_breaks_an_id(text: str) -> None:
    for one in (normal_arxiv(text), normal_doi(text), normal_openreview(text)):
        assert one == "" or (one.isprintable() and " " not in one)
    assert normal_arxiv(normal_arxiv(text)) == normal_arxiv(text)
    assert normal_doi(normal_doi(text)) == normal_doi(text)


def test_a_shared_id_makes_one_work() -> None:
    a = Paper("arxiv:1703.06114", "Deep Sets")
    assert same_work(a, replace(a, title="Another"))
    assert same_work(a, Paper("doi:10.1000/x", "Another", aliases=("arxiv:1703.06114",)))
    assert not same_work(a, Paper("arxiv:1703.06115", "Another"))


def test_a_shared_title_makes_one_work_unless_authors_or_ids_contradict() -> None:
    known = Paper("arxiv:1703.06114", "Deep Sets", authors=("Manzil Zaheer", "Barnabás Póczos"))
    assert same_work(known, Paper("title:1", "Deep sets."))
    assert same_work(known, Paper("title:1", "Deep sets.", authors=("Poczos, B.",)))
    assert not same_work(known, Paper("title:1", "Deep Sets", authors=("A. Nother",)))
    assert not same_work(known, Paper("arxiv:1703.06115", "Deep Sets"))
    assert not same_work(known, Paper("title:1", "Deeper Sets"))


def test_what_is_known_stays_and_gaps_are_filled() -> None:
    old = Paper("title:1", "Deep Sets", venue="ICML 2017", added="2026-01-02T00:00:00Z")
    new = Paper(
        "arxiv:1703.06114",
        "DEEP SETS",
        abstract="We study sets.",
        raw_abstract="We study $S$ets.",
        authors=("Manzil Zaheer",),
        year=2017,
        venue="NeurIPS 2017",
        added="2026-01-01T00:00:00Z",
        aliases=("title:1",),
    )
    merged = merge(old, new)
    assert merged == replace(
        new, title="Deep Sets", venue="ICML 2017", added="2026-01-01T00:00:00Z"
    )


def test_a_listing_is_known_by_its_page_and_rank() -> None:
    old = replace(PAPER, listings=(Listing("page", 3, "--03-12"), Listing("list")))
    new = replace(PAPER, listings=(Listing("page", 3, "2025-03-12", "AK"), Listing("page", 4)))
    assert merge(old, new).listings == (
        Listing("page", 3, "2025-03-12", "AK"),
        Listing("list"),
        Listing("page", 4),
    )
    assert merge(new, old).listings[0] == Listing("page", 3, "2025-03-12", "AK")


def test_keywords_are_joined_by_what_they_say() -> None:
    old, new = replace(PAPER, keywords=("Sets",)), replace(PAPER, keywords=("sets", "pooling"))
    assert merge(old, new).keywords == ("Sets", "pooling")


@given(papers, papers)
def test_merging_again_changes_nothing(a: Paper, b: Paper) -> None:
    merged = merge(a, b)
    assert merge(merged, b) == merged
    assert merge(merged, a) == merged
    assert merge(merged, merged) == merged


@given(papers, papers, st.lists(st.builds(Link, st.just("abs"), st.sampled_from(["a", "b"]))))
def test_merging_loses_nothing(a: Paper, b: Paper, links: list[Link]) -> None:
    b = replace(b, links=tuple(links), extra=(("status", "Oral"),))
    merged = merge(a, b)
    for paper in (a, b):
        assert {paper.id, *paper.aliases} <= {merged.id, *merged.aliases}
        assert set(paper.links) <= set(merged.links)
        assert dict(paper.extra).items() <= dict(merged.extra).items()
        days = {(listing.source, listing.day) for listing in merged.listings}
        ranks = {(listing.source, listing.rank) for listing in merged.listings}
        for listing in paper.listings:
            is_whole = listing.day and not listing.day.startswith("--")
            place = (listing.source, listing.day if is_whole else listing.rank)
            assert place in (days if is_whole else ranks)
        assert merged.abstract or not paper.abstract
        assert merged.authors or not paper.authors
        assert merged.added <= paper.added
    assert merged.id not in merged.aliases
    assert len(set(merged.aliases)) == len(merged.aliases)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://arxiv.org/abs/2403.01234v2", "arxiv:2403.01234"),
        ("2403.01234", "arxiv:2403.01234"),
        ("https://doi.org/10.1000/ABC", "doi:10.1000/abc"),
        ("https://openreview.net/forum?id=aBcD1234", "openreview:aBcD1234"),
        ("00000000deadbeef", "title:00000000deadbeef"),
    ],
)
def test_an_address_or_number_may_mean_an_id(text: str, meant: str) -> None:
    assert possible_ids(text)[0] == text
    assert meant in possible_ids(text)


@pytest.mark.parametrize(
    "doi",
    ['10.1000/"quoted"', "10.1000/%22x", "10.1000/\u115fx", "10.1000/ﬁne", "10.1000/" + "İ" * 490],
)
def test_a_doi_that_cannot_be_kept_as_an_id_is_none(doi: str) -> None:
    assert normal_doi(doi) == ""


def test_a_paper_does_not_grow_without_end_by_merging() -> None:
    paper = Paper("doi:10.1/a", "a")
    for start in range(0, 3_000, 500):
        names = [f"{number}" for number in range(start, start + 500)]
        record = Paper(
            "doi:10.1/a",
            "a",
            keywords=tuple(names),
            links=tuple(Link("abs", f"https://a.example/{name}") for name in names),
            listings=tuple(Listing(name) for name in names),
            aliases=tuple(f"doi:10.1/{name}" for name in names),
            extra=tuple((name, name) for name in sorted(names)),
        )
        paper = merge(paper, record)
    lists = (paper.keywords, paper.links, paper.listings, paper.aliases, paper.extra)
    assert [len(joined) for joined in lists] == [1_000] * 5
    assert merge(paper, record) == paper
    assert from_record(to_record(paper)) == paper
