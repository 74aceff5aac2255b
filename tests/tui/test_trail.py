"""Back and forward through lists, held against a plain list with a place in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.trail import MOST, MOST_ROWS, Place, Trail
from tui.viewstate import ViewState


def place(number: int, rows: int = 1) -> Place:
    """A place that can be told from others by what it lists first."""
    return Place(ViewState(ordinals=range(number, number + rows)))


def name(each: Place) -> int:
    return each.view.ordinals[0]


@given(st.lists(st.sampled_from(["go", "back", "forward"]), max_size=40))
def test_it_is_a_browser_s(steps: list[str]) -> None:
    pages, at = [0], 0
    here, trail = place(0), Trail()
    for number, step in enumerate(steps, 1):
        if step == "go":
            trail, here = trail.left(here), place(number)
            pages, at = [*pages[: at + 1], number], at + 1
            continue
        found = trail.back(here) if step == "back" else trail.forward(here)
        wanted = at - 1 if step == "back" else at + 1
        assert (found is not None) == (0 <= wanted < len(pages))
        if found is not None:
            here, trail = found
            at = wanted
        assert name(here) == pages[at]
    assert [name(each) for each in trail.behind] == pages[:at]
    assert [name(each) for each in trail.ahead] == pages[at + 1 :]


def test_a_place_comes_back_as_it_was_left() -> None:
    left = place(7, rows=30)
    left = Place(left.view.at(12), 5, left.counts)
    found = Trail().left(left).back(place(1))
    assert found is not None
    assert found[0] is left


def test_only_so_many_lists_are_kept() -> None:
    trail = Trail()
    for number in range(MOST + 20):
        trail = trail.left(place(number))
    assert [name(each) for each in trail.behind] == list(range(20, MOST + 20))


def test_large_lists_are_dropped_sooner_but_never_the_last() -> None:
    rows = MOST_ROWS // 2 + 1
    trail = Trail().left(place(1, rows)).left(place(2, rows)).left(place(3))
    assert [name(each) for each in trail.behind] == [2, 3]
    trail = Trail().left(place(1)).left(place(2, MOST_ROWS + 1))
    assert [name(each) for each in trail.behind] == [2]
