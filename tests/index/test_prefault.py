from __future__ import annotations

import mmap
import sys
from typing import TYPE_CHECKING

import pytest

from index.columns import prefault
from index.columns.columns import Columns
from tests.index.search_cases import Shelf, invented

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 4


@pytest.fixture
def mapped(tmp_path: Path) -> mmap.mmap:
    path = tmp_path / "file"
    path.write_bytes(b"x" * (PAGES * mmap.PAGESIZE - 1))
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


@pytest.mark.skipif(sys.platform != "linux", reason="nobody to ask")
def test_any_part_of_a_file_may_be_mapped(mapped: mmap.mmap) -> None:
    parts = [(0, 0), (1, 2), (mmap.PAGESIZE - 1, 3 * mmap.PAGESIZE + 1), (len(mapped) - 1,) * 2]
    prefault.prefault(mapped, [*parts, (0, len(mapped))])  # an old kernel says no, and that is all
    assert mapped[:3] == b"xxx"


def test_much_is_left_alone(mapped: mmap.mmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefault, "_MOST", mmap.PAGESIZE)
    assert not prefault.prefault(mapped, [(0, len(mapped))])


def test_rows_are_the_same_before_and_after(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, invented(20, seed=1))
    columns = shelf.library.columns
    before = [columns.row(ordinal) for ordinal in range(len(columns))]
    columns.map_rows()
    columns.map_rows()
    assert [columns.row(ordinal) for ordinal in range(len(columns))] == before
    Columns.empty().map_rows()
