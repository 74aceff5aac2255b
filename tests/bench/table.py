"""Numbers for people: medians, percentiles and a table of plain text."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def number(value: float) -> str:
    """A figure with as many digits as anyone reads: ``0.42``, ``8.3``, ``189``, ``50,000``."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def ratio(value: float, floor: float) -> str:
    """How many times the floor."""
    return f"{value / floor:.2f} ×"


@dataclass(slots=True)
class Table:
    """One measurement: what was measured, and a row for each contender."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Lines below the table: goals, and what the figures leave out."""

    def add(self, *cells: str | float) -> None:
        """Add a row; figures are shortened by `number`."""
        self.rows.append(tuple(c if isinstance(c, str) else number(c) for c in cells))

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]

        def line(cells: tuple[str, ...]) -> str:
            first = cells[0].ljust(widths[0])
            rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
            return "  ".join((first, *rest)).rstrip()

        rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
        body = [line(row) for row in self.rows]
        return "\n".join((self.title, rule, line(self.columns), rule, *body, rule, *self.notes))
