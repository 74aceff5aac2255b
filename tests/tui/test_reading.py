from __future__ import annotations

import os
import stat
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from index.marktable import DISMISSED, READ, STARRED
from tests.tui.reading_cases import START, HandClock, Shelf, opened
from tui.reading.action import Action
from tui.reading.reading_folder import SAVE_AFTER

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "arxiv:2403.00002", "doi:10.1/c"


def test_a_folder_that_is_not_there_is_a_reader_who_marked_nothing(tmp_path: Path) -> None:
    reading = opened(tmp_path / "none")
    assert reading.state(A) == 0
    assert reading.tags(A) == ()
    assert reading.starred() == ()
    assert reading.undo() is None
    assert reading.redo() is None
    assert not reading.problems


def test_looking_writes_nothing(tmp_path: Path) -> None:
    reading = opened(tmp_path / "none")
    reading.poll()
    reading.table(Shelf(A))
    reading.sync()
    assert not reading.save()
    assert not (tmp_path / "none").exists()


def test_marks_add_up_and_are_found_again(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A, B])
    reading.mark("read", [A])
    reading.mark("tag:rl", [A])
    reading.mark("tag:later", [A, B])
    reading.mark("dismiss", [B])
    for again in (reading, opened(tmp_path)):
        assert again.state(A) == READ | STARRED
        assert again.state(B) == STARRED | DISMISSED
        assert again.tags(A) == ("later", "rl")
        assert again.tags(B) == ("later",)


def test_only_what_changes_is_marked(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    assert reading.mark("star", [A, B, A]) == Action("star", (A, B))
    assert reading.mark("star", [B, C]) == Action("star", (C,))
    assert reading.mark("star", [A, B, C]) is None
    assert reading.mark("unread", [A]) is None
    reading.undo()
    assert reading.starred() == (A, B)


def test_starred_papers_are_in_the_order_of_starring(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    for paper_id in (C, A, B):
        reading.mark("star", [paper_id])
    reading.mark("unstar", [A])
    reading.mark("star", [A])
    reading.save()
    assert opened(tmp_path).starred() == (C, B, A)


def test_undo_and_redo_take_a_bulk_as_one_step_across_restarts(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    opened(tmp_path).mark("read", [A, B, C])
    assert opened(tmp_path).undo() == Action("read", (A, B, C))
    assert opened(tmp_path).undo() == Action("star", (A,))
    assert opened(tmp_path).undo() is None
    assert opened(tmp_path).redo() == Action("star", (A,))
    reading = opened(tmp_path)
    assert reading.redo() == Action("read", (A, B, C))
    assert reading.redo() is None
    assert [reading.state(paper_id) for paper_id in (A, B, C)] == [READ | STARRED, READ, READ]


def test_undo_reaches_through_a_journal_longer_than_what_is_read_first(tmp_path: Path) -> None:
    many = [f"title:{number:05}" for number in range(5000)]
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.mark("read", many)
    reading.mark("dismiss", many)
    reading.save()
    reading = opened(tmp_path)
    steps = [reading.undo() for _ in range(3)]
    assert [step.verb for step in steps if step] == ["dismiss", "read", "star"]
    assert [step.verb for _ in range(4) if (step := opened(tmp_path).redo())] == [
        "star",
        "read",
        "dismiss",
    ]


def test_undo_leaves_alone_what_another_machine_decided_since(tmp_path: Path) -> None:
    desk, laptop = opened(tmp_path, "desk"), opened(tmp_path, "laptop")
    desk.mark("star", [A, B])
    laptop.mark("unstar", [A])
    laptop.mark("star", [A])
    assert desk.undo() == Action("star", (B,))
    assert desk.starred() == (A,)
    assert desk.redo() == Action("star", (B,))
    laptop.mark("unstar", [A, B])
    assert desk.undo() is None


def test_what_the_reader_does_prevails_over_a_clock_that_is_ahead(tmp_path: Path) -> None:
    ahead = HandClock(START + timedelta(days=1))
    opened(tmp_path, "laptop", ahead).mark("star", [A])
    desk = opened(tmp_path, "desk")
    desk.mark("unstar", [A])
    assert desk.state(A) == 0
    assert opened(tmp_path, "laptop", ahead).state(A) == 0


def test_the_table_follows_every_change_in_place(tmp_path: Path) -> None:
    reading, other = opened(tmp_path), opened(tmp_path)
    table = reading.table(Shelf(A, B, C))
    reading.mark("star", [B])
    reading.mark("tag:rl", [B, C, "arxiv:unknown"])
    assert (list(table.flags), table.tags) == ([0, STARRED, 0], {"rl": {1, 2}})
    other.mark("read", [A])
    assert reading.poll() == {A}
    assert list(table.flags) == [READ, STARRED, 0]
    reading.undo()
    reading.undo()
    assert table.tags == {}
    assert list(table.flags) == [0, STARRED, 0]


def test_a_mark_follows_a_paper_to_its_better_id(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", ["title:x"])
    reading.mark("tag:rl", ["title:x"])
    table = reading.table(Shelf(A, (B, "title:x")))
    assert reading.state(B) == STARRED
    assert reading.tags(B) == ("rl",)
    assert reading.mark("star", [B]) is None
    assert reading.mark("unstar", [B]) == Action("unstar", (B,))
    assert (list(table.flags), reading.starred()) == ([0, 0], ())
    assert reading.undo() == Action("unstar", (B,))
    assert (list(table.flags), reading.starred()) == ([0, STARRED], (B,))
    assert opened(tmp_path).table(Shelf((B, "title:x"))).flags == bytes([STARRED])


def test_papers_that_the_library_lacks_keep_their_marks(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", ["arxiv:gone", A])
    reading.table(Shelf(A))
    reading.mark("read", [A])
    reading.save()
    assert set(opened(tmp_path).starred()) == {"arxiv:gone", A}


def test_poll_tells_what_others_did_and_nothing_twice(tmp_path: Path) -> None:
    reading, other = opened(tmp_path), opened(tmp_path)
    assert reading.poll() == frozenset()
    other.mark("star", [A])
    reading.mark("read", [B])
    assert reading.poll() == {A}
    assert reading.poll() == frozenset()
    other.mark("unstar", [A])
    other.save()
    assert reading.poll() == {A}
    assert reading.state(A) == 0


def test_saving_folds_the_journals_in(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    assert reading.save()
    assert not reading.save()
    assert f'"{A}" = 2026-03-14T09:26:53.123456Z' in (tmp_path / "reading.toml").read_text()
    before = (tmp_path / "reading.toml").read_bytes()
    (tmp_path / "journal-desk.toml").unlink()
    assert opened(tmp_path).starred() == (A,)
    assert (tmp_path / "reading.toml").read_bytes() == before


def test_saving_is_due_when_the_journals_have_grown(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("read", [A])
    assert not reading.save_due
    reading.mark("read", [f"title:{number}" for number in range(SAVE_AFTER // 10)])
    assert reading.save_due
    reading.save()
    assert not reading.save_due


def test_saving_loses_nothing_that_others_append(tmp_path: Path) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    laptop = opened(tmp_path, "laptop")
    one.mark("star", [A])
    other.mark("star", [B])
    laptop.mark("star", [C])
    one.save()
    other.mark("read", [A])
    laptop.save()
    one.mark("read", [B])
    other.save()
    again = opened(tmp_path)
    assert set(again.starred()) == {A, B, C}
    assert again.state(A) == again.state(B) == READ | STARRED


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    reading = opened(folder)
    reading.mark("star", [A])
    reading.save()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes["reading.toml"] == modes["journal-desk.toml"] == 0o600
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_in_place_of_the_file_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "reading.toml"
    kept.parent.mkdir()
    kept.touch()
    try:
        (tmp_path / "reading.toml").symlink_to(kept)
    except OSError:
        pytest.skip("no symbolic links here")
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.save()
    assert (tmp_path / "reading.toml").is_symlink()
    assert A in kept.read_text()


@pytest.mark.parametrize("paper_id", ["", "arxiv:\ud800"])
def test_an_id_that_cannot_be_kept_is_refused(tmp_path: Path, paper_id: str) -> None:
    reading = opened(tmp_path)
    with pytest.raises(CarrelError):
        reading.mark("star", [A, paper_id])
    assert reading.starred() == ()


def test_a_wrong_verb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CarrelError, match="no such mark"):
        opened(tmp_path).mark("love", [A])


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file")
    reading = opened(in_the_way)
    with pytest.raises(CarrelError, match="the mark was not recorded"):
        reading.mark("star", [A])
    assert reading.state(A) == 0


def test_a_full_disk_leaves_no_half_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    before = (tmp_path / "journal-desk.toml").read_bytes()
    write = os.write
    calls: list[bytes] = []

    def short_write(descriptor: int, data: bytes) -> int:
        if calls:
            raise OSError(28, "No space left on device")
        calls.append(data)
        return write(descriptor, data[:20])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", short_write)
        with pytest.raises(CarrelError, match="No space left on device"):
            reading.mark("star", [B])
    assert (tmp_path / "journal-desk.toml").read_bytes() == before
    assert reading.starred() == (A,)
    assert reading.mark("star", [B])
    assert opened(tmp_path).starred() == (A, B)
