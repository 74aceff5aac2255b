"""A folder stands for its files; a long file goes on where it ended."""

from __future__ import annotations

import errno
import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest

from index import importing, resuming
from index.adding import Input
from index.library import Library
from index.report import ImportReport
from index.sources import registry
from tests.index.bibliography_samples import BIBTEX, OPML, RIS, snapshot_record
from tests.index.feed_samples import ARXIV_API, HF_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin, Source
    from index.sources.opening import Opening


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "papers", tmp_path / "cache")


def titles(library: Library) -> list[str]:
    return [library.columns.title(ordinal) for ordinal in range(len(library))]


def test_every_file_of_a_folder_is_read_by_its_content(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "hidden.bib").write_text("@misc{a, title={Hidden}}")
    (folder / ".hidden.ris").write_text(RIS)
    (folder / "a.txt").write_text(HF_DAY)
    (folder / "b.whatever").write_bytes(gzip.compress(ARXIV_API.encode()))
    (folder / "below" / "c.dat").write_text("@misc{a, title={Below}}")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    (folder / "todo.md").write_text("Buy milk.\n")
    (folder / "empty").write_text("")
    (folder / "feeds.opml").write_text(OPML)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.bib").symlink_to(folder / "nowhere")
    report = library.add([Input(folder)])
    assert report.problems == ()
    assert report.notes == (
        "4 files hold no papers, 2 hidden ones were left out, 2 links were not followed",
    )
    assert titles(library) == ["Sorting ℓ₂ Sets", "Other Sets", "Other Sets", "Below"]
    assert [listing.source for listing in library.paper(0).listings] == ["a", "b.whatever"]


def test_problems_of_a_folder_are_told_file_by_file(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.bib").write_text("@misc{a,\n title={A\n\n" + BIBTEX)
    (folder / "b.ris").write_text("TY  - JOUR\nTI  - B\n")
    report = library.add([Input(folder)])
    assert [problem.where for problem in report.problems] == [
        f"{folder}/a.bib, record 1",
        f"{folder}/b.ris, record 1",
    ]


def test_a_folder_below_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    (folder / "refs.bib").write_text("@misc{a, title={A}}")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = library.add([Input(folder)])
    assert [str(problem) for problem in report.problems] == [
        f"{folder}/locked: cannot be read: Permission denied"
    ]
    assert titles(library) == ["A"]
    (problem,) = library.add([Input(folder / "locked")]).problems
    assert problem.message == "cannot be read: Permission denied"


def test_what_may_hold_papers_and_is_not_read_is_told_in_a_folder_as_well(
    tmp_path: Path, library: Library
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rdf = '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#">'
    (folder / "mine.rdf").write_text(rdf)
    (folder / "mine.tar").write_bytes(b"mine".ljust(257, b"\0") + b"ustar")
    report = library.add([Input(folder)])
    assert [problem.message for problem in report.problems] == [
        "is Zotero's RDF, which cannot be read",
        "is a tar archive, which cannot be read",
    ]
    assert "CSL JSON" in report.problems[0].hint


def test_a_folder_without_papers_says_so(tmp_path: Path, library: Library) -> None:
    (tmp_path / "in").mkdir()
    assert library.add([Input(tmp_path / "in")]) == ImportReport()


def snapshot(path: Path, count: int) -> Path:
    lines = (
        json.dumps(snapshot_record(f"2503.{number:05}", f"Paper Number {number}") | {"doi": None})
        for number in range(1, count + 1)
    )
    with gzip.open(path, "wt") as stream:
        stream.writelines(f"{line}\n" for line in lines)
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of any length are long, and few papers are many."""
    monkeypatch.setattr(resuming, "LONG", 1)
    monkeypatch.setattr(importing, "_AT_ONCE", 0)
    monkeypatch.setattr(importing, "_MOST_PENDING", 30)


@pytest.mark.usefixtures("small")
def test_a_file_that_went_in_is_passed_over_until_it_changes(
    tmp_path: Path, library: Library
) -> None:
    path = snapshot(tmp_path / "s.json.gz", 100)
    assert library.add([Input(path)]) == ImportReport(read=100, added=100)
    again = library.add([Input(path)])
    assert (again.read, again.unchanged) == (100, 100)
    assert again.notes == (f"{path}: 100 records went in another time",)
    snapshot(path, 101)
    grown = library.add([Input(path)])
    assert (grown.read, grown.added, grown.notes) == (101, 1, ())


@pytest.mark.usefixtures("small")
def test_an_import_that_was_cut_off_goes_on_where_it_ended(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = snapshot(tmp_path / "s.json.gz", 100)
    read = registry.papers
    seen: list[str] = []

    def interrupted(
        opening: Opening, origin: Origin, source: Source | None = None
    ) -> Iterator[Paper | Problem]:
        for number, item in enumerate(read(opening, origin, source)):
            if number == 70:
                raise KeyboardInterrupt
            yield item

    with monkeypatch.context() as patch:
        patch.setattr(importing, "papers", interrupted)
        with pytest.raises(KeyboardInterrupt):
            library.add([Input(path)])

    def watched(
        opening: Opening, origin: Origin, source: Source | None = None
    ) -> Iterator[Paper | Problem]:
        for item in read(opening, origin, source):
            seen.append(str(item))
            yield item

    monkeypatch.setattr(importing, "papers", watched)
    report = library.add([Input(path)])
    assert (report.read, report.added, report.unchanged) == (100, 40, 60)
    assert len(seen) == 40
    assert sorted(titles(library)) == sorted(f"Paper Number {number}" for number in range(1, 101))


@pytest.mark.usefixtures("small")
def test_of_another_library_nothing_is_remembered(tmp_path: Path, library: Library) -> None:
    path = snapshot(tmp_path / "s.json.gz", 50)
    library.add([Input(path)])
    library.log.path.unlink()
    assert library.add([Input(path)]).added == 50


@pytest.mark.usefixtures("small")
def test_a_damaged_note_of_places_is_no_place(tmp_path: Path, library: Library) -> None:
    path = snapshot(tmp_path / "s.json.gz", 50)
    library.add([Input(path)])
    for damaged in (b"{", b"[]", b"\xff", b'{"a": 1}'):
        (tmp_path / "cache" / resuming.FILE_NAME).write_bytes(damaged)
        report = library.add([Input(path)])
        assert (report.unchanged, report.notes) == (50, ())


@pytest.mark.usefixtures("small")
def test_columns_written_on_the_way_are_those_of_one_go(tmp_path: Path, library: Library) -> None:
    path = snapshot(tmp_path / "s.json.gz", 100)
    library.add([Input(path)])
    other = Library(library.log.folder, tmp_path / "anew")
    assert titles(other) == titles(library)
    for name in ("log_offsets", "key_hashes", "key_slots", "default_order", "facet_ordinals"):
        assert bytes(other.columns.section(name)) == bytes(library.columns.section(name))
