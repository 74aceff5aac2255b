from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.listlines import ListLines


@st.composite
def lists(draw: st.DrawFn) -> ListLines:
    rows = draw(st.integers(1, 40))
    return ListLines(rows, draw(st.none() | st.integers(0, rows - 1)))


@given(lists())
def test_every_line_is_a_row_or_the_rule(lines: ListLines) -> None:
    rows = [lines.row(line) for line in range(lines.count)]
    assert [row for row in rows if row is not None] == list(range(lines.rows))
    assert [line for line, row in enumerate(rows) if row is None] == (
        [] if lines.rule is None else [lines.rule]
    )
    assert all(lines.row(lines.line(row)) == row for row in range(lines.rows))
    assert lines.row(-1) is lines.row(lines.count) is None


@given(lists(), st.integers(0, 39), st.integers(-100, 100))
def test_going_by_lines_never_stops_short_and_never_on_the_rule(
    lines: ListLines, row: int, by: int
) -> None:
    row = min(row, lines.rows - 1)
    reached = lines.beyond(row, by)
    wanted = lines.line(row) + by
    if wanted == lines.rule and 0 < reached < lines.rows - 1:
        assert lines.line(reached) == wanted + (1 if by > 0 else -1)
    elif 0 <= wanted < lines.count and wanted != lines.rule:
        assert lines.line(reached) == wanted
    else:
        assert reached in (0, lines.rows - 1, lines.rule)


@pytest.mark.parametrize(
    ("row", "by", "reached"), [(2, 1, 3), (3, -1, 2), (3, -2, 2), (0, 3, 3), (0, -9, 0), (4, 9, 5)]
)
def test_the_rule_is_passed_over(row: int, by: int, reached: int) -> None:
    assert ListLines(6, 3).beyond(row, by) == reached


def test_the_first_row_below_the_rule_is_seen_with_it() -> None:
    lines = ListLines(6, 3)
    assert [lines.context(row) for row in range(6)] == [0, 1, 2, 3, 5, 6]
    assert [lines.line(row) for row in range(6)] == [0, 1, 2, 4, 5, 6]
