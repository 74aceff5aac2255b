from __future__ import annotations

import textwrap

import pytest

from index.errors import Problem
from index.identity import fingerprint
from index.paper import Listing, Paper
from index.sources.base import CutLine, Origin
from index.sources.hf_page import HuggingFacePage
from tests.index.source_samples import (
    ADDED,
    BYLINE,
    HEADER,
    LINES_PAGE,
    ORIGIN,
    PARAGRAPHS_PAGE,
    SHARED,
    abstract,
    entry,
    papers_of,
    problems_of,
    read,
)

SOURCE = HuggingFacePage()
AK = "AK and the research community"


def titles(text: str) -> list[str]:
    return [paper.title for paper in papers_of(read(SOURCE, text))]


def test_an_entry_becomes_a_paper_with_its_listing() -> None:
    paper = papers_of(read(SOURCE, PARAGRAPHS_PAGE))[1]
    assert paper == Paper(
        id=f"title:{fingerprint('s2ort')}",
        title="S²ORT",
        raw_title="S$^{2}$ORT",
        abstract=abstract("S²ORT").strip(),
        raw_abstract=abstract("S$^{2}$ORT").strip(),
        listings=(Listing("page", 2, "--03-12", AK),),
        added=ADDED,
    )


def test_the_reader_may_know_the_year() -> None:
    items = read(SOURCE, PARAGRAPHS_PAGE, Origin("page", "page.txt", 2025, ADDED))
    assert {paper.listings[0].day for paper in papers_of(items)} == {"2025-03-12"}
    assert {paper.year for paper in papers_of(items)} == {None}


def test_a_page_of_lines_has_no_day_and_its_first_title_is_cut_free() -> None:
    papers = papers_of(read(SOURCE, LINES_PAGE))
    assert [paper.title for paper in papers] == ["lo-fi: Sorting", "Bytes Are Enough"]
    assert [paper.listings[0] for paper in papers] == [Listing("page", 1), Listing("page", 2)]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Subscribe\n\n",
        "Daily Papers\n\nnew\n\nSubscribe\n\n",
        "Sign up and get the newsletter in your inbox\n\nSubscribe\n\n",
        "new\n\nGet trending papers in your email inbox!\n\nSort by: hottest first\n\n",
        "newGet trending papers in your email inbox!\n\nSubscribe\n\n",
    ],
)
def test_no_header_line_becomes_a_title(header: str) -> None:
    assert titles(header + BYLINE + entry("Sorting Sets")) == ["Sorting Sets"]
    assert titles(header + entry("Sorting Sets")) == ["Sorting Sets"]


@pytest.mark.parametrize(
    ("line", "curator"),
    [
        ("byAK and the research community", AK),
        ("by Jo Doe and the community", "Jo Doe and the community"),
        ("byakhaliq and the research community", "akhaliq and the research community"),
        ("byAK", "AK"),
        ("by @akhaliq", "@akhaliq"),
    ],
)
def test_other_curators_are_known(line: str, curator: str) -> None:
    items = read(SOURCE, f"{HEADER}{line}\n\nMarch 3, 2026\n\n{entry('Sorting Sets')}")
    assert papers_of(items)[0].listings == (Listing("page", 1, "2026-03-03", curator),)


def test_a_new_day_within_the_page_holds_from_there() -> None:
    text = PARAGRAPHS_PAGE + "Mar 11\n\n" + entry("Later Sets")
    days = [paper.listings[0].day for paper in papers_of(read(SOURCE, text))]
    assert days == ["--03-12"] * 3 + ["--03-11"]


def test_a_paragraph_may_run_over_lines() -> None:
    text = HEADER + "Mar 12\n\nSorting\nSets\n\nWe sort\nsets.\n\nMore Sets\n\nAnd more.\n"
    papers = papers_of(read(SOURCE, text))
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ("Sorting Sets", "We sort sets."),
        ("More Sets", "And more."),
    ]


def test_lines_wrapped_at_a_width_are_joined() -> None:
    wrapped = "\n\n".join(textwrap.fill(part, 40) for part in PARAGRAPHS_PAGE.split("\n\n"))
    assert wrapped.count("\n") > 2 * PARAGRAPHS_PAGE.count("\n")
    assert read(SOURCE, wrapped) == read(SOURCE, PARAGRAPHS_PAGE)


def test_stray_blank_lines_do_not_change_a_page_of_lines() -> None:
    assert read(SOURCE, LINES_PAGE.replace("Bytes", "\nBytes")) == read(SOURCE, LINES_PAGE)


def test_header_lines_need_no_blank_lines_between() -> None:
    text = PARAGRAPHS_PAGE.replace("community\n\n", "community\n")
    assert read(SOURCE, text) == read(SOURCE, PARAGRAPHS_PAGE)


def test_an_odd_line_at_the_end_is_a_problem() -> None:
    items = read(SOURCE, PARAGRAPHS_PAGE + "Footer of some kind")
    assert len(papers_of(items)) == 3
    assert problems_of(items) == [
        "page.txt, record 4: the last line has no abstract: “Footer of some kind”"
    ]


@pytest.mark.parametrize(
    ("odd", "problem"),
    [
        ("Promoted", "page.txt, record 2: has no abstract: “Promoted”"),
        (abstract("orphan"), f"page.txt, record 2: has no title: “{abstract('orphan')[:60]}…”"),
    ],
)
def test_the_entries_behind_an_odd_paragraph_stay_in_step(odd: str, problem: str) -> None:
    text = HEADER + entry("One") + f"{odd}\n\n" + entry("Two") + entry("Three")
    assert titles(text) == ["One", "Two", "Three"]
    assert problems_of(read(SOURCE, text)) == [problem]


def test_short_abstracts_are_abstracts() -> None:
    text = HEADER + "Mar 12\n\nOne\n\nA word.\n\nTwo\n\nAnother.\n\n" + entry("Three")
    assert titles(text) == ["One", "Two", "Three"]


@pytest.mark.parametrize("layout", ["\n\n", "\n"])
def test_a_text_too_long_is_a_problem_and_the_next_is_read(layout: str) -> None:
    parts = ["Subscribe", "x" * 100_000, abstract("one"), "Two", abstract("two"), "Three"]
    parts += ["y" * 300_000, "Four", abstract("four")]
    items = read(SOURCE, layout.join(parts))
    assert [type(item) for item in items] == [Problem, Paper, Problem, Paper]
    assert problems_of(items) == [
        "page.txt, record 1: title is longer than 2,000 characters",
        "page.txt, record 3: abstract is longer than 200,000 characters",
    ]


def test_a_line_that_was_cut_is_too_long_as_well() -> None:
    lines = ["Subscribe", "", "One", "", CutLine("z" * 1024**2), "", "Two", "", abstract("two")]
    items = list(SOURCE.read(iter(lines), ORIGIN))
    assert [type(item) for item in items] == [Problem, Paper]


def test_hostile_titles_come_through_as_text() -> None:
    text = HEADER + entry("\x1b[2J [@click=app.quit]x[/] [/INST] \u202eevil\x9b\x00")
    assert titles(text) == ["[2J [@click=app.quit]x[/] [/INST] evil"]


@pytest.mark.shared
def test_the_five_saved_pages_hold_595_entries_of_533_papers() -> None:
    pages = sorted((SHARED / "seeds").glob("*.txt"))
    if not pages:
        pytest.skip("the saved pages are not there")
    entries: list[Paper] = []
    for page in pages:
        items = read(SOURCE, page.read_text("utf-8").rstrip("\n"), Origin(page.stem, page.name))
        assert problems_of(items) == []
        entries += papers_of(items)
    assert len(entries) == 595
    assert len({paper.id for paper in entries}) == 533
    days = [paper.listings[0].day for paper in entries]
    assert sorted(set(days)) == ["", "--03-11", "--03-12", "--03-14"]
    assert min(len(paper.abstract) for paper in entries) > 600
    assert max(len(paper.title) for paper in entries) < 200
