from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext import catching_up, flat_writer, indexing, merging, stamp
from index.fulltext.stamp import Stamp, StoredSegment
from index.paper import Paper
from tests.index.paper_strategies import logs
from tests.index.search_cases import Shelf, invented

if TYPE_CHECKING:
    from index.report import Progress

FIRST = [Paper(id=f"arxiv:2401.{number:05}", title=f"alpha {number}") for number in range(10)]
SECOND = [Paper(id=f"arxiv:2402.{number:05}", title=f"beta {number}") for number in range(10)]


def test_what_is_added_later_is_indexed_then(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.put(FIRST) == 10
    assert shelf.put(SECOND) == 10
    assert shelf.catch_up() == 0
    assert shelf.search("alpha").total == shelf.search("beta").total == 10
    shelf.assert_whole()


def test_a_changed_paper_replaces_its_older_self(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST, batch=4)
    changed = dataclasses.replace(FIRST[3], title="gamma 3")
    assert shelf.put([changed, *SECOND]) == 11
    assert shelf.titles("gamma") == ["gamma 3"]
    assert shelf.search("alpha").total == 9
    assert shelf.search("3").total == 2
    shelf.assert_whole()


def test_only_the_newest_line_of_a_paper_is_indexed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.append([dataclasses.replace(FIRST[0], title=f"draft {turn}") for turn in range(50)])
    shelf.append(FIRST[:1])
    assert shelf.catch_up() == 1
    assert shelf.titles("alpha") == ["alpha 0"]
    assert shelf.search("draft").total == 0


@settings(deadline=None, max_examples=25)
@given(rounds=st.lists(logs, min_size=1, max_size=3), batch=st.integers(1, 5))
def test_any_history_of_a_library_ends_in_a_whole_index(
    rounds: list[list[Paper]], batch: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder), batch=batch)
        for papers in rounds:
            shelf.put(papers)
        if rounds[-1]:
            shelf.assert_whole()


def test_few_segments_stay_however_many_commits_there_are(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, invented(60, seed=5), batch=2)
    segments = shelf.segments()
    assert 1 < len(segments) <= merging.MOST_SEGMENTS
    shelf.assert_whole()


@pytest.mark.parametrize("count", [20, 50])
def test_batches_wait_for_each_other_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(catching_up, "PAPERS_AT_ONCE", 7)
    papers = invented(count, seed=5)
    shelf = Shelf(tmp_path, [*papers, *invented(9, seed=6)])  # the last ones are new versions
    assert [segment.documents for segment in shelf.segments()] == (
        [20] if count == 20 else [35, 15]
    )
    shelf.assert_whole()


def test_a_segment_without_a_word_is_passed_over(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, [Paper("arxiv:2401.00099", "!")])
    shelf.put(FIRST)
    assert len(shelf.segments()) == 2
    assert shelf.search("alph*").total == len(FIRST)


def test_a_segment_of_mostly_deleted_papers_is_melted_down(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shelf.put([dataclasses.replace(paper, title="new") for paper in FIRST[:6]])
    shelf.put(SECOND[:1])
    segments = shelf.segments()
    assert [segment.deleted for segment in segments] == [(), ()]
    assert shelf.search("alpha").total == 4
    shelf.assert_whole()


def test_progress_goes_up_to_the_end_of_the_log(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST, batch=4)
    shelf.append(SECOND)
    told: list[Progress] = []
    shelf.store.catch_up(shelf.columns, told.append)
    assert len(told) == 3
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].done == told[-1].total > 0


def test_stopping_keeps_what_was_committed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, batch=4)
    shelf.append(FIRST)

    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shelf.store.catch_up(shelf.columns, stop)
    assert shelf.search("alpha").total == 4
    assert shelf.catch_up() == 6
    shelf.assert_whole()


def test_deleting_the_folder_loses_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shutil.rmtree(shelf.store.folder)
    assert shelf.is_behind()
    assert shelf.search("alpha").unindexed == 10
    assert shelf.catch_up() == 10
    shelf.assert_whole()


def test_an_open_snapshot_outlives_its_files(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST, batch=1)
    snapshot = shelf.store.snapshot()
    assert snapshot is not None
    shelf.put(SECOND)
    shutil.rmtree(shelf.store.folder)
    hits = snapshot.term("alpha", ("title",))
    assert sorted(hits.ordinals.tolist()) == list(range(10))
    assert snapshot.phrase(("alpha", "3"), ("title",)).ordinals.tolist() == [3]


def test_another_process_sees_a_commit_once_it_is_made(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    reader = Shelf(tmp_path)
    assert reader.search("alpha").total == 10
    assert not reader.store.refresh()
    shelf.put(SECOND)
    reader.library.refresh()
    assert reader.store.refresh()
    assert reader.search("beta").total == 10


def test_a_search_during_a_commit_answers_from_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shelf.append(SECOND)
    seen: list[int] = []

    def look(*written: Any) -> None:
        seen.append(shelf.search("alpha OR beta").total)
        flat_writer.write_flat(*written)

    monkeypatch.setattr(indexing, "write_flat", look)
    shelf.catch_up()
    assert seen == [10]
    assert shelf.search("alpha OR beta").total == 20


def test_stamps_are_read_back_as_written(tmp_path: Path) -> None:
    written = Stamp(3, 100, 7, {"a": 1}, (StoredSegment("MAIN_a", 5, (1, 3), {"title": 9}),), 9)
    written.write(tmp_path)
    assert Stamp.read(tmp_path) == written
    assert os.listdir(tmp_path) == [stamp.FILE_NAME]
