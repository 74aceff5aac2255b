"""Which line of the list pane shows which paper.

A *row* is a paper's place in the list, a *line* one of the pane. A row has one line, or more where
the list is roomy; and between the papers that match and those that have only some of the words
stands a rule, which takes a line and is no row. This is the one place that knows of the difference.
"""

from __future__ import annotations

from typing import NamedTuple

SOME = "some of the words"
"""What papers below the rule have."""


class ListLines(NamedTuple):
    """The lines of a list with so many rows."""

    rows: int = 0

    below: int | None = None
    """The first row below the rule; None where there is no rule."""

    height: int = 1
    """Lines of a row."""

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.rows * self.height + (self.below is not None)

    @property
    def rule(self) -> int | None:
        """The line of the rule."""
        return None if self.below is None else self.below * self.height

    def line(self, row: int) -> int:
        """The first line of a row."""
        return row * self.height + (self.below is not None and row >= self.below)

    def row(self, line: int) -> int | None:
        """The row on a line; None for the rule, and where there is no line."""
        if line == self.rule or not 0 <= line < self.total:
            return None
        return self._without_rule(line) // self.height

    def part(self, line: int) -> int:
        """Which of its row's lines a line is, from 0."""
        return self._without_rule(line) % self.height

    def context(self, row: int) -> int:
        """The line that should be seen with a row: the rule's for the first row below it."""
        return self.line(row) - (row == self.below)

    def start(self, line: int) -> int:
        """The nearest line from there on with which a row begins, or the rule."""
        return line if line == self.rule else line + -self.part(line) % self.height

    def beyond(self, row: int, lines: int) -> int:
        """The row so many lines below another, above it where negative; held at the ends.

        What would come to rest on the rule goes on to the row behind it; no way is too short to
        lead to another row.
        """
        line = self.line(row) + lines
        if line == self.rule:
            line += 1 if lines > 0 else -1
        target = self._without_rule(line) // self.height
        if lines and target == row:
            target += 1 if lines > 0 else -1
        return max(0, min(target, self.rows - 1))

    def _without_rule(self, line: int) -> int:
        return line - (self.rule is not None and line > self.rule)
