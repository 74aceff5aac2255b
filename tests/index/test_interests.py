"""Stars in groups: one interest, or several."""

from __future__ import annotations

import numpy as np

from index.recommending.interests import grouped


def test_stars_of_one_matter_are_one_interest_and_of_two_are_two() -> None:
    middles = np.eye(4, dtype=np.float32)
    dice = np.random.default_rng(3)
    lying = np.repeat(middles, 40, axis=0) + dice.normal(0, 0.1, (160, 4)).astype(np.float32)
    lying -= lying.mean(axis=0)
    lying /= np.linalg.norm(lying, axis=1, keepdims=True)
    assert len(grouped(lying, np.arange(10))) == 1
    two = grouped(lying, np.array([0, 1, 2, 3, 4, 40, 41, 42]))
    assert [each.tolist() for each in two] == [[0, 1, 2, 3, 4], [40, 41, 42]]
    many = grouped(lying, np.arange(160))
    assert sorted(len(each) for each in many) == [40] * 4
    assert grouped(lying, np.empty(0, dtype=np.int64)) == []
    few = grouped(lying, np.array([0, 1, 2, 40]))
    assert [len(each) for each in few] == [4]  # one star alone is no interest
