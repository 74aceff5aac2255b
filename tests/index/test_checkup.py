from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.columns import columnsfile
from index.library import Library
from tests.index.search_cases import invented

if TYPE_CHECKING:
    from pathlib import Path

    from index.checkup import Check

NAMES = ["papers", "columns", "full-text index", "lexicon", "flat postings"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.log.append(invented(30, seed=1))
    library.catch_up()
    return library


def unsound(library: Library) -> dict[str, Check]:
    return {check.name: check for check in library.examine() if not check.ok}


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_library_is_found_sound_and_left_alone(library: Library, tmp_path: Path) -> None:
    before = files(tmp_path)
    checks = library.examine()
    assert [check.name for check in checks] == NAMES
    assert all(check.ok and check.detail and not check.hint for check in checks)
    assert files(tmp_path) == before


def test_an_empty_library_is_sound(tmp_path: Path) -> None:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    assert not unsound(library)
    assert not list(tmp_path.iterdir())


def test_a_bad_line_of_the_papers_is_told(library: Library) -> None:
    with library.log.path.open("ab") as stream:
        stream.write(b"{nonsense\n")
    check = unsound(library)["papers"]
    assert "1 bad line" in check.detail
    assert str(library.log.path) in check.detail
    assert "aside" in check.repair
    told = unsound(library)[""].detail
    assert told.startswith("line 31, byte ")
    assert "not a line of the paper log" in told


def test_damaged_columns_are_told(library: Library, tmp_path: Path) -> None:
    path = next(iter(columnsfile.generations(tmp_path / "cache").values()))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert "damaged" in unsound(library)["columns"].detail


def test_papers_that_are_not_indexed_are_told(library: Library) -> None:
    library.log.append(invented(3, seed=2, first=50))
    library.open_columns()
    check = unsound(library)["full-text index"]
    assert "30 of 33 papers" in check.detail


def test_flat_postings_that_are_missing_are_told(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (tmp_path / "cache" / "fulltext").glob("*.flat"):
        path.unlink()
    check = unsound(library)["flat postings"]
    assert "1 segment of 1" in check.detail
    assert "made anew" in check.hint
    monkeypatch.setattr(os, "access", lambda *_: False)
    check = unsound(library)["flat postings"]
    assert "cannot be written here" in check.detail
    assert "more slowly" in check.hint


def test_a_damaged_lexicon_is_told(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "cache" / "fulltext" / "lexicon.bin"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert "damaged" in unsound(library)["lexicon"].detail
