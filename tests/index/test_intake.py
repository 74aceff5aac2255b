from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns import columnsfile
from index.columns.columns import Columns
from index.columns.draft import ColumnsDraft
from index.errors import Problem
from index.identity import fingerprint, paper_id, same_work
from index.intake import MOST_PROBLEMS, Intake
from index.paper import Link, Listing, Paper
from index.paperlog import PaperLog
from tests.index.paper_strategies import patiently

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.report import ImportReport

STAMP = "2026-03-14T09:26:53Z"


class Shelf:
    """A library that records are taken into, one import after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = PaperLog(folder / "papers")
        self.columns = Columns.empty()

    def take(self, *records: Paper, batch: int = 100) -> ImportReport:
        draft = ColumnsDraft(self.columns)
        intake = Intake(self.log, draft, batch)
        for number, record in enumerate(records, 1):
            intake.take(record, f"page, record {number}")
        report = intake.finish()
        self.columns = draft.save(self.folder, self.log)
        return report

    def papers(self) -> list[Paper]:
        return [self.log.read_at(*self.columns.locate(n)) for n in range(len(self.columns))]

    def from_log(self) -> Columns:
        draft = ColumnsDraft(Columns.empty())
        assert draft.read(self.log) == []
        return draft.save(self.folder, self.log)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def record(
    title: str,
    *,
    arxiv: str = "",
    doi: str = "",
    openreview: str = "",
    authors: tuple[str, ...] = (),
    source: str = "page",
    rank: int | None = None,
    abstract: str = "",
) -> Paper:
    first, aliases = paper_id(arxiv, doi, openreview, title)
    listings = (Listing(source, rank),)
    return Paper(
        first,
        title,
        abstract,
        authors,
        aliases=aliases,
        listings=listings,
        links=(Link("abs", f"https://example.org/{first}"),) if arxiv else (),
        added=STAMP,
    )


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.added + report.merged + report.unchanged + report.skipped
    return report.added, report.merged, report.unchanged, report.skipped


def test_a_record_is_added_once(shelf: Shelf) -> None:
    papers = [record("Alpha", rank=1), record("Beta", rank=2)]
    assert counts(shelf.take(*papers)) == (2, 0, 0, 0)
    size = shelf.log.size
    assert counts(shelf.take(*papers)) == (0, 0, 2, 0)
    assert shelf.log.size == size


def test_a_paper_named_often_is_one_line_with_all_its_listings(shelf: Shelf) -> None:
    report = shelf.take(record("Alpha", rank=1), record("alpha!", rank=9), record("Alpha", rank=1))
    assert counts(report) == (1, 1, 1, 0)
    assert len(list(shelf.log.scan())) == 1
    (paper,) = shelf.papers()
    assert [listing.rank for listing in paper.listings] == [1, 9]
    assert paper.title == "Alpha"


def test_a_known_title_gains_a_better_id_and_keeps_the_old_one(shelf: Shelf) -> None:
    old = record("Alpha", rank=1)
    shelf.take(old)
    report = shelf.take(record("ALPHA", arxiv="2401.00001", authors=("Ann Lee",)))
    assert counts(report) == (0, 1, 0, 0)
    (paper,) = shelf.papers()
    assert paper.id == "arxiv:2401.00001"
    assert old.id in paper.aliases
    assert shelf.columns.find(old.id) == 0
    assert paper.authors == ("Ann Lee",)


def test_ids_of_different_schemes_under_one_title_are_one_paper(shelf: Shelf) -> None:
    shelf.take(record("Alpha", openreview="Zx9a"), record("Alpha", arxiv="2401.00001"))
    (paper,) = shelf.papers()
    assert paper.id == "arxiv:2401.00001"
    assert "openreview:Zx9a" in paper.aliases


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (record("Alpha", arxiv="2401.00001"), record("Alpha", arxiv="2401.00002")),
        (record("Alpha", doi="10.1000/a"), record("Alpha", doi="10.1000/b")),
        (record("Alpha", openreview="Zx9a"), record("Alpha", openreview="Zx9b")),
        (
            record("Preface", arxiv="2401.00001", authors=("Ann Lee",)),
            record("Preface", doi="10.1000/b", authors=("Bo Chen",)),
        ),
        (
            record("Preface", authors=("Ann Lee",)),
            record("Preface", doi="10.1000/b", authors=("Bo Chen",)),
        ),
    ],
)
def test_one_title_of_two_works_makes_two_papers(shelf: Shelf, first: Paper, second: Paper) -> None:
    assert counts(shelf.take(first, second)) == (2, 0, 0, 0)
    assert counts(shelf.take(second, first)) == (0, 0, 2, 0)
    for number, paper in enumerate((first, second)):
        assert shelf.columns.find(paper.id) == number
        assert shelf.papers()[number].authors == paper.authors
    assert len(shelf.from_log()) == 2


def test_a_known_id_with_another_title_keeps_the_text_and_is_reported(shelf: Shelf) -> None:
    known = record("Alpha", arxiv="2401.00001", rank=1)
    shelf.take(known)
    odd = record("Omega " * 40, arxiv="2401.00001", rank=2, abstract="Of something else.")
    for _ in range(2):
        report = shelf.take(record("Beta"), odd)
        assert report.skipped == 1
        (problem,) = report.problems
        assert problem.where == "page, record 2"
        assert "arxiv:2401.00001" in problem.message
        assert len(problem.message) < 200
    paper = shelf.papers()[0]
    assert (paper.title, paper.abstract) == ("Alpha", "")
    assert [listing.rank for listing in paper.listings] == [1, 2]
    assert shelf.columns.find(odd.aliases[0]) is None


def test_a_record_that_names_two_papers_goes_to_the_better_id(shelf: Shelf) -> None:
    shelf.take(record("Alpha", doi="10.1000/a"), record("Alpha two", arxiv="2401.00001"))
    bridge = record("Alpha two", arxiv="2401.00001", doi="10.1000/a", rank=5)
    assert counts(shelf.take(bridge)) == (0, 1, 0, 0)
    assert counts(shelf.take(bridge)) == (0, 0, 1, 0)
    assert shelf.columns.find("doi:10.1000/a") == 0
    assert shelf.columns.find("arxiv:2401.00001") == 1


def test_papers_without_a_title_alias_are_known_by_their_title(shelf: Shelf) -> None:
    shelf.take(Paper("arxiv:2401.00001", "Alpha", added=STAMP))
    assert counts(shelf.take(record("Alpha"))) == (0, 1, 0, 0)


def test_what_was_written_before_a_failure_stays(shelf: Shelf) -> None:
    draft = ColumnsDraft(shelf.columns)
    intake = Intake(shelf.log, draft, batch=2)
    for title in ("Alpha", "Beta", "Gamma"):
        intake.take(record(title), "")
    assert [line.paper.title for line in shelf.log.scan() if line.paper] == ["Alpha", "Beta"]


# Any stream of records

_titles = st.sampled_from(["Alpha", "alpha", "Beta", "Gamma rays"])
_authors = st.sampled_from([(), ("Ann Lee",), ("Bo Chen", "Ann Lee"), ("Di Wu",)])
_records = st.builds(
    record,
    _titles,
    arxiv=st.sampled_from(["", "", "2401.00001", "2401.00002"]),
    doi=st.sampled_from(["", "", "10.1000/a", "10.1000/b"]),
    openreview=st.sampled_from(["", "", "Zx9a", "Zx9b"]),
    authors=_authors,
    source=st.sampled_from(["p", "q"]),
    rank=st.none() | st.integers(1, 3),
    abstract=st.sampled_from(["", "One.", "Two."]),
)


def sections(columns: Columns) -> dict[str, bytes]:
    return {name: bytes(columns.section(name)) for name, _, _ in columnsfile.SECTIONS}


def imported(folder: str, imports: Iterable[list[Paper]], batch: int) -> Shelf:
    shelf = Shelf(Path(folder))
    for records in imports:
        counts(shelf.take(*records, batch=batch))
    return shelf


@patiently
@given(st.lists(st.lists(_records, max_size=8), max_size=3), st.integers(1, 4))
def test_the_log_alone_tells_the_same_papers(imports: list[list[Paper]], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = imported(folder, imports, batch)
        assert sections(shelf.from_log()) == sections(shelf.columns)
        assert [paper.id for paper in shelf.papers()] == [
            shelf.columns.id(ordinal) for ordinal in range(len(shelf.columns))
        ]


@patiently
@given(st.lists(_records, max_size=12), st.integers(1, 4))
def test_nothing_that_was_read_is_lost(records: list[Paper], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = imported(folder, [records], batch)
        papers = shelf.papers()
        listed = {listing for paper in papers for listing in paper.listings}
        assert listed == {listing for one in records for listing in one.listings}
        for one in records:
            assert shelf.columns.find(one.id) is not None
            for alias in one.aliases:
                assert shelf.columns.find(alias) is not None or alias.startswith("title:")


@st.composite
def _consistent_records(draw: st.DrawFn) -> list[Paper]:
    """Records that tell of each work some of what is true of it, and nothing else."""
    records = []
    for number in draw(st.lists(st.integers(0, 3), max_size=12)):
        records.append(
            record(
                draw(st.sampled_from([f"Work {number}", f"work: {number}!"])),
                arxiv=draw(st.sampled_from(["", f"2401.0000{number}"])),
                doi=draw(st.sampled_from(["", f"10.1000/{number}"])),
                authors=draw(st.sampled_from([(), ("Ann Lee", f"Bo {number}"), ("A. Lee",)])),
                source=draw(st.sampled_from(["p", "q"])),
                rank=draw(st.none() | st.integers(1, 3)),
                abstract=draw(st.sampled_from(["", "One.", "Two."])),
            )
        )
    return records


@patiently
@given(_consistent_records(), st.integers(1, 4))
def test_a_second_import_of_the_same_changes_nothing(records: list[Paper], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = imported(folder, [records], batch)
        size = shelf.log.size
        assert counts(shelf.take(*records)) == (0, 0, len(records), 0)
        assert shelf.log.size == size
        assert len(shelf.columns) == len({one.title[5:].strip(": !") for one in records})


def test_of_very_many_problems_the_first_are_kept_and_all_are_counted(shelf: Shelf) -> None:
    intake = Intake(shelf.log, ColumnsDraft(shelf.columns))
    for number in range(MOST_PROBLEMS + 7):
        intake.refuse(Problem("title is missing", where=f"page, record {number + 1}"))
    intake.note(Problem("is cut short", where="page"))
    report = intake.finish()
    assert report.skipped == report.read == MOST_PROBLEMS + 7
    assert [len(report.problems), report.untold] == [MOST_PROBLEMS, 8]
    assert report.problems[0].where == "page, record 1"


def test_a_title_that_very_many_have_is_compared_with_some(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a file of prefaces takes time in the square of their number."""
    compared = 0

    def counted(known: Paper, record: Paper) -> bool:
        nonlocal compared
        compared += 1
        return same_work(known, record)

    monkeypatch.setattr("index.intake.same_work", counted)
    prefaces = [
        Paper(f"doi:10.1000/{number}", "Preface", authors=(f"Name{number} Family{number}",))
        for number in range(300)
    ]
    assert shelf.take(*prefaces[:150]).added == 150
    assert shelf.take(*prefaces[150:]).added == 150
    assert compared <= 300 * 64
    assert shelf.take(*prefaces).unchanged == 300
    again = replace(prefaces[7], id="title:" + fingerprint("Preface"))
    assert shelf.take(again).added == 0
