"""Machines whose clocks disagree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from index.marktable import READ, STARRED
from tests.tui.reading_cases import START, HandClock, opened
from tui.reading.action import Action
from tui.reading.moment import moment_of

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "arxiv:2403.00002", "doi:10.1/c"
skews = pytest.mark.parametrize("minutes", [-90, -5, 5, 90])


@skews
def test_a_mark_prevails_over_all_that_was_on_the_screen(tmp_path: Path, minutes: int) -> None:
    wrong = HandClock(START + timedelta(minutes=minutes))
    desk, laptop = opened(tmp_path, "desk"), opened(tmp_path, "laptop", wrong)
    for first, then in ((desk, laptop), (laptop, desk)):
        first.mark("star", [A])
        then.mark("unstar", [A])
        assert first.poll() == {A}
        assert (first.state(A), then.state(A), opened(tmp_path).state(A)) == (0, 0, 0)


@skews
def test_marks_on_different_things_are_all_kept(tmp_path: Path, minutes: int) -> None:
    wrong = HandClock(START + timedelta(minutes=minutes))
    desk, laptop = opened(tmp_path / "desk", "desk"), opened(tmp_path / "laptop", "laptop", wrong)
    for number in range(9):
        desk.mark(("star", "tag:x", "read")[number % 3], [f"a{number}"])
        laptop.mark(("read", "star", "tag:x")[number % 3], [f"a{number}"])
    journal = (tmp_path / "laptop" / "journal-laptop.toml").read_bytes()
    (tmp_path / "desk" / "journal-laptop.toml").write_bytes(journal)
    desk.poll()
    for number in range(9):
        both = {0: STARRED | READ, 1: STARRED, 2: READ}[number % 3]
        assert desk.state(f"a{number}") == both
        assert desk.tags(f"a{number}") == (() if number % 3 == 0 else ("x",))


def test_a_clock_wrong_by_years_does_not_date_the_marks_of_others(tmp_path: Path) -> None:
    wrong = HandClock(START + timedelta(days=3650))
    opened(tmp_path, "laptop", wrong).mark("star", [A, B])
    desk = opened(tmp_path, "desk")
    desk.mark("read", [A])
    assert desk.mark("unstar", [A, C]) == Action("unstar", (A,))
    assert desk.mark("unstar", [B]) == Action("unstar", (B,))
    desk.mark("star", [C])
    assert (opened(tmp_path).starred(), desk.state(A)) == ((C,), READ)
    years = {(entry.changes[0].verb, entry.at[:4]) for entry in desk.log() if entry.host == "desk"}
    assert years == {("read", "2026"), ("unstar", "2036"), ("star", "2026")}
    assert len({entry.at for entry in desk.log()}) == 5
    undone = [opened(tmp_path).undo() for _ in range(5)]
    assert [action and (action.verb, action.ids) for action in undone] == [
        ("star", (C,)),
        ("unstar", (B,)),
        ("unstar", (A,)),
        ("read", (A,)),
        None,
    ]
    assert set(opened(tmp_path).starred()) == {A, B}


def test_a_clock_ahead_by_less_than_a_day_is_followed(tmp_path: Path) -> None:
    ahead = HandClock(START + timedelta(hours=5))
    opened(tmp_path, "laptop", ahead).mark("star", [A])
    desk = opened(tmp_path, "desk")
    desk.mark("read", [B])
    assert desk.log()[-1].at > moment_of(ahead.now)


def test_a_clock_set_back_dates_nothing_twice(tmp_path: Path) -> None:
    clock = HandClock()
    for number in range(6):
        opened(tmp_path, clock=clock).mark("star", [f"a{number}"])
        clock.wait(-3600 if number % 2 else 1)
    moments = [entry.at for entry in opened(tmp_path).log()]
    assert moments == sorted(set(moments))
    assert len(moments) == 6
