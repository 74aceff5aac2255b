"""Decisions that carry a text: notes, days to come back on, reasons, and the way back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from index.marktable import DISMISSED, LATER, READ
from tests.tui.reading_cases import HandClock, Shelf, opened
from tui.reading.action import Action, Change
from tui.reading.foreign import read_foreign
from tui.reading.reading import Reading
from tui.reading.valued import MAX_NOTE, checked_note, on_one_line

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "doi:10.1/b", "title:c"


def test_undo_brings_back_the_note_that_stood_before_across_restarts(tmp_path: Path) -> None:
    opened(tmp_path).mark("note:first\nnote", [A])
    opened(tmp_path).mark("note:second", [A, B])
    assert opened(tmp_path).note(A) == opened(tmp_path).note(B) == "second"
    undone = opened(tmp_path).undo()
    assert undone is not None
    assert {one: change.was for change in undone.changes for one in change.ids} == {
        A: ("first\nnote",),
        B: (),
    }
    assert (opened(tmp_path).note(A), opened(tmp_path).note(B)) == ("first\nnote", "")
    assert opened(tmp_path).undo() == Action("note", (A,), (), "first\nnote")
    assert opened(tmp_path).note(A) == ""
    for _ in range(2):
        assert opened(tmp_path).redo() is not None
    assert (opened(tmp_path).note(A), opened(tmp_path).note(B)) == ("second", "second")
    assert opened(tmp_path).redo() is None


def test_undo_brings_back_a_note_that_a_hand_wrote_into_the_file(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("note:from the reader", [A])
    reading.save()
    path = tmp_path / "reading.toml"
    path.write_text(path.read_text("utf-8").replace("from the reader", "by hand"), "utf-8")
    assert opened(tmp_path).note(A) == "by hand"
    opened(tmp_path).mark("note:anew", [A])
    opened(tmp_path).undo()
    assert opened(tmp_path).note(A) == "by hand"


def test_a_note_that_another_machine_changed_since_is_left_alone(tmp_path: Path) -> None:
    clock = HandClock()
    desk, laptop = opened(tmp_path, "desk", clock), opened(tmp_path, "laptop", clock)
    desk.mark("note:desk", [A, B])
    clock.wait()
    laptop.mark("note:laptop", [A])
    assert desk.undo() == Action("note", (B,), (), "desk")
    assert (desk.note(A), desk.note(B)) == ("laptop", "")


def test_an_empty_note_takes_the_note_away_and_the_same_note_is_no_step(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    assert reading.mark("note: ", [A]) is None
    reading.mark("note:x", [A])
    assert reading.mark("note:x  ", [A]) is None
    assert reading.mark("note:", [A]) == Action("unnote", (A,), (), "", ("x",))
    assert reading.undo() is not None
    assert reading.note(A) == "x"


def test_a_dismissal_with_a_reason_is_one_step_and_restoring_clears_it(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    assert reading.mark("dismiss:weak", [A, B]) == Action("dismiss", (A, B), (), "weak")
    assert (reading.state(A), reading.reason(A)) == (DISMISSED, "weak")
    assert reading.mark("dismiss", [A]) is None, "dismissed already, and the reason stays"
    assert reading.mark("dismiss:seen", [A]) == Action("dismiss", (A,), (), "seen", ("weak",))
    restored = reading.mark("restore", [A, B])
    assert restored == Action("restore", (A, B), (), "", ("seen", "weak"))
    assert (reading.state(A), reading.reason(A)) == (0, "")
    reading.mark("dismiss", [A])
    assert reading.reason(A) == "", "the old reason does not come back with another dismissal"
    for _ in range(2):
        reading.undo()
    assert (reading.reason(A), reading.reason(B)) == ("seen", "weak")
    reading.undo()
    assert reading.reason(A) == "weak"
    reading.undo()
    assert reading.state(A) == reading.state(B) == 0


def test_a_paper_that_is_put_off_comes_back_unread_and_undo_restores_what_it_was(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    reading = opened(tmp_path, "desk", clock)
    table = reading.table(Shelf(A, B, C))
    reading.mark("read", [A])
    reading.mark("dismiss:weak", [B])
    day = (reading.today + timedelta(days=2)).isoformat()
    done = reading.mark(f"later:{day}", [A, B, C])
    assert done is not None
    assert done.changes == (
        Change("later", (A, B, C), day),
        Change("unread", (A,)),
        Change("restore", (B,), "", ("weak",)),
    )
    assert list(table.flags) == [LATER] * 3
    assert table.unread() == 0
    clock.wait(3 * 86_400)
    assert reading.poll() >= {A, B, C}
    assert table.unread() == 3
    assert reading.later(A) == day
    reading.undo()
    assert list(table.flags) == [READ, DISMISSED, 0]
    assert reading.reason(B) == "weak"


def test_a_day_that_is_past_hides_nothing(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    table = reading.table(Shelf(A))
    reading.mark(f"later:{reading.today}", [A])
    assert (list(table.flags), table.unread()) == ([0], 1)
    assert reading.mark("notlater", [A]) is not None
    assert reading.later(A) == ""


def test_a_text_under_any_id_of_a_paper_is_that_of_the_paper(tmp_path: Path) -> None:
    clock = HandClock()
    opened(tmp_path, "desk", clock).mark("note:under the title", [C])
    clock.wait()
    reading = opened(tmp_path, "desk", clock)
    table = reading.table(Shelf((A, C)))
    assert reading.note(A) == table.notes[0] == "under the title"
    assert reading.mark("note:under the number", [A]) == Action(
        "note", (A,), (), "under the number", ("under the title",)
    )
    reading.undo()
    assert reading.note(C) == reading.note(A) == table.notes[0] == "under the title"


def test_of_two_notes_at_one_moment_the_same_stands_everywhere(tmp_path: Path) -> None:
    for host, note in (("desk", "b"), ("laptop", "a")):
        opened(tmp_path / host, host).mark(f"note:{note}", [A])
    for one, other in (("desk", "laptop"), ("laptop", "desk")):
        reading = opened(tmp_path / one, one)
        reading.merge([read_foreign(tmp_path / other / f"journal-{other}.toml")])
        assert reading.note(A) == "b"


def test_a_conflict_copy_brings_its_notes(tmp_path: Path) -> None:
    clock = HandClock()
    desk, other = opened(tmp_path, "desk", clock), opened(tmp_path / "other", "laptop", clock)
    desk.mark("note:old", [A])
    clock.wait()
    other.mark("note:new\nlines", [A])
    other.mark("dismiss:weak", [B])
    other.save()
    copy = tmp_path / "reading.sync-conflict-20260314-x.toml"
    copy.write_bytes((tmp_path / "other" / "reading.toml").read_bytes())
    desk.poll()
    assert (desk.note(A), desk.reason(B)) == ("new\nlines", "weak")
    desk.save()
    copy.unlink()
    assert opened(tmp_path).note(A) == "new\nlines"


def test_both_notes_of_a_file_that_git_could_not_merge_are_looked_at(tmp_path: Path) -> None:
    at = "2026-03-14T09:26:{}.000000Z"
    lines = [f'"{A}" = {{ at = {at.format(n)}, text = "note {n}" }}\n' for n in (10, 20)]
    (tmp_path / "reading.toml").write_text(
        "version = 1\n\n[note]\n<<<<<<< ours\n"
        + lines[1] + "=======\n" + lines[0] + ">>>>>>> theirs\n"
    )  # fmt: skip
    assert opened(tmp_path).note(A) == "note 20"


def test_ten_thousand_papers_are_one_record_and_one_step(tmp_path: Path) -> None:
    ids = [f"arxiv:2403.{number:05}" for number in range(10_000)]
    reading = opened(tmp_path)
    reading.mark("dismiss:weak", ids[:5_000])
    assert reading.mark("dismiss:seen", ids) is not None
    assert (tmp_path / "journal-desk.toml").read_text("utf-8").count("[[action]]") == 2
    assert opened(tmp_path).undo() is not None
    again = opened(tmp_path)
    assert (again.reason(ids[0]), again.reason(ids[-1])) == ("weak", "")


def test_views_are_undone_like_marks_and_no_paper_has_one(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    table = reading.table(Shelf("Robots"))
    reading.mark("view:5: tag:rl", ["Robots"])
    reading.mark("star", ["Robots"])
    reading.mark_together([("unview", ["Robots"]), ("view:tag:rl", ["Machines"])])
    assert reading.views() == {"Machines": "tag:rl"}
    reading.undo()
    assert reading.views() == {"Robots": "5: tag:rl"}
    reading.undo()
    assert list(table.flags) == [0]
    reading.undo()
    assert reading.views() == {}


def test_what_is_no_step_here_is_not_undone(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    assert reading.mark_together([("view:x", ["X"])], is_step=False) is not None
    assert opened(tmp_path).views() == {"X": "x"}
    assert reading.undo() == Action("star", (A,))
    assert reading.views() == {"X": "x"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("later:soon", "not a day: soon"),
        ("later:2026-02-30", "not a day"),
        ("later:20261201", "not a day"),
        ("later", "later needs to be told what: later:UNTIL"),
        ("note", "note needs to be told what"),
        ("dismiss:two words", "a reason cannot hold ' '"),
        ("dismiss:" + "x" * 65, "a reason has 64 characters at most"),
        ("note:" + "x" * (MAX_NOTE + 1), "a note has 64 KiB at most"),
        ("star:x", "no such mark"),
        ("unnote:x", "no such mark"),
    ],
)
def test_a_text_that_cannot_be_kept_is_told(tmp_path: Path, text: str, told: str) -> None:
    reading = opened(tmp_path)
    with pytest.raises(CarrelError) as caught:
        reading.mark(text, [A])
    assert told in str(caught.value)
    assert not (tmp_path / "journal-desk.toml").exists()


@given(st.text())
def test_a_note_is_clean_and_cleaning_it_again_changes_nothing(text: str) -> None:
    note = checked_note(text)
    assert checked_note(note) == note
    assert all(line.isprintable() or not line.isascii() for line in note.split("\n"))
    assert not set(note) & {"\r", "\t", "\x1b", "\u202e", "\u2028", "\x85", "\u200b"}
    assert note == "\n".join(line.rstrip() for line in note.strip("\n").split("\n"))
    assert "\n" not in on_one_line(note)


def test_a_note_keeps_its_lines_and_its_indents() -> None:
    text = "\n\n- one\r\n  - two   wide\n\tthree\x1b[2J\n\n \n"
    assert checked_note(text) == "- one\n  - two   wide\n    three[2J"


def test_today_is_the_day_of_the_clock(tmp_path: Path) -> None:
    assert opened(tmp_path).today == date(2026, 3, 14)
    assert Reading.open(tmp_path, "desk").today == date.today()
