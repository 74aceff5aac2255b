"""``carrel related``, ``why``, ``rules test`` and ``words``, and the order of scores."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from index.errors import CarrelError
from index.paper import Listing, Paper
from index.paperlog import PaperLog
from tests.index.vector_cases import made_up
from tui.reading.reading import Reading
from tui.verbs import related, rules, search, why, words

if TYPE_CHECKING:
    from types import ModuleType

    from tui.paths import Home

PAPERS = made_up(40)
STARS = [PAPERS[number].id for number in (1, 5, 9)]


@pytest.fixture
def home(home: Home) -> Home:
    """Forty papers on four matters, and three stars on one."""
    PaperLog(home.papers).append(PAPERS)
    star(home, *STARS)
    return home


def star(home: Home, *ids: str) -> None:
    reading = Reading.open(home.data, "test", lambda: datetime(2026, 3, 14, tzinfo=UTC))
    reading.mark("star", ids)


def options(home: Home, text: str) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(text, encoding="utf-8")


def run(verb: ModuleType, home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    verb.configure(parser)
    code: int = verb.run(parser.parse_args(arguments), home)
    return code


class Terminal(io.TextIOWrapper):
    """Standard output as it is on a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(
    verb: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch, *arguments: str, width: int = 80
) -> list[str]:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(written, encoding="utf-8"))
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(verb, home, *arguments) == 0
    return written.getvalue().decode().splitlines()


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


# The order of scores


def test_search_lists_by_score_and_says_what_it_is_learnt_from(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(search, home, "is:unread", "--sort", "score", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "is:unread sort:score"
    assert found["total"] == 40
    inside = [paper for paper in found["papers"] if not paper["outside"]]
    assert len(inside) == 35  # one in ten, day by day
    assert {int(paper["id"][-5:]) % 4 for paper in inside[:10]} == {1}
    scores = [paper["score"] for paper in inside]
    assert scores == sorted(scores, reverse=True)


def test_without_enough_stars_the_order_is_said(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    Reading.open(home.data, "test").mark("unstar", STARS[:1])
    assert run(search, home, "--sort", "score", "--limit", "2") == 0
    told = capsys.readouterr()
    assert [line.split("\t")[1] for line in told.out.splitlines()] == [PAPERS[0].id, PAPERS[1].id]
    assert "fewer than 3 stars" in told.err


RULES = """
outside = 0

[[rule]]
query = 'author:"Writer 6"'
weight = 50

[[rule]]
query = "title:oven"
mute = true
"""


def test_muted_papers_are_left_out_counted_and_listed(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    options(home, RULES)
    muted = [paper.id for paper in PAPERS if "Oven" in paper.title]
    assert run(search, home, "sort:score") == 0
    told = capsys.readouterr()
    listed = [line.split("\t")[1] for line in told.out.splitlines()]
    assert listed[0] == PAPERS[6].id
    assert set(listed) == {paper.id for paper in PAPERS} - set(muted)
    assert f"{len(muted)} muted (is:muted lists" in told.err
    assert run(search, home, "is:muted") == 0
    told = capsys.readouterr()
    assert {line.split("\t")[1] for line in told.out.splitlines()} == set(muted)


# why


def test_what_is_printed_adds_up(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    options(home, RULES)
    assert run(why, home, PAPERS[13].id) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == PAPERS[13].title
    assert re.fullmatch(r"place \d+ of 40, score -?\d+\.\d\d", lines[1])
    column = lines[: next(place for place, line in enumerate(lines) if line.endswith("  in all"))]
    shares = [float(line[:6]) for line in column if re.match(r" *[+-]\d+\.\d\d  ", line)]
    total = next(float(line.split()[0]) for line in lines if line.endswith("  in all"))
    assert sum(shares) == pytest.approx(total, abs=0.01 * len(shares))
    assert any(f"  from {PAPERS[1].title}" in line for line in column)
    assert "most like your stars:" in lines


def test_json_of_shares_adds_up(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    options(home, RULES)
    for paper in (PAPERS[6], PAPERS[13]):
        assert run(why, home, paper.id, "--json") == 0
        found = json.loads(capsys.readouterr().out)
        parts = [each["share"] for each in (*found["words"], *found["rules"])]
        assert sum(parts) + found["common"] == pytest.approx(found["score"], abs=1e-5)
    assert run(why, home, PAPERS[6].id) == 0
    assert '+50.00  your rule author:"Writer 6"' in capsys.readouterr().out


def test_a_muted_paper_says_by_which_rule(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    options(home, RULES)
    muted = next(paper for paper in PAPERS if "Oven" in paper.title)
    assert run(why, home, muted.id) == 0
    out = capsys.readouterr().out
    assert "+0.00  muted by title:oven" in out
    assert "muted: is:muted lists it" in out


@pytest.mark.parametrize("width", [40, 80])
def test_a_terminal_gets_lines_that_fit_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    options(home, RULES)
    for verb, *arguments in ((why, STARS[0]), (rules, "test"), (words,)):
        lines = on_terminal(verb, home, monkeypatch, *arguments, width=width)
        assert all(cell_len(line) < width for line in lines)


# rules


def test_rules_are_tried_on_the_last_month(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    options(home, RULES)
    days = [date.today() - timedelta(days=number) for number in (2, 3, 90)]
    recent = [
        Paper(
            id=f"arxiv:2603.{number:05}",
            title=title,
            abstract="Of keel and tide.",
            authors=(author,),
            listings=(Listing("now", 1, str(day)),),
        )
        for number, (title, author, day) in enumerate(
            zip(("An Oven", "A Keel", "Old Oven"), ("A B", "Writer 6", "C D"), days, strict=True)
        )
    ]
    PaperLog(home.papers).append(recent)
    assert run(rules, home, "test", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["papers"] == 2
    lifted, muted = found["rules"]
    assert (lifted["weight"], lifted["matched"]) == (50, 1)
    assert muted["matched"] == 1
    assert [move["after"] for move in muted["moves"]] == [None]
    assert run(rules, home, "test") == 0
    told = capsys.readouterr()
    assert "mute  title:oven" in told.out
    assert "→ out  An Oven" in told.out
    assert told.err == "2 papers were listed or added in the last 30 days\n"


def test_without_rules_it_says_where_to_write_them(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(rules, home, "test") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "there are no rules; write [[rule]] into" in told.err


# words


def test_rising_words_are_listed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    day = {"now": date.today() - timedelta(days=3), "then": date.today() - timedelta(days=99)}
    papers = [
        Paper(
            id=f"arxiv:2603.{number:05}",
            title=f"{'Zither' if number < 6 else 'Lute'} number {number}",
            listings=(Listing("x", 1, str(day["now" if number < 10 else "then"])),),
        )
        for number in range(40)
    ]
    PaperLog(home.papers).append(papers)
    assert run(words, home) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["papers", "zither", "6", "10", "0", "30"]
    assert run(words, home, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["papers"][0] == {
        "word": "zither", "recent": 6, "recent_papers": 10, "before": 0, "before_papers": 30,
    }  # fmt: skip
    assert found["starred"] == []


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
