from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from index.paper import Paper
from tests.tui.reading_cases import START, HandClock, opened
from tui.cli import main

if TYPE_CHECKING:
    from tui.paths import Home

A, ALIAS, B = "arxiv:2403.01234", "title:0123456789abcdef", "doi:10.1000/abc"
ESCAPE = "Red \x1b[31m \u202eherring"


@pytest.fixture(autouse=True)
def _marked(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-2")
    time.tzset()
    papers = [Paper(A, "Paper Boats", aliases=(ALIAS,)), Paper(B, ESCAPE)]
    Library(home.papers, home.cache).log.append(papers)
    clock = HandClock(START)
    desk, laptop = opened(home.data, "desk", clock), opened(home.data, "laptop", clock)
    desk.mark("star", [ALIAS])
    clock.wait(60)
    laptop.mark_together([("tag:x", [A, B, "title:unknown"]), ("read", [A])])
    clock.wait(60)
    desk.undo()


@pytest.fixture(autouse=True, scope="module")
def _time_zone() -> object:
    yield
    time.tzset()


def lines(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_everything_in_order_with_local_times(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log"]) == 0
    assert lines(capsys) == [
        ["2026-03-14 11:26:53", "desk", "star", "undone", ALIAS, "Paper Boats"],
        [
            "2026-03-14 11:27:53",
            "laptop",
            "tag:x read",
            "",
            f"{A} {B} title:unknown",
            "Paper Boats and 2 more",
        ],
        ["2026-03-14 11:28:53", "desk", "undo star", "", ALIAS, "Paper Boats"],
    ]


@pytest.mark.parametrize("name", [A, ALIAS, "2403.01234v2", "https://arxiv.org/abs/2403.01234"])
def test_a_paper_is_known_by_any_of_its_names(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["log", name]) == 0
    told = lines(capsys)
    assert [line[2] for line in told] == ["star", "tag:x read", "undo star"]
    assert told[1][4:] == [A, "Paper Boats"]


def test_a_paper_that_the_library_lacks_has_its_journal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "title:unknown"]) == 0
    assert [line[2:] for line in lines(capsys)] == [["tag:x", "", "title:unknown", "title:unknown"]]


@pytest.mark.parametrize("name", ["nope", "arxiv:9999.99999", "\x1b]0;x\x07", "\udcff", ""])
def test_a_paper_of_which_nothing_is_known(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", name]) == (1 if name else 0)
    assert "\x1b" not in capsys.readouterr().err


def test_the_newest_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "--limit", "1"]) == 0
    out, err = capsys.readouterr()
    assert out.split("\t")[2] == "undo star"
    assert "newest 1 of 3" in err
    for wrong in ("0", "x", "-1", "9" * 99):
        with pytest.raises(SystemExit):
            main(["log", "--limit", wrong])


def test_json_has_everything_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "--json"]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert told["total"] == 3
    star, tag, undo = told["actions"]
    assert (star["at"], star["host"], star["undone"]) == (
        "2026-03-14T09:26:53.123456Z",
        "desk",
        True,
    )
    assert tag["changes"] == [
        {"verb": "tag:x", "ids": [A, B, "title:unknown"]},
        {"verb": "read", "ids": [A]},
    ]
    assert (undo["kind"], undo["of"]) == ("undo", star["at"])
    assert told["titles"][ALIAS] == "Paper Boats"
    assert "\x1b" not in out


@pytest.mark.parametrize("width", [20, 60, 100])
def test_on_a_terminal_a_line_an_action(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["log"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 3
    assert all(len(line) < width for line in told)
    assert ("Paper Boats" in told[0]) == (width == 100 or width == 60)
    assert told[0].startswith("2026-03-14 11:26"[: width - 2])


def test_titles_show_no_control_bytes(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    opened(home.data, "desk").mark("star", [B])
    assert main(["log", B]) == 0
    out = capsys.readouterr().out
    assert "Red" in out
    assert not {"\x1b", "\u202e"} & set(out)


def test_looking_writes_nothing(home: Home) -> None:
    before = {path: path.read_bytes() for path in home.data.iterdir() if path.is_file()}
    assert main(["log"]) == 0
    assert {path: path.read_bytes() for path in home.data.iterdir() if path.is_file()} == before
