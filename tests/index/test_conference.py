from __future__ import annotations

import json

import pytest

from index.errors import Problem
from index.identity import fingerprint
from index.paper import Link, Listing, Paper
from index.sources.base import CutLine, Origin
from index.sources.conference import ConferenceArray, ConferenceLines
from tests.index.source_samples import (
    ADDED,
    ORIGIN,
    OTHER_RECORD,
    RECORD,
    papers_of,
    problems_of,
    read,
)

LONG = "x" * 200_001
PAPER = Paper(
    id="arxiv:2403.01234",
    title="Sorting ℓ₂ Sets",
    raw_title=r"Sorting $\ell_2$ Sets",
    abstract="We find sets & sort them.",
    raw_abstract="We find sets &amp; sort them.",
    authors=("Ada Lévy", "Bo Řehoř"),
    year=2025,
    venue="ICLR 2025",
    keywords=("sets", "sorting"),
    links=(
        Link("abs", "https://openreview.net/forum?id=Ab12Cd34Ef"),
        Link("pdf", "https://openreview.net/pdf?id=Ab12Cd34Ef"),
        Link("code", "https://github.com/ada/sets"),
        Link("project", "https://www.ada.org/sets"),
    ),
    listings=(Listing("page"),),
    aliases=(
        "doi:10.1000/sets",
        "openreview:Ab12Cd34Ef",
        f"title:{fingerprint('Sorting ℓ₂ Sets')}",
    ),
    added=ADDED,
    extra=(
        ("accepted", "true"),
        ("rating", "6.5"),
        ("status", "Oral"),
        ("tldr", "Sets, sorted."),
        ("track", "main"),
    ),
)


def one(**changes: object) -> Paper | Problem:
    (item,) = read(ConferenceLines(), json.dumps(OTHER_RECORD | changes))
    return item


def paper(**changes: object) -> Paper:
    item = one(**changes)
    assert isinstance(item, Paper)
    return item


def test_a_record_becomes_a_paper() -> None:
    assert read(ConferenceLines(), json.dumps(RECORD)) == [PAPER]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([RECORD, OTHER_RECORD]),
        json.dumps([RECORD, OTHER_RECORD], indent=2),
        json.dumps(RECORD, indent=2) + "\n" + json.dumps(OTHER_RECORD, indent=2),
    ],
)
def test_an_array_gives_the_same_papers_as_lines(text: str) -> None:
    assert ConferenceArray().detects(text)
    lines = f"{json.dumps(RECORD)}\n{json.dumps(OTHER_RECORD)}"
    assert read(ConferenceArray(), text) == read(ConferenceLines(), lines)


@pytest.mark.parametrize(
    ("code", "venue", "year"),
    [
        ("3dv2025", "3DV 2025", 2025),
        ("nips2023", "NeurIPS 2023", 2023),
        ("corl2021", "CoRL 2021", 2021),
        ("xyzconf1999", "XYZCONF 1999", 1999),
        ("ICLR 2025", "ICLR 2025", 2025),
        ("Journal of Sets", "Journal of Sets", None),
        ("", "", None),
    ],
)
def test_venues_are_written_as_readers_do(code: str, venue: str, year: int | None) -> None:
    assert (paper(conference=code).venue, paper(conference=code).year) == (venue, year)


def test_a_file_of_one_conference_is_named_for_it() -> None:
    line = json.dumps(OTHER_RECORD)
    assert papers_of(read(ConferenceLines(), line, Origin("iclr2024", "")))[0].venue == "ICLR 2024"
    assert papers_of(read(ConferenceLines(), line, Origin("papers2024", "")))[0].venue == ""


def test_an_own_year_wins() -> None:
    assert paper(conference="iclr2025", year="2024").year == 2024
    assert paper(year=2023).year == 2023


def test_lists_of_names_are_taken_too() -> None:
    assert paper(author=None, authors=["A B", "C D"]).authors == ("A B", "C D")


@pytest.mark.parametrize(
    ("changes", "best"),
    [
        ({"arxiv": 2503.0213}, "arxiv:2503.02130"),
        ({"arxiv": 1412.698}, "arxiv:1412.6980"),
        ({"site": "https://arxiv.org/abs/2403.01234"}, "arxiv:2403.01234"),
        ({"doi": "https://doi.org/10.1000/X"}, "doi:10.1000/x"),
        ({"site": "https://doi.org/10.1000/X"}, "doi:10.1000/x"),
        ({"pdf": "https://openreview.net/pdf?id=S1xyz"}, "openreview:S1xyz"),
        ({"id": 12345, "doi": 10.5, "arxiv": "soon"}, f"title:{fingerprint('Other Sets')}"),
    ],
)
def test_ids_in_any_form(changes: dict[str, object], best: str) -> None:
    assert paper(**changes).id == best


def test_what_is_no_id_and_no_address_is_kept_as_said() -> None:
    found = paper(id=9561996, arxiv="soon", github="to be released", project="https://x.org")
    assert found.extra == (("arxiv", "soon"), ("github", "to be released"), ("id", "9561996"))
    assert found.links == (Link("project", "https://x.org"),)


def test_addresses_are_dug_out_of_remarks_but_never_run() -> None:
    badge = "[![Code](/icon.svg) 2 implementations](https://codes.org/paper/sets)"
    assert paper(github=badge).link("code") == "https://codes.org/paper/sets"
    assert paper(github="github.com/a/b").link("code") == "https://github.com/a/b"
    assert paper(github="javascript:alert(1)", pdf="file:///etc/passwd").links == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title is missing or empty"),
        ({"title": " \x1b"}, "title is missing or empty"),
        ({"title": 123}, "title is not text"),
        ({"title": ["a"]}, "title is not text"),
        ({"title": LONG[:2_001]}, "title is longer than 2,000 characters"),
        ({"title": LONG[:100_000]}, "title is longer than 2,000 characters"),
        ({"title": "ﬃ" * 1_000}, "title is longer than 2,000 characters"),
        ({"abstract": LONG}, "abstract is longer than 200,000 characters"),
        ({"abstract": {"a": 1}}, "abstract is not text"),
        ({"author": 7}, "author is neither text nor a list of texts"),
        ({"author": ["a", None]}, "author is neither text nor a list of texts"),
        ({"author": LONG.replace("x", "x;")}, "author has more than 10,000 entries"),
        ({"author": LONG[:5_000]}, "author is longer than 4,000 characters"),
        ({"keywords": True}, "keywords is neither text nor a list of texts"),
        ({"site": 5}, "site is not text"),
        ({"year": "soon"}, "year is not a year"),
        ({"year": 1e400}, "year is not a year"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_value_is_a_problem_that_names_it(changes: dict[str, object], reason: str) -> None:
    assert one(**changes) == Problem(reason, where="page.txt, record 1")


def test_a_bad_line_stops_nothing() -> None:
    good = json.dumps(OTHER_RECORD)
    lines = [good, good[:40], "[1]", '"x"', "{" * 100_000, "[" * 100_000, "9" * 5_000, "\x00", good]
    items = list(ConferenceLines().read(iter(lines), ORIGIN))
    assert [isinstance(item, Paper) for item in items] == [True] + [False] * 7 + [True]
    wrong = problems_of(items)
    assert wrong[0].startswith("page.txt, record 2: not valid JSON: ")
    assert " at at " not in wrong[0]
    assert wrong[1:3] == [f"page.txt, record {n}: a record is a JSON object" for n in (3, 4)]
    assert wrong[4] == "page.txt, record 6: the JSON is nested too deeply"


def test_a_line_that_was_too_long_is_a_problem() -> None:
    items = list(
        ConferenceLines().read(iter([CutLine('{"title'), json.dumps(OTHER_RECORD)]), ORIGIN)
    )
    assert [isinstance(item, Paper) for item in items] == [False, True]
    assert problems_of(items) == ["page.txt, record 1: the line is longer than 8 MiB"]


def test_lone_surrogates_and_controls_do_not_get_through() -> None:
    line = '{"title": "A\\ud800 \\u001b[31mset\\u202e", "author": "B\\udfff"}'
    (item,) = papers_of(read(ConferenceLines(), line))
    assert (item.title, item.authors) == ("A [31mset", ("B",))


@pytest.mark.parametrize(
    ("text", "papers", "reason"),
    [
        ('[{"title": "A"}, {"title": "B"', 1, "not valid JSON"),
        ('[{"title": "A"}, {"title": "B"}', 2, "has no end"),
        ('[{"title": "A"}, {"title" "B"}, {"title": "C"}]', 1, "not valid JSON"),
        ('[{"title": "A"}, ' + "[" * 100_000, 1, "nested too deeply"),
        ('[{"title": "A"}, 7, {"title": "C"}]', 2, "a record is a JSON object"),
    ],
)
def test_an_array_gives_what_stands_before_a_fault(text: str, papers: int, reason: str) -> None:
    items = read(ConferenceArray(), text)
    assert len(papers_of(items)) == papers
    (problem,) = problems_of(items)
    assert reason in problem


def test_an_array_that_was_cut_is_a_problem() -> None:
    items = list(ConferenceArray().read(iter([CutLine('[{"title": "A"}, {"ti')]), ORIGIN))
    assert len(papers_of(items)) == 1
    assert problems_of(items)[0].startswith(
        "page.txt, record 2: the JSON array is longer than 256 MiB"
    )


def test_an_empty_array_holds_nothing() -> None:
    assert read(ConferenceArray(), "[]") == []
