"""A zip archive is a folder that lies in one file."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from index.adding import Input
from index.library import Library
from index.sources import archive
from tests.index.bibliography_samples import BIBTEX, RIS
from tests.index.feed_samples import HF_DAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "papers", tmp_path / "cache")


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def sources(library: Library) -> set[str]:
    papers = (library.paper(ordinal) for ordinal in range(len(library)))
    return {listing.source for paper in papers for listing in paper.listings}


def test_every_file_of_an_archive_is_read_by_its_content(tmp_path: Path, library: Library) -> None:
    path = packed(
        tmp_path / "all.zip",
        {
            "day.txt": HF_DAY,
            "below/refs.dat": BIBTEX.encode("utf-16"),
            "below/more.gz": gzip.compress(RIS.encode()),
            "paper.pdf": b"%PDF-1.7",
            ".hidden.bib": BIBTEX,
            "__MACOSX/._refs.bib": BIBTEX,
        },
    )
    report = library.add([Input(path)])
    assert (report.read, report.problems) == (6, ())
    assert report.notes == ("1 file holds no papers",)
    assert sources(library) == {"day", "refs.dat", "more"}
    assert library.add([Input(path)]).unchanged == 6


def test_an_archive_in_a_folder_and_one_with_a_name_are_read(
    tmp_path: Path, library: Library
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    packed(folder / "a.zip", {"refs.bib": BIBTEX})
    packed(folder / "document.docx", {"word/document.xml": "<w/>"})
    report = library.add([Input(folder), Input(folder / "a.zip", name="Mine")])
    assert report.problems == ()
    assert report.notes == ("1 file holds no papers",)
    assert sources(library) == {"refs", "Mine"}


def test_a_problem_names_archive_file_and_record(tmp_path: Path, library: Library) -> None:
    path = packed(tmp_path / "a.zip", {"below/b.ris": "TY  - JOUR\nTI  - B\n"})
    (problem,) = library.add([Input(path)]).problems
    assert problem.where == f"{path}/below/b.ris, record 1"


def test_an_archive_without_papers_says_so(tmp_path: Path, library: Library) -> None:
    path = packed(tmp_path / "a.zip", {"a.pdf": b"%PDF-1.7"})
    (problem,) = library.add([Input(path)]).problems
    assert problem.message == "is a zip archive without papers in it"


@pytest.mark.parametrize("cut", range(5, 100, 5))
def test_an_archive_cut_anywhere_is_told(cut: int, tmp_path: Path, library: Library) -> None:
    path = packed(tmp_path / "a.zip", {"a.bib": BIBTEX, "b.json": HF_DAY})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * cut // 100])
    (problem,) = library.add([Input(path)]).problems
    assert problem.message == "is a damaged zip archive"


def test_a_damaged_file_in_an_archive_is_told_and_the_next_is_read(
    tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.bib", BIBTEX)
        made.writestr("b.json", HF_DAY)
    path.write_bytes(path.read_bytes().replace(b"Ada and", b"XXX and", 1))
    report = library.add([Input(path)])
    assert [problem.message[:10] for problem in report.problems] == ["is damaged"]
    assert len(library) >= 2


def test_a_locked_file_is_told(tmp_path: Path, library: Library) -> None:
    path = packed(tmp_path / "a.zip", {"a.bib": BIBTEX, "b.json": HF_DAY})
    data = bytearray(path.read_bytes())
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + place] |= 1
    path.write_bytes(data)
    (problem,) = library.add([Input(path)]).problems
    assert (problem.where, problem.message) == (f"{path}/a.bib", "is locked by a password")
    assert len(library) == 2


def test_a_bomb_in_an_archive_is_given_up(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "UNSUSPECTED", 100)
    monkeypatch.setattr(archive, "MOST_FOLD", 2)
    path = packed(tmp_path / "a.zip", {"a.bib": "@misc{a, title={A}}\n" * 1_000})
    report = library.add([Input(path)])
    assert report.read < 100
    assert "bytes of text; the rest is left out" in str(report.problems[-1])


def test_an_archive_of_too_many_files_is_refused(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", {f"{at}.bib": BIBTEX for at in range(4)})
    with monkeypatch.context() as patch:
        patch.setattr(archive, "MOST_FILES", 3)
        (problem,) = library.add([Input(path)]).problems
    assert problem.message == "holds more than 3 files"
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 0x7FFFFFFF)
    path.write_bytes(data)
    (problem,) = library.add([Input(path)]).problems
    assert "holds more than" in problem.message


def test_an_archive_on_standard_input_has_to_be_a_file(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"PK\x03\x04rest")))
    (problem,) = library.add([Input(None)]).problems
    assert problem.message == "is a zip archive, which cannot be read"
    assert problem.hint.startswith("unpack it")
