"""Lists laid end to end."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.fulltext.runs import places_of, starts_of, steps_of
from tests.index.paper_strategies import patiently

lists = st.lists(st.lists(st.integers(0, 1000), min_size=1, max_size=4), max_size=5)


def counts_of(drawn: list[list[int]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([len(one) for one in drawn], dtype=np.int64)


@patiently
@given(drawn=lists)
def test_steps_lead_back_to_the_values(drawn: list[list[int]]) -> None:
    values = np.array(list(chain(*drawn)), dtype=np.int64)
    starts = starts_of(counts_of(drawn))
    steps = steps_of(values, starts[:-1]).tolist()
    found = [list(accumulate(steps[low:high])) for low, high in pairwise(starts)]
    assert found == drawn


@patiently
@given(drawn=lists, begin=st.integers(0, 9))
def test_items_lie_behind_one_another_from_where_their_list_begins(
    drawn: list[list[int]], begin: int
) -> None:
    widths = np.array(list(chain(*drawn)), dtype=np.int64)
    begins = begin + 10_000 * np.arange(len(drawn), dtype=np.int64)
    places = places_of(widths, starts_of(counts_of(drawn))[:-1], begins).tolist()
    expected = [
        place
        for number, one in enumerate(drawn)
        for place in accumulate(one[:-1], initial=begin + 10_000 * number)
    ]
    assert places == expected
