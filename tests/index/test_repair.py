from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.marktable import MarkTable
from index.paperlog import PaperLog
from index.query.query import Query
from index.repair import _blanks, set_bad_lines_aside
from tests.index.search_cases import invented

if TYPE_CHECKING:
    from pathlib import Path

    from index.repair import Repair

BAD = [b"{nonsense\n", b'{"id": 3}\n', b"\xff\xfe\x00\n", b"[[[[\n"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.log.append(invented(30, seed=1))
    library.catch_up()
    return library


def spoil_papers(library: Library) -> bytes:
    """Bad lines before, among and behind the papers, the last one cut short; the file then."""
    lines = library.log.path.read_bytes().splitlines(keepends=True)
    data = b"".join([BAD[0], *lines[:10], BAD[1], BAD[2], *lines[10:], b'{"id": "cut'])
    library.log.path.write_bytes(data)
    return data


def only(repairs: list[Repair]) -> Repair:
    (repair,) = repairs
    return repair


def unsound(library: Library) -> list[str]:
    return [check.name for check in library.examine() if not check.ok]


def test_a_sound_library_is_left_alone(library: Library, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert library.repair() == []
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert {name for name in after.keys() ^ before.keys() if ".lock" not in name.name} == set()


def test_bad_lines_are_set_aside_and_everything_is_kept(library: Library, tmp_path: Path) -> None:
    data = spoil_papers(library)
    assert library.repair()[0].ok
    (aside,) = (tmp_path / "papers").glob("papers.jsonl.bad-*")
    (before,) = (tmp_path / "papers").glob("papers.jsonl.before-*")
    assert aside.read_bytes() == b"".join([*BAD[:3], b'{"id": "cut\n'])
    assert before.read_bytes() == data
    assert len(library.log.path.read_bytes()) == data.rindex(b'{"id": "cut')
    assert [line.problem for line in library.log.scan()] == [None] * 30
    assert unsound(library) == []
    assert {path.stat().st_mode & 0o777 for path in (aside, library.log.path)} == {0o600}


def test_papers_stay_where_an_open_reader_looks_for_them(tmp_path: Path) -> None:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.log.append(invented(30, seed=1))
    spoil_papers(library)
    open_reader = Library(tmp_path / "papers", tmp_path / "cache")
    open_reader.catch_up()
    before = [open_reader.paper(one) for one in range(30)]
    assert library.repair()[0].ok
    assert [open_reader.paper(one) for one in range(30)] == before
    open_reader.refresh()
    assert [open_reader.paper(one) for one in range(30)] == before
    library.log.append(invented(3, seed=2, first=50))
    open_reader.open_columns()
    assert len(open_reader) == 33


@settings(deadline=None, max_examples=40)
@given(lines=st.lists(st.one_of(st.just(None), st.binary(max_size=300)), max_size=12))
def test_whatever_stands_between_papers_no_paper_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes | None]
) -> None:
    log = PaperLog(tmp_path_factory.mktemp("any"))
    papers = invented(len(lines), seed=3)
    log.append(papers)
    whole = log.path.read_bytes().splitlines(keepends=True) if papers else []
    parts = [whole[turn] if line is None else line + b"\n" for turn, line in enumerate(lines)]
    log.path.write_bytes(b"".join(parts))
    before = [(line.offset, line.paper) for line in log.scan() if line.paper]
    set_bad_lines_aside(log)
    found = list(log.scan())
    assert [(line.offset, line.paper) for line in found] == before
    assert set_bad_lines_aside(log) == ""


@pytest.mark.parametrize("length", [1, 2, 79, 80, 81, 159, 160, 161, 5000])
def test_blanks_are_empty_lines_that_end(length: int) -> None:
    blanks = _blanks(length)
    assert len(blanks) == length
    assert blanks.endswith(b"\n")
    assert not blanks.strip()


@pytest.mark.parametrize("call", ["link", "replace", "fsync"])
def test_what_cannot_be_written_leaves_the_papers_as_they_were(
    library: Library, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    data = spoil_papers(library)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        if call == "link":
            patch.setattr(os, "replace", refuse)
        repair = library.repair()[0]
    assert not repair.ok
    assert "No space left" in repair.detail
    assert library.log.path.read_bytes() == data
    assert library.repair()[0].ok


def test_while_another_process_adds_papers_it_says_so(library: Library, tmp_path: Path) -> None:
    data = spoil_papers(library)
    impatient = Library(tmp_path / "papers", tmp_path / "cache")
    impatient.log = PaperLog(tmp_path / "papers", patience=0.0)
    with FileLock(library.log.folder / ".lock"):
        repair = impatient.repair()[0]
    assert not repair.ok
    assert "adding papers" in repair.detail
    assert library.log.path.read_bytes() == data


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("cache/*.bin", "columns"),
        ("cache/fulltext/lexicon.bin", "lexicon"),
        ("cache/fulltext/*.flat", "flat postings"),
        ("cache/fulltext/*.toc", "full-text index"),
        ("cache/fulltext/*.pst", "full-text index"),
        ("cache/fulltext/*.trm", "full-text index"),
        ("cache/fulltext/stamp.json", "full-text index"),
        ("cache/fulltext.key", "full-text index"),
    ],
)
def test_what_is_made_of_papers_is_made_anew(
    library: Library, tmp_path: Path, pattern: str, name: str
) -> None:
    found = list(tmp_path.glob(pattern)) or list((tmp_path / "cache").glob("columns*"))
    for path in found:
        flip(path)
    assert name in unsound(library)
    fresh = Library(tmp_path / "papers", tmp_path / "cache")
    assert all(repair.ok for repair in fresh.repair())
    assert unsound(fresh) == []
    assert fresh.search(Query.parse("plan"), MarkTable.empty(30)).total


def test_papers_of_a_later_carrel_are_not_taken_for_damage(library: Library) -> None:
    later = b'{"carrel": 4, "id": "arxiv:2401.99999"}\n'
    library.log.path.write_bytes(library.log.path.read_bytes() + later)
    library.catch_up()
    before = library.log.path.read_bytes()
    assert unsound(library) == ["papers", ""]
    assert not any(check.repair for check in library.examine())
    assert library.repair() == []
    library.log.path.write_bytes(before + BAD[0])
    assert only([one for one in library.repair() if one.name == "papers"]).ok
    assert library.log.path.read_bytes().startswith(before)
