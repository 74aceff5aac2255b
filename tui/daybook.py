"""The listing days as something to get through: how many papers each has, and how many are left.

A paper is *left* while it is neither read nor dismissed nor put off. Whether a day was ever opened
is not kept anywhere: it follows from the marks. A paper of it was marked, or the reader went to the
day in this sitting. A paper that stands on several days tells nothing of either, for it may have
been met on the other one; only where a day has no paper of its own does it count.

A day is counted when it is first asked for. From then on `follow` looks for the papers whose marks
changed, whoever changed them, and corrects the days that they stand on: a key costs one paper's
days, never the library's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.day import parse_day
from index.marktable import DISMISSED, LATER, NOT_UNREAD, READ, STARRED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.columns.facets import FacetTable

_CHANGED = re.compile(rb"[^\0]")


class DayProgress(NamedTuple):
    """How far a day is."""

    day: str
    """As `index.day` keeps it."""

    total: int
    """Papers that it lists."""

    left: int
    """Those that are neither read nor dismissed, nor put off until another day."""

    is_opened: bool
    """Whether anything shows that the reader was there."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self.left


class DayTally(NamedTuple):
    """What became of a day's papers; one may be several of it."""

    read: int
    starred: int
    dismissed: int
    later: int


class _Day:
    def __init__(self, left: int, traces: int) -> None:
        self.left = left
        self.traces = traces
        """Papers with a mark that was made on this day, not on another that lists them too."""


class DayBook:
    """The days of one generation of columns."""

    def __init__(self, facets: FacetTable, flags: Sequence[int], visited: set[str]) -> None:
        """Take the days there are, and the marks as they stand; counts nothing yet.

        Args:
            facets: the days with their papers.
            flags: the mark table's.
            visited: days that the reader went to in this sitting; `visit` adds to it.
        """
        self._facets = facets
        self._numbers = facets.span("day")
        self._flags = bytes(flags)
        self._days: dict[int, _Day] = {}
        self._visited = visited
        self._known: dict[str, int] | None = None

    def follow(self, flags: bytearray) -> None:
        """Correct the days for every mark that changed since the last look.

        Args:
            flags: the mark table's, of the same papers.
        """
        before, after = self._flags, bytes(flags)
        if before == after:
            return
        changed = int.from_bytes(before, "little") ^ int.from_bytes(after, "little")
        for match in _CHANGED.finditer(changed.to_bytes(len(after), "little")):
            ordinal = match.start()
            for number in self._days_of(ordinal):
                if day := self._days.get(number):
                    day.left += _is_left(after[ordinal]) - _is_left(before[ordinal])
                    if bool(after[ordinal]) != bool(before[ordinal]):
                        trace = self._tells_of(ordinal, number)
                        day.traces += trace if after[ordinal] else -trace
        self._flags = after

    def progress(self, value: str) -> DayProgress | None:
        """How far a day is; None where it is not one day of the library.

        Args:
            value: the day as it is kept, or as it is asked for: ``Mar 12``.
        """
        number = self._number(value)
        return None if number is None else self._progress(number)

    def visit(self, value: str) -> None:
        """The reader went to a day: it counts as opened for this sitting."""
        if (number := self._number(value)) is not None:
            self._visited.add(self._facets.label(number))

    def tally(self, value: str) -> DayTally:
        """What became of a day's papers."""
        number = self._number(value)
        flags = b"" if number is None else self._flags_of(number)
        return DayTally(
            *(sum(1 for one in flags if one & flag) for flag in (READ, STARRED, DISMISSED, LATER))
        )

    def next_left(self, value: str, step: int = 1) -> DayProgress | None:
        """The next older (1) or newer (-1) day with papers left; round the end, but not itself."""
        here = self._number(value)
        if here is None:
            return None
        count, first = len(self._numbers), self._numbers.start
        for distance in range(1, count):
            number = first + (here - first + step * distance) % count
            if self._counted(number).left:
                return self._progress(number)
        return None

    def _number(self, value: str) -> int | None:
        if self._known is None:
            self._known = {self._facets.label(number): number for number in self._numbers}
        number = self._known.get(value)
        return self._known.get(parse_day(value)) if number is None else number

    def _progress(self, number: int) -> DayProgress:
        day = self._counted(number)
        label = self._facets.label(number)
        opened = day.traces > 0 or label in self._visited
        return DayProgress(label, len(self._facets.papers(number)), day.left, opened)

    def _counted(self, number: int) -> _Day:
        day = self._days.get(number)
        if day is None:
            flags = self._flags_of(number)
            traces = 0
            if any(flags):
                papers = self._facets.papers(number)
                marked = (one for one, flag in zip(papers, flags, strict=True) if flag)
                traces = sum(self._tells_of(ordinal, number) for ordinal in marked)
            day = self._days[number] = _Day(sum(map(_is_left, flags)), traces)
        return day

    def _flags_of(self, number: int) -> bytes:
        return bytes(map(self._flags.__getitem__, self._facets.papers(number)))

    def _days_of(self, ordinal: int) -> Iterator[int]:
        start, end = self._facets.paper_starts[ordinal : ordinal + 2]
        return (one for one in self._facets.paper_values[start:end] if one in self._numbers)

    def _tells_of(self, ordinal: int, number: int) -> bool:
        """Whether a mark on a paper shows that this of its days was opened."""
        if self._is_alone(ordinal):
            return True
        return not any(map(self._is_alone, self._facets.papers(number)))

    def _is_alone(self, ordinal: int) -> bool:
        """Whether a paper stands on one day only."""
        days = self._days_of(ordinal)
        next(days, None)
        return next(days, None) is None


def _is_left(flags: int) -> bool:
    return not flags & NOT_UNREAD
