from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from rich.cells import cell_len

from index.fulltext.store import Store
from index.paper import Listing, Paper
from index.paperlog import PaperLog
from tui.paths import Home
from tui.reading.reading import Reading
from tui.verbs import search

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = (
    Paper(
        id="arxiv:2401.00001",
        title="Planning with Trees",
        abstract="We plan.",
        authors=("Ana García", "Bo Li", "Cy Ho"),
        year=2025,
        venue="ICLR 2025",
        listings=(Listing("000_a", 3, "2025-03-12"),),
    ),
    Paper(
        id="arxiv:2401.00002",
        title="注意力 is all we need to keep a row as wide as it should be, whatever stands in it",
        listings=(Listing("001_b", 1, "--03-11"),),
    ),
    Paper(id="doi:10.1000/xyz", title="A Plan"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three papers, the first starred and read, the third dismissed."""
    home = Home.below(tmp_path / "home")
    PaperLog(home.papers).append(PAPERS)
    reading = Reading.open(home.data, "test", lambda: datetime(2026, 3, 14, tzinfo=UTC))
    reading.mark("star", [PAPERS[0].id])
    reading.mark("read", [PAPERS[0].id])
    reading.mark("tag:later", [PAPERS[0].id])
    reading.mark("dismiss", [PAPERS[2].id])
    return home


def run(home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    search.configure(parser)
    return search.run(parser.parse_args(arguments), home)


class Terminal(io.TextIOWrapper):
    """Standard output as it is on a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(
    home: Home, monkeypatch: pytest.MonkeyPatch, width: int, *arguments: str
) -> list[str]:
    """The lines that a terminal of some width gets."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(written, encoding="utf-8"))
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(home, *arguments) == 0
    return written.getvalue().decode().splitlines()


def titles(out: str) -> list[str]:
    """The titles of what a pipe got."""
    return [line.split("\t")[2] for line in out.splitlines()]


def test_a_pipe_gets_whole_lines_and_standard_error_the_total(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home) == 0
    told = capsys.readouterr()
    assert [line.split("\t") for line in told.out.splitlines()] == [
        [" ★", PAPERS[0].id, PAPERS[0].title, "ICLR 2025"],
        ["● ", PAPERS[1].id, PAPERS[1].title, "Mar 11"],
        ["× ", PAPERS[2].id, PAPERS[2].title, ""],
    ]
    assert told.err == "3 papers\n"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_gets_lines_that_fit_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = on_terminal(home, monkeypatch, width)
    assert len(lines) == 3
    assert all(cell_len(line) < width for line in lines)
    assert "Planning with Trees" in lines[0] or width == 40
    assert ("ICLR 2025" in lines[0]) == (width > 40)
    assert ("…" in lines[1]) == (width < 200)


def test_words_are_searched_for(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "planned", "trees") == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [f" ★\t{PAPERS[0].id}\t{PAPERS[0].title}\tICLR 2025"]
    assert told.err.startswith("1 paper;")


def test_marks_are_searched_for(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "is:unread") == 0
    assert capsys.readouterr().out.split("\t")[1] == PAPERS[1].id
    assert run(home, "--", "-tag:later", "-is:dismissed") == 0
    assert capsys.readouterr().out.split("\t")[1] == PAPERS[1].id


def test_json_is_one_object(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "--json", "plan") == 0
    told = capsys.readouterr()
    assert told.err == ""
    found = json.loads(told.out)
    assert list(found) == ["query", "total", "papers", "others"]
    assert (found["query"], found["total"]) == ("plan", 2)
    best, other = found["papers"]
    assert best["score"] > other["score"] > 0
    del best["score"]
    assert {paper["id"] for paper in (best, other)} == {PAPERS[0].id, PAPERS[2].id}
    first = best if best["id"] == PAPERS[0].id else other
    assert first | {"score": 0} == {
        "id": "arxiv:2401.00001",
        "title": "Planning with Trees",
        "score": 0,
        "authors": "García et al.",
        "venue": "ICLR 2025",
        "year": 2025,
        "day": "2025-03-12",
        "source": "000_a",
        "rank": 3,
        "read": True,
        "starred": True,
        "dismissed": False,
        "tags": ["later"],
    }


def test_json_of_everything_has_no_scores(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["query"], found["total"]) == ("", 3)
    assert [paper["score"] for paper in found["papers"]] == [None] * 3


def test_the_first_of_them_in_another_order(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "--sort", "title", "--limit", "2") == 0
    told = capsys.readouterr()
    assert titles(told.out) == [PAPERS[2].title, PAPERS[0].title]
    assert told.err == "2 of 3 papers\n"


def test_nothing_found_is_no_failure(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "zebra") == 0
    assert capsys.readouterr() == ("", "no papers match zebra\n")


def test_an_empty_library_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Home.below(tmp_path / "none")) == 0
    assert capsys.readouterr() == ("", "the library has no papers\n")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ('tree "plan', ['  tree "plan', "       ^^^^^"]),
        ('注意 "plan', ['  注意 "plan', "       ^^^^^"]),
        ("autor:li", ["  autor:li", "  ^^^^^"]),
        ("\x1b[2J (plan", ["   [2J (plan", "       ^"]),
    ],
)
def test_a_wrong_query_is_pointed_at(
    home: Home, capsys: pytest.CaptureFixture[str], query: str, pointer: list[str]
) -> None:
    assert run(home, query) == 1
    told = capsys.readouterr()
    assert told.out == ""
    reason, *shown = told.err.splitlines()
    assert reason.startswith("carrel: query, character")
    assert shown == pointer


def test_the_place_in_a_long_query_is_shown(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "word " * 200 + '"open') == 1
    reason, shown, pointer = capsys.readouterr().err.splitlines()
    assert "not closed" in reason
    assert len(shown) < 100
    assert shown.endswith('"open')
    assert pointer.index("^") == shown.index('"')


@pytest.mark.parametrize(
    "arguments", [["--limit", "-1"], ["--limit", "0"], ["--sort", "best"], ["--any", "--all"]]
)
def test_wrong_usage_is_exit_code_2(home: Home, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(home, *arguments)
    assert stopped.value.code == 2


def test_nothing_of_a_title_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home.below(tmp_path / "home")
    title = "plan \x1b]0;owned\x07\x9b2J \u202egnp.exe \ud800 [/INST]\n\ttail"
    PaperLog(home.papers).append([Paper(id="title:0123456789abcdef", title=title)])
    for arguments in (["plan"], ["--json", "plan"]):
        assert run(home, *arguments) == 0
        out = capsys.readouterr().out.replace("\t", "")
        assert len(out.splitlines()) == 1
        assert out.rstrip("\n").isprintable()


def test_while_another_process_indexes_the_answer_says_what_it_lacks(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "patience", 0.0)
    with FileLock(home.cache / "fulltext.lock"):
        assert run(home, "plan OR venue:iclr") == 0
    told = capsys.readouterr()
    assert told.out.split("\t")[1] == PAPERS[0].id
    assert "another Carrel" in told.err
    assert told.err.endswith("1 paper; 3 are not indexed yet and were not searched\n")


def test_a_damaged_index_is_made_anew_before_the_answer(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "plan") == 0
    terms = next((home.cache / "fulltext").glob("*.trm"))
    terms.write_bytes(bytes(terms.stat().st_size))
    capsys.readouterr()
    assert run(home, "plan") == 0
    assert capsys.readouterr().err == "2 papers\n"


def test_neither_screen_nor_index_is_loaded_for_a_fact(home: Home) -> None:
    code = (
        "import argparse, os, sys; from tui.paths import Home; from tui.verbs import search\n"
        "parser = argparse.ArgumentParser(); search.configure(parser)\n"
        "search.run(parser.parse_args(['is:starred']), Home.find(os.environ))\n"
        "print({'textual', 'whoosh', 'numpy', 'filelock'} & set(sys.modules) or [])"
    )
    environ = {**os.environ, "CARREL_HOME": str(home.data.parent)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
