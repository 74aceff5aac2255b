from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.listlines import ListLines


@st.composite
def lists(draw: st.DrawFn, heights: st.SearchStrategy[int] = st.integers(1, 3)) -> ListLines:  # noqa: B008 - a value
    rows = draw(st.integers(1, 40))
    return ListLines(rows, draw(st.none() | st.integers(0, rows - 1)), draw(heights))


plain = lists(st.just(1))


@given(lists())
def test_every_line_is_a_row_or_the_rule(lines: ListLines) -> None:
    rows = [lines.row(line) for line in range(lines.total)]
    told = [row for row in rows if row is not None]
    assert told == [row for row in range(lines.rows) for _ in range(lines.height)]
    assert [line for line, row in enumerate(rows) if row is None] == (
        [] if lines.rule is None else [lines.rule]
    )
    assert all(lines.row(lines.line(row)) == row for row in range(lines.rows))
    assert lines.row(-1) is lines.row(lines.total) is None


@given(lists())
def test_the_lines_of_a_row_follow_each_other(lines: ListLines) -> None:
    for row in range(lines.rows):
        first = lines.line(row)
        parts = [lines.part(line) for line in range(first, first + lines.height)]
        assert parts == list(range(lines.height))
        assert [lines.row(first + part) for part in parts] == [row] * lines.height
        assert [lines.start(first + part) for part in parts][:1] == [first]


@given(lists(), st.integers(0, 120))
def test_a_pane_begins_with_a_row_or_the_rule(lines: ListLines, line: int) -> None:
    line = min(line, lines.total - 1)
    start = lines.start(line)
    assert line <= start < line + lines.height
    assert start in {lines.total, lines.rule, *map(lines.line, range(lines.rows))}


@given(lists(), st.integers(0, 39), st.integers(-100, 100))
def test_any_way_leads_to_another_row_and_no_further_than_asked(
    lines: ListLines, row: int, by: int
) -> None:
    row = min(row, lines.rows - 1)
    reached = lines.beyond(row, by)
    assert 0 <= reached < lines.rows
    if by == 0:
        assert reached == row
    elif by > 0:
        assert row < reached <= row + max(by // lines.height, 1) or reached == lines.rows - 1
    else:
        assert row > reached >= row + min(by // lines.height, -1) or reached == 0


@given(plain, st.integers(0, 39), st.integers(-100, 100))
def test_going_by_lines_never_stops_short_and_never_on_the_rule(
    lines: ListLines, row: int, by: int
) -> None:
    row = min(row, lines.rows - 1)
    reached = lines.beyond(row, by)
    wanted = lines.line(row) + by
    if wanted == lines.rule and 0 < reached < lines.rows - 1:
        assert lines.line(reached) == wanted + (1 if by > 0 else -1)
    elif 0 <= wanted < lines.total and wanted != lines.rule:
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
