"""Papers that were wrongly joined are parted, and stay so whatever comes in later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.adding import Input
from index.errors import CarrelError
from index.library import Library
from index.record import to_record
from tests.index.feed_samples import arxiv_entry, arxiv_feed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A preprint, and what a bibliography calls the same, with a DOI and by its arXiv id."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xml").write_text(arxiv_feed(arxiv_entry("2503.02130v1", "Preface")))
    (tmp_path / "in" / "b.bib").write_text(
        "@book{b, title={Preface}, author={Ada Levy}, doi={10.1000/preface}}"
    )
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.add([Input(tmp_path / "in")])
    assert len(library) == 1
    return library


def inputs(library: Library) -> list[Input]:
    return [Input(library.log.folder.parent / "in")]


def test_one_paper_becomes_two_by_who_says_it(library: Library) -> None:
    stays, leaves = library.part(0, {1})
    assert (stays.id, leaves.id) == ("arxiv:2503.02130", "doi:10.1000/preface")
    assert [library.columns.id(one) for one in range(2)] == [stays.id, leaves.id]
    assert library.paper(0).authors == ("Ada Lévy", "Bo Sort")
    assert library.paper(1).authors == ("Ada Levy",)
    assert library.paper(1).abstract == ""
    assert library.find("doi:10.1000/preface") == 1
    assert library.find("arxiv:2503.02130") == 0


def test_they_stay_two_when_all_of_it_comes_again(library: Library, tmp_path: Path) -> None:
    library.part(0, {1})
    before = library.log.size
    report = library.add(inputs(library))
    assert (report.added, report.merged, report.unchanged) == (0, 0, 2)
    assert library.log.size == before
    (tmp_path / "both.bib").write_text(
        "@misc{c, title={Preface}, author={Ada Levy}, doi={10.1000/preface},"
        " eprint={2503.02130}, archiveprefix={arXiv}}"
    )
    library.add([Input(tmp_path / "both.bib")])
    assert len(library) == 2
    assert library.find("doi:10.1000/preface") == 1
    assert library.find("arxiv:2503.02130") == 0


def test_a_title_alone_goes_where_its_source_went(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(arxiv_feed(arxiv_entry("2503.02130v1", "Preface")))
    (tmp_path / "b.bib").write_text("@book{b, title={Preface}}")
    library = Library(tmp_path / "papers", tmp_path / "cache")
    files = [Input(tmp_path / name) for name in ("a.xml", "b.bib")]
    library.add(files)
    library.part(0, {1})
    size = library.log.size
    for given in (files, files[::-1]):
        library.add(given)
    assert (len(library), library.log.size) == (2, size)
    assert [each.kind for each in library.paper(1).accounts] == ["bibliography"]


def test_an_id_that_one_source_has_wrong_can_be_parted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(arxiv_feed(arxiv_entry("2503.02130v1", "Preface")))
    (tmp_path / "b.bib").write_text("@misc{b, title={Preface}, eprint={2503.02130}}")
    library = Library(tmp_path / "papers", tmp_path / "cache")
    files = [Input(tmp_path / name) for name in ("a.xml", "b.bib")]
    library.add(files)
    stays, leaves = library.part(0, {1})
    assert stays.id == "arxiv:2503.02130"
    assert leaves.id.startswith("title:")
    size = library.log.size
    library.add(files)
    assert (len(library), library.log.size) == (2, size)


def test_the_log_alone_tells_the_two(library: Library, tmp_path: Path) -> None:
    library.part(0, {1})
    anew = Library(library.log.folder, tmp_path / "other")
    assert [anew.columns.id(one) for one in range(len(anew))] == [
        library.columns.id(one) for one in range(2)
    ]
    assert [anew.paper(one) for one in range(2)] == [library.paper(one) for one in range(2)]


def test_cut_short_between_its_lines_nothing_is_lost_and_it_can_be_asked_again(
    library: Library, tmp_path: Path
) -> None:
    before = library.log.size
    whole = library.part(0, {1})
    text = library.log.path.read_bytes()
    between = text.index(b"\n", before) + 1
    for size in (before, between - 2, between, between + 9, len(text) - 2):
        library.log.path.write_bytes(text[:size])
        cut = Library(library.log.folder, tmp_path / f"cache-{size}")
        said = {
            account.source for place in range(len(cut)) for account in cut.paper(place).accounts
        }
        assert said == {"a", "b"}, size
        assert None not in [cut.find(paper.id) for paper in whole], size
        cut.part(cut.find(whole[0].id) or 0, {1})
        assert [cut.paper(place) for place in range(len(cut))] == list(whole)
        assert cut.catch_up() == 2
        assert Library(library.log.folder, tmp_path / f"anew-{size}").paper(1) == whole[1]


def test_an_older_carrel_would_join_them_so_their_lines_say_what_they_need(
    library: Library, tmp_path: Path
) -> None:
    pair = library.part(0, {1})
    assert [to_record(paper)["carrel"] for paper in pair] == [2, 2]
    (tmp_path / "out.jsonl").write_text(
        "".join(json.dumps(to_record(paper)) + "\n" for paper in pair)
    )
    other = Library(tmp_path / "p2", tmp_path / "c2")
    other.add([Input(tmp_path / "out.jsonl")])
    assert len(other) == 2


def test_both_are_found_by_words_and_only_one_by_its_own(library: Library) -> None:
    from index.marktable import MarkTable
    from index.query.query import Query

    library.catch_up()
    library.part(0, {1})
    library.catch_up()
    for text, expected in (("preface", {0, 1}), ("tokens", {0}), ("id:10.1000/preface", {1})):
        query = Query.parse(text)
        assert set(library.search(query, MarkTable.empty(2)).ordinals) == expected


@pytest.mark.parametrize("leaving", [set(), {0, 1}, {7}])
def test_something_has_to_stay_and_something_to_go(library: Library, leaving: set[int]) -> None:
    with pytest.raises(CarrelError, match="some sources have to stay"):
        library.part(0, leaving)
    library.part(0, {1})
    with pytest.raises(CarrelError, match="only one source"):
        library.part(0, {0})
