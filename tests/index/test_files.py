from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from index.files import make_private_folder, replace_file, sync_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.usefixtures("_usual_umask")
def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "marks"
    path.write_bytes(b"old")
    path.chmod(0o644)
    replace_file(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)
    folder = tmp_path / "data" / "papers"
    make_private_folder(folder)
    make_private_folder(folder)
    assert [mode(folder), mode(folder.parent)] == [0o700, 0o700]


@posix
@pytest.mark.usefixtures("_usual_umask")
@pytest.mark.parametrize("permissions", [0o600, 0o664, 0o640])
def test_a_document_is_as_open_as_others_and_stays_as_it_was(
    tmp_path: Path, permissions: int
) -> None:
    path = tmp_path / "list.bib"
    replace_file(path, b"new", private=False)
    assert mode(path) == 0o644
    path.chmod(permissions)
    replace_file(path, b"newer", private=False)
    assert (path.read_bytes(), mode(path)) == (b"newer", permissions)


def test_a_long_name_leaves_room_for_the_file_in_the_making(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120)
    replace_file(path, b"text")
    assert path.read_bytes() == b"text"


def test_nothing_is_left_of_a_write_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "marks"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        replace_file(path, b"new")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OSError, match="data") as caught:
        make_private_folder(tmp_path / "data" / "papers")
    assert caught.value.filename == str(tmp_path / "data")


def test_a_new_folder_survives_a_power_cut_like_what_is_put_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("index.files.sync_folder", synced.append)
    make_private_folder(tmp_path / "data" / "papers")
    assert synced == [tmp_path, tmp_path / "data"]
    make_private_folder(tmp_path / "data" / "papers")
    assert len(synced) == 2


@posix
def test_on_macos_the_drive_itself_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Played on any POSIX system: there, the number of the request is all that differs."""
    import fcntl

    asked: list[int] = []
    synced: list[int] = []
    answer = errno.ENOTSUP

    def control(descriptor: int, request: int) -> int:
        asked.append(request)
        if answer:
            raise OSError(answer, os.strerror(answer))
        return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", synced.append)
    with (tmp_path / "file").open("wb") as stream:
        sync_file(stream.fileno())
        assert (asked, synced) == ([51], [stream.fileno()])
        answer = 0
        sync_file(stream.fileno())
        assert (asked, synced) == ([51, 51], [stream.fileno()])
        answer = errno.EIO
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            sync_file(stream.fileno())


@posix
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_knows_no_sync_of_folders_is_one_to_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    sync = os.fsync

    def on_a_network(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", on_a_network)
    replace_file(tmp_path / "file", b"text")
    assert (tmp_path / "file").read_bytes() == b"text"
