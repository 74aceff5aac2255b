from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.columns.columns import Row
from index.marktable import DISMISSED, READ, STARRED
from tui.render import (
    ROOM_FOR_REASONS,
    ROOMY,
    PaperRow,
    cells_of,
    cut_runs,
    paper_line,
    short_day,
    shown,
)

ROW = Row(0, "arxiv:1", "深い井戸 and Buckets", "WELL 2024", "2024-06-01", 2024, 2, "page", "Ito")


@given(
    st.text(max_size=80),
    st.text(max_size=30),
    st.sampled_from(["", "2024-06-01", "--03-12"]),
    st.integers(20, 200),
    st.integers(0, 7),
    st.booleans(),
)
def test_a_row_is_as_wide_as_the_list_whatever_its_text(
    title: str, venue: str, day: str, width: int, flags: int, stale: bool
) -> None:
    row = ROW._replace(title=title, venue=venue, day=day)
    line = paper_line(PaperRow(row, flags, stale), width)
    assert sum(cell_len(text) for text, _ in line) == width
    assert all(text.isprintable() for text, _ in line)


@pytest.mark.parametrize(
    ("flags", "stale", "start", "role"),
    [
        (0, False, " ●   ", "unread"),
        (STARRED, False, " ● ★ ", "unread"),
        (READ, False, "     ", "read"),
        (READ | STARRED, False, "   ★ ", "read"),
        (DISMISSED, False, " ×   ", "faint"),
        (READ, True, "     ", "faint"),
    ],
)
def test_state_is_told_by_glyph_and_weight(flags: int, stale: bool, start: str, role: str) -> None:
    line = paper_line(PaperRow(ROW, flags, stale), 80)
    assert "".join(text for text, _ in line[:3]) == start
    assert line[3][1] == role


def test_a_selected_paper_is_told_by_a_glyph() -> None:
    line = paper_line(PaperRow(ROW, STARRED, False, selected=True), 80)
    assert "".join(text for text, _ in line[:3]) == " ●◆★ "
    assert cells_of(line) == 80


def test_a_paper_from_outside_has_a_sign_until_it_is_starred() -> None:
    for flags, start in ((0, " ● ◇ "), (STARRED, " ● ★ ")):
        line = paper_line(PaperRow(ROW, flags, False, outside=True), 80)
        assert "".join(text for text, _ in line[:3]) == start


@pytest.mark.parametrize("width", [40, 47, 48, 75, 76, 140])
def test_a_reason_stands_in_place_of_the_venue_where_there_is_room(width: int) -> None:
    row = ROW._replace(venue="VENUE 2025")
    line = paper_line(PaperRow(row, 0, False, reason="sails, 深い井戸\x1b[2J"), width)
    text = "".join(text for text, _ in line)
    assert cell_len(text) == width
    assert text.isprintable()
    assert ("sails" in text) == (width >= ROOM_FOR_REASONS)
    day = short_day(row.day, row.year)
    assert text.rstrip().endswith(day) == (not ROOM_FOR_REASONS <= width < ROOMY)
    assert "VENUE" not in text


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;aGk=\x07", "\x1b[31mred", "a\rb", "a\nb", "\x9b2J", "\u202eabc", "tab\tbed"],
)
def test_nothing_but_printable_text_is_shown(hostile: str) -> None:
    assert shown(hostile).isprintable()


def test_markup_is_text() -> None:
    title = "[@click=app.quit]boo[/] [/INST]"
    line = paper_line(PaperRow(ROW._replace(title=title), 0, False), 80)
    assert title in "".join(text for text, _ in line)


def test_matches_are_cut_out_of_a_line() -> None:
    text = "deep wells and deep water"
    spans = [(0, 4), (15, 19)]
    assert cut_runs(text, spans, 5, 25, "body") == [
        ("wells and ", "body"),
        ("deep", "match"),
        (" water", "body"),
    ]
    assert cut_runs(text, [(3, 7)], 5, 10, "body") == [("we", "match"), ("lls", "body")]


def test_days_are_short_in_the_list() -> None:
    assert short_day("2025-03-12", None) == "Mar 2025"
    assert short_day("--03-12", None) == "Mar 12"
    assert short_day("", 2024) == "2024"
    assert short_day("", None) == ""
