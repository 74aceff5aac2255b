"""Bibliographies: ids wherever they stand, names as they are spoken, one broken entry alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from index.errors import CarrelError, Problem
from index.paper import Link, Listing
from index.sources.arxiv_snapshot import ArxivSnapshot
from index.sources.bibtex import BibTeX
from index.sources.csl_json import CslJson
from index.sources.opml import feeds_of, is_opml
from index.sources.registry import detect
from index.sources.ris import Ris
from tests.index.bibliography_samples import (
    BIBTEX,
    CSL,
    CSL_ITEM,
    OPML,
    RIS,
    SNAPSHOT,
    snapshot_record,
)
from tests.index.source_samples import ORIGIN, papers_of, problems_of, read


def test_an_entry_of_bibtex_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(BibTeX(), BIBTEX))
    assert paper.id == "doi:10.1000/sets"
    assert paper.title == "The BERT of Sörting x₁₀ Sets"
    assert paper.authors == ("Ada Lévy", "The Pond and Friends", "Cy van der Other Jr")
    assert (paper.venue, paper.year) == ("Journal of Sets", 2025)
    assert paper.abstract == "We sort sets. Twice."
    assert paper.keywords == ("sets", "sorting")
    assert paper.listings == (Listing("page"),)
    assert other.id == "arxiv:2503.02130"
    assert (other.authors, other.year) == (("Bo Sort",), 2024)
    assert other.links == (Link("abs", "https://example.org/other"),)


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2503.02130}, archivePrefix={arXiv}",
        "eprint={2503.02130v3}",
        "url={https://arxiv.org/abs/2503.02130v1}",
        "doi={10.48550/arXiv.2503.02130}",
        "journal={arXiv preprint arXiv:2503.02130}",
        "journal={CoRR}, url={http://arxiv.org/pdf/2503.02130.pdf}",
    ],
)
def test_an_arxiv_id_is_found_wherever_it_stands(fields: str) -> None:
    (paper,) = papers_of(read(BibTeX(), f"@article{{a, title={{Sets}}, {fields}}}"))
    assert paper.id == "arxiv:2503.02130"
    assert paper.venue == ""


@pytest.mark.parametrize(
    "broken",
    [
        "@article{a,\n title = {One,\n",
        "@article{a,\n title = {One},\n author = {X\n\n",
        "@misc{a,\n year = 2020}\n",
        "@article{a title {x}}\n",
        f"@article{{a, title = {{{'x' * 2_000_000}}}}}\n",
    ],
)
def test_a_broken_entry_is_a_problem_and_the_next_is_read(broken: str) -> None:
    items = read(BibTeX(), broken + "@misc{b,\n title = {Two}\n}\n")
    assert isinstance(items[0], Problem)
    assert [paper.title for paper in papers_of(items)] == ["Two"]


def test_a_field_given_twice_counts_the_first_time() -> None:
    (paper,) = papers_of(read(BibTeX(), "@misc{a, title={One}, title={Two}}"))
    assert paper.title == "One"


def test_a_record_of_ris_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(Ris(), RIS))
    assert paper.id == "doi:10.1000/sets"
    assert paper.title == "Sorting Sets"
    assert paper.authors == ("Ada Lévy", "Cy Other Jr")
    assert (paper.venue, paper.year) == ("Journal of Sets", 2025)
    assert paper.abstract == "We sort sets and say so on two lines."
    assert paper.keywords == ("sets", "sorting")
    assert paper.links == (Link("abs", "https://example.org/sets"),)
    assert (other.id, other.authors, other.year) == ("arxiv:2503.02130", ("Bo Sort",), 2024)


def test_a_record_without_an_end_is_a_problem_and_the_next_is_read() -> None:
    items = read(Ris(), f"TY  - JOUR\nTI  - Lost\n{RIS}TY  - JOUR\nTI  - Cut")
    assert len(papers_of(items)) == 2
    assert problems_of(items) == [
        "page.txt, record 1: the record has no end (its last line should be ER  -)",
        "page.txt, record 4: the record has no end (the file may be cut short)",
    ]


def test_an_item_of_csl_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(CslJson(), CSL))
    assert paper.id == "doi:10.1000/sets"
    assert paper.title == "Sorting Sets"
    assert paper.authors == ("Ada Lévy", "The Pond")
    assert (paper.venue, paper.year) == ("Journal of Sets", 2025)
    assert paper.keywords == ("sets", "sorting")
    assert (other.id, other.year) == ("arxiv:2503.02130", 2024)


@pytest.mark.parametrize(
    "odd", [{"author": "Ada"}, {"title": 7}, {"title": {"a": 1}}, {"abstract": {}}]
)
def test_an_odd_item_is_a_problem_and_the_next_is_read(odd: dict[str, object]) -> None:
    items = read(CslJson(), json.dumps([CSL_ITEM | odd, CSL_ITEM]))
    assert isinstance(items[0], Problem)
    assert len(papers_of(items)) == 1


def test_a_record_of_the_snapshot_becomes_a_paper_with_all_it_says() -> None:
    paper, other = papers_of(read(ArxivSnapshot(), SNAPSHOT))
    assert paper.id == "arxiv:2503.02130"
    assert "doi:10.1000/sets" in paper.aliases
    assert paper.title == "Sorting Sets"
    assert paper.abstract == "We sort sets."
    assert paper.authors == ("Ada Lévy", "Bo Sort Jr")
    assert paper.year == 2025
    assert paper.listings == (Listing("page"),)
    assert dict(paper.extra) == {
        "categories": "cs.CL cs.LG",
        "comment": "12 pages",
        "submitted": "2025-03-03",
        "updated": "2025-03-20",
        "version": "2",
    }
    assert other.id == "arxiv:hep-ex/0307015"


def test_an_id_that_became_a_number_is_refused() -> None:
    record = snapshot_record("", "Sets") | {"id": 2503.0213}
    items = read(ArxivSnapshot(), json.dumps(record))
    assert problems_of(items) == ["page.txt, record 1: id is not text"]


def test_without_names_taken_apart_their_text_is_read() -> None:
    record = snapshot_record("2503.02130", "Sets") | {"authors_parsed": None}
    (paper,) = papers_of(read(ArxivSnapshot(), json.dumps(record), replace(ORIGIN)))
    assert paper.authors == ("Ada Lévy", "Bo Sort", "Cy Other")


def test_opml_gives_titles_and_addresses() -> None:
    assert is_opml(OPML)
    assert feeds_of(OPML) == [
        ("Journal of Sets", "https://a.org/rss"),
        ("Other", "http://b.org/atom"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OPML[:200], "not valid OPML: unclosed token in line 4"),
        ("<html></html>", "not an OPML file"),
        ("<opml>" * 100, "the OPML is nested too deeply"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><opml/>', "the OPML declares entities, which is refused"),
    ],
)
def test_what_is_no_opml_is_refused(text: str, problem: str) -> None:
    with pytest.raises(CarrelError, match=problem):
        feeds_of(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OPML, "is a list of feeds"),
        ('<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#">', "is Zotero's RDF"),
    ],
)
def test_what_holds_no_papers_for_carrel_is_called_by_its_name(text: str, problem: str) -> None:
    with pytest.raises(CarrelError, match=problem):
        detect(text, "x")
