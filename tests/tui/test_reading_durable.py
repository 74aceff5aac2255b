"""What is on the disk, what is not yet, and what the disk refused."""

from __future__ import annotations

import errno
import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from tests.tui.reading_cases import opened
from tui.reading.lock import warm_up

if TYPE_CHECKING:
    from pathlib import Path

A, B = "arxiv:2403.00001", "doi:10.1/b"


class Disk:
    """Refuses to write for good what it is given, as often as asked to."""

    def __init__(self, patch: pytest.MonkeyPatch, code: int = errno.EIO) -> None:
        self.refusing = True
        self.asked = 0
        self._code = code
        self._fsync = os.fsync
        patch.setattr(os, "fsync", self._answer)

    def _answer(self, descriptor: int) -> None:
        self.asked += 1
        if self.refusing:
            raise OSError(self._code, os.strerror(self._code))
        self._fsync(descriptor)


def test_marks_are_unsaved_until_they_are_synced(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    assert reading.unsaved == 0
    reading.mark("star", [A])
    reading.mark("read", [A, B])
    assert reading.mark("read", [A]) is None
    assert reading.unsaved == 2
    reading.sync()
    assert reading.unsaved == 0
    reading.undo()
    assert reading.unsaved == 1


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC], ids=["error", "full"])
def test_what_the_disk_refuses_is_told_stays_unsaved_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.sync()
    disk = Disk(monkeypatch, code)
    reading.mark("star", [B])
    for _ in range(2):
        with pytest.raises(CarrelError, match=os.strerror(code)):
            reading.sync()
        assert reading.unsaved == 1
    reading.mark("read", [B])
    disk.refusing = False
    reading.sync()
    assert reading.unsaved == 0
    asked = disk.asked
    reading.sync()
    assert disk.asked == asked
    assert opened(tmp_path).starred() == (A, B)
    assert not opened(tmp_path).problems


def test_a_second_try_writes_the_bytes_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    disk = Disk(monkeypatch)
    with pytest.raises(CarrelError):
        reading.sync()
    disk.refusing = False
    before = (tmp_path / "journal-desk.toml").read_bytes()
    wrote: list[bytes] = []
    write = os.write

    def watched(descriptor: int, data: bytes) -> int:
        wrote.append(data)
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", watched)
    reading.sync()
    assert before in wrote
    assert (tmp_path / "journal-desk.toml").read_bytes() == before
    assert reading.poll() == frozenset()


def test_a_second_try_finds_its_journal_gone_and_begins_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    disk = Disk(monkeypatch)
    with pytest.raises(CarrelError):
        reading.sync()
    disk.refusing = False
    (tmp_path / "journal-desk.toml").unlink()
    reading.sync()
    assert reading.unsaved == 0
    assert opened(tmp_path).starred() == (A,)


def test_forcing_to_disk_goes_on_beside_marking(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    done = threading.Event()

    def force() -> None:
        while not done.is_set():
            reading.sync()

    thread = threading.Thread(target=force)
    thread.start()
    try:
        for number in range(50):
            reading.mark("star", [f"title:{number}"])
    finally:
        done.set()
        thread.join()
    reading.sync()
    assert reading.unsaved == 0
    assert len(opened(tmp_path).starred()) == 50


def test_marking_that_fails_leaves_nothing_to_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.sync()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(CarrelError, match="not recorded: No space left"):
            reading.mark_together([("star", [B]), ("tag:x", [A])])
        with pytest.raises(CarrelError, match="not recorded: No space left"):
            reading.undo()
    assert reading.unsaved == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert (reading.starred(), reading.tags(A)) == ((A,), ())


def test_a_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])

    def refused(path: object, flags: int, mode: int = 0o777) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(CarrelError, match="not recorded: Read-only file system"):
            reading.mark("star", [B])
    assert reading.starred() == (A,)


@pytest.mark.parametrize("has_locks", [True, False])
def test_warming_up_is_possible_everywhere(
    monkeypatch: pytest.MonkeyPatch, has_locks: bool
) -> None:
    if not has_locks:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    warm_up()


@pytest.mark.parametrize("has_links", [True, False])
def test_the_file_as_it_was_is_kept_also_where_the_disk_knows_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    if not has_links:
        monkeypatch.setattr("os.link", no_links)
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.save()
    before = (tmp_path / "reading.toml").read_bytes()
    reading.mark("star", [B])
    reading.save()
    assert (tmp_path / "reading.toml.bak").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
