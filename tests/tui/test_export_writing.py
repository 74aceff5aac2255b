from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from index.errors import CarrelError
from tests.tui.export_cases import CONFERENCE, LISTED, PREPRINT
from tui.export import writing
from tui.export.registry import by_name


class FewMarks:
    """Marks as an export asks for them."""

    def tags(self, paper_id: str) -> tuple[str, ...]:
        return ("cite",) if paper_id == PREPRINT.id else ()

    def starred(self) -> tuple[str, ...]:
        return (CONFERENCE.id, "title:elsewhere")

    def note(self, paper_id: str) -> str:
        return "Two\nlines" if paper_id == PREPRINT.id else ""

    def later(self, paper_id: str) -> str:
        return "2026-12-01" if paper_id == PREPRINT.id else ""

    def reason(self, paper_id: str) -> str:
        return "weak" if paper_id == CONFERENCE.id else ""


def test_entries_carry_what_the_reader_made_of_a_paper() -> None:
    found = writing.entries([PREPRINT, CONFERENCE, PREPRINT], FewMarks())
    assert [(entry.key, entry.tags, entry.starred) for entry in found] == [
        ("song2026diffusion", ("cite",), False),
        ("garcia2025planning", (), True),
    ]
    assert [(entry.note, entry.later, entry.reason) for entry in found] == [
        ("Two\nlines", "2026-12-01", ""),
        ("", "", "weak"),
    ]


def test_tables_keep_the_order_given_and_bibliographies_sort_by_key() -> None:
    papers = [PREPRINT, LISTED, CONFERENCE]
    csv = writing.export_text(papers, FewMarks(), by_name("csv"))
    assert [line.split(",")[0] for line in csv.splitlines()[1:]] == [
        "song2026diffusion",
        "paper_page",
        "garcia2025planning",
    ]
    bib = writing.export_text(papers, FewMarks(), by_name("bibtex"))
    assert [line for line in bib.splitlines() if line.startswith("@")] == [
        "@inproceedings{garcia2025planning,",
        "@misc{paper_page,",
        "@misc{song2026diffusion,",
    ]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "list.bib"
    path.write_text("old")
    path.chmod(0o644)
    writing.write_text(path, "nü\r\n")
    assert path.read_bytes() == "nü\r\n".encode()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "list.bib"
    link.symlink_to(tmp_path / "real" / "list.bib")
    writing.write_text(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "list.bib").read_text() == "new"
    loop = tmp_path / "loop.bib"
    loop.symlink_to(loop)
    with pytest.raises(CarrelError, match=r"loop\.bib"):
        writing.write_text(loop, "new")


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are of POSIX")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        writing.write_text(pipe, "text")
        assert os.read(reader, 10) == b"text"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CarrelError, match=r"there is no folder .*missing"):
        writing.write_text(tmp_path / "missing" / "list.bib", "text")
    with pytest.raises(CarrelError, match="this is a folder"):
        writing.write_text(tmp_path, "text")
    with pytest.raises(CarrelError, match="could not be written"):
        writing.write_text(Path("a\0b"), "text")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_trouble_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "list.bib"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CarrelError, match=os.strerror(code)) as caught:
        writing.write_text(path, "new")
    assert caught.value.problem.where == str(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
