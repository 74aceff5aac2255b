"""Sums that are kept: the same answers as without them, whatever became of the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.fulltext import beginnings
from index.fulltext.beginnings import FILE_NAME, AddedUp, is_wanting
from index.fulltext.snapshot import Snapshot
from index.fulltext.store import Store
from index.query.query import Query
from tests.index.search_cases import Shelf, invented

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("t*", "n*", "ne*", "title:t*", "t* n*", "x*")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A library that is as good as very large, of several segments with deleted documents."""
    monkeypatch.setattr(beginnings, "LARGE", 20)
    monkeypatch.setattr(beginnings, "_MANY", 15)
    shelf = Shelf(tmp_path, invented(40, seed=1), batch=20)
    shelf.put([*invented(4, seed=2, first=10), *invented(4, seed=3, first=30)])
    return shelf


def kept(shelf: Shelf) -> Path:
    return shelf.store.folder / FILE_NAME


def assert_exact(shelf: Shelf) -> None:
    """A reader who opens the library now is told what Whoosh finds."""
    shelf.store = Store(shelf.store.folder, shelf.library.log)
    for text in ASKED:
        query = Query.parse(text)
        results = shelf.answer(query.with_match("all"))
        scores = dict(zip(results.ordinals, results.scores or (), strict=True))
        assert scores == pytest.approx(shelf.stock(query), abs=1e-6), text


def sums(shelf: Shelf, letters: str) -> bool:
    return AddedUp(shelf.store.folder, shelf.segments()).sums(letters) is not None


def test_what_is_added_up_is_what_whoosh_finds(shelf: Shelf) -> None:
    assert sums(shelf, "n")
    assert sums(shelf, "ne")
    assert not sums(shelf, "x")
    assert not sums(shelf, "neu")
    assert_exact(shelf)


def test_sums_are_taken_from_the_file(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shelf.search("n*").total
    monkeypatch.setattr(Snapshot, "_hits", lambda *_: pytest.fail("added up again"))
    shelf.store = Store(shelf.store.folder, shelf.library.log)
    assert shelf.search("n*").total == before


def test_another_commit_has_sums_of_its_own(shelf: Shelf) -> None:
    old = kept(shelf).read_bytes()
    shelf.put(invented(6, seed=4, first=60))
    assert kept(shelf).read_bytes() != old
    assert_exact(shelf)
    kept(shelf).write_bytes(old)
    assert not sums(shelf, "n")
    assert_exact(shelf)
    assert kept(shelf).exists()  # it may be the one of a commit that is just being made


@pytest.mark.parametrize("damage", ["flipped", "cut", "header", "empty"])
def test_damage_is_found_and_mended(shelf: Shelf, damage: str) -> None:
    sound = kept(shelf).read_bytes()
    content = bytearray(sound)
    if damage == "cut":
        del content[-9:]
    elif damage == "empty":
        content.clear()
    else:
        content[20 if damage == "header" else -9] ^= 1
    kept(shelf).write_bytes(content)
    assert_exact(shelf)
    assert not kept(shelf).exists()
    assert shelf.is_behind()
    assert shelf.catch_up() == 0
    assert kept(shelf).read_bytes() == sound
    assert not shelf.is_behind()


def test_without_the_right_to_write_searches_do_without(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(shelf).unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not shelf.is_behind()
    assert_exact(shelf)


def test_smaller_libraries_have_no_sums(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, invented(40, seed=1))
    assert not is_wanting(shelf.store.folder, shelf.segments())
    assert not kept(shelf).exists()
