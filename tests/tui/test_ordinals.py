from __future__ import annotations

from array import array

import numpy as np
import pytest

from tui.ordinals import as_list, index_of


@pytest.mark.parametrize(
    "ordinals",
    [
        [3, 1, 2],
        range(3, 0, -1),
        array("I", [3, 1, 2]),
        memoryview(array("I", [3, 1, 2])),
        np.array([3, 1, 2], dtype=np.uint32),
        np.array([3, 1, 2]).data,
        np.array([2, 1, 3])[::-1],
    ],
    ids=["list", "range", "array", "view", "numpy", "numpy view", "backwards"],
)
def test_ordinals_of_any_kind_become_plain_numbers(ordinals: list[int]) -> None:
    kept = as_list(ordinals)
    assert list(kept) == list(map(int, ordinals))
    assert all(type(ordinal) is int for ordinal in kept)
    assert index_of(kept, 3) == 0
    assert index_of(kept, 9) is None


def test_what_is_kept_no_longer_hangs_on_where_it_came_from() -> None:
    source = array("I", [1, 2])
    kept = as_list(source)
    source[0] = 9
    assert list(kept) == [1, 2]
