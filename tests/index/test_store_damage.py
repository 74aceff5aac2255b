from __future__ import annotations

import dataclasses
import json
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from index.errors import CarrelError
from index.fulltext import inverting, schema, stamp
from index.fulltext.key import Key, key_path
from index.paper import Paper
from tests.index.search_cases import TOPICS, Shelf, invented

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = [Paper(id=f"arxiv:2401.{number:05}", title=f"alpha {number}") for number in range(10)]
SECOND = [Paper(id=f"arxiv:2402.{number:05}", title=f"beta {number}") for number in range(10)]


def test_a_stamp_older_than_the_index_indexes_some_papers_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    before = (shelf.store.folder / stamp.FILE_NAME).read_bytes()
    shelf.put([*SECOND, dataclasses.replace(FIRST[0], title="gamma")])
    (shelf.store.folder / stamp.FILE_NAME).write_bytes(before)
    assert shelf.search("beta").total == 10
    assert shelf.catch_up() == 11
    assert shelf.search("beta").total == 10
    shelf.assert_whole()


def test_a_stamp_newer_than_the_index_makes_it_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    older = tmp_path / "older"
    shutil.copytree(shelf.store.folder, older)
    shelf.put(SECOND)
    newest = (shelf.store.folder / stamp.FILE_NAME).read_bytes()
    shutil.rmtree(shelf.store.folder)
    shutil.copytree(older, shelf.store.folder)
    (shelf.store.folder / stamp.FILE_NAME).write_bytes(newest)
    assert shelf.catch_up() == 20
    shelf.assert_whole()


KILLED = """
import os, sys
from pathlib import Path
from index.fulltext import indexing
from index.library import Library
from index.fulltext.store import Store
folder = Path(sys.argv[1])
def die(*_):
    os.kill(os.getpid(), 9)
if sys.argv[2] == "commit":
    indexing.write_flat = die
library = Library(folder / "papers", folder / "cache")
Store(folder / "fulltext", library.log, batch=4).catch_up(library.columns, die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize(("moment", "left"), [("commit", 10), ("progress", 6)])
def test_a_killed_process_blocks_nobody(tmp_path: Path, moment: str, left: int) -> None:
    shelf = Shelf(tmp_path)
    shelf.append(FIRST)
    command = [sys.executable, "-c", KILLED, str(tmp_path), moment]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    assert shelf.catch_up() == left
    shelf.assert_whole()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from index.library import Library
from index.fulltext.store import Store
folder = Path(sys.argv[1])
library = Library(folder / "papers", folder / "cache")
store = Store(folder / "fulltext", library.log)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for room in (300, 2000, -1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, -1))
    try:
        print(store.catch_up(library.columns))
    except OSError:
        print("full")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_full_disk_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shelf.append(invented(30, seed=8, first=100))
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path)]
    checkout = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=checkout, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split() == ["full", "full", "30"]
    assert shelf.search("alpha").total == 10
    shelf.assert_whole()


def test_a_paper_that_cannot_be_indexed_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shelf.append([*SECOND, dataclasses.replace(FIRST[0], title="gamma")])
    made = schema.passages

    def refuse(paper: Paper) -> dict[str, tuple[str, ...]]:
        if paper.id == SECOND[5].id:
            raise struct.error
        return made(paper)

    with monkeypatch.context() as patched:
        patched.setattr(inverting, "passages", refuse)
        with pytest.raises(struct.error):
            shelf.catch_up()
    assert shelf.search("alpha").total == 10
    assert shelf.catch_up() == 11
    shelf.assert_whole()


def test_one_process_writes_at_a_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shelf.append(SECOND)
    with FileLock(f"{shelf.store.folder}.lock"), pytest.raises(CarrelError, match="another Carrel"):
        shelf.catch_up()
    lock = shelf.index().lock("WRITELOCK")
    assert lock.acquire()
    with pytest.raises(CarrelError, match="another program"):
        shelf.catch_up()
    lock.release()
    assert shelf.search("alpha").total == 10
    assert shelf.catch_up() == 10
    shelf.assert_whole()


def cut_postings(folder: Path) -> None:
    largest = max(folder.glob("*.pst"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-5])


def lose_terms(folder: Path) -> None:
    next(folder.glob("*.trm")).unlink()


def spoil_contents(folder: Path) -> None:
    contents = next(folder.glob("*.toc"))
    contents.write_bytes(b"\x00" * contents.stat().st_size)


def empty_contents(folder: Path) -> None:
    next(folder.glob("*.toc")).write_bytes(b"")


def forge_stamp(folder: Path, **facts: object) -> None:
    """Change what the stamp says, under a seal that fits."""
    path = folder / stamp.FILE_NAME
    told = {**json.loads(path.read_text()), **facts}
    del told["seal"]
    seal = Key.made(folder).seal(path.name, json.dumps(told, sort_keys=True).encode())
    path.write_text(json.dumps({**told, "seal": seal}))


def tamper(folder: Path) -> None:
    """Change what the stamp says, and leave its seal."""
    path = folder / stamp.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "log_size": 1}))


def keep_the_stamp(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != stamp.FILE_NAME:
            path.unlink()


def spoil_inside(path: Path) -> None:
    """Spoil one byte far from both ends of a file, where nothing looks before it must."""
    place = path.stat().st_size * 7 // 10
    with path.open("r+b") as stream:
        stream.seek(place)
        (byte,) = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte ^ 8]))


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 8
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "postings cut": cut_postings,
    "terms gone": lose_terms,
    "words gone": lambda folder: (folder / stamp.LEXICON_FILE).unlink(),
    "words spoilt": lambda folder: spoil(folder / stamp.LEXICON_FILE),
    "contents empty": empty_contents,
    "contents spoilt": spoil_contents,
    "stamp under another seal": tamper,
    "key gone": lambda folder: key_path(folder).unlink(),
    "stamp of another version": lambda folder: forge_stamp(folder, kind="papers-0"),
    "stamp of another log": lambda folder: forge_stamp(folder, log_mark=1),
    "stamp of more log": lambda folder: forge_stamp(folder, log_size=10**6),
    "stamp with more in it": lambda folder: forge_stamp(folder, more=1),
    "stamp spoilt": lambda folder: (folder / stamp.FILE_NAME).write_bytes(b"\xff["),
    "a list for a stamp": lambda folder: (folder / stamp.FILE_NAME).write_text("[1]"),
    "all but the stamp gone": keep_the_stamp,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    shelf = Shelf(tmp_path, FIRST)
    damage(shelf.store.folder)
    shelf.search("alpha")
    assert shelf.is_behind()
    shelf.append(SECOND)
    assert shelf.catch_up() == 20
    assert shelf.search("alpha").total == shelf.search("beta").total == 10
    shelf.assert_whole()


def test_damage_that_no_search_comes_upon_is_found_by_the_next_commit(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, invented(400, seed=4))
    spoil_inside(next(shelf.store.folder.glob("*.pst")))
    found = shelf.search("plan").total
    assert found
    shelf.append(SECOND)
    assert shelf.catch_up() == 410
    assert shelf.search("plan").total == found
    shelf.assert_whole()


def test_damage_that_opening_finds_is_mended(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    postings = next(shelf.store.folder.glob("*.pst"))
    postings.write_bytes(b"\x00" * postings.stat().st_size)
    results = shelf.search("alpha")
    assert (results.total, results.unindexed) == (0, 10)
    assert shelf.is_behind()
    assert shelf.catch_up() == 10
    shelf.assert_whole()


def test_damage_that_only_a_search_finds_is_told_and_mended(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, invented(400, seed=4))
    assert shelf.store.snapshot() is not None
    for ending in ("pst", "flat"):
        spoil_inside(next(shelf.store.folder.glob(f"*.{ending}")))
    with pytest.raises(CarrelError, match="index is damaged"):
        shelf.search(" OR ".join(f'abstract:"{word} few"' for word in TOPICS[:30]))
    assert shelf.is_behind()
    assert shelf.catch_up() == 400
    shelf.assert_whole()


def test_an_index_of_another_library_is_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shutil.rmtree(tmp_path / "papers")
    shutil.rmtree(tmp_path / "cache")
    other = Shelf(tmp_path, [*SECOND, *FIRST])
    assert shelf.store.refresh()
    assert other.search("beta").total == 10
    other.assert_whole()


def test_ordinals_of_another_library_are_never_taken_for_this_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FIRST)
    shutil.rmtree(tmp_path / "papers")
    other = Shelf(tmp_path)
    other.append([*SECOND, *FIRST])
    results = other.search("alpha")
    assert (results.total, results.unindexed) == (0, 20)
    assert other.store.snapshot() is None
    assert other.catch_up() == 20
    assert other.search("alpha").total == 10
    assert shelf.store.snapshot() is not None  # the same folder, now of this log again
