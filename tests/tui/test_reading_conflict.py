"""Second versions of our files: those of folder tools beside them, those of git inside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.marktable import READ, STARRED
from tests.tui.reading_cases import HandClock, Shelf, opened
from tui.reading.action import Action
from tui.reading.conflict import host_of, is_copy, is_journal
from tui.reading.gitsides import sides

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "arxiv:2403.00002", "doi:10.1/c"

SPELLINGS = (
    " (conflicted copy 2026-03-01)",
    " (Ann's conflicted copy 2026-03-01)",
    " (Ann (home)'s conflicted copy 2026-03-01 101500)",
    " (Case Conflict)",
    " (1)",
    "(2)",
    " 2",
    ".sync-conflict-20260301-101500-ABCDEFG",
    "_conflict-20260301-101500",
    ".Conflict",
)
by_spelling = pytest.mark.parametrize("spelling", SPELLINGS)


@by_spelling
def test_second_versions_are_known_by_their_names(spelling: str) -> None:
    for stem in ("reading", "journal-desk", "journal-my-desk_2"):
        assert is_copy(f"{stem}{spelling}.toml")
        assert not is_journal(f"{stem}{spelling}.toml")
    assert host_of(f"journal-my-desk_2{spelling}.toml") == "my-desk_2"


@pytest.mark.parametrize(
    "name",
    [
        "reading.toml",
        "reading-list.toml",
        "readings 2.toml",
        "reading.toml.damaged-1",
        "reading.lock",
        "journal-desk.toml",
        "journal-desk+merged.toml",
        "journal-desk-2.toml",
        ".syncthing.reading.toml.tmp",
        "papers (1).jsonl",
    ],
)
def test_other_files_are_not(name: str) -> None:
    assert not is_copy(name)


def test_hosts_are_in_the_names_of_journals() -> None:
    assert host_of("journal-desk.toml") == "desk"
    assert host_of("journal-desk+merged.toml") == ""
    assert host_of("reading.toml") == ""


def test_both_sides_of_git() -> None:
    data = b"a\n<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> other\nd\n"
    assert sides(data) == (b"a\nb\n", b"a\nc\n", len(data) - 2)
    assert sides(data + data) is not None
    for cut in (data[: data.index(b">>")], b"a\n=======\nb\n", b">>>>>>> x\n", b"<<<<<<<x\n"):
        assert sides(cut) is None


@given(
    st.lists(st.sampled_from([b"<<<<<<< a\n", b"|||||||\n", b"=======\r\n", b">>>>>>> b", b"x\n"]))
)
def test_any_markers_are_survived(lines: list[bytes]) -> None:
    data = b"".join(lines)
    found = sides(data)
    assert found is None or found.end <= len(data)


@by_spelling
def test_a_second_reading_toml_is_taken_in_told_once_and_left_alone(
    tmp_path: Path, spelling: str
) -> None:
    other = opened(tmp_path / "other", "laptop")
    other.mark("star", [A, B])
    other.mark("tag:x", [C])
    other.save()
    data = (tmp_path / "other" / "reading.toml").read_bytes()
    home = tmp_path / "home"
    opened(home).mark("read", [A])
    copy = home / f"reading{spelling}.toml"
    copy.write_bytes(data)
    reading = opened(home)
    assert (reading.state(A), reading.tags(C)) == (READ | STARRED, ("x",))
    (problem,) = reading.problems
    assert problem.where == copy.name
    assert reading.save_due
    assert reading.save()
    assert not reading.save()
    assert copy.read_bytes() == data
    copy.touch()
    again = opened(home)
    assert (again.starred(), again.problems) == ((A, B), [])
    copy.unlink()
    (home / "reading.toml").unlink()
    assert opened(home).starred() == (A, B)
    assert opened(home).tags(C) == ("x",)


@by_spelling
def test_a_second_journal_is_taken_in_told_once_and_left_alone(
    tmp_path: Path, spelling: str
) -> None:
    opened(tmp_path).mark("star", [A])
    journal, copy = tmp_path / "journal-desk.toml", tmp_path / f"journal-desk{spelling}.toml"
    common = journal.read_bytes()
    opened(tmp_path).mark("star", [B])
    opened(tmp_path).undo()
    copy.write_bytes(journal.read_bytes())
    journal.write_bytes(common)
    opened(tmp_path, clock=HandClock(HandClock().now.replace(year=2027))).mark("read", [C])
    reading = opened(tmp_path)
    assert (reading.starred(), reading.state(C)) == ((A,), READ)
    assert [problem.where for problem in reading.problems] == [copy.name]
    assert [entry.kind for entry in reading.log()] == ["mark", "mark", "undo", "mark"]
    assert reading.save()
    assert opened(tmp_path).problems == []
    copy.unlink()
    (tmp_path / "reading.toml").unlink()
    again = opened(tmp_path)
    assert [(entry.host, entry.undone) for entry in again.log()] == [
        ("desk", False),
        ("desk", True),
        ("desk", False),
        ("desk", False),
    ]
    assert again.starred() == (A,)


def test_a_copy_that_comes_while_the_reader_runs_is_news(tmp_path: Path) -> None:
    other = opened(tmp_path / "other", "laptop")
    other.mark("star", [B])
    other.save()
    home = tmp_path / "home"
    reading = opened(home)
    reading.mark("read", [A])
    table = reading.table(Shelf(A, B))
    (tmp_path / "other" / "reading.toml").rename(home / "reading (1).toml")
    assert reading.poll() == {B}
    assert list(table.flags) == [READ, STARRED]
    assert reading.poll() == frozenset()
    assert reading.undo() == Action("read", (A,))
    assert reading.undo() is None


def test_a_copy_is_taken_in_again_when_its_content_is_another(tmp_path: Path) -> None:
    copy = tmp_path / "reading 2.toml"
    copy.write_text(f'version = 1\n[star]\n"{A}" = 2026-01-01\n')
    opened(tmp_path).save()
    copy.write_text(f'version = 1\n[star]\n"{B}" = 2026-01-01\n')
    reading = opened(tmp_path)
    assert reading.starred() == (A, B)
    assert len(reading.problems) == 1


def test_what_is_taken_away_by_hand_does_not_come_back_from_a_copy(tmp_path: Path) -> None:
    (tmp_path / "reading 2.toml").write_text(f'version = 1\n[star]\n"{A}" = 2026-01-01\n')
    opened(tmp_path).save()
    path = tmp_path / "reading.toml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if A not in line))
    for _ in range(2):
        reading = opened(tmp_path)
        assert (reading.starred(), reading.problems) == ((), [])
        reading.mark("read", [B])
        reading.save()


def test_the_later_decision_stands_whichever_file_has_it(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("unstar", [A])
    reading.mark("star", [A, B])
    reading.save()
    (tmp_path / "reading (1).toml").write_text(
        f'version = 1\n[unstar]\n"{A}" = 2026-01-01\n"{B}" = 2027-01-01\n'
    )
    assert opened(tmp_path).starred() == (A,)


@pytest.mark.parametrize(
    "text",
    ["no marks at all", "version = 99\n", "<<<<<<<\n", "\x00"],
    ids=["text", "later", "half", "nul"],
)
def test_a_copy_that_is_not_understood_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    copy = tmp_path / "reading (1).toml"
    copy.write_text(text)
    reading = opened(tmp_path)
    reading.mark("star", [A])
    (problem,) = reading.problems
    assert problem.where == copy.name
    reading.save()
    assert copy.read_text() == text
    assert opened(tmp_path).starred() == (A,)


def test_both_versions_in_a_reading_toml_of_git_count(tmp_path: Path) -> None:
    text = f"""version = 1

[read]
"{C}" = 2026-01-01T00:00:00.000000Z
<<<<<<< HEAD
"{A}" = 2026-01-02T00:00:00.000000Z

[star]
"{A}" = 2026-01-03T00:00:00.000000Z
=======
"{B}" = 2026-01-04T00:00:00.000000Z

[unstar]
"{A}" = 2026-01-02T00:00:00.000000Z

[star]
>>>>>>> laptop
"{C}" = 2026-01-05T00:00:00.000000Z
"""
    (tmp_path / "reading.toml").write_text(text)
    reading = opened(tmp_path)
    assert [reading.state(one) for one in (A, B, C)] == [READ | STARRED, READ, READ | STARRED]
    (problem,) = reading.problems
    assert "git" in problem.message
    reading.mark("tag:x", [A])
    reading.save()
    assert (tmp_path / "reading.toml.damaged-1").read_text() == text
    assert opened(tmp_path).problems == []


def test_both_versions_in_a_journal_of_git_count(tmp_path: Path) -> None:
    journal = tmp_path / "journal-desk.toml"
    opened(tmp_path).mark("star", [A])
    common = journal.read_bytes()
    versions = []
    for paper_id, year in ((B, 2027), (C, 2028)):
        journal.write_bytes(common)
        clock = HandClock(HandClock().now.replace(year=year))
        opened(tmp_path, clock=clock).mark("star", [paper_id])
        versions.append(journal.read_bytes()[len(common) :].removeprefix(b"\n[[action]]\n"))
    ours, theirs = versions
    assert ours.count(b"\n") == theirs.count(b"\n")
    journal.write_bytes(
        common
        + b"\n[[action]]\n<<<<<<< HEAD\n" + ours
        + b"=======\n" + theirs
        + b">>>>>>> laptop\n"
    )  # fmt: skip
    reading = opened(tmp_path)
    assert set(reading.starred()) == {A, B, C}
    assert len(reading.problems) == 1
    assert reading.mark("read", [A])
    reading.save()
    again = opened(tmp_path)
    assert (set(again.starred()), again.state(A), again.problems) == ({A, B, C}, READ | STARRED, [])
    assert again.undo() == Action("read", (A,))


def test_a_journal_exchanged_while_the_reader_runs_is_read_anew(tmp_path: Path) -> None:
    laptop = opened(tmp_path, "laptop")
    laptop.mark("star", [A])
    desk = opened(tmp_path)
    elsewhere = opened(tmp_path / "elsewhere", "laptop")
    for number in range(4):
        elsewhere.mark("tag:x" if number % 2 == 0 else "untag:x", [B])
    elsewhere.mark("star", [C])
    (tmp_path / "elsewhere" / "journal-laptop.toml").replace(tmp_path / "journal-laptop.toml")
    assert desk.poll() == {C} | {B}
    assert set(desk.starred()) == {A, C}


def test_a_journal_exchanged_for_one_of_the_same_length_is_noticed(tmp_path: Path) -> None:
    laptop = opened(tmp_path, "laptop")
    laptop.mark("star", [A])
    desk = opened(tmp_path)
    opened(tmp_path / "elsewhere", "laptop").mark("star", [B])
    (tmp_path / "elsewhere" / "journal-laptop.toml").replace(tmp_path / "journal-laptop.toml")
    assert desk.poll() == {B}
    assert set(desk.starred()) == {A, B}
