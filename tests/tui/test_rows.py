from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.columns.columns import Row
from index.columns.columnsfile import NONE
from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.tui.test_rowlayout import TODAY, looks
from tui.render import cells_of
from tui.rowcolumns import COLUMNS
from tui.rowlayout import RowLook
from tui.rows import PaperRow, row_line

ROW = Row(
    0, "arxiv:1", "深い井戸 and Buckets", "WELL 2024", "2025-03-12", 2024, 2, "page", "Ito",
    upvotes=12, has_code=True, added=20250319000000,
)  # fmt: skip
LOOK = RowLook(TODAY)
ROOMY = RowLook(TODAY, is_roomy=True, absent=frozenset(("score",)))

WIDE = "深い井戸🎣한글"
COMBINED = "e\u0301a\u0308" + "a" + "\u0301" * 9
texts = st.text(max_size=60) | st.text(st.sampled_from(WIDE + COMBINED + "ab \x1b\u202e"))


def text_of(item: PaperRow, width: int, look: RowLook = LOOK, part: int = 0) -> str:
    return "".join(text for text, _ in row_line(item, width, look, part=part))


@given(
    st.builds(
        ROW._replace,
        title=texts,
        venue=texts,
        authors_short=texts,
        day=st.sampled_from(["", "2024-06-01", "--03-12", "2025-03-19"]),
        upvotes=st.sampled_from([NONE, 0, 9_999, 10_000, 4_000_000]),
        has_code=st.booleans(),
    ),
    st.integers(0, 15),
    st.booleans(),
    st.booleans(),
    st.none() | texts,
    st.lists(texts, max_size=3).map(tuple),
    looks,
    st.integers(1, 200),
)
def test_every_line_of_a_row_is_as_wide_as_the_list_whatever_it_says(
    row: Row,
    flags: int,
    stale: bool,
    selected: bool,
    reason: str | None,
    tags: tuple[str, ...],
    look: RowLook,
    width: int,
) -> None:
    item = PaperRow(
        row, flags, stale, reason=reason, selected=selected, tags=tags, score=-1234567.25
    )
    for part in range(look.height):
        line = row_line(item, width, look, "▌", part)
        assert sum(cell_len(text) for text, _ in line) == width
        assert all(text.isprintable() for text, _ in line)
        assert line[0] == ("▌", "mark")


@pytest.mark.parametrize(
    ("flags", "stale", "start", "role"),
    [
        (0, False, " ●   ", "unread"),
        (STARRED, False, " ● ★ ", "unread"),
        (READ, False, "     ", "read"),
        (READ | STARRED, False, "   ★ ", "read"),
        (DISMISSED, False, " ×   ", "faint"),
        (LATER, False, " »   ", "faint"),
        (READ, True, "     ", "faint"),
    ],
)
def test_state_is_told_by_glyph_and_weight(flags: int, stale: bool, start: str, role: str) -> None:
    for look in (LOOK, ROOMY):
        line = row_line(PaperRow(ROW, flags, stale), 80, look)
        assert "".join(text for text, _ in line).startswith(f"{start}深い井戸")
        assert next(role for text, role in line if "深い井戸" in text) == role


@pytest.mark.parametrize(
    ("columns", "start"),
    [
        (("state", "star", "title"), "▌●◆★ 深"),
        (("star", "state", "title"), "▌ ★ ●◆深"),
        (("star", "title"), "▌◆★ 深"),
        (("title",), "▌◆深"),
    ],
)
def test_a_selected_paper_is_told_by_a_glyph_whatever_the_columns(
    columns: tuple[str, ...], start: str
) -> None:
    line = row_line(PaperRow(ROW, STARRED, False, selected=True), 80, RowLook(TODAY, columns), "▌")
    assert "".join(text for text, _ in line).startswith(start)
    assert cells_of(line) == 80


def test_a_selected_paper_is_told_where_the_state_stands_last() -> None:
    look = RowLook(TODAY, ("title", "state"))
    for selected, end in ((True, "●◆"), (False, "● ")):
        assert text_of(PaperRow(ROW, 0, False, selected=selected), 80, look).endswith(end)


def test_a_paper_from_outside_has_a_sign_until_it_is_starred() -> None:
    for flags, start in ((0, " ● ◇ "), (STARRED, " ● ★ ")):
        assert text_of(PaperRow(ROW, flags, False, outside=True), 80).startswith(start)


def test_a_reason_is_said_in_place_of_the_venue() -> None:
    item = PaperRow(ROW, 0, False, reason="sails, 深い井戸\x1b[2J")
    for width, part, look in ((48, 0, LOOK), (140, 0, LOOK), (60, 1, ROOMY)):
        text = text_of(item, width, look, part)
        assert "sails" in text
        assert "WELL" not in text


def test_markup_is_text() -> None:
    title = "[@click=app.quit]boo[/] [/INST]"
    assert title in text_of(PaperRow(ROW._replace(title=title), 0, False), 80)


def test_every_column_says_what_it_is_called_for() -> None:
    look = RowLook(TODAY, tuple(COLUMNS), is_relative=True)
    row = ROW._replace(title="深い井戸", venue="WELL")
    text = text_of(PaperRow(row, 0, False, tags=("rl", "to read"), score=1.25), 250, look)
    words = ["8 d", "WELL", "#rl #to read", "Ito", "▲12", "1.2", "</>", "2024", "yesterday"]
    assert [text.index(word) for word in words] == sorted(text.index(word) for word in words)


@pytest.mark.parametrize(
    ("upvotes", "said"),
    [(NONE, "–"), (0, "▲0"), (1_204, "▲1,204"), (12_345, "▲12k"), (7_000_000, "▲1M+")],
)
def test_upvotes_that_nobody_counted_are_not_none(upvotes: int, said: str) -> None:
    look = RowLook(TODAY, ("title", "upvotes"))
    text = text_of(PaperRow(ROW._replace(upvotes=upvotes), 0, False), 80, look)
    assert text.split()[-1] == said


def test_the_second_line_begins_below_the_title_and_is_quiet() -> None:
    item = PaperRow(ROW, 0, False, tags=("rl",))
    line = row_line(item, 80, ROOMY, part=1)
    assert "".join(text for text, _ in line).rstrip() == "     Ito · WELL 2024 · #rl · ▲12"
    assert {role for text, role in line if text.strip()} == {"tag", "meta", "faint"}
    assert {role for text, role in row_line(PaperRow(ROW, 0, True), 80, ROOMY, part=1)} == {
        "faint", "", "mark",
    }  # fmt: skip


def test_a_second_line_with_nothing_to_say_is_blank() -> None:
    bare = ROW._replace(venue="", authors_short="", upvotes=NONE)
    assert text_of(PaperRow(bare, 0, False), 80, ROOMY, 1) == " " * 80


def test_a_year_that_the_venue_names_is_not_said_again() -> None:
    look = RowLook(date(2025, 3, 20), ("title", "venue", "year", "added"), is_roomy=True)
    assert text_of(PaperRow(ROW, 0, False), 80, look, 1).strip() == "WELL 2024 · added Mar 19"
    other = ROW._replace(year=2025)
    assert "WELL 2024 · 2025 · " in text_of(PaperRow(other, 0, False), 80, look, 1)


def test_a_long_title_goes_on_over_empty_columns_and_stops_before_the_next_text() -> None:
    long = ROW._replace(title="Buckets " * 30, venue="", authors_short="")
    look = RowLook(TODAY, absent=frozenset(("upvotes", "score")))
    row = text_of(PaperRow(long, 0, stale=False), 120, look)
    assert row.rstrip().endswith("…    Mar 12")
    tagged = text_of(PaperRow(long, 0, stale=False, tags=("rl",)), 120, look)
    assert "…  #rl " in tagged
    assert cell_len(tagged[: tagged.index("…")]) < cell_len(row[: row.index("…")])
    short = text_of(PaperRow(ROW._replace(venue=""), 0, stale=False), 120, look)
    assert "…" not in short
    assert short.index("Ito") == text_of(PaperRow(ROW, 0, stale=False), 120, look).index("Ito")


def test_a_newer_version_than_was_read_is_said_behind_the_title() -> None:
    item = PaperRow(ROW, READ, stale=False, newer="v3, read at v1")
    plain = PaperRow(ROW, READ, stale=False)
    line = row_line(item, 100, LOOK)
    assert cells_of(line) == cells_of(row_line(plain, 100, LOOK))
    assert ("  v3, read at v1", "meta") in line
    assert "Buckets" in text_of(item, 100)
    assert text_of(item, 40) == text_of(plain, 40)  # the title is worth more
