from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from tests.tui.reading_cases import opened
from tui import unsaved
from tui.unsaved import Unsaved

if TYPE_CHECKING:
    from pathlib import Path

STAR, TAG = ("star", ("a", "b")), ("tag:rl", ("a",))
FULL = CarrelError("no room", where="data/journal-desk.toml")


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_nothing_is_unsaved_at_first(tmp_path: Path) -> None:
    waiting = Unsaved(opened(tmp_path))
    assert not len(waiting)
    assert not waiting.told
    assert not waiting.drop_last()
    assert waiting.at_last() == []
    assert not list(tmp_path.iterdir())


def test_what_could_not_be_written_is_made_later_as_the_steps_it_was(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    waiting = Unsaved(reading)
    waiting.keep([STAR], FULL)
    waiting.keep([TAG, ("star", ("c",))], FULL)
    assert len(waiting) == 2
    assert waiting.told == "not saved: no room; trying again"
    assert waiting.write()
    assert set(reading.starred()) == {"a", "b", "c"}
    assert reading.tags("a") == ("rl",)
    reading.sync()
    waiting.succeeded()
    assert not waiting.told
    assert not len(waiting)
    assert reading.undo()
    assert set(reading.starred()) == {"a", "b"}
    assert reading.tags("a") == ()


def test_what_cannot_be_written_again_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    waiting = Unsaved(reading)
    waiting.keep([STAR], FULL)
    waiting.keep([TAG], FULL)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refuse)
        with pytest.raises(CarrelError):
            waiting.write()
    assert len(waiting) == 2
    assert reading.starred() == ()


def test_a_mark_that_no_second_try_helps_is_not_kept(tmp_path: Path) -> None:
    waiting = Unsaved(opened(tmp_path))
    waiting.keep([("tag:", ("a",))], CarrelError("a tag needs a name"))
    assert not len(waiting)
    assert not waiting.told


def test_the_last_step_can_be_forgotten(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    waiting = Unsaved(reading)
    waiting.keep([STAR], FULL)
    waiting.keep([TAG], FULL)
    assert waiting.drop_last()
    assert waiting.told
    assert waiting.drop_last()
    assert not waiting.told
    assert not waiting.write()


def test_pauses_grow_to_a_limit_and_begin_anew(tmp_path: Path) -> None:
    waiting = Unsaved(opened(tmp_path))
    pauses = [waiting.next_pause() for _ in range(12)]
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == unsaved.LONGEST_PAUSE
    waiting.succeeded()
    assert waiting.next_pause() == unsaved.FIRST_PAUSE


def test_leaving_says_what_is_lost_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = opened(tmp_path)
    waiting = Unsaved(reading)
    reading.mark("read", ["z"])
    waiting.keep([STAR], FULL)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", refuse)
        told = waiting.at_last()
    assert told[0] == "not saved: star a, b"
    assert told[1] == "1 mark is in the journal, not known to be safe on the disk"
    assert told[2].startswith("the reason: ")
    assert "No space left" in told[2]
    assert waiting.at_last() == []
    assert set(reading.starred()) == {"a", "b"}


def test_leaving_says_what_the_disk_does_not_confirm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    waiting = Unsaved(reading)
    reading.mark("read", ["y"])
    reading.mark("read", ["z"])
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        told = waiting.at_last()
    assert told[0] == "2 marks are in the journal, not known to be safe on the disk"
    assert "No space left" in told[1]
