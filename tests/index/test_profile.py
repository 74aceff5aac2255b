"""What a reader likes, learnt from papers: linear, and the less its own the less there is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.recommending.profile import learnt
from tests.index.vector_cases import matter

if TYPE_CHECKING:
    from index.library import Library
    from index.vectors.papervectors import PaperVectors

NONE = np.empty(0, dtype=np.int64)
BOATS = np.array([0, 4, 8])
BREAD = np.array([1, 5, 9, 13, 17, 21, 25, 29])


@pytest.fixture
def vectors(compared: Library) -> PaperVectors:
    """Of the shared papers."""
    found = compared.recommender.vectors()
    assert found is not None
    return found


def test_one_interest_counts_its_papers_alike(vectors: PaperVectors) -> None:
    (only,) = learnt(vectors, [("", BOATS)], NONE)
    assert only.liked.tolist() == BOATS.tolist()
    assert only.portions == pytest.approx([1 / 3] * 3)


def test_an_interest_of_few_papers_leans_more_on_the_others(vectors: PaperVectors) -> None:
    few, many = learnt(vectors, [("", BOATS), ("", BREAD)], NONE)
    for each in (few, many):
        assert each.liked.tolist() == sorted([*BOATS, *BREAD])
        assert each.portions.sum() == pytest.approx(1)
        own = np.isin(each.liked, each.papers)
        assert each.portions[own].min() > each.portions[~own].max() > 0
    lent = [each.portions[~np.isin(each.liked, each.papers)].sum() for each in (few, many)]
    assert lent[0] > lent[1]
    assert matter(int(few.scores.argmax())) == 0
    assert matter(int(many.scores.argmax())) == 1


def test_a_profile_is_the_papers_in_their_portions(vectors: PaperVectors) -> None:
    tagged = np.array([0, 1, 2])  # one of each is liked for both
    dismissed = np.array([3, 7])
    for each in learnt(vectors, [("own", tagged), ("", BOATS), ("", BREAD)], dismissed):
        scale, latent_scale = each.scales
        rows = np.array([vectors.mean_of(np.array([one])) for one in each.liked])
        wanted = each.portions @ rows - 0.25 * vectors.mean_of(dismissed) - vectors.mean
        assert each.words == pytest.approx(wanted * scale, abs=1e-5)
        place = each.portions @ vectors.lying[each.liked]
        place = place - 0.25 * vectors.lying[dismissed].mean(axis=0)
        assert each.direction == pytest.approx(place * latent_scale, abs=1e-5)
        scores = vectors.weights.times(each.words) + vectors.lying @ each.direction
        assert each.scores == pytest.approx(scores, abs=1e-4)


def test_without_interests_nothing_is_learnt(vectors: PaperVectors) -> None:
    assert learnt(vectors, [], np.array([1, 2])) == ()
