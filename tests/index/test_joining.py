"""Two papers that a person says are one are one, and stay so whatever comes in later."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adding import Input
from index.columns import columnsfile
from index.columns.columns import Columns
from index.columns.draft import draft_for
from index.errors import CarrelError
from index.library import Library
from index.marktable import MarkTable
from index.paper import Paper
from index.query.query import Query
from index.record import VERSION, to_record
from tests.index.feed_samples import arxiv_entry, arxiv_feed

if TYPE_CHECKING:
    from pathlib import Path

PREFACE, BOOK, OTHER = "arxiv:2503.02130", "doi:10.1000/vorwort", "arxiv:2503.02131"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A preprint, a book of another title by somebody else, and a third paper."""
    place = tmp_path / "in"
    place.mkdir()
    entries = arxiv_entry("2503.02130v1", "Preface"), arxiv_entry("2503.02131v1", "Sails")
    (place / "a.xml").write_text(arxiv_feed(*entries))
    (place / "b.bib").write_text(
        "@book{b, title={Das Vorwort}, author={Eva Kraus}, doi={10.1000/vorwort}, year={2024}}"
    )
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.add([Input(place)])
    library.catch_up()
    assert len(library) == 3
    return library


def join(library: Library, one: str, other: str) -> tuple[Paper, Paper]:
    places = [place for each in (one, other) if (place := library.find(each)) is not None]
    return library.join(places[0], places[1])


def found(library: Library, text: str) -> list[str]:
    columns = library.columns
    marks = MarkTable.empty(len(columns), columns.gone)
    return [columns.id(one) for one in library.search(Query.parse(text), marks).ordinals]


def sections(columns: Columns) -> dict[str, bytes]:
    return {name: bytes(columns.section(name)) for name, _, _ in columnsfile.SECTIONS}


def anew(library: Library) -> Columns:
    """The columns made again of nothing but the log."""
    draft = draft_for(library.log, library.log.folder / "nowhere")
    draft.read(library.log)
    return Columns(draft.build(1, library.log))


def test_two_papers_become_one_that_goes_by_the_ids_of_both(library: Library) -> None:
    paper, gone = join(library, BOOK, PREFACE)
    assert (paper.id, gone.id, paper.joined) == (PREFACE, BOOK, (BOOK,))
    assert len(library) == 2
    assert library.find(BOOK) == library.find(PREFACE)
    assert set(gone.aliases) < set(paper.aliases)
    assert [(each.kind, each.source) for each in paper.accounts] == [
        ("arxiv", "a"),
        ("bibliography", "b"),
    ]
    assert (paper.title, paper.year) == ("Preface", 2024)


def test_versions_of_the_other_id_say_nothing_of_it(library: Library, tmp_path: Path) -> None:
    """Else the text of what went into it would be shown, as newer, and it would be read at v1."""
    (tmp_path / "c.xml").write_text(arxiv_feed(arxiv_entry("2503.02131v4", "Sails, Again")))
    library.add([Input(tmp_path / "c.xml")])
    paper, _ = join(library, PREFACE, OTHER)
    facts = dict(paper.extra)
    assert (paper.title, facts["version"], facts.get("versions")) == ("Preface", "1", None)
    (tmp_path / "d.xml").write_text(arxiv_feed(arxiv_entry("2503.02131v5", "Sails, Last")))
    library.add([Input(tmp_path / "d.xml")])
    paper = library.paper(library.find(PREFACE) or 0)
    facts = dict(paper.extra)
    assert (paper.title, facts["version"], facts.get("versions")) == ("Preface", "1", None)


@pytest.mark.parametrize("names", [(PREFACE, BOOK), (BOOK, PREFACE)])
def test_the_better_id_keeps_its_place(library: Library, names: tuple[str, str]) -> None:
    place = library.find(PREFACE)
    join(library, *names)
    assert library.find(PREFACE) == place


def test_of_two_ids_as_good_the_first_named_keeps_its_place(library: Library) -> None:
    place = library.find(OTHER)
    paper, gone = join(library, OTHER, PREFACE)
    assert (paper.id, gone.id, library.find(PREFACE)) == (OTHER, PREFACE, place)


def test_one_line_says_it_and_an_older_carrel_leaves_it_unread(library: Library) -> None:
    lines = library.log.path.read_bytes().count(b"\n")
    join(library, PREFACE, BOOK)
    written = library.log.path.read_bytes().splitlines()
    assert len(written) == lines + 1
    assert json.loads(written[-1])["carrel"] == VERSION == 3


def test_what_was_written_is_enough_where_the_columns_were_not(library: Library) -> None:
    before = library.columns
    join(library, PREFACE, BOOK)
    for path in columnsfile.generations(library._cache).values():
        path.unlink()
    columnsfile.save(library._cache, before.generation, bytes(before._buffer))
    again = Library(library.log.folder, library._cache)
    assert (len(again), again.find(BOOK)) == (2, again.find(PREFACE))
    assert sections(again.columns) == sections(library.columns)


@pytest.mark.parametrize("missing", [1, 2, 40, 400])
def test_half_a_line_joins_nothing(library: Library, missing: int) -> None:
    size = library.log.size
    join(library, PREFACE, BOOK)
    with library.log.path.open("r+b") as stream:
        stream.truncate(library.log.size - missing)
    assert library.log.size > size
    again = Library(library.log.folder, library.log.folder / "nowhere")
    assert len(again) == 3 - len(again.columns.gone)
    assert len(again) == (2 if missing == 1 else 3)  # all of the line but its end counts


def test_a_disk_that_refuses_leaves_two(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    size = library.log.size
    monkeypatch.setattr("index.paperlog.sync_file", full)
    with pytest.raises(CarrelError, match="cannot add papers"):
        join(library, PREFACE, BOOK)
    assert library.log.size == size
    again = Library(library.log.folder, library._cache)
    assert (len(again), again.find(BOOK) != again.find(PREFACE)) == (3, True)


def test_one_paper_is_not_joined_to_itself(library: Library) -> None:
    join(library, PREFACE, BOOK)
    size = library.log.size
    with pytest.raises(CarrelError, match="one paper already"):
        join(library, PREFACE, BOOK)
    assert library.log.size == size


def test_they_stay_one_when_all_of_it_comes_again(library: Library, tmp_path: Path) -> None:
    join(library, PREFACE, BOOK)
    size = library.log.size
    report = library.add([Input(tmp_path / "in")])
    assert (report.added, report.merged, report.unchanged) == (0, 0, 3)
    assert (len(library), library.log.size) == (2, size)
    (tmp_path / "more.bib").write_text(
        "@book{b, title={Das Vorwort}, author={Kraus, Eva}, publisher={Elsewhere}, year={2024}}"
    )
    report = library.add([Input(tmp_path / "more.bib")])
    assert (report.added, report.merged) == (0, 1)
    assert library.find(BOOK) == library.find(PREFACE)


def test_one_source_may_have_meant_two(tmp_path: Path) -> None:
    """Both entries stay accounts of their own, and each takes in what is told of it later."""
    place = tmp_path / "refs.bib"
    entries = (
        "@misc{a, title={Sails}, author={Ada Levy}}\n"
        "@misc{b, title={Die Segel}, author={Bo Sort}NOTE}\n"
    )
    place.write_text(entries.replace("NOTE", ""))
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.add([Input(place)])
    first, second = library.columns.id(0), library.columns.id(1)
    join(library, first, second)
    size = library.log.size
    assert library.add([Input(place)]).unchanged == 2
    assert library.log.size == size
    place.write_text(entries.replace("NOTE", ", year={1999}"))
    library.add([Input(place)])
    assert len(library) == 1
    said = [each.paper for each in library.paper(0).accounts]
    assert [(one.title, one.year) for one in said if one] == [("Sails", None), ("Die Segel", 1999)]


def test_what_was_joined_can_be_parted_and_is_as_it_was(library: Library, tmp_path: Path) -> None:
    place, old = library.find(BOOK), library.paper(library.find(BOOK) or 0)
    join(library, PREFACE, BOOK)
    library.catch_up()
    stays, leaves = library.part(library.find(PREFACE) or 0, {1})
    assert (stays.id, leaves.id, stays.joined, leaves.joined) == (PREFACE, BOOK, (), ())
    assert (library.find(BOOK), len(library), library.columns.gone) == (place, 3, frozenset())
    again = library.paper(place or 0)
    assert replace(again, accounts=old.accounts, apart=()) == old
    assert sections(library.columns) == sections(anew(library))
    library.catch_up()
    assert found(library, "vorwort") == [BOOK]
    assert len(library.add([Input(tmp_path / "in")]).problems) == 0
    assert len(library) == 3
    join(library, PREFACE, BOOK)
    assert (len(library), library.paper(library.find(BOOK) or 0).apart) == (2, ())


def test_what_took_others_in_may_go_into_one_itself(library: Library) -> None:
    join(library, PREFACE, BOOK)
    paper, gone = join(library, OTHER, BOOK)
    assert (gone.id, paper.joined) == (PREFACE, (BOOK, PREFACE))
    assert len(library) == 1
    assert {library.find(each) for each in (OTHER, PREFACE, BOOK)} == {library.find(OTHER)}
    assert sections(library.columns) == sections(anew(library))
    place = [each.source for each in paper.accounts].index("b")
    stays, leaves = library.part(library.find(OTHER) or 0, {place})
    assert (stays.joined, leaves.id) == ((PREFACE,), BOOK)
    assert (len(library), library.find(PREFACE)) == (2, library.find(OTHER))
    assert sections(library.columns) == sections(anew(library))


def test_a_reader_that_was_open_goes_on(library: Library) -> None:
    other = Library(library.log.folder, library._cache)
    place = other.find(BOOK)
    assert place is not None
    join(library, PREFACE, BOOK)
    assert other.columns.row(place).title == "Das Vorwort"
    assert other.paper(place).id == BOOK
    assert other.refresh()
    assert other.columns.row(place).title == "Das Vorwort"
    assert other.columns.id(place) == BOOK
    assert other.paper(place).id == PREFACE


def test_words_follow_what_is_one_now(library: Library) -> None:
    assert found(library, "vorwort") == [BOOK]
    join(library, PREFACE, BOOK)
    assert found(library, "vorwort") == found(library, "author:kraus") == []  # not indexed yet
    assert library.catch_up() == 2
    assert library.is_indexed
    assert found(library, "vorwort") == []
    assert found(library, "preface") == [PREFACE]
    assert set(found(library, "-sails")) == {PREFACE}
    results = library.search(Query.parse("sails"), MarkTable.empty(3))
    assert results.unindexed == 0


def test_a_line_that_does_not_know_of_it_brings_the_paper_back(library: Library) -> None:
    """As an older Carrel may write it, which leaves the line that joined them unread."""
    before = library.paper(library.find(PREFACE) or 0)
    join(library, PREFACE, BOOK)
    library.catch_up()
    library.log.append([before])
    library.open_columns()
    library.catch_up()
    assert (len(library), library.columns.gone) == (3, frozenset())
    assert library.paper(library.find(BOOK) or 0).title == "Das Vorwort"
    assert found(library, "vorwort") == [BOOK]
    assert sections(library.columns) == sections(anew(library))


def test_a_later_line_of_the_paper_that_is_gone_does_not_show_it(library: Library) -> None:
    old = library.paper(library.find(BOOK) or 0)
    join(library, PREFACE, BOOK)
    library.log.append([replace(old, title="Das neue Vorwort")])
    library.open_columns()
    assert (len(library), library.find(BOOK)) == (2, library.find(PREFACE))
    assert library.paper(library.find(PREFACE) or 0).title == "Preface"
    assert sections(library.columns) == sections(anew(library))


def test_no_record_joins_papers(library: Library, tmp_path: Path) -> None:
    record = to_record(Paper("arxiv:2503.09999", "Kites", joined=(PREFACE, BOOK)))
    (tmp_path / "c.jsonl").write_text(json.dumps(record))
    library.add([Input(tmp_path / "c.jsonl")])
    assert (len(library), library.columns.gone) == (4, frozenset())


def test_another_work_of_the_same_title_is_not_swallowed(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title={Sails}, author={Bo Sort}}")
    (tmp_path / "b.bib").write_text(
        "@misc{b, title={Sails}, author={Eva Kraus}, doi={10.1000/sails}}"
    )
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.add([Input(tmp_path / "a.bib")])
    library.log.append([Paper(PREFACE, "Preface", authors=("Ada Levy",))])
    library.open_columns()
    titled = library.columns.id(0)
    join(library, PREFACE, titled)
    assert library.add([Input(tmp_path / "b.bib")]).added == 1
    library.log.append([Paper(titled, "Sails", authors=("Cy Other",))])
    library.open_columns()
    assert [library.columns.id(one) for one in sorted(library.columns.default_order)] == [
        PREFACE,
        "doi:10.1000/sails",
        titled,
    ]
    assert sections(library.columns) == sections(anew(library))


papers = st.lists(
    st.tuples(st.sampled_from(["join", "part", "line"]), st.integers(0, 5), st.integers(0, 5)),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(papers, st.integers(0, 12))
def test_columns_grown_are_columns_made_anew(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, int]], halfway: int
) -> None:
    """Whatever is joined, parted and told again, in one go or bit by bit."""
    folder = tmp_path_factory.mktemp("grown")
    library = Library(folder / "papers", folder / "cache")
    first = [
        Paper(f"arxiv:2503.0000{number}", f"Paper {number}", aliases=(f"doi:10.1000/{number}",))
        for number in range(6)
    ]
    library.log.append(first)
    library.open_columns()
    for number, (deed, one, other) in enumerate(deeds):
        columns = library.columns
        places = sorted({columns.heir(one), columns.heir(other)})
        if deed == "join" and len(places) == 2:
            library.join(*places)
        elif deed == "part" and len(library.paper(one).accounts) > 1:
            count = len(library.paper(one).accounts)
            library.part(columns.heir(one), {other % count})
        elif deed == "line":
            library.log.append([first[one]])
            library.open_columns()
        if number == halfway:
            library = Library(library.log.folder, folder / "cache")
    columns = library.columns
    assert sections(columns) == sections(anew(library))
    assert sorted(columns.default_order) == sorted(set(range(len(columns))) - columns.gone)
    for paper in first:
        place = library.find(paper.id)
        assert place is not None
        assert place not in columns.gone
        assert paper.id in (library.paper(place).id, *library.paper(place).aliases)
