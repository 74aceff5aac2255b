from __future__ import annotations

import pytest

from tests.bench.table import Table, number, percentile, ratio


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.4234, "0.42"), (8.34, "8.3"), (189.4, "189"), (50_000, "50,000")],
)
def test_figures_are_short(value: float, shown: str) -> None:
    assert number(value) == shown


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert percentile(values, 95) == 95
    assert percentile(values, 50) == 50
    assert percentile([7.0], 95) == 7


def test_a_table_lines_up() -> None:
    table = Table("Start", ("program", "ms", "ratio"))
    table.add("bare", 11.0, "")
    table.add("the reader", 1234.0, ratio(1234, 1000))
    table.notes.append("goal: 1.35 ×")
    assert str(table).splitlines() == [
        "Start",
        "─────────────────────────",
        "program        ms   ratio",
        "─────────────────────────",
        "bare         11.0",
        "the reader  1,234  1.23 ×",
        "─────────────────────────",
        "goal: 1.35 ×",
    ]
