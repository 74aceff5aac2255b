from __future__ import annotations

from tui.reading.action import Change
from tui.reading.history import History, Step
from tui.reading.journal_format import Record


def record(at: str, verb: str = "star", undoes: str = "", redoes: str = "") -> Record:
    return Record(at, verb, ("a",), undoes, redoes)


def test_an_undo_moves_a_step_over_and_a_redo_brings_it_back() -> None:
    history = History([record("1"), record("2", "read")], whole=True)
    history.take(record("3", "unread", undoes="2"))
    assert history.done == [Step("1", (Change("star", ("a",)),))]
    assert history.undone == [Step("2", (Change("read", ("a",)),))]
    history.take(record("4", "read", redoes="2"))
    assert [step.at for step in history.done] == ["1", "2"]
    assert not history.undone


def test_a_new_action_drops_what_could_be_redone() -> None:
    history = History([record("1"), record("2", "unstar", undoes="1"), record("3")], whole=True)
    assert not history.undone
    assert [step.at for step in history.done] == ["3"]


def test_the_end_of_a_journal_gives_the_same_next_steps_as_all_of_it() -> None:
    records = [
        record("1"),
        record("2", "read"),
        record("3", "unread", undoes="2"),
        record("4", "unstar", undoes="1"),
        record("5", "star", redoes="1"),
    ]
    whole = History(records, whole=True)
    for start in range(len(records)):
        end = History(records[start:], whole=False)
        if end.ends_redo:
            assert end.undone[-1:] == whole.undone[-1:]
        if end.done:
            assert end.done[-1] == whole.done[-1]


def test_what_an_end_cannot_know_is_said() -> None:
    undone, redone = record("4", "unread", undoes="2"), record("5", "read", redoes="2")
    assert not History([undone, redone], whole=False).ends_redo
    assert History([undone], whole=False).ends_redo
    assert History([record("1")], whole=False).ends_redo


def test_a_record_taken_twice_counts_once() -> None:
    history = History([record("1"), record("1")], whole=True)
    assert len(history.done) == 1


def test_a_step_below_the_last_can_be_undone() -> None:
    history = History([record("1"), record("2"), record("3", "unstar", undoes="1")], whole=True)
    assert [step.at for step in history.done] == ["2"]
    assert [step.at for step in history.undone] == ["1"]
