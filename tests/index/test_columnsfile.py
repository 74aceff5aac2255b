from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.columns import columnsfile
from index.columns.columns import Columns
from index.columns.draft import draft_for
from index.paper import Paper
from index.paperlog import PaperLog
from tests.index.columns_model import build

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import ReadableBuffer


def filled(folder: Path, *titles: str) -> PaperLog:
    log = PaperLog(folder / "papers")
    log.append([Paper(f"doi:10.1/{title}", title) for title in titles])
    return log


def bring(log: PaperLog, cache: Path) -> Columns:
    draft = draft_for(log, cache)
    draft.read(log)
    return draft.save(cache, log)


def test_a_saved_generation_opens_and_covers_the_log(tmp_path: Path) -> None:
    log = filled(tmp_path, "a", "b")
    bring(log, tmp_path)
    columns = Columns.open(tmp_path)
    assert columns is not None
    assert columns.covers(log)
    assert columns.is_intact()
    assert [columns.title(ordinal) for ordinal in columns.default_order] == ["a", "b"]


def test_columns_of_a_longer_log_belong_to_it_but_do_not_cover_it(tmp_path: Path) -> None:
    log = filled(tmp_path, "a")
    columns = bring(log, tmp_path)
    log.append([Paper("doi:10.1/b", "b")])
    assert columns.belongs_to(log)
    assert not columns.covers(log)


@pytest.mark.parametrize("text", [b"", b'{"other": "log, and a longer one than before"}\n' * 9])
def test_columns_do_not_belong_to_a_shorter_or_another_log(tmp_path: Path, text: bytes) -> None:
    log = filled(tmp_path, "a")
    columns = bring(log, tmp_path)
    log.path.write_bytes(text)
    assert not columns.belongs_to(log)


def test_a_file_cut_anywhere_is_not_opened() -> None:
    data = columnsfile.encode(*whole())
    for size in range(len(data)):
        assert columnsfile.decode(data[:size]) is None
    assert columnsfile.decode(data + b"\0") is None


def whole() -> tuple[columnsfile.Header, dict[str, ReadableBuffer]]:
    columns = build([Paper("doi:10.1/a", "a", aliases=("arxiv:2401.00001",), venue="ICLR")])
    header = columnsfile.Header(1, 100, 0, 1, 2, 1, 1, 0, 0, *map(len, texts(columns)))
    return header, {name: columns.section(name) for name, _, _ in columnsfile.SECTIONS}


def texts(columns: Columns) -> list[memoryview[int]]:
    return [columns.section(name) for name in ("key_text", "text", "value_text")]


def test_damage_to_any_byte_is_seen() -> None:
    data = columnsfile.encode(*whole())
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= 0x10
        assert columnsfile.decode(damaged) is None or not columnsfile.is_intact(damaged)


def test_an_older_generation_serves_when_the_newest_is_damaged(tmp_path: Path) -> None:
    log = filled(tmp_path, "a")
    bring(log, tmp_path)
    log.append([Paper("doi:10.1/b", "b")])
    bring(log, tmp_path)
    newest = next(iter(columnsfile.generations(tmp_path).values()))
    newest.write_bytes(newest.read_bytes()[:-1])
    columns = Columns.open(tmp_path)
    assert columns is not None
    assert len(columns) == 1
    assert bring(log, tmp_path).generation == 3


def test_only_two_generations_are_kept(tmp_path: Path) -> None:
    for title in "abcd":
        bring(filled(tmp_path, title), tmp_path)
    assert list(columnsfile.generations(tmp_path)) == [4, 3]


def test_a_folder_without_columns_has_none_to_open(tmp_path: Path) -> None:
    (tmp_path / "columns-00000001.bin").write_bytes(b"")
    (tmp_path / "columns-x.bin").write_bytes(b"not a number")
    assert Columns.open(tmp_path) is None
    assert Columns.open(tmp_path / "nowhere") is None


def test_where_nothing_can_be_written_columns_live_in_memory(tmp_path: Path) -> None:
    log = filled(tmp_path, "a")
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file, where a folder should be")
    columns = bring(log, in_the_way)
    assert columns.title(0) == "a"
