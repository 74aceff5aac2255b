"""The file of vectors: what is made of which library, and what becomes of damage."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from filelock import FileLock

from index.errors import CarrelError
from index.fulltext.arrayfile import DamagedFileError, write_arrays
from index.library import Library
from index.paper import Paper
from index.vectors import origin, store
from index.vectors.origin import FILE_NAME, KIND, Origin
from index.vectors.vectorfile import read_vectors, write_vectors
from tests.index.vector_cases import made_up, shelved

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.report import Progress

PAPERS = made_up(48)


def file_of(folder: Path) -> Path:
    return folder / "cache" / "vectors" / FILE_NAME


def reopened(folder: Path) -> Library:
    library = Library(folder / "papers", folder / "cache")
    library.open_columns()
    return library


def test_what_was_made_is_read_back(tmp_path: Path) -> None:
    made = shelved(tmp_path, PAPERS).recommender.vectors()
    read = reopened(tmp_path).recommender.vectors()
    assert made is not None
    assert read is not None
    assert list(read.counts.stems) == list(made.counts.stems)
    assert np.array_equal(read.counts.terms, made.counts.terms)
    assert np.array_equal(read.lying, made.lying)
    assert np.array_equal(read.space.basis, made.space.basis)
    assert np.allclose(read.weights.values, made.weights.values)


def test_a_single_paper_has_no_neighbour_and_is_read_back_too(tmp_path: Path) -> None:
    shelved(tmp_path, PAPERS[:1])
    again = reopened(tmp_path).recommender
    assert again.related(0) == []
    assert again.is_ready


def test_how_far_they_are_is_told_in_rising_hundredths(tmp_path: Path) -> None:
    told: list[Progress] = []
    shelved(tmp_path, PAPERS, compared=False).recommender.catch_up(told.append)
    done = [progress.done for progress in told]
    assert done == sorted(set(done))
    assert (done[0], done[-1]) == (0, 100)
    assert len(done) > 4
    assert {progress.total for progress in told} == {100}


def test_until_they_are_made_there_are_none(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS, compared=False)
    assert not library.recommender.is_ready
    assert library.recommender.vectors() is None
    assert library.recommender.related(0) is None
    assert library.recommender.catch_up()
    assert library.recommender.is_ready
    assert not library.recommender.catch_up()


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    shelved(tmp_path, PAPERS)
    path = file_of(tmp_path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
        try:
            read_vectors(path)
        except DamagedFileError:
            continue
        blank = whole[:place].rstrip(b" ")
        assert whole[place] in b" \0" or blank, f"byte {place} may be flipped unnoticed"


@pytest.mark.parametrize("left", [0, 7, 100, 0.5, 0.99])
def test_a_file_cut_short_is_none_and_is_made_anew(tmp_path: Path, left: float) -> None:
    wanted = shelved(tmp_path, PAPERS).recommender.related(0)
    path = file_of(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(left if left > 1 else left * len(whole))])
    library = reopened(tmp_path)
    assert library.recommender.related(0) is None
    assert library.recommender.catch_up()
    assert library.recommender.related(0) == wanted


def test_a_flipped_bit_makes_it_anew(tmp_path: Path) -> None:
    wanted = shelved(tmp_path, PAPERS).recommender.related(0)
    path = file_of(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    library = reopened(tmp_path)
    assert library.recommender.vectors() is None
    assert not path.exists()
    library.recommender.catch_up()
    assert library.recommender.related(0) == wanted


def test_the_file_of_another_library_is_none(tmp_path: Path) -> None:
    shelved(tmp_path / "one", PAPERS)
    library = shelved(tmp_path / "other", made_up(48, seed=9))
    wanted = library.recommender.related(5)
    shutil.copy(file_of(tmp_path / "one"), file_of(tmp_path / "other"))
    library = reopened(tmp_path / "other")
    assert not library.recommender.is_ready
    assert library.recommender.vectors() is None
    library.recommender.catch_up()
    assert library.recommender.related(5) == wanted


def test_a_library_replaced_while_it_is_open_gets_no_neighbours_of_the_old_one(
    tmp_path: Path,
) -> None:
    library = shelved(tmp_path, PAPERS)
    assert library.recommender.vectors() is not None
    library.log.path.unlink()
    library.log.append(made_up(48, seed=5))
    library.open_columns()
    assert library.recommender.vectors() is None


@pytest.mark.parametrize("what", ["kind", "analyzer", "dimensions", "terms", "starts"])
def test_what_does_not_fit_together_is_none(tmp_path: Path, what: str) -> None:
    shelved(tmp_path, PAPERS)
    vectors, made_of = read_vectors(file_of(tmp_path))
    counts = vectors.counts
    arrays: dict[str, NDArray[np.generic]] = {
        "stem_blob": counts.stems.blob,
        "stem_starts": counts.stems.starts,
        "idf": vectors.idf,
        "starts": counts.starts[::-1] if what == "starts" else counts.starts,
        "terms": counts.terms + np.uint32(10**6) if what == "terms" else counts.terms,
        "counts": counts.counts,
        "basis_terms": np.arange(len(counts.stems), dtype=np.uint32),
        "basis": vectors.space.basis.ravel(),
        "middle": vectors.space.middle,
        "lying": vectors.lying.ravel(),
    }
    facts: dict[str, object] = {**made_of.facts(), "dimensions": vectors.space.dimensions}
    if what in facts:
        facts[what] = "older" if what == "analyzer" else -3
    kind = "paper-vectors-0" if what == "kind" else KIND
    write_arrays(file_of(tmp_path), kind, facts, arrays)
    library = reopened(tmp_path)
    assert library.recommender.vectors() is None
    assert library.recommender.catch_up()


def test_the_same_arrays_written_by_hand_are_read(tmp_path: Path) -> None:
    shelved(tmp_path, PAPERS)
    vectors, made_of = read_vectors(file_of(tmp_path))
    write_vectors(tmp_path / "again", vectors, made_of)
    assert (tmp_path / "again").read_bytes() == file_of(tmp_path).read_bytes()


def test_damage_is_told_and_put_right(tmp_path: Path) -> None:
    wanted = shelved(tmp_path, PAPERS).recommender.related(0)
    path = file_of(tmp_path)
    whole = bytearray(path.read_bytes())
    whole[-50] ^= 4
    path.write_bytes(whole)
    library = reopened(tmp_path)
    (check,) = [check for check in library.examine() if not check.ok]
    assert (check.name, check.detail) == ("vectors", "damaged, or of another version")
    assert path.read_bytes() == whole  # looking changes nothing
    (repair,) = library.repair()
    assert (repair.name, repair.ok) == ("vectors", True)
    assert all(check.ok for check in library.examine())
    assert reopened(tmp_path).recommender.related(0) == wanted


# Growing


def test_new_papers_are_there_at_once(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS)
    before = file_of(tmp_path).read_bytes()
    library.log.append([Paper(id="arxiv:2402.00001", title=PAPERS[4].title)])
    library.open_columns()
    assert library.recommender.is_ready
    found = library.recommender.related(len(PAPERS), 3)
    assert found is not None
    assert {each.ordinal % 4 for each in found} == {0}
    assert not library.recommender.catch_up()
    assert file_of(tmp_path).read_bytes() == before


def test_a_changed_paper_lies_elsewhere_at_once(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS)
    changed = Paper(id=PAPERS[0].id, title=PAPERS[1].title, abstract=PAPERS[1].abstract)
    library.log.append([changed])
    library.open_columns()
    vectors = library.recommender.vectors()
    assert vectors is not None
    assert np.allclose(vectors.lying[0], vectors.lying[1], atol=1e-5)


def test_many_new_papers_are_written_and_half_as_many_again_fitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin, "FOLDED_AT_ONCE", 4)
    library = shelved(tmp_path, PAPERS[:30])
    for size, fitted in ((34, 30), (36, 30), (44, 30), (45, 45), (48, 45)):
        library.log.append(PAPERS[len(library) : size])
        library.open_columns()
        library.catch_up()
        library.recommender.catch_up()
        found = Origin.read(file_of(tmp_path))
        assert found is not None
        assert found.fitted == fitted
        assert size - found.papers <= 4
        vectors = library.recommender.vectors()
        assert vectors is not None
        assert len(vectors) == size


def test_what_is_not_indexed_yet_is_read_from_the_papers(tmp_path: Path) -> None:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    library.log.append(PAPERS)
    library.open_columns()
    assert library.recommender.catch_up()  # there is no index at all: nothing to go by but texts
    assert library.recommender.vectors() is not None


def test_where_nothing_can_be_written_they_live_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_vectors", refuse)
    library = shelved(tmp_path, PAPERS)
    assert not file_of(tmp_path).exists()
    assert library.recommender.related(0)


def test_a_folder_in_place_of_the_file_is_no_vectors(tmp_path: Path) -> None:
    shelved(tmp_path, PAPERS)
    file_of(tmp_path).unlink()
    file_of(tmp_path).mkdir()
    library = reopened(tmp_path)
    assert not library.recommender.is_ready
    assert library.recommender.catch_up()
    assert library.recommender.related(0)


def test_another_process_at_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.0)
    library = shelved(tmp_path, PAPERS, compared=False)
    path = file_of(tmp_path)
    path.parent.mkdir()
    with (
        FileLock(f"{path}.lock"),
        pytest.raises(CarrelError, match="another Carrel is comparing"),
    ):
        library.recommender.catch_up()
