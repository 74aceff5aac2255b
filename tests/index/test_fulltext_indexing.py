"""Commits to the full-text index: what stock Whoosh finds after them, and when they fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.analysis import words
from index.fulltext import indexing, merging, stock_writer, whoosh_api
from index.fulltext.commit import read_commit
from index.fulltext.lexicon import Lexicon
from index.fulltext.schema import make_schema, passages
from index.fulltext.stamp import LEXICON_FILE
from index.fulltext.storage import PrivateStorage
from index.fulltext.whoosh_api import TOC, FileIndex
from index.paper import Paper
from tests.index import stock_reading
from tests.index.inversion_model import modelled
from tests.index.search_cases import invented
from tests.index.stock_reading import described
from tests.index.stock_writing import write_stock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.index.stock_reading import Described

History = list[dict[int, Paper]]

PAPERS = dict(enumerate(invented(30, seed=1)))
CHANGED = dict(enumerate(invented(30, seed=2)))


class Shelf:
    """An index in a folder, without a library."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.index = FileIndex.create(PrivateStorage(str(folder)), make_schema())
        self.indexing = indexing.Indexing(folder, self.index)

    def add(self, papers: dict[int, Paper]) -> None:
        self.indexing.take(list(papers.items()))
        assert self.indexing.commit() == len(papers)

    def files(self) -> set[str]:
        return set(os.listdir(self.folder))

    def segments(self) -> list[whoosh_api.WhooshSegment]:
        segments: list[whoosh_api.WhooshSegment] = TOC.read(self.index.storage, "MAIN").segments
        return segments


def some(papers: dict[int, Paper], *ordinals: int) -> dict[int, Paper]:
    return {ordinal: papers[ordinal] for ordinal in ordinals}


HISTORIES: dict[str, History] = {
    "one commit": [PAPERS],
    "several commits, ordinals mixed": [some(PAPERS, 5, 1, 9), some(PAPERS, 7, 2), some(PAPERS, 0)],
    "a paper changed": [some(PAPERS, *range(10)), {**some(CHANGED, 3), **some(PAPERS, 11)}],
    "a paper changed twice": [some(PAPERS, *range(4)), some(CHANGED, 1), some(PAPERS, 1)],
    "every paper changed": [some(PAPERS, *range(4)), some(CHANGED, *range(4))],
    "so many commits that segments are merged": [
        *(some(PAPERS, ordinal) for ordinal in range(20)),
        some(CHANGED, 2, 3, 19),
        *(some(PAPERS, ordinal) for ordinal in range(20, 30)),
    ],
}


def live(history: History) -> dict[int, Paper]:
    return {ordinal: paper for papers in history for ordinal, paper in papers.items()}


def postings(found: Described) -> dict[tuple[str, bytes, int], list[int]]:
    """The live postings that stock Whoosh has found, with ordinals for its numbers."""
    ordinals = {number: ordinal for number, ordinal, *_ in map(tuple, rows(found, "documents"))}
    assert len(set(ordinals.values())) == len(ordinals)
    result = {}
    for name, term, _, _, held in rows(found, "terms"):
        for number, weight, frequency, positions in held:
            assert weight == frequency == len(positions)
            if number in ordinals:
                result[name, term.encode(), ordinals[number]] = positions
    return result


def rows(found: Described, part: str) -> Iterable[list]:  # type: ignore[type-arg]  # JSON
    return found[part]  # type: ignore[return-value]


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_stock_whoosh_finds_the_newest_of_every_paper(tmp_path: Path, history: History) -> None:
    shelf = Shelf(tmp_path / "index")
    for papers in history:
        shelf.add(papers)
    found = described(str(shelf.folder))
    expected = live(history)
    assert postings(found) == modelled(expected.items())
    assert found["counts"][0] == len(expected)
    assert len(shelf.segments()) <= merging.MOST_SEGMENTS


def test_a_merged_index_is_as_if_written_at_once(tmp_path: Path) -> None:
    history = [some(PAPERS, *range(0, 30, 2)), some(PAPERS, *range(1, 30, 2))]
    history.append(some(CHANGED, *range(16)))  # more than half of either
    history.append(some(PAPERS, *range(16)))
    shelf = Shelf(tmp_path / "index")
    for papers in history[:3]:
        shelf.add(papers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexing, "segments_to_keep", lambda _: [])
        shelf.add(history[3])
    expected = live(history)
    write_stock(tmp_path / "stock", modelled(expected.items()), sorted(expected))
    ours, stock = described(str(shelf.folder)), described(str(tmp_path / "stock"))
    for part in ("counts", "documents", "fields", "terms"):
        assert ours[part] == stock[part]


def test_whoosh_alone_opens_an_index_and_searches_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    for ordinal in range(12):
        shelf.add(some(PAPERS, ordinal))
    shelf.add(some(CHANGED, 4, 5))
    command = [sys.executable, "-I", stock_reading.__file__, str(shelf.folder)]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, check=True)
    expected = {**some(PAPERS, *range(12)), **some(CHANGED, 4, 5)}
    assert postings(json.loads(done.stdout)) == modelled(expected.items())


def die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def after(step: Callable[..., object]) -> Callable[..., None]:
    """The step, and death as soon as it is done."""

    def done(*arguments: object, **options: object) -> None:
        step(*arguments, **options)
        die()

    return done


STEPS = {
    "papers turned round": (indexing, "invert"),
    "older selves deleted": (indexing.Indexing, "_delete"),
    "segments put together": (indexing, "combined"),
    "lexicon": (Lexicon, "write"),
    "columns": (stock_writer, "_write_column"),
    "postings": (stock_writer, "write_postings"),
    "terms": (stock_writer, "write_terms"),
    "flat postings": (indexing, "write_flat"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_an_exception_on_the_way_leaves_the_index_as_it_was(
    tmp_path: Path, step: str, late: bool
) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, *range(8)))
    before = described(str(shelf.folder)), read_commit(shelf.folder), shelf.files()
    more = {**some(CHANGED, 1), 20: PAPERS[20], 21: Paper("arxiv:21", "a word not met before")}
    owner, name = STEPS[step]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, after(getattr(owner, name)) if late else die)
        with pytest.raises(KeyboardInterrupt):
            shelf.add(more)
    assert (described(str(shelf.folder)), read_commit(shelf.folder), shelf.files()) == before
    shelf.add(more)
    expected = {**some(PAPERS, *range(8)), **more}
    assert postings(described(str(shelf.folder))) == modelled(expected.items())


def test_the_contents_are_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, 0))
    before = shelf.files()
    monkeypatch.setattr(TOC, "write", die)
    with pytest.raises(KeyboardInterrupt):
        shelf.add(some(PAPERS, 1))
    assert shelf.files() == before


def test_a_commit_that_is_made_keeps_its_files_whatever_comes_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, 0))
    monkeypatch.setattr(TOC, "write", after(TOC.write))
    with pytest.raises(KeyboardInterrupt):
        shelf.add(some(PAPERS, 1))
    assert postings(described(str(shelf.folder))) == modelled(some(PAPERS, 0, 1).items())
    monkeypatch.undo()
    shelf.add(some(PAPERS, 2))
    assert postings(described(str(shelf.folder))) == modelled(some(PAPERS, 0, 1, 2).items())


KILLED = """
import os, sys
from pathlib import Path
from index.fulltext import indexing, stock_writer
from index.fulltext.lexicon import Lexicon
from index.fulltext.schema import make_schema
from index.fulltext.stamp import LEXICON_FILE
from index.fulltext.commit import read_commit
from index.fulltext.storage import PrivateStorage
from index.fulltext.whoosh_api import TOC, FileIndex
from index.paper import Paper
from index.paper import Paper
folder = Path(sys.argv[1])
owner = {"terms": stock_writer, "flat": indexing, "contents": TOC}[sys.argv[2]]
name = {"terms": "write_terms", "flat": "write_flat", "contents": "write"}[sys.argv[2]]
step = getattr(owner, name)
def kill(*arguments):
    if sys.argv[2] != "contents":
        step(*arguments)
    os._exit(9)
setattr(owner, name, kill)
index = FileIndex(PrivateStorage(str(folder)), schema=make_schema())
run = indexing.Indexing(folder, index)
run.take([(50, Paper("arxiv:50", "killed"))])
run.commit()
"""


@pytest.mark.parametrize("step", ["terms", "flat", "contents"])
def test_what_a_killed_process_leaves_is_removed_by_the_next_commit(
    tmp_path: Path, step: str
) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, 0))
    before = shelf.files()
    command = [sys.executable, "-c", KILLED, str(shelf.folder), step]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 9
    left = shelf.files() - before
    assert left
    assert postings(described(str(shelf.folder))) == modelled(some(PAPERS, 0).items())
    shelf.add(some(PAPERS, 1))
    assert not shelf.files() & left - {"MAIN.tmp"}
    assert postings(described(str(shelf.folder))) == modelled(some(PAPERS, 0, 1).items())


def test_the_state_names_what_a_commit_cannot_do_without(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, 0))
    shelf.add(some(PAPERS, 1))
    generation, names, segments = read_commit(shelf.folder)
    assert [segment.documents for segment in segments] == [1, 1]
    assert generation == 2
    endings = [name.rsplit(".", 1)[1] for name in names]
    assert endings.count("toc") == 1
    assert endings.count("trm") == endings.count("pst") == 2
    assert set(endings) == {"toc", "trm", "pst", "col"}
    assert sum(name.endswith(".flat") for name in shelf.files()) == 2


def test_every_word_is_in_the_lexicon(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "index")
    shelf.add(some(PAPERS, *range(10)))
    shelf.add(some(PAPERS, *range(10, 20)))
    lexicon = Lexicon.read(shelf.folder / LEXICON_FILE)
    texts = [text for one in range(20) for part in passages(PAPERS[one]).values() for text in part]
    written = {word.text for text in texts for word in words(text)}
    assert set(lexicon.words()) == written
