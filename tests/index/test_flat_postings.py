"""Flat postings beside Whoosh's own: the same answers from either, whatever befalls the files."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.fulltext import arrayfile
from index.fulltext.arrayfile import ArrayFile, write_arrays
from index.fulltext.flat import KIND, flat_path
from index.fulltext.flat_segment import FlatSegment
from index.fulltext.lexicon import FILE_NAME, Lexicon
from index.fulltext.opening import OpenSegment, live_inversion
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.stock_segment import StockSegment
from index.fulltext.store import Store
from tests.index.search_cases import Shelf, invented

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.inversion import Inversion

MEAN_LENGTHS = (7.25, 31.5, 3.0, 2.0)
ASKED = ("plan", "the of", '"neural network"', "t*", "plam~", "title:graph", "garcía -the")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Three segments, two of them with deleted documents."""
    shelf = Shelf(tmp_path, invented(40, seed=1), batch=20)
    shelf.put([*invented(4, seed=2, first=10), *invented(4, seed=3, first=30)])
    return shelf


def flats(shelf: Shelf) -> list[Path]:
    return [flat_path(shelf.store.folder, segment) for segment in shelf.segments()]


def lexicon(shelf: Shelf) -> Lexicon:
    return Lexicon.read(shelf.store.folder / FILE_NAME)


def answers(shelf: Shelf) -> list[tuple[list[int], list[float]]]:
    """What a reader who opens the library now is told, order and all."""
    shelf.store = Store(shelf.store.folder, shelf.library.log)
    found = []
    for text in ASKED:
        results = shelf.search(f"{text} --all")
        found.append((list(results.ordinals), [round(score, 9) for score in results.scores or ()]))
    return found


def in_use(shelf: Shelf) -> list[bool]:
    """Of each segment, whether a reader who opens it now goes by its flat postings."""
    known = lexicon(shelf)
    opened = (OpenSegment(shelf.store.folder, one, known) for one in shelf.segments())
    return [segment.flat is not None for segment in opened]


def assert_same(one: Inversion, other: Inversion) -> None:
    assert one.terms == other.terms
    assert one.ordinals.tolist() == other.ordinals.tolist()
    for name in FIELD_BOOSTS:
        here, there = one.fields[name], other.fields[name]
        for part in here._fields:
            assert getattr(here, part).tolist() == getattr(there, part).tolist()


def test_every_commit_leaves_flat_postings_for_every_segment(shelf: Shelf) -> None:
    assert len(shelf.segments()) == 3
    assert in_use(shelf) == [True] * 3


def test_flat_and_stock_postings_hold_the_same(shelf: Shelf) -> None:
    known = lexicon(shelf)
    for segment in shelf.segments():
        flat = FlatSegment(shelf.store.folder, segment, known, MEAN_LENGTHS)
        stock = StockSegment(shelf.store.folder, segment, known, MEAN_LENGTHS)
        assert_same(flat.inversion(), stock.inversion())
        assert flat.live.tolist() == stock.live.tolist()
        every = np.arange(len(known.stems))
        among = np.ones(len(shelf.columns), dtype=np.bool_)
        assert flat.counts(every).tolist() == stock.counts(every).tolist()
        told = np.arange(1.0, 1 + every.size * len(FIELD_BOOSTS)).reshape(-1, len(FIELD_BOOSTS))
        for field, name in enumerate(FIELD_BOOSTS):
            for stem in every.tolist():
                asked = np.array([stem])
                for weights in (told[stem : stem + 1], told[stem : stem + 1] * only(field)):
                    here, there = (scored(one, asked, weights) for one in (flat, stock))
                    assert here == there
                places = [one.positions(name, stem, among).tolist() for one in (flat, stock)]
                assert places[0] == places[1]
            assert scored(flat, every, told * only(field)) == scored(
                stock, every, told * only(field)
            )
        assert scored(flat, every, told) == scored(stock, every, told)


def only(field: int) -> NDArray[np.float64]:
    """What weights are multiplied by for one field to be asked."""
    weights: NDArray[np.float64] = np.eye(len(FIELD_BOOSTS))[field]
    return weights


def scored(
    segment: FlatSegment | StockSegment, stems: NDArray[np.int64], weights: NDArray[np.float64]
) -> list[tuple[int, float]]:
    """What a segment finds: ordinals and scores, one for each list, in the order of ordinals."""
    blocks = segment.postings(stems, weights).blocks()
    return sorted(
        (ordinal, round(score, 9))
        for ordinals, scores in blocks
        for ordinal, score in zip(ordinals.tolist(), scores.tolist(), strict=True)
    )


def test_what_is_deleted_is_left_out_of_a_merge(shelf: Shelf) -> None:
    known = lexicon(shelf)
    for segment in shelf.segments():
        left = live_inversion(shelf.store.folder, segment, known)
        whole = FlatSegment(shelf.store.folder, segment, known)
        assert left.ordinals.tolist() == whole.live.tolist()
        for name, field in left.fields.items():
            assert len(field.starts) == len(left.terms) + 1
            assert field.starts[-1] == len(field.docs) == len(field.frequencies)
            assert field.frequencies.sum() == len(field.positions)
            assert field.docs.max(initial=0) < max(1, len(left.ordinals)), name


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) * 3 // 4] ^= 16
    path.write_bytes(content)


def flip_the_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[30] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another_version(path: Path) -> None:
    file = ArrayFile(path, KIND)
    write_arrays(path, "flat-postings-0", file.facts, {"stems": file.array("stems")})


def another_lexicon(path: Path) -> None:
    rewrite(path, "lexicon", "somebody else's")


def older_postings(path: Path) -> None:
    rewrite(path, "postings", [1, 2, 3])


def rewrite(path: Path, fact: str, value: object) -> None:
    file = ArrayFile(path, KIND)
    arrays = {name: file.array(name) for name in PARTS}
    write_arrays(path, KIND, {**file.facts, fact: value}, arrays)


PARTS = ("stems", "ordinals", "starts", "postings", "pairs", "pair_frequencies", "pair_lengths",
         "pair_fields", "position_starts", "positions")  # fmt: skip


def of_another_segment(path: Path) -> None:
    shutil.copyfile(next(one for one in path.parent.glob("*.flat") if one != path), path)


def gone(path: Path) -> None:
    path.unlink()


DAMAGES = (cut, flip, flip_the_header, empty, another_version, another_lexicon, older_postings,
           of_another_segment, gone)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_changes_no_answer_and_is_mended(
    shelf: Shelf, damage: Callable[[Path], object]
) -> None:
    before = answers(shelf)
    for path in flats(shelf):
        damage(path)
    assert answers(shelf) == before
    assert not all(in_use(shelf))
    assert shelf.is_behind()
    shelf.catch_up()
    assert in_use(shelf) == [True] * 3
    assert not shelf.is_behind()
    assert answers(shelf) == before
    shelf.assert_whole()


def test_damage_that_only_a_search_finds_changes_no_answer(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers(shelf)
    monkeypatch.setattr(arrayfile, "_PAGE", 64)  # so that opening does not look at all of it
    for path in flats(shelf):
        path.unlink()
    shelf.catch_up()
    shelf.store = Store(shelf.store.folder, shelf.library.log)
    shelf.search("nosuchword")  # opens every segment, and looks at no postings
    for path in flats(shelf):  # in place, as a failing disk does it
        with path.open("r+b") as stream:
            stream.seek(path.stat().st_size // 2)
            stream.write(bytes(1000))
    for text, (ordinals, _) in zip(ASKED, before, strict=True):
        assert list(shelf.search(f"{text} --all").ordinals) == ordinals
    assert not all(path.exists() for path in flats(shelf))
    assert answers(shelf) == before


def test_flat_postings_go_with_their_segment(shelf: Shelf) -> None:
    for number in range(12):
        shelf.put(invented(1, seed=9, first=60 + number))
    left = sorted(path.name for path in shelf.store.folder.glob("*.flat"))
    assert left == sorted(path.name for path in flats(shelf))


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not protected like this")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_who_may_not_write_is_answered_all_the_same(shelf: Shelf) -> None:
    before = answers(shelf)
    for path in flats(shelf):
        path.unlink()
    shelf.store.folder.chmod(0o500)
    try:
        assert answers(shelf) == before
        assert not shelf.is_behind()
    finally:
        shelf.store.folder.chmod(0o700)


def test_a_library_that_cannot_be_written_is_never_behind_for_its_flat_postings(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in flats(shelf):
        path.unlink()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not shelf.is_behind()
