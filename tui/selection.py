"""The papers the reader has chosen to act on together.

They are known by what they are (their ordinals), not by where they stand: moving, sorting and
searching leave them chosen, whether the list shows them or not. A *range* grows and shrinks with
the cursor and joins the others when it is ended; each move costs the rows that it passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Selection:
    """Which papers are selected."""

    def __init__(self) -> None:
        self._chosen: set[int] = set()
        self._ranged: set[int] = set()
        self._both = 0
        """How many are in the range and chosen besides."""
        self._anchor: int | None = None
        """The row where the range began."""
        self._end = 0
        """The row where it ends now."""

    def __len__(self) -> int:
        return len(self._chosen) + len(self._ranged) - self._both

    def __contains__(self, ordinal: int) -> bool:
        return ordinal in self._chosen or ordinal in self._ranged

    @property
    def in_range(self) -> bool:
        """Whether the cursor draws a range along."""
        return self._anchor is not None

    def members(self) -> list[int]:
        """Every selected paper, in the order of ordinals."""
        return sorted(self._chosen | self._ranged)

    def toggle(self, ordinals: Sequence[int]) -> None:
        """Select these, or, where the first is selected already, no longer."""
        self.end_range()
        if ordinals and ordinals[0] in self._chosen:
            self._chosen.difference_update(ordinals)
        else:
            self._chosen.update(ordinals)

    def toggle_all(self, ordinals: Sequence[int]) -> None:
        """Select these, or, where every one of them is selected already, none of them."""
        self.end_range()
        if self._chosen.issuperset(ordinals):
            self._chosen.difference_update(ordinals)
        else:
            self._chosen.update(ordinals)

    def add(self, ordinals: Iterable[int]) -> int:
        """Select these too; how many of them were not."""
        before = len(self)
        self.end_range()
        self._chosen.update(ordinals)
        return len(self) - before

    def begin_range(self, ordinals: Sequence[int], row: int) -> None:
        """Let a range go from this row to wherever the cursor goes."""
        self.end_range()
        self._anchor = self._end = row
        self._enter(ordinals[row])

    def stretch(self, ordinals: Sequence[int], row: int) -> None:
        """The cursor went to another row of the list that the range began in."""
        if self._anchor is None:
            return
        old, new = _span(self._anchor, self._end), _span(self._anchor, row)
        self._end = row
        for row in _only(old, new):
            self._leave(ordinals[row])
        for row in _only(new, old):
            self._enter(ordinals[row])

    def end_range(self) -> None:
        """Leave the range where it is: its papers stay selected, wherever the cursor goes."""
        self._chosen |= self._ranged
        self._ranged, self._both, self._anchor = set(), 0, None

    def clear(self) -> None:
        """Select nothing."""
        self.end_range()
        self._chosen.clear()

    def _enter(self, ordinal: int) -> None:
        self._ranged.add(ordinal)
        self._both += ordinal in self._chosen

    def _leave(self, ordinal: int) -> None:
        self._ranged.discard(ordinal)
        self._both -= ordinal in self._chosen


def _span(one: int, other: int) -> range:
    return range(min(one, other), max(one, other) + 1)


def _only(these: range, those: range) -> Iterable[int]:
    """What is in one span and not in another that shares a row with it."""
    yield from range(these.start, min(these.stop, those.start))
    yield from range(max(these.start, those.stop), these.stop)
