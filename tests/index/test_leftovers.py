"""Files that killed writes left behind: told from those that are being written."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from index import leftovers as module
from index.files import replace_file, replacing
from index.leftovers import leftovers, remove_leftovers

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks are those of POSIX")

WRITER = """
import sys, pathlib
from index.files import replacing
with replacing(pathlib.Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def _any_age(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOCKED_AFTER", 0.0)


def writing(path: Path) -> subprocess.Popen[bytes]:
    """A process that is half done with a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    return process


@posix
@pytest.mark.usefixtures("_any_age")
def test_a_killed_write_is_cleared_away_and_a_living_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "marks.toml"
    with writing(path) as living, writing(path) as killed:
        assert list(leftovers(tmp_path)) == []
        killed.kill()
        killed.wait()
        assert len(list(leftovers(tmp_path))) == 1
        assert remove_leftovers(tmp_path) == 1
        assert list(leftovers(tmp_path)) == []
        living.communicate(b"")
        assert living.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["marks.toml"]
    assert path.read_bytes() == b"half"


@posix
def test_a_file_that_was_just_made_might_not_be_locked_yet(tmp_path: Path) -> None:
    (tmp_path / ".marks.toml.carrel-0123456789ab").touch()
    assert list(leftovers(tmp_path)) == []


@pytest.mark.parametrize("age", [30.0, 7200.0])
def test_without_locks_only_age_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float
) -> None:
    (tmp_path / ".marks.toml.carrel-0123456789ab").touch()
    now = time.time()
    monkeypatch.setattr(module, "try_lock", lambda descriptor: None)
    monkeypatch.setattr(time, "time", lambda: now + age)
    assert len(list(leftovers(tmp_path))) == (age > 3600)


@posix
@pytest.mark.usefixtures("_any_age")
def test_only_our_files_are_ever_touched(tmp_path: Path) -> None:
    names = [
        ".marks.toml.0123456789ab",
        ".marks.toml.carrel-0123456789abc",
        ".marks.toml.carrel-0123456789AB",
        "marks.toml.carrel-0123456789ab",
        ".carrel-0123456789ab",
    ]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "else").write_bytes(b"else")
    (tmp_path / ".link.carrel-0123456789ab").symlink_to(tmp_path / "else")
    (tmp_path / ".folder.carrel-0123456789ab").mkdir()
    os.mkfifo(tmp_path / ".pipe.carrel-0123456789ab")
    (tmp_path / ".other.carrel-0123456789ab").touch()
    before = sorted(path.name for path in tmp_path.iterdir())
    assert remove_leftovers(tmp_path, "marks.toml") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert remove_leftovers(tmp_path) == 1
    assert (tmp_path / "else").read_bytes() == b"else"


@posix
@pytest.mark.usefixtures("_any_age")
def test_a_long_name_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / ("long " * 20 + ".bib")
    with replacing(path) as stream:
        stream.write(b"text")
        (made,) = (one for one in tmp_path.iterdir() if one != path)
        made.with_name(made.name[:-12] + "0" * 12).touch()
    assert remove_leftovers(tmp_path, path.name) == 1


def test_nothing_is_left_behind_by_a_write_that_is_not_killed(tmp_path: Path) -> None:
    replace_file(tmp_path / "a", b"text")
    with contextlib.suppress(ZeroDivisionError), replacing(tmp_path / "b") as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
