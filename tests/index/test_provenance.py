"""One paper of many sources: whose word is shown, and what the others said."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from index.paper import Account, Link, Listing, Paper
from index.provenance import KINDS, MOST_ACCOUNTS, accounts_of, merge
from index.record import from_record, to_record
from tests.index.paper_strategies import papers, patiently

DAY = "2026-03-14"


def told(kind: str, source: str = "", *, title: str = "Sorting Sets") -> Paper:
    """What a source of some kind says of one paper."""
    return Paper(
        "arxiv:2503.02130",
        title,
        listings=(Listing(source or kind),),
        accounts=(Account(kind, source or kind, DAY),),
    )


ARXIV = replace(
    told("arxiv", title="Sorting ℓ₂ Sets"),
    raw_title="Sorting $\\ell_2$ Sets",
    abstract="We sort.",
    authors=("Ada Lévy", "Bo Sort"),
    year=2024,
    extra=(("version", "2"),),
)
HF = replace(
    told("huggingface"),
    abstract="we sort",
    authors=("A. Lévy",),
    year=2024,
    links=(Link("code", "https://github.com/ada/sets"),),
    extra=(("counted", DAY), ("upvotes", "12")),
)
LIST = replace(told("conference"), abstract="We sort!", year=2025, venue="ICLR 2025")
BIB = replace(
    told("bibliography", title="Sorting sets"), aliases=("doi:10.1000/sets",), venue="ICLR"
)


def test_the_better_source_is_shown_whatever_came_first() -> None:
    for order in permutations((ARXIV, HF, LIST, BIB)):
        paper = order[0]
        for record in order[1:]:
            paper = merge(paper, record)
        assert (paper.title, paper.raw_title) == (ARXIV.title, ARXIV.raw_title)
        assert (paper.abstract, paper.authors) == ("We sort.", ("Ada Lévy", "Bo Sort"))
        assert (paper.venue, paper.year) == ("ICLR 2025", 2025)
        assert dict(paper.extra) == {"counted": DAY, "upvotes": "12", "version": "2"}
        assert {each.kind for each in paper.accounts} == {
            "arxiv", "huggingface", "conference", "bibliography",
        }  # fmt: skip


def test_what_the_others_said_is_kept() -> None:
    paper = merge(merge(HF, ARXIV), BIB)
    said = {each.kind: each.paper for each in accounts_of(paper)}
    assert said["huggingface"] == replace(HF, accounts=())
    assert said["bibliography"] == replace(BIB, accounts=())
    assert [each.read for each in paper.accounts] == [DAY] * 3


def test_counts_are_of_the_latest_day_all_of_them_together() -> None:
    later = replace(told("huggingface"), extra=(("comments", "3"), ("counted", "2026-03-20")))
    for paper in (merge(HF, later), merge(later, HF)):
        assert dict(paper.extra) == {"comments": "3", "counted": "2026-03-20"}
    other = replace(
        told("huggingface", "trending"), extra=(("counted", "2026-03-20"), ("upvotes", "40"))
    )
    assert dict(merge(HF, other).extra) == {"counted": "2026-03-20", "upvotes": "40"}


def test_a_newer_version_of_a_source_replaces_what_it_said() -> None:
    newer = replace(
        told("arxiv", title="Sorting All Sets"), abstract="We sort all.", extra=(("version", "3"),)
    )
    for paper in (merge(ARXIV, newer), merge(merge(ARXIV, newer), ARXIV)):
        assert (paper.title, paper.abstract) == ("Sorting All Sets", "We sort all.")
        assert dict(paper.extra)["version"] == "3"
        assert paper.authors == ARXIV.authors
        assert len(paper.accounts) == 1


def test_what_came_before_accounts_were_kept_is_the_word_of_nobody_known() -> None:
    old = Paper("arxiv:2503.02130", "Sorting sets?", abstract="Old.", listings=(Listing("page"),))
    paper = merge(old, ARXIV)
    assert paper.title == ARXIV.title
    assert [each.kind for each in paper.accounts] == ["", "arxiv"]
    assert accounts_of(paper)[0].paper == old
    same = replace(told("page", title="Sorting sets?"), abstract="Old.")
    assert merge(old, same) == old


def test_accounts_have_an_end() -> None:
    paper = ARXIV
    for number in range(MOST_ACCOUNTS + 10):
        paper = merge(paper, told("page", f"page-{number}"))
    assert len(paper.accounts) == MOST_ACCOUNTS
    assert len(paper.listings) == MOST_ACCOUNTS + 11


def test_a_paper_of_one_source_says_little_more_in_the_log() -> None:
    record = to_record(LIST)
    assert record["carrel"] == 1
    assert record["accounts"] == [{"kind": "conference", "source": "conference", "read": DAY}]
    joined = to_record(merge(ARXIV, HF))
    first = joined["accounts"]
    assert isinstance(first, list)
    assert "abstract" in first[0]["same"]
    assert "abstract" in first[1]["said"]


accounts = st.builds(
    lambda paper, kind, source, read: replace(
        from_record(to_record(paper)),
        aliases=tuple(one for one in paper.aliases if one != paper.id),
        accounts=(Account(kind, source, read),),
    ),
    papers,
    st.sampled_from(KINDS[:-1]),
    st.sampled_from(["p", "q"]),
    st.sampled_from(["", DAY]),
)


@patiently
@given(st.lists(accounts, min_size=1, max_size=5))
def test_merging_again_changes_nothing_and_all_of_it_travels(records: list[Paper]) -> None:
    paper = records[0]
    for record in records:
        paper = merge(paper, record)
    for record in records:
        assert merge(paper, record) == paper
    assert from_record(json.loads(json.dumps(to_record(paper)))) == paper


def test_of_counts_of_one_day_the_greatest_are_shown() -> None:
    """They grow, so these were read last, whichever page is added first."""
    early, late = (
        replace(
            told("huggingface", source),
            extra=(("comments", comments), ("counted", "2026-03-20"), ("upvotes", upvotes)),
        )
        for source, comments, upvotes in (("day", "4", "9"), ("trending", "0", "1,040"))
    )
    for one, other in ((early, late), (late, early)):
        assert dict(merge(one, other).extra) == {
            "comments": "4",
            "counted": "2026-03-20",
            "upvotes": "1,040",
        }
    again = replace(early, extra=(("counted", "2026-03-20"), ("upvotes", "12")))
    assert dict(merge(early, again).extra)["upvotes"] == "12"
    assert merge(merge(early, again), early) == merge(early, again)
