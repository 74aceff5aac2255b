"""``carrel why`` and ``rules test``."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from index.paper import Listing, Paper
from index.paperlog import PaperLog
from tests.tui.ranking_verb_cases import PAPERS, RULES, STARS, furnished, on_terminal, options, run
from tui.verbs import rules, why, words

if TYPE_CHECKING:
    from tui.paths import Home


@pytest.fixture
def home(home: Home) -> Home:
    """Forty papers on four matters, and three stars on one."""
    return furnished(home)


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
