"""Files of another place taken in by hand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from index.marktable import STARRED
from tests.tui.reading_cases import HandClock, ids, moments, opened, verbs
from tui.reading.action import Action
from tui.reading.foreign import Foreign, Merged, foreign_of, merged_with, read_foreign, records_of
from tui.reading.marks import Marks

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "arxiv:2403.00002", "doi:10.1/c"


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The folder of a reader on another machine."""
    folder = tmp_path / "laptop"
    clock = HandClock()
    reading = opened(folder, "laptop", clock)
    reading.mark("star", [A, B])
    reading.mark_together([("tag:x", [A]), ("tag:y", [A])])
    reading.mark("read", [B])
    reading.undo()
    reading.save()
    return folder


@pytest.mark.parametrize("name", ["reading.toml", "journal-laptop.toml"])
def test_a_file_is_taken_in_once(tmp_path: Path, laptop: Path, name: str) -> None:
    foreign = read_foreign(laptop / name)
    reading = opened(tmp_path / "desk")
    reading.mark("read", [C])
    would = reading.merge([foreign], dry_run=True)
    assert (reading.starred(), reading.unsaved) == ((), 1)
    assert reading.merge([foreign]) == would
    assert would.papers == {A, B}
    assert reading.merge([foreign]) == Merged(0, frozenset())
    for one in (reading, opened(tmp_path / "desk")):
        assert (one.starred(), one.tags(A), one.state(B)) == ((A, B), ("x", "y"), STARRED)
    assert reading.poll() == {A, B}
    assert reading.undo() == Action("read", (C,))
    assert reading.undo() is None


def test_both_files_bring_what_one_does(tmp_path: Path, laptop: Path) -> None:
    files = [read_foreign(laptop / name) for name in ("journal-laptop.toml", "reading.toml")]
    reading = opened(tmp_path / "desk")
    assert reading.merge(files) == Merged(4, frozenset({A, B}))
    assert reading.merge(reversed(files)) == Merged(0, frozenset())


def test_later_decisions_here_stand(tmp_path: Path, laptop: Path) -> None:
    clock = HandClock()
    clock.wait(60)
    reading = opened(tmp_path / "desk", clock=clock)
    reading.mark("star", [A])
    reading.mark("unstar", [A])
    merged = reading.merge([read_foreign(laptop / "journal-laptop.toml")])
    assert merged == Merged(4, frozenset({A, B}))
    assert (reading.starred(), reading.tags(A)) == ((B,), ("x", "y"))


def test_merged_marks_need_no_reading_toml(tmp_path: Path, laptop: Path) -> None:
    reading = opened(tmp_path / "desk")
    reading.merge([read_foreign(laptop / "reading.toml")])
    reading.save()
    (tmp_path / "desk" / "reading.toml").unlink()
    assert opened(tmp_path / "desk").starred() == (A, B)
    assert opened(tmp_path / "desk").undo() is None


def test_a_merge_that_cannot_be_written_changes_nothing(
    tmp_path: Path, laptop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path / "desk")
    foreign = read_foreign(laptop / "reading.toml")

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(CarrelError, match="No space left"):
            reading.merge([foreign])
    assert (reading.starred(), opened(tmp_path / "desk").starred()) == ((), ())
    assert reading.merge([foreign]).papers == {A, B}


def test_a_damaged_journal_brings_what_is_whole(laptop: Path) -> None:
    path = laptop / "journal-laptop.toml"
    data = path.read_bytes()
    foreign = foreign_of(data.replace(A.encode(), b"?", 1)[:-3], path.name)
    assert [record.verb for record in foreign.records] == ["tag:x", "read"]
    assert [problem.message for problem in foreign.problems] == ["record damaged: its sum is wrong"]


@pytest.mark.parametrize(
    "data",
    [b"hello\n", b"version = 99\n[star]\n", b"[star\n", b"\xff\xfe", b"{}"],
    ids=["text", "later", "half", "binary", "json"],
)
def test_a_file_without_marks_is_refused(data: bytes) -> None:
    with pytest.raises(CarrelError, match=r"^reading\.toml: "):
        foreign_of(data, "reading.toml")


def test_an_empty_file_brings_nothing() -> None:
    assert foreign_of(b"", "reading.toml").records == []


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CarrelError, match="not a file"):
        read_foreign(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_foreign(tmp_path / "none")


decisions = st.lists(st.tuples(verbs, ids, moments), max_size=12)


@given(decisions, decisions)
def test_standing_decisions_come_over_whole(
    here: list[tuple[str, str, str]], there: list[tuple[str, str, str]]
) -> None:
    marks, other = Marks(), Marks()
    for verb, paper_id, at in here:
        other.decide(verb, paper_id, at)
    for verb, paper_id, at in there:
        marks.decide(verb, paper_id, at)
    expected = marks.copy()
    for verb, paper_id, at in here:
        expected.decide(verb, paper_id, at)
    merged, news = merged_with([Foreign("reading.toml", records_of(other))], [], marks)
    assert merged.papers == expected.difference(marks)
    for record in news:
        marks.take(record)
    assert sorted(marks.facts()) == sorted(expected.facts())
    assert merged_with([Foreign("reading.toml", records_of(other))], news, marks)[0].records == 0
