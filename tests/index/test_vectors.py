"""Vectors of papers, against the textbook's dense arithmetic."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.paper import Paper
from index.vectors import latent, weighting
from index.vectors.sparse import SparseRows
from tests.index.vector_cases import (
    made_up,
    plain_bm25,
    plain_counts,
    plain_lying,
    plain_tf_idf,
    shelved,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.vectors.papervectors import PaperVectors

PAPERS = made_up(60)


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> PaperVectors:
    """Of `PAPERS`."""
    found = shelved(tmp_path_factory.mktemp("shelf"), PAPERS).recommender.vectors()
    assert found is not None
    return found


def dense(rows: SparseRows, width: int) -> NDArray[np.float32]:
    lines = np.zeros((rows.height, width), dtype=np.float32)
    for number in range(rows.height):
        columns, values = rows.row(number)
        lines[number, columns] = values
    return lines


def test_counts_are_those_of_the_texts(vectors: PaperVectors) -> None:
    stems, counters = plain_counts(PAPERS)
    counts = vectors.counts
    assert [stem.decode() for stem in counts.stems] == stems
    for ordinal, counter in enumerate(counters):
        row = slice(counts.starts[ordinal], counts.starts[ordinal + 1])
        found = {
            counts.text(term): count
            for term, count in zip(
                counts.terms[row].tolist(), counts.counts[row].tolist(), strict=True
            )
        }
        assert found == {stem: counter[stem] for stem in stems if counter[stem]}


def test_a_paper_of_several_segments_and_of_a_newer_line_counts_once(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS[:20], compared=False)
    library.log.append(PAPERS[20:])
    library.open_columns()
    library.catch_up()
    library.log.append([replace(PAPERS[3], abstract="Keel and oven, keel and oven.")])
    library.open_columns()
    library.catch_up()
    library.recommender.catch_up()
    newest = [*PAPERS[:3], replace(PAPERS[3], abstract="Keel and oven, keel and oven.")]
    newest += PAPERS[4:]
    vectors = library.recommender.vectors()
    assert vectors is not None
    wanted = plain_tf_idf(newest)
    assert np.allclose(dense(vectors.weights, wanted.shape[1]), wanted, atol=1e-5)


def test_tf_idf_is_the_textbooks(vectors: PaperVectors) -> None:
    wanted = plain_tf_idf(PAPERS)
    assert np.allclose(dense(vectors.weights, wanted.shape[1]), wanted, atol=1e-5)
    assert np.allclose(vectors.mean, wanted.mean(axis=0), atol=1e-5)
    assert np.allclose(vectors.commonness, wanted @ wanted.mean(axis=0), atol=1e-5)


def test_the_latent_space_is_that_of_an_exact_decomposition(vectors: PaperVectors) -> None:
    wanted = plain_lying(plain_tf_idf(PAPERS), vectors.space.dimensions)
    # Directions may be turned round; what papers have to do with each other may not.
    assert np.allclose(vectors.lying @ vectors.lying.T, wanted @ wanted.T, atol=1e-2)


def test_little_of_the_space_is_left_to_chance_where_strengths_hardly_fall() -> None:
    dice = np.random.default_rng(3)
    dense = np.where(dice.random((400, 900)) < 0.05, dice.random((400, 900)), 0).astype(np.float32)
    lines, columns = np.nonzero(dense)
    starts = np.concatenate(([0], np.cumsum(np.bincount(lines, minlength=400))))
    rows = SparseRows(starts, columns.astype(np.uint32), dense[lines, columns])
    basis = latent.LatentSpace.fitted(rows, 1_000, 24).basis
    exact = np.linalg.svd(dense, full_matrices=False)[2][:24]
    assert basis.shape == (1_000, 24)
    assert not basis[900:].any()  # stems that no paper has
    assert np.linalg.norm(exact @ basis[:900]) ** 2 / 24 > 0.95


def test_bm25_is_the_textbooks(vectors: PaperVectors) -> None:
    every = vectors.counts.chosen(np.arange(len(PAPERS)))
    for query in (0, 17, 59):
        found = weighting.bm25(every, vectors.mean_of(np.array([query])), vectors.mean_length)
        wanted = np.array(plain_bm25(PAPERS, query, 2.0, 0.75))
        assert np.allclose(found / found.max(), wanted / wanted.max(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("papers", "dimensions"), [(0, 8), (255, 8), (533, 16), (10**6, 192)])
def test_a_larger_library_has_more_dimensions(papers: int, dimensions: int) -> None:
    assert latent.dimensions(papers) == dimensions


@pytest.mark.parametrize("most", [1, 7, 60, 100])
def test_a_sample_is_spread_over_the_library(most: int) -> None:
    chosen = latent.sample(60, most)
    assert len(set(chosen.tolist())) == min(most, 60)
    assert chosen.max(initial=0) < 60
    assert len(latent.sample(0)) == 0


# Folding in

subsets = st.lists(st.integers(0, 59), min_size=1, max_size=12, unique=True)


@given(later=subsets)
@settings(deadline=None, max_examples=25)
def test_folded_in_a_paper_lies_where_it_would_lie_had_it_been_there(
    vectors: PaperVectors, later: list[int]
) -> None:
    blank = {ordinal: Paper(id=f"x:{ordinal}", title="") for ordinal in later}
    without = vectors.extended(blank, len(PAPERS))
    assert not np.any(without.lying[later])
    one_by_one = without
    for ordinal in later:
        one_by_one = one_by_one.extended({ordinal: PAPERS[ordinal]}, len(PAPERS))
    together = without.extended({one: PAPERS[one] for one in reversed(later)}, len(PAPERS))
    for found in (one_by_one, together):
        assert np.array_equal(found.counts.starts, vectors.counts.starts)
        assert np.array_equal(found.counts.terms, vectors.counts.terms)
        assert np.array_equal(found.counts.counts, vectors.counts.counts)
        assert np.allclose(found.lying, vectors.lying, atol=1e-5)


def test_papers_behind_the_last_one_are_folded_in(vectors: PaperVectors) -> None:
    longer = vectors.extended({63: PAPERS[5]}, 64)
    assert len(longer) == 64
    assert np.allclose(longer.lying[63], vectors.lying[5], atol=1e-5)
    assert not np.any(longer.lying[60:63])
    shorter = longer.extended({}, 10)
    assert len(shorter) == 10
    assert np.array_equal(shorter.lying, vectors.lying[:10])


# Products of sparse rows

matrices = st.lists(
    st.lists(st.sampled_from([0.0, 0.0, 1.0, -2.5, 0.25]), min_size=5, max_size=5), max_size=9
)


@given(lines=matrices)
def test_sparse_products_are_dense_ones(lines: list[list[float]]) -> None:
    matrix = np.array(lines, dtype=np.float32).reshape(-1, 5)
    places = [np.flatnonzero(line) for line in matrix]
    rows = SparseRows(
        np.concatenate(([0], np.cumsum([len(each) for each in places], dtype=np.int64))),
        np.concatenate([np.empty(0, np.int64), *places]).astype(np.uint32),
        matrix[matrix != 0],
    )
    other = np.arange(15, dtype=np.float32).reshape(5, 3)
    assert np.allclose(rows.times(other[:, 1].copy()), matrix @ other[:, 1])
    assert np.allclose(rows.times_matrix(other), matrix @ other)
    assert np.allclose(dense(rows.transposed(5), len(matrix)), matrix.T)
    assert np.allclose(rows.column_sums(5), matrix.sum(axis=0))
    lengths = np.linalg.norm(dense(rows.unit(), 5), axis=1)
    assert np.allclose(lengths, matrix.any(axis=1))
    turned = np.arange(len(matrix))[::-1].astype(np.int64)
    assert np.allclose(dense(rows.chosen(turned), 5), matrix[::-1])


def test_topicality_is_residual_idf(vectors: PaperVectors) -> None:
    stems, counted = plain_counts(PAPERS)
    found = vectors.topicality
    for number, stem in enumerate(stems):
        holders = sum(stem in counts for counts in counted)
        often = sum(counts[stem] for counts in counted)
        strewn = len(PAPERS) * (1 - math.exp(-often / len(PAPERS)))
        assert found[number] == pytest.approx(math.log2(strewn / holders), abs=1e-9)


def test_what_papers_are_about_is_named_before_what_they_are_written_with(
    vectors: PaperVectors,
) -> None:
    show, topic = vectors.counts.number("show"), int(np.argmax(vectors.topicality))
    assert show is not None
    stems, worth = np.array([show, topic]), np.array([9.0, 1.0])
    assert vectors.topicality[show] < 0.2
    assert vectors.topical(stems, worth, 5).tolist() == [topic]
    assert vectors.topical(stems[:1], worth[:1], 5).tolist() == []
