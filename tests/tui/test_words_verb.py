"""``carrel words``."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from index.paper import Listing, Paper
from index.paperlog import PaperLog
from tests.tui.ranking_verb_cases import furnished, run
from tui.verbs import words

if TYPE_CHECKING:
    from tui.paths import Home


@pytest.fixture
def home(home: Home) -> Home:
    """Forty papers on four matters, and three stars on one."""
    return furnished(home)


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
