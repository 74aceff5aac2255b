from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.reading_cases import HandClock, opened
from tui.reading.action import Change
from tui.reading.foreign import foreign_of
from tui.reading.log import FILE, MARK, REDO, UNDO

if TYPE_CHECKING:
    from pathlib import Path

    from tui.reading.log import Entry

A, B = "arxiv:2403.00001", "doi:10.1/b"


def told(entries: list[Entry]) -> list[tuple[str, str, str, bool]]:
    return [
        (entry.host, entry.kind, " ".join(change.verb for change in entry.changes), entry.undone)
        for entry in entries
    ]


def test_nothing_was_done_yet(tmp_path: Path) -> None:
    assert opened(tmp_path / "none").log() == []


def test_what_was_done_undone_and_redone_on_all_machines(tmp_path: Path) -> None:
    clock = HandClock()
    desk, laptop = opened(tmp_path, "desk", clock), opened(tmp_path, "laptop", clock)
    desk.mark("star", [A, B])
    laptop.mark_together([("tag:x", [A]), ("read", [A])])
    desk.undo()
    laptop.undo()
    laptop.redo()
    desk.save()
    assert told(opened(tmp_path).log()) == [
        ("desk", MARK, "star", True),
        ("laptop", MARK, "tag:x read", False),
        ("desk", UNDO, "unstar", False),
        ("laptop", UNDO, "untag:x unread", False),
        ("laptop", REDO, "tag:x read", False),
    ]
    moments = [entry.at for entry in desk.log()]
    assert moments == sorted(moments)
    assert [entry.of for entry in desk.log()] == ["", "", moments[0], moments[1], moments[1]]


def test_of_an_action_about_many_the_part_about_one(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A, B])
    opened(tmp_path, "laptop").mark("unstar", [A])
    reading.undo()
    of_a, of_b = reading.log(A.__eq__), reading.log(B.__eq__)
    assert told(of_a) == [("desk", MARK, "star", False), ("laptop", MARK, "unstar", False)]
    assert told(of_b) == [("desk", MARK, "star", True), ("desk", UNDO, "unstar", False)]
    assert of_a[0].changes == (Change("star", (A,)),)
    assert told(reading.log())[0] == ("desk", MARK, "star", False)


def test_what_stands_in_the_file_alone_is_told_as_found_there(tmp_path: Path) -> None:
    (tmp_path / "reading.toml").write_text(
        f'[star]\n"{A}" = 2025-01-01\n"{B}" = 2025-01-01\n[read]\n"{A}" = 2025-01-02\n'
    )
    opened(tmp_path).mark("tag:x", [A])
    first, second, third = opened(tmp_path).log()
    assert (first.kind, first.ids, first.host) == (FILE, (A, B), "")
    assert (second.kind, second.ids) == (FILE, (A,))
    assert (third.kind, third.host) == (MARK, "desk")


def test_a_record_in_two_journals_is_told_once(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    data = (tmp_path / "journal-desk.toml").read_bytes()
    (tmp_path / "journal-desk (1).toml").write_bytes(data)
    assert told(opened(tmp_path).log()) == [("desk", MARK, "star", False)]


def test_a_merged_action_keeps_its_machine_and_moment(tmp_path: Path) -> None:
    laptop = opened(tmp_path / "laptop", "laptop")
    laptop.mark("star", [A])
    laptop.undo()
    path = tmp_path / "laptop" / "journal-laptop.toml"
    desk = opened(tmp_path / "desk")
    desk.merge([foreign_of(path.read_bytes(), path.name)])
    assert desk.log() == laptop.log()
