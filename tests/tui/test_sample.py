from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

from index.identity import normal_arxiv, normal_doi, paper_id
from index.library import Library
from index.record import from_record, to_record
from tui.paths import Home
from tui.sample import PAPERS, sample_home

SAMPLE = [from_record(json.loads(line)) for line in PAPERS.read_text("utf-8").splitlines()]


def test_every_line_is_what_would_be_written() -> None:
    written = [json.dumps(to_record(paper), ensure_ascii=False) for paper in SAMPLE]
    assert PAPERS.read_text("utf-8").splitlines() == written


def test_papers_go_by_the_ids_that_their_facts_give() -> None:
    for paper in SAMPLE:
        known = {scheme: paper.known_as(scheme) for scheme in ("arxiv", "doi", "openreview")}
        assert paper_id(**known, title=paper.title) == (paper.id, paper.aliases)


def test_links_lead_to_the_paper() -> None:
    for paper in SAMPLE:
        assert paper.link("abs"), paper.id
        for link in paper.links:
            if "arxiv.org" in link.url:
                assert "arxiv:" + normal_arxiv(link.url) == paper.id
            if "doi.org" in link.url:
                assert "doi:" + normal_doi(link.url) == paper.id


def test_papers_are_whole() -> None:
    for paper in SAMPLE:
        assert paper.authors, paper.id
        assert paper.year, paper.id
        assert 2 <= len(paper.keywords) <= 4, paper.id
        assert [listing.source for listing in paper.listings] == ["sample"], paper.id
        sentences = re.findall(r"[.?!](?= |$)", paper.abstract)
        assert 2 <= len(sentences) <= 4, paper.id


def test_arxiv_numbers_and_days_agree() -> None:
    for paper in SAMPLE:
        if number := paper.known_as("arxiv"):
            year, month, day = map(int, paper.listings[0].day.split("-"))
            months = {f"{year % 100:02}{month:02}"}
            if day > 24:  # Announced, and so numbered, in the next month.
                months.add(f"{(year + month // 12) % 100:02}{month % 12 + 1:02}")
            assert number[:4] in months, paper.id


def test_ids_and_titles_are_unique() -> None:
    ids = [name for paper in SAMPLE for name in (paper.id, *paper.aliases)]
    assert len(set(ids)) == len(ids)


def test_the_sample_is_varied() -> None:
    years = [paper.year for paper in SAMPLE if paper.year]
    assert len(SAMPLE) >= 60
    assert (min(years), max(years)) == (1986, 2024)
    assert len({paper.venue for paper in SAMPLE}) >= 20
    assert any(not paper.title.isascii() for paper in SAMPLE)
    assert any(not author.isascii() for paper in SAMPLE for author in paper.authors)


def test_the_sample_opens_in_a_home_that_is_thrown_away() -> None:
    with sample_home() as home:
        folder = home.data.parent
        library = Library(home.papers, home.cache)
        assert len(library) == len(SAMPLE)
        assert replace(library.paper(0), accounts=()) == SAMPLE[0]
        (home.data / "reading.toml").write_text("", "utf-8")
    assert not folder.exists()


def test_the_readers_own_home_stays_as_it_is() -> None:
    own = Home.find(os.environ)
    with sample_home() as home:
        assert home != own
    assert not Path(os.environ["CARREL_HOME"]).exists()


def test_an_empty_sample_has_no_papers() -> None:
    with sample_home(fill=False) as home:
        assert not home.has_papers
