from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tui.selection import Selection

LISTS = (list(range(10, 22)), list(reversed(range(10, 22))), list(range(16, 28)))
"""Lists that the same papers stand in in other places, or not at all."""

ROWS = st.integers(0, 11)


def test_selecting_again_takes_it_back() -> None:
    selection = Selection()
    selection.toggle([3, 4, 5])
    selection.toggle([4])
    assert selection.members() == [3, 5]
    selection.toggle_all([3, 4, 5])
    assert selection.members() == [3, 4, 5]
    selection.toggle_all([3, 4, 5])
    assert not len(selection)


def test_adding_says_how_many_are_new() -> None:
    selection = Selection()
    assert selection.add([1, 2]) == 2
    assert selection.add([2, 3]) == 1
    assert 3 in selection
    assert 4 not in selection


def test_a_range_grows_shrinks_and_turns_round() -> None:
    selection = Selection()
    papers = LISTS[0]
    selection.toggle([papers[2]])
    selection.begin_range(papers, 4)
    selection.stretch(papers, 6)
    assert selection.members() == [papers[row] for row in (2, 4, 5, 6)]
    selection.stretch(papers, 1)
    assert selection.members() == [papers[row] for row in (1, 2, 3, 4)]
    assert len(selection) == 4
    selection.stretch(papers, 4)
    assert selection.members() == [papers[row] for row in (2, 4)]
    selection.end_range()
    selection.stretch(papers, 9)
    assert selection.members() == [papers[row] for row in (2, 4)]


class Selecting(RuleBasedStateMachine):
    """Whatever is done, the selection holds what a plain set would."""

    def __init__(self) -> None:
        super().__init__()
        self.selection = Selection()
        self.papers = LISTS[0]
        self.chosen: set[int] = set()
        self.range: tuple[int, int] | None = None

    def _in_range(self) -> set[int]:
        if self.range is None:
            return set()
        low, high = sorted(self.range)
        return set(self.papers[low : high + 1])

    def _end(self) -> None:
        self.chosen |= self._in_range()
        self.range = None

    @rule(row=ROWS)
    def toggle(self, row: int) -> None:
        self._end()
        self.chosen ^= {self.papers[row]}
        self.selection.toggle([self.papers[row]])

    @rule(row=ROWS)
    def begin(self, row: int) -> None:
        self._end()
        self.range = (row, row)
        self.selection.begin_range(self.papers, row)

    @precondition(lambda self: self.range is not None)
    @rule(row=ROWS)
    def move(self, row: int) -> None:
        assert self.range is not None
        self.range = (self.range[0], row)
        self.selection.stretch(self.papers, row)

    @rule(papers=st.sampled_from(LISTS))
    def search(self, papers: list[int]) -> None:
        self._end()
        self.selection.end_range()
        self.papers = papers

    @rule()
    def clear(self) -> None:
        self.chosen, self.range = set(), None
        self.selection.clear()

    @invariant()
    def holds_the_same(self) -> None:
        expected = self.chosen | self._in_range()
        assert self.selection.members() == sorted(expected)
        assert len(self.selection) == len(expected)
        assert all((paper in self.selection) == (paper in expected) for paper in range(10, 28))


TestSelecting = Selecting.TestCase
