"""The lock of the folder: with the system's locks, and where there are none."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import CarrelError
from tests.tui.reading_cases import opened
from tui.reading.lock import FolderLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

fcntl = pytest.importorskip("fcntl")

HOLDER = """
import sys
from pathlib import Path
from tui.reading.lock import FolderLock
import tui.reading.lock
if sys.argv[2] == "plain":
    import errno, fcntl
    def flock(descriptor, how):
        raise OSError(errno.ENOLCK, "no locks")
    fcntl.flock = flock
with FolderLock(Path(sys.argv[1]), "desk", 5):
    print("held", flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that holds the lock until it is told, or killed."""

    def __init__(self, path: Path, kind: str) -> None:
        arguments = [sys.executable, "-c", HOLDER, str(path), kind]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def end(self, how: int = 0) -> None:
        if how:
            self.process.send_signal(how)
        self.process.communicate()


@pytest.fixture(params=["system", "plain"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the file system has locks."""
    if request.param == "plain":
        monkeypatch.setattr(fcntl, "flock", no_locks)
    return str(request.param)


@pytest.fixture
def holder(tmp_path: Path, kind: str) -> Iterator[Holder]:
    holder = Holder(tmp_path / "reading.lock", kind)
    yield holder
    holder.end()


def no_locks(descriptor: int, how: int) -> None:
    raise OSError(errno.ENOLCK, "no locks available")


def test_whoever_holds_it_is_named(tmp_path: Path, holder: Holder) -> None:
    who = f"process {holder.process.pid} on desk is writing marks"
    with pytest.raises(CarrelError, match=who), FolderLock(tmp_path / "reading.lock", "desk", 0):
        pass
    holder.end()
    with FolderLock(tmp_path / "reading.lock", "desk", 0):
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path, holder: Holder) -> None:
    holder.end(signal.SIGKILL)
    with FolderLock(tmp_path / "reading.lock", "desk", 5):
        pass
    reading = opened(tmp_path)
    assert reading.mark("star", ["a"])
    assert not list(tmp_path.glob("*.held"))


def test_one_process_at_a_time(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "reading.lock"
    with FolderLock(path, "desk", 0):
        other = FolderLock(path, "desk", 0)
        with pytest.raises(CarrelError, match=str(os.getpid())), other:
            pass
    with FolderLock(path, "desk", 0):
        pass


def test_a_lock_file_that_was_removed_no_longer_counts(tmp_path: Path) -> None:
    path = tmp_path / "reading.lock"
    with FolderLock(path, "desk", 0):
        path.unlink()
        with FolderLock(path, "desk", 0):
            assert path.exists()


def test_the_name_of_the_last_holder_is_not_written_twice(tmp_path: Path) -> None:
    path = tmp_path / "reading.lock"
    with FolderLock(path, "desk", 0):
        written = path.stat()
    with FolderLock(path, "desk", 0):
        assert path.stat().st_mtime_ns == written.st_mtime_ns
    assert path.read_text() == f"desk {os.getpid()}\n"


def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("host", "taken"), [("desk", True), ("laptop", False)], ids=["here", "elsewhere"]
)
def test_without_locks_only_the_dead_of_this_machine_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, taken: bool
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks)
    held, process = tmp_path / "reading.lock.held", dead_process()
    held.write_text(f"{host} {process} 0123456789abcdef\n")
    lock = FolderLock(tmp_path / "reading.lock", "desk", 1 if taken else 0)
    if taken:
        with lock:
            assert held.read_text().startswith(f"desk {os.getpid()} ")
        assert not held.exists()
        return
    with pytest.raises(CarrelError, match=rf"process {process} on laptop .*reading\.lock\.held"):
        lock.__enter__()
    assert held.exists()


def test_a_process_that_died_while_it_took_over_is_taken_over_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks)
    for name in ("reading.lock.held", "reading.lock.taking-over.held"):
        (tmp_path / name).write_text(f"desk {dead_process()} 0123456789abcdef\n")
    with FolderLock(tmp_path / "reading.lock", "desk", 5):
        pass
    assert not list(tmp_path.glob("*.held"))


@pytest.mark.parametrize(
    "note", ["", "desk", "desk x", "desk -1 y", "\udcff\x00", "desk 99999999999999"]
)
def test_a_lock_that_says_nothing_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: str
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks)
    held = tmp_path / "reading.lock.held"
    held.write_bytes(note.encode("utf-8", "surrogateescape"))
    with (
        pytest.raises(CarrelError, match="another process is writing marks"),
        FolderLock(tmp_path / "reading.lock", "desk", 0),
    ):
        pass
    assert held.exists()


def test_a_full_disk_without_locks_leaves_no_lock_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", no_locks)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(CarrelError, match="No space left"):
            opened(tmp_path).mark("star", ["a"])
    assert opened(tmp_path).mark("star", ["a"])
