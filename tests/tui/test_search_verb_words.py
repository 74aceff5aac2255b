"""``carrel search`` by words that only some papers have, or none; what its options ask for."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.papers import SHELF, fill
from tui.verbs import search

if TYPE_CHECKING:
    from tui.paths import Home

BOATS, KITES, NOTE, WELLS = (paper.id for paper in SHELF)


@pytest.fixture(autouse=True)
def _shelf(home: Home) -> None:
    fill(home)


def run(home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    search.configure(parser)
    return search.run(parser.parse_args(arguments), home)


def ids(out: str) -> list[str]:
    """The ids of what a pipe got."""
    return [line.split("\t")[1] for line in out.splitlines()]


def test_options_are_part_of_the_query(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--sort", "date", "--limit", "2", "--any", "--json"]
    assert run(home, "kite learns", *options) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "kite learns sort:day limit:2 --any"
    assert run(home, "--json", "--", found["query"]) == 0
    assert json.loads(capsys.readouterr().out) == found
    assert run(home, "--sort=-title", "--", "learns", "--all") == 0
    assert ids(capsys.readouterr().out) == [KITES, WELLS]


def test_a_pipe_gets_only_what_matches(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "kite learns") == 0
    told = capsys.readouterr()
    assert ids(told.out) == [KITES]
    assert told.err == "1 paper; 1 more has some of the words (--any lists it)\n"
    assert run(home, "kite boats") == 0
    none = "no papers match kite boats; 2 have some of the words (--any lists them)\n"
    assert capsys.readouterr() == ("", none)
    assert run(home, "kite learns", "--all") == 0
    assert capsys.readouterr().err == "1 paper\n"


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_terminal_the_others_stand_below_a_rule(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(written, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", written)
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(home, "kite learns") == 0
    written.seek(0)
    first, rule, other = written.read().splitlines()
    assert KITES in first
    assert rule == "─── some of the words ".ljust(width - 1, "─")
    assert WELLS in other
    assert capsys.readouterr().err == "1 paper; 1 more has some of the words\n"


def test_json_keeps_the_others_apart(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "--json", "kite learns") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 1
    assert [paper["id"] for paper in found["papers"]] == [KITES]
    assert [paper["id"] for paper in found["others"]] == [WELLS]


def test_another_spelling_is_offered(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "bucketz") == 0
    assert capsys.readouterr() == ("", "no papers match bucketz; did you mean buckets?\n")
    assert run(home, "--json", "bucketz") == 0
    assert json.loads(capsys.readouterr().out)["suggestion"] == "buckets"
    assert run(home, "is:starred kite") == 0
    assert "did you mean" not in capsys.readouterr().err
