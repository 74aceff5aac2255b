from __future__ import annotations

import argparse
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import importing
from index.errors import CarrelError
from index.library import Library
from index.marktable import MarkTable
from index.paper import Listing, Paper
from index.query.query import Query
from index.record import to_record
from tui.cli import main
from tui.verbs import add

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.paths import Home

A = Paper("arxiv:2401.00001", "Alpha planning", listings=(Listing("seite", 1, "--03-12"),))
B = Paper("arxiv:2401.00002", "Beta", abstract="On plans.")


def run(home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add.configure(parser)
    return add.run(parser.parse_args(arguments), home)


def lines(*papers: Paper) -> str:
    return "".join(json.dumps(to_record(paper)) + "\n" for paper in papers)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.jsonl"
    path.write_text(lines(A, B), encoding="utf-8")
    return path


def titles(home: Home) -> list[str]:
    library = Library(home.papers, home.cache)
    return [library.columns.title(ordinal) for ordinal in range(len(library))]


def test_papers_go_in_and_can_be_searched(
    home: Home, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, str(page)) == 0
    assert titles(home) == [A.title, B.title]
    library = Library(home.papers, home.cache)
    assert library.search(Query.parse("plan"), MarkTable.empty(2)).total == 2
    told = capsys.readouterr()
    assert told.err == ""
    counts = {line.split()[0]: line.split()[1] for line in told.out.splitlines()[:5]}
    assert counts == {"read": "2", "added": "2", "merged": "0", "unchanged": "0", "skipped": "0"}


def test_adding_again_changes_nothing(
    home: Home, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(home, str(page))
    log = (home.papers / "papers.jsonl").read_bytes()
    capsys.readouterr()
    assert run(home, str(page), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "read": 2,
        "added": 0,
        "merged": 0,
        "unchanged": 2,
        "skipped": 0,
        "problems": [],
    }
    assert (home.papers / "papers.jsonl").read_bytes() == log


def test_a_bad_record_and_a_missing_file_stop_nothing_else(
    home: Home, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.write_text(lines(A) + '{"carrel": 1, "id": "arx\n' + lines(B), encoding="utf-8")
    missing = tmp_path / "missing.txt"
    other = tmp_path / "other.jsonl.gz"
    other.write_bytes(gzip.compress(lines(Paper("doi:10.1000/c", "Gamma")).encode()))
    assert run(home, str(missing), str(page), str(other), "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["read"], report["added"], report["skipped"]) == (4, 3, 1)
    first, second = report["problems"]
    assert (first["file"], first["record"]) == (str(missing), None)
    assert (second["file"], second["record"]) == (str(page), 2)
    assert "not valid JSON" in second["reason"]
    assert titles(home) == [A.title, B.title, "Gamma"]


def test_a_download_that_was_cut_short_keeps_what_came(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = [Paper(f"doi:10.1000/{n}", f"Title {n * n * 7919}") for n in range(2000)]
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(lines(*papers).encode())[:-4000])
    assert run(home, str(cut), "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert 0 < report["read"] == report["added"] < 2000
    (problem,) = report["problems"]
    assert (problem["file"], problem["record"]) == (str(cut), None)


def test_problems_are_listed_up_to_twenty(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.jsonl"
    page.write_text(lines(A) + '{"carrel": 1}\n' * 23, encoding="utf-8")
    assert run(home, str(page)) == 1
    told = capsys.readouterr().out.splitlines()
    named = [line for line in told if line.startswith(f"{page}, record ")]
    assert len(named) == 20
    assert named[0].startswith(f"{page}, record 2: ")
    assert told[-1] == "and 3 more problems"


def test_standard_input_is_read_under_the_name_given(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '{"title": "Delta", "author": "Ann Lee", "conference": "iclr2025"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(home, "-", "--source", "my list") == 0
    assert Library(home.papers, home.cache).columns.row(0).source == "my list"


def test_a_year_dates_the_days_of_a_page(
    home: Home, seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [str(page) for page in seeds]
    reports = []
    for arguments in ([], [], ["--year", "2025"], ["--year", "2025"]):
        assert run(home, *pages, *arguments, "--json") == 0
        reports.append(json.loads(capsys.readouterr().out))
    assert [report["read"] for report in reports] == [595] * 4
    assert [report["added"] for report in reports] == [533, 0, 0, 0]
    assert [report["merged"] > 0 for report in reports] == [True, False, True, False]
    assert reports[1]["unchanged"] == reports[3]["unchanged"] == 595
    library = Library(home.papers, home.cache)
    counts = library.facets(None, MarkTable.empty(len(library)))
    days = {day for field, day, _ in counts if field == "day"}
    assert days
    assert all(day.startswith("2025-") for day in days)


@pytest.mark.parametrize("year", ["25", "twenty", "-2025", "0999", "२०२५"])
def test_what_is_not_a_year_is_wrong_usage(home: Home, page: Path, year: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(home, str(page), f"--year={year}")
    assert ended.value.code == 2


def test_a_library_that_cannot_be_written_is_an_error(home: Home, page: Path) -> None:
    home.data.parent.mkdir(parents=True)
    home.data.write_text("a file in the way")
    with pytest.raises(CarrelError) as caught:
        run(home, str(page))
    assert str(home.data) in caught.value.problem.where


def test_an_index_that_cannot_be_written_does_not_undo_the_papers(
    home: Home, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.cache.parent.mkdir(parents=True)
    home.cache.write_text("a file in the way")
    assert run(home, str(page)) == 1
    told = capsys.readouterr()
    assert "not indexed yet" in told.err
    assert "added            2" in told.out
    assert titles(home) == [A.title, B.title]


def test_a_bar_is_drawn_on_a_terminal_and_gone_after(
    home: Home, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert run(home, str(page)) == 0
    assert "indexing" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_nothing_of_the_screen_is_loaded(home: Home, page: Path) -> None:
    program = """
import argparse, sys
from pathlib import Path
from tui.paths import Home
from tui.verbs import add
early = set(sys.modules)
parser = argparse.ArgumentParser()
add.configure(parser)
code = add.run(parser.parse_args(sys.argv[2:]), Home.below(Path(sys.argv[1])))
print(code, [name for name in ("whoosh", "numpy", "rich", "textual", "json") if name in early],
      [name for name in ("rich", "textual") if name in sys.modules], file=sys.stderr)
"""
    command = [sys.executable, "-c", program, str(home.data.parent), str(page)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    assert done.stderr.split() == ["0", "[]", "[]"]


def test_an_interrupted_import_keeps_the_batches_that_are_done(
    home: Home, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[Paper]:
        for number in range(4100):  # a batch is 4,000
            yield Paper(f"doi:10.1000/{number}", f"Title {number}")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing, "papers", interrupted)
        assert main(["add", str(page)]) == 130
    assert "everything finished so far is kept" in capsys.readouterr().err
    assert len(titles(home)) == 4000
    assert main(["add", str(page)]) == 0
    assert titles(home)[4000:] == [A.title, B.title]


def test_where_nothing_was_read_nothing_but_the_reason_is_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, str(tmp_path / "none.txt")) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_days_without_a_year_are_told_until_they_are_given_one(
    home: Home, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(home, str(page))
    told = "1 paper has a day without a year; adding again with --year YEAR gives it one"
    assert capsys.readouterr().out.splitlines()[5:] == [told]
    run(home, str(page), "--year", "2025")
    run(home, str(page))
    assert "without a year" not in capsys.readouterr().out
