from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.columns import columnsfile
from index.columns.columns import Columns
from index.errors import CarrelError
from index.library import Library
from index.marktable import STARRED, MarkTable
from index.paper import Listing, Paper
from index.paperlog import PaperLog
from index.query.query import Query
from tests.index.search_cases import invented

if TYPE_CHECKING:
    from index.report import Progress

A = Paper("arxiv:2401.00001", "Alpha networks", venue="ICLR 2025")
B = Paper("arxiv:2401.00002", "Beta planning", listings=(Listing("seite", 1, "2025-03-12"),))
C = Paper("arxiv:2401.00003", "Gamma rays")


class Place:
    """Where a library lies, and another process that writes to it."""

    def __init__(self, folder: Path) -> None:
        self.papers = folder / "papers"
        self.cache = folder / "cache"
        self.log = PaperLog(self.papers)

    def library(self) -> Library:
        return Library(self.papers, self.cache)

    def columns_files(self) -> list[Path]:
        return list(columnsfile.generations(self.cache).values())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def titles(library: Library) -> list[str]:
    return [library.columns.title(ordinal) for ordinal in range(len(library))]


def test_an_empty_library_writes_nothing(place: Place) -> None:
    library = place.library()
    assert len(library) == 0
    assert not any(size for _, _, size in library.facets(None, MarkTable.empty(0)))
    assert not place.papers.exists()
    assert not place.cache.exists()


def test_papers_are_found_by_id_and_read_whole(place: Place) -> None:
    place.log.append([A, B])
    library = place.library()
    ordinal = library.find(B.id)
    assert ordinal is not None
    assert library.paper(ordinal) == B
    assert library.find("arxiv:0000.00000") is None


def test_what_the_columns_lack_is_read_from_the_log(place: Place) -> None:
    place.log.append([A])
    assert len(place.library()) == 1
    place.log.append([B, C])
    library = place.library()
    progress: list[Progress] = []
    library.open_columns(progress.append)
    assert titles(library) == [A.title, B.title, C.title]
    assert [one.done for one in progress] == [0]
    progress.clear()
    place.library().open_columns(progress.append)
    assert not progress


def test_deleting_the_cache_loses_nothing(place: Place) -> None:
    place.log.append([A, B])
    before = [place.library().columns.row(ordinal) for ordinal in range(2)]
    for file in place.columns_files():
        file.unlink()
    assert [place.library().columns.row(ordinal) for ordinal in range(2)] == before


@pytest.mark.parametrize("lines", [[C], [C, A, B, A, B]])
def test_a_replaced_log_is_read_anew(place: Place, lines: list[Paper]) -> None:
    place.log.append([A, B])
    assert len(place.library()) == 2
    place.log.path.unlink()
    place.log.append(lines)
    assert titles(place.library()) == [paper.title for paper in dict.fromkeys(lines)]


def test_a_damaged_file_is_noticed_by_catching_up_at_the_latest(place: Place) -> None:
    place.log.append([A])
    place.library().open_columns()
    (file,) = place.columns_files()
    data = bytearray(file.read_bytes())
    data[data.index(b"Alpha")] ^= 1
    file.write_bytes(data)
    library = place.library()
    library.open_columns(checked=True)
    assert titles(library) == [A.title]
    assert titles(place.library()) == [A.title]


def test_a_torn_last_line_is_told_and_the_rest_opens(place: Place) -> None:
    place.log.append([A, B])
    place.log.path.write_bytes(place.log.path.read_bytes()[:-9])
    library = place.library()
    assert titles(library) == [A.title]
    (problem,) = library.problems
    assert "cut short" in problem.message
    place.log.append([C])
    assert titles(place.library()) == [A.title, C.title]


def test_a_newer_generation_is_taken_up_on_request(place: Place) -> None:
    place.log.append([A])
    library = place.library()
    old = library.columns
    assert not library.refresh()
    place.log.append([B])
    place.library().open_columns()
    assert library.columns is old
    assert library.refresh()
    assert titles(library) == [A.title, B.title]
    assert old.title(0) == A.title
    assert not library.refresh()


def test_an_unusable_newer_generation_is_not_taken_up(place: Place) -> None:
    place.log.append([A])
    library = place.library()
    library.open_columns()
    (place.cache / "columns-00000009.bin").write_bytes(b"")
    assert not library.refresh()
    place.log.append([B])
    assert place.library().open_columns().generation == 10


def test_a_log_that_was_replaced_under_an_open_library_is_noticed(place: Place) -> None:
    place.log.append([A])
    library = place.library()
    library.open_columns()
    place.log.path.unlink()
    place.log.append([Paper("arxiv:2401.00009", A.title, venue=A.venue)])
    with pytest.raises(CarrelError, match="replaced"):
        library.paper(0)


def test_what_cannot_be_cached_still_opens(place: Place) -> None:
    place.log.append([A, B])
    place.cache.write_text("a file in the way")
    assert titles(place.library()) == [A.title, B.title]


def test_search_and_facets_answer_from_the_same_columns(place: Place) -> None:
    place.log.append([A, B, C])
    library = place.library()
    marks = MarkTable.empty(3)
    marks.flags[2] = STARRED
    starred = library.search(Query.parse("is:starred"), marks)
    assert [starred.id(0), starred.total] == [C.id, 1]
    counts = {(field, value): size for field, value, size in library.facets(starred, marks)}
    assert counts["is", "starred"] == counts["is", "unread"] == 1
    assert counts["venue", "ICLR 2025"] == counts["source", "seite"] == 0
    everything = library.search(Query.parse(""), marks)
    assert list(everything.ordinals) == [1, 0, 2]
    assert library.facets(everything, marks) == library.facets(None, marks)


def test_catching_up_makes_words_findable(place: Place) -> None:
    place.log.append([A, B])
    library = place.library()
    assert library.catch_up() == 2
    assert library.catch_up() == 0
    found = library.search(Query.parse("plan"), MarkTable.empty(2))
    assert [found.id(place) for place in range(found.total)] == [B.id]


def test_importing_and_opening_load_neither_whoosh_nor_numpy(place: Place) -> None:
    place.log.append([A])
    place.library().open_columns()
    program = """
import sys
from pathlib import Path
from index.library import Library
from index.marktable import MarkTable
library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
library.columns.row(0), library.paper(0), library.refresh()
library.facets(None, MarkTable.empty(1))
sys.exit(bool({"whoosh", "numpy", "filelock", "textual"} & set(sys.modules)))
"""
    command = [sys.executable, "-c", program, str(place.papers), str(place.cache)]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_columns_of_a_library_are_those_on_the_disk(place: Place) -> None:
    place.log.append([A, B])
    library = place.library()
    opened = Columns.open(place.cache)
    assert opened is None
    library.open_columns()
    opened = Columns.open(place.cache)
    assert opened is not None
    assert opened.generation == library.columns.generation


def test_a_query_asked_again_sees_what_another_process_has_indexed(place: Place) -> None:
    place.log.append([A, B])
    library = place.library()
    marks = MarkTable.empty(2)
    first = library.search(Query.parse("plan"), marks)
    assert (first.total, first.unindexed, library.is_indexed) == (0, 2, False)
    place.library().catch_up()
    assert not library.refresh()
    again = library.search(Query.parse("plan"), marks)
    assert (again.total, again.unindexed, library.is_indexed) == (1, 0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_all_of_a_library_is_for_its_owner_alone(place: Place) -> None:
    before = os.umask(0o022)
    try:
        place.log.append([A])
        place.library().catch_up()
        place.log.append([B, C])
        place.library().catch_up()
    finally:
        os.umask(before)
    kept = [path for top in (place.papers, place.cache) for path in (top, *top.rglob("*"))]
    assert len(kept) > 10
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    "name", ["papers (1).jsonl", "papers.sync-conflict-20260314-092653-ABCDEFG.jsonl"]
)
def test_a_second_version_of_the_papers_is_told_until_it_is_gone(tmp_path: Path, name: str) -> None:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.log.append(invented(3, seed=1))
    library.open_columns()
    assert library.problems == ()
    copy = library.log.path.with_name(name)
    copy.write_bytes(library.log.path.read_bytes())
    for _ in range(2):
        library = Library(tmp_path / "papers", tmp_path / "cache")
        assert len(library.open_columns()) == 3
        (problem,) = library.problems
        assert name in problem.where
        assert "carrel add" in problem.hint
    told = [check for check in library.examine() if name in check.detail]
    assert [check.ok for check in told] == [False]
    copy.unlink()
    library.open_columns()
    assert library.problems == ()
