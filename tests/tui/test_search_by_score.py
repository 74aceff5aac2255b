"""``carrel search sort:score``: the order of scores, and what is muted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.tui.ranking_verb_cases import PAPERS, RULES, STARS, furnished, options, run
from tui.reading.reading import Reading
from tui.verbs import search

if TYPE_CHECKING:
    from tui.paths import Home


@pytest.fixture
def home(home: Home) -> Home:
    """Forty papers on four matters, and three stars on one."""
    return furnished(home)


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
