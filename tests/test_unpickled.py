"""An index that does something when it is unpickled, in every way it could get into a home.

Each is made with Carrel's own means and then spoilt, so that all but what is to be held fits.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.fulltext import key, stamp
from index.fulltext.commit import INDEX_NAME
from index.fulltext.key import Key
from index.fulltext.mapping import mapped
from index.fulltext.schema import make_schema
from index.fulltext.storage import MappedStorage
from index.fulltext.whoosh_api import TOC, FileStorage
from index.library import Library
from tests.papers import SHELF, fill
from tests.tui.reader_driver import reader
from tests.waiting import until
from tui.cli import main
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable


class Explosion:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self._path),)


def contents(index: Path) -> Path:
    """The newest table of contents."""
    return max(index.glob("*.toc"))


def forged(index: Path, boom: Path, generation: int) -> bytes:
    """A table of contents as Whoosh writes it, but for its list of segments."""
    elsewhere = FileStorage(str(index.parent / "elsewhere")).create()
    TOC(make_schema(), Explosion(boom), generation).write(elsewhere, INDEX_NAME)
    (path,) = Path(elsewhere.folder).iterdir()
    data = path.read_bytes()
    shutil.rmtree(elsewhere.folder)
    return data


def spoil_contents(index: Path, boom: Path) -> None:
    """Exchange the table of contents, and keep its size."""
    path = contents(index)
    data = forged(index, boom, 1)
    assert len(data) <= path.stat().st_size
    path.write_bytes(data.ljust(path.stat().st_size, b"\0"))


def add_newer_contents(index: Path, boom: Path) -> None:
    """Put a table of contents beside the one that counts that Whoosh takes for the newest."""
    older = contents(index)
    newer = index / older.name.replace("_1.", "_9.")
    shutil.copy(f"{older}.seal", f"{newer}.seal")
    newer.write_bytes(forged(index, boom, 9))


def spoil_terms(index: Path, boom: Path) -> None:
    """Let the pickle at the end of the term file explode, and have the file needed."""
    path = next(index.glob("*.trm"))
    data = path.read_bytes()
    length = int.from_bytes(data[-4:], "big")
    ending = pickle.dumps(Explosion(boom), 2)
    path.write_bytes(data[: -4 - length] + ending + len(ending).to_bytes(4, "big"))
    next(index.glob("*.flat")).unlink()


def spoil_postings(index: Path, boom: Path) -> None:
    """Let the head of every first block explode, and have the postings needed."""
    path = next(index.glob("*.pst"))
    # The shortest there is, since it must not reach into the next block.
    bomb = f"cos\nmkdir\n(S'{boom.name}'\ntR.".encode()
    data = bytearray(path.read_bytes())
    place = data.find(b"W3Bl")
    while place >= 0:
        data[place + 8 : place + 8 + len(bomb)] = bomb
        place = data.find(b"W3Bl", place + 4)
    path.write_bytes(data)
    next(index.glob("*.flat")).unlink()


def reseal(index: Path, under: Path) -> None:
    """Make every seal and every size fit again, by the key of another folder."""
    sealing = Key.made(under)
    for path in index.glob("*.toc"):
        Path(f"{path}.seal").write_text(sealing.seal(path.name, path.read_bytes()))
    file = index / stamp.FILE_NAME
    told = json.loads(file.read_text())
    del told["seal"]
    told["files"] = {name: (index / name).stat().st_size for name in told["files"]}
    own = next(index / name for name in told["files"] if name.endswith(".toc"))
    told["contents"] = key.digest(own.read_bytes())
    told["seal"] = sealing.seal(file.name, json.dumps(told, sort_keys=True).encode())
    file.write_text(json.dumps(told))


SPOILT: dict[str, Callable[[Path, Path], None]] = {
    "contents": spoil_contents,
    "newer contents": add_newer_contents,
    "terms": spoil_terms,
    "postings": spoil_postings,
}


@pytest.fixture
def boom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is made when something explodes."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "boom"


@pytest.fixture
def shelf(home: Home) -> Home:
    fill(home, SHELF)
    return home


def use_all(home: Home, boom: Path, file: Path) -> None:
    """Search, look, repair, add and index: nothing explodes, and all is indexed in the end."""
    file.write_text('{"title": "One More", "abstract": "boats"}\n', "utf-8")
    assert main(["doctor"]) in (0, 1)
    assert not boom.exists()
    assert main(["search", "boats"]) == 0
    assert not boom.exists()
    assert main(["add", str(file)]) == 0
    assert main(["export", "boats"]) == 0
    assert main(["doctor", "--repair"]) == 0
    assert not boom.exists()
    library = Library(home.papers, home.cache)
    assert library.is_indexed


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_was_exchanged_is_never_unpickled(
    shelf: Home, tmp_path: Path, boom: Path, spoil: Callable[[Path, Path], None]
) -> None:
    spoil(shelf.cache / "fulltext", boom)
    use_all(shelf, boom, tmp_path / "more.jsonl")


@pytest.mark.parametrize("with_key", [False, True], ids=["index alone", "cache, key and all"])
@pytest.mark.parametrize("own", [False, True], ids=["none before", "one before"])
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_came_from_elsewhere_is_never_unpickled(
    home: Home,
    tmp_path: Path,
    boom: Path,
    spoil: Callable[[Path, Path], None],
    own: bool,
    with_key: bool,
) -> None:
    elsewhere = Home.below(tmp_path / "elsewhere")
    fill(elsewhere, SHELF)
    theirs, ours = elsewhere.cache / "fulltext", home.cache / "fulltext"
    spoil(theirs, boom)
    reseal(theirs, theirs)
    fill(home, SHELF, indexed=own)
    shutil.rmtree(ours, ignore_errors=True)
    shutil.copytree(theirs, ours)
    if with_key:
        shutil.copy2(key.key_path(theirs), key.key_path(ours))
    use_all(home, boom, tmp_path / "more.jsonl")


async def test_a_reader_makes_it_anew(shelf: Home, boom: Path) -> None:
    spoil_contents(shelf.cache / "fulltext", boom)
    async with reader(shelf, ()) as driver:
        library = driver.screen.session.library
        assert not library.is_indexed
        await until(lambda: library.is_indexed, "the index made anew")
        await driver.press("/", *"boats", "enter")
        assert driver.listed
    assert not boom.exists()


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_without_looking_first_it_would_be(
    shelf: Home,
    tmp_path: Path,
    boom: Path,
    spoil: Callable[[Path, Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else nothing here would prove anything."""
    spoil(shelf.cache / "fulltext", boom)
    reseal(shelf.cache / "fulltext", shelf.cache / "fulltext")

    def unlooked_at(storage: MappedStorage, name: str) -> object:
        return mapped(os.path.join(storage.folder, name))

    monkeypatch.setattr(MappedStorage, "content", unlooked_at)
    file = tmp_path / "more.jsonl"
    file.write_text('{"title": "One More", "abstract": "Of boats."}\n', "utf-8")
    main(["add", str(file)])
    assert boom.is_dir()
