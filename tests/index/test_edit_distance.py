from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.edit_distance import within


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("graph", "graph", 0),
        ("graph", "grahp", 1),
        ("graph", "raph", 1),
        ("graph", "graaph", 1),
        ("graph", "grbph", 1),
        ("graph", "rgahp", 2),
        ("ca", "abc", 3),
        ("garcía", "garcia", 1),
    ],
)
def test_slips_are_counted(a: str, b: str, distance: int) -> None:
    assert [within(a, b, most) for most in range(4)] == [most >= distance for most in range(4)]


def _distance(a: str, b: str) -> int:
    """As defined, from the front, every way tried."""
    if not a or not b:
        return len(a) + len(b)
    ways = [
        _distance(a[1:], b) + 1,
        _distance(a, b[1:]) + 1,
        _distance(a[1:], b[1:]) + (a[0] != b[0]),
    ]
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        ways.append(_distance(a[2:], b[2:]) + 1)
    return min(ways)


_words = st.text(st.sampled_from("abc"), max_size=5)


@given(_words, _words, st.integers(0, 3))
def test_it_is_the_distance_of_aligned_strings(a: str, b: str, most: int) -> None:
    assert within(a, b, most) == within(b, a, most) == (_distance(a, b) <= most)
