"""Labels: different, short, and none the beginning of another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.jumplabels import LETTERS, labels


@given(st.integers(0, 1_300))
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == len(set(made)) == count
    whole = set(made)
    for label in made:
        assert 1 <= len(label) <= 2
        assert len(label) == 1 or label[0] not in whole


@given(st.integers(0, len(LETTERS)))
def test_one_letter_is_enough_for_as_many_places_as_there_are_letters(count: int) -> None:
    assert all(len(label) == 1 for label in labels(count))


def test_the_home_row_comes_first_and_long_ones_begin_small() -> None:
    assert labels(4) == ["a", "s", "d", "f"]
    assert labels(60)[-9:] == ["ma", "ms", "md", "mf", "mg", "mh", "mj", "mk", "ml"]
