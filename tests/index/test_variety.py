"""No bubble: papers from outside the interests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.recommending.taste import Taste
from index.recommending.variety import mixed
from tests.index.ranking_cases import PURE
from tests.index.vector_cases import marks

if TYPE_CHECKING:
    from index.library import Library


@given(
    days=st.lists(st.integers(0, 4), min_size=1, max_size=60),
    share=st.sampled_from([0.0, 0.1, 0.25, 0.5]),
    dice=st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_a_share_of_each_day_comes_from_its_lower_half(
    days: list[int], share: float, dice: object
) -> None:
    size = len(days)
    by_score = np.array(sorted(range(size), key=lambda one: (one * 7919) % 97), dtype=np.int64)
    noticed = np.arange(size)[::-1].astype(np.int64)
    eligible = np.arange(size) % 5 > 0
    found = mixed(by_score, np.array(days, dtype=np.uint32), noticed, eligible, share)
    assert sorted(found.order.tolist()) == list(range(size))
    for day in set(days):
        ranked = [one for one in by_score.tolist() if days[one] == day]
        listed = [one for one in found.order.tolist() if days[one] == day]
        lower = [one for one in ranked[-(len(ranked) // 2) :] if len(ranked) > 1]
        outside = [one for one in listed if found.outside[one]]
        assert set(outside) <= set(lower) or not share
        able = [one for one in lower if eligible[one]]
        wanted = int(len(ranked) * share + 0.5)
        assert len(outside) == min(wanted, len(able)) if share else not outside
        assert set(outside) == set(sorted(able, reverse=True)[: len(outside)])
        inside = [one for one in listed if not found.outside[one]]
        assert inside == [one for one in ranked if not found.outside[one]]
        for turn, one in enumerate(outside, 1):
            assert listed.index(one) <= max(turn / share, turn) - 1 + 1e-9 or not inside


def test_one_in_ten_of_a_day_is_from_outside_and_marked(compared: Library) -> None:
    found = compared.recommender.standing(marks(compared, starred=[1, 5, 9, 13]), Taste())
    days = np.asarray(compared.columns.section("day_keys"))
    for day in np.unique(days):
        assert found.outside[days == day].sum() == round((days == day).sum() / 10)
    assert not found.outside[[1, 5, 9, 13]].any()


def test_a_standing_covers_papers_that_came_since(compared: Library) -> None:
    found = compared.recommender.standing(marks(compared, starred=[1, 5, 9]), PURE)
    longer = found.of_size(83)
    assert longer.places.tolist() == [*found.places.tolist(), 80, 81, 82]
    assert longer.scores[80:].tolist() == [0, 0, 0]
    assert longer.of_size(80).places.tolist() == found.places.tolist()
