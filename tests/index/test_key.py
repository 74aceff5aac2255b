from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from index.files import replace_file
from index.fulltext.key import Key, key_path

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="other permissions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "fulltext"


def test_a_seal_fits_what_was_sealed_and_nothing_else(folder: Path) -> None:
    seal = Key.made(folder).seal("a.toc", b"content")
    key = Key.read(folder)
    assert key is not None
    assert key.fits(seal, "a.toc", b"content")
    assert not key.fits(seal, "a.toc", b"content ")
    assert not key.fits(seal, "b.toc", b"content")
    assert not key.fits(seal, "a.to", b"c\0content")
    assert not key.fits("", "a.toc", b"content")
    assert not key.fits("ä", "a.toc", b"content")


def test_the_key_is_made_once_and_for_its_owner_alone(folder: Path) -> None:
    assert Key.read(folder) is None
    seal = Key.made(folder).seal("a", b"")
    assert Key.made(folder).fits(seal, "a", b"")
    if sys.platform != "win32":
        assert key_path(folder).stat().st_mode & 0o777 == 0o600


def test_each_folder_has_another_key(folder: Path, tmp_path: Path) -> None:
    seal = Key.made(folder).seal("a", b"")
    assert not Key.made(tmp_path / "other").fits(seal, "a", b"")


def test_a_copy_of_a_key_is_another_key(folder: Path) -> None:
    seal = Key.made(folder).seal("a", b"")
    path = key_path(folder)
    shutil.copy2(path, path.with_name("copy"))
    os.replace(path.with_name("copy"), path)
    key = Key.read(folder)
    assert key is not None
    assert not key.fits(seal, "a", b"")


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_have_read_is_none(folder: Path, mode: int) -> None:
    seal = Key.made(folder).seal("a", b"")
    key_path(folder).chmod(mode)
    assert Key.read(folder) is None
    assert not Key.made(folder).fits(seal, "a", b"")


@POSIX
def test_a_link_to_a_key_is_none(folder: Path, tmp_path: Path) -> None:
    Key.made(folder)
    os.rename(key_path(folder), tmp_path / "elsewhere")
    key_path(folder).symlink_to(tmp_path / "elsewhere")
    assert Key.read(folder) is None


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_what_is_no_key_is_none(folder: Path, content: bytes) -> None:
    replace_file(key_path(folder), content)
    assert Key.read(folder) is None
