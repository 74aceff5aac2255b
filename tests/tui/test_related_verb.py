"""``carrel related``, and what holds for every verb of ranking."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from index.errors import CarrelError
from index.paper import Paper
from index.paperlog import PaperLog
from tests.tui.ranking_verb_cases import PAPERS, STARS, furnished, on_terminal, run
from tui.verbs import related, rules, search, why, words

if TYPE_CHECKING:
    from types import ModuleType

    from tui.paths import Home


@pytest.fixture
def home(home: Home) -> Home:
    """Forty papers on four matters, and three stars on one."""
    return furnished(home)


# related


def test_a_pipe_gets_neighbours_with_their_reasons(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(related, home, "2401.00000", "--limit", "4") == 0
    told = capsys.readouterr()
    lines = [line.split("\t") for line in told.out.splitlines()]
    assert len(lines) == 4
    for score, state, paper_id, title, shared, authors, links in lines:
        number = int(paper_id[-5:])
        assert number % 4 == 0
        assert number
        assert 0 < float(score) <= 1
        assert state == "● "
        assert title == PAPERS[number].title
        assert shared
        assert authors in ("", "Author 0")
        assert links == ""
    assert told.err == f"4 papers like {PAPERS[0].title}\n"


def test_json_of_neighbours_is_one_object(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(related, home, STARS[0], "--json") == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert told.err == ""
    assert list(found) == ["id", "title", "papers"]
    assert found["id"] == STARS[0]
    assert list(found["papers"][0]) == ["id", "title", "score", "words", "authors", "links"]


@pytest.mark.parametrize("width", [40, 80, 160])
def test_a_terminal_gets_two_fitted_lines_a_neighbour(
    home: Home, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = on_terminal(related, home, monkeypatch, STARS[0], "--limit", "3", width=width)
    assert len(lines) == 6
    assert all(cell_len(line) < width for line in lines)
    assert all(line.startswith(" " * 9) for line in lines[1::2])


def test_an_unknown_paper_is_said(home: Home) -> None:
    for verb in (related, why):
        with pytest.raises(CarrelError, match="no paper in the library is called 1999"):
            run(verb, home, "1999.00001")


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1001", "9" * 30])
def test_a_limit_is_a_number(home: Home, limit: str) -> None:
    for verb in (related, words):
        arguments = [] if verb is words else ["x"]
        with pytest.raises(SystemExit):
            run(verb, home, *arguments, "--limit", limit)


# Anything else


@pytest.mark.parametrize(
    ("verb", "arguments"), [(words, []), (rules, ["test"]), (search, ["sort:score"])]
)
def test_an_empty_library_has_an_answer(
    home: Home, capsys: pytest.CaptureFixture[str], verb: ModuleType, arguments: list[str]
) -> None:
    PaperLog(home.papers).path.unlink()
    assert run(verb, home, *arguments) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


def test_nothing_of_a_paper_steers_the_terminal(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "keel mast \x1b]0;owned\x07\x9b2J \u202egnp.exe [/INST]"
    PaperLog(home.papers).append(
        [Paper(id="title:00000000000000ee", title=evil, abstract=evil, authors=("\x1b[2J",))]
    )
    for verb in (related, why):
        for more in ([], ["--json"]):
            assert run(verb, home, "title:00000000000000ee", *more) == 0
            told = capsys.readouterr()
            assert re.sub(r"[\n\t]", "", told.out + told.err).isprintable()
