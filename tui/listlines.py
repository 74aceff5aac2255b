"""Which line of the list pane shows which paper.

A *row* is a paper's place in the list, a *line* one of the pane. They are the same number, but for
the rule that stands between the papers that match and those that have only some of the words: it
takes a line and is no row. This is the one place that knows of the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

SOME = "some of the words"
"""What papers below the rule have."""


@dataclass(frozen=True, slots=True)
class ListLines:
    """The lines of a list with so many rows."""

    rows: int = 0

    rule: int | None = None
    """The line of the rule, and with it the first row below it; None where there is no rule."""

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.rows + (self.rule is not None)

    def line(self, row: int) -> int:
        """The line of a row."""
        return row + (self.rule is not None and row >= self.rule)

    def row(self, line: int) -> int | None:
        """The row on a line; None for the rule, and where there is no line."""
        if line == self.rule or not 0 <= line < self.count:
            return None
        return line - (self.rule is not None and line > self.rule)

    def context(self, row: int) -> int:
        """The line that should be seen with a row: the rule's for the first row below it."""
        return row if row == self.rule else self.line(row)

    def beyond(self, row: int, lines: int) -> int:
        """The row so many lines below another, above it where negative; held at the ends.

        What would come to rest on the rule goes on to the row behind it.
        """
        line = self.line(row) + lines
        if line == self.rule:
            line += 1 if lines > 0 else -1
        target = line - (self.rule is not None and line > self.rule)
        return max(0, min(target, self.rows - 1))
