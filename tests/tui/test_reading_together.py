"""Several decisions as one step: all of it at once, and one undo takes all of it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from index.marktable import READ, STARRED
from tests.tui.reading_cases import HandClock, Shelf, opened
from tui.reading.action import Action, Change

if TYPE_CHECKING:
    from pathlib import Path

A, B = "arxiv:2403.00001", "doi:10.1/b"


def test_several_decisions_are_one_step_across_restarts(tmp_path: Path) -> None:
    opened(tmp_path).mark("tag:old", [A])
    done = opened(tmp_path).mark_together([("tag:rl", [A, B]), ("untag:old", [A]), ("star", [B])])
    assert done == Action("tag:rl", (A, B), (Change("untag:old", (A,)), Change("star", (B,))))
    assert (opened(tmp_path).tags(A), opened(tmp_path).state(B)) == (("rl",), STARRED)
    assert opened(tmp_path).undo() == done
    assert (opened(tmp_path).tags(A), opened(tmp_path).state(B)) == (("old",), 0)
    assert opened(tmp_path).redo() == done
    assert (opened(tmp_path).tags(A), opened(tmp_path).tags(B)) == (("rl",), ("rl",))
    assert [opened(tmp_path).undo() is not None for _ in range(3)] == [True, True, False]
    assert (tmp_path / "journal-desk.toml").read_text().count("[[action]]") == 6


def test_of_two_decisions_about_the_same_the_later_counts(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    assert reading.mark_together([("tag:x", [A]), ("untag:x", [A])]) is None
    done = reading.mark_together([("star", [A]), ("unstar", [A]), ("star", [A, B])])
    assert done == Action("star", (A, B))


def test_what_changes_nothing_is_no_part_of_the_step(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    done = reading.mark_together([("star", [A]), ("read", [A, B])])
    assert done == Action("read", (A, B))
    assert reading.mark_together([]) is None


def test_one_wrong_verb_and_nothing_is_marked(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    with pytest.raises(CarrelError, match="no such mark"):
        reading.mark_together([("star", [A]), ("love", [B])])
    assert reading.starred() == ()


def test_undo_takes_back_the_part_that_still_stands(tmp_path: Path) -> None:
    desk, laptop = opened(tmp_path, "desk"), opened(tmp_path, "laptop")
    desk.mark_together([("star", [A]), ("read", [A])])
    laptop.mark("unstar", [A])
    assert desk.undo() == Action("read", (A,))
    assert desk.redo() == Action("read", (A,))
    assert desk.state(A) == READ
    assert laptop.undo() == Action("unstar", (A,))
    assert laptop.state(A) == READ | STARRED
    assert laptop.undo() is None


def test_the_table_and_other_processes_follow_all_of_it(tmp_path: Path) -> None:
    reading, other = opened(tmp_path), opened(tmp_path)
    table = other.table(Shelf(A, B))
    reading.mark_together([("star", [A]), ("tag:x", [B])])
    assert other.poll() == {A, B}
    assert (list(table.flags), table.tags) == ([STARRED, 0], {"x": {1}})
    other.undo()
    assert (list(table.flags), table.tags) == ([0, 0], {})


def test_a_step_torn_on_the_disk_is_none_at_all(tmp_path: Path) -> None:
    journal = tmp_path / "journal-desk.toml"
    reading = opened(tmp_path)
    reading.mark("star", [A])
    first = len(journal.read_bytes())
    reading.mark_together([("tag:x", [A]), ("tag:y", [A]), ("read", [B])])
    data = journal.read_bytes()
    for cut in range(first, len(data) - 1):
        journal.write_bytes(data[:cut])
        torn = opened(tmp_path, clock=HandClock())
        assert (torn.tags(A), torn.state(A), torn.state(B)) == ((), STARRED, 0)


def test_journals_of_one_decision_a_record_are_undone_as_ever(tmp_path: Path) -> None:
    text = f"""
[[action]]
at = 2026-01-01T00:00:00.000000Z
verb = "star"
ids = ["{A}"]
sum = "%08x"
"""
    from zlib import crc32

    body = text[1 : text.index("sum")]
    (tmp_path / "journal-desk.toml").write_text(text % crc32(body.encode()))
    reading = opened(tmp_path)
    assert reading.starred() == (A,)
    assert reading.undo() == Action("star", (A,))
    assert reading.starred() == ()
