from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rowcolumns import COLUMNS, DEFAULT, READABLE
from tui.rowlayout import (
    GUTTER,
    MARGIN,
    REASON,
    ROOM_FOR_DAYS,
    ROOM_FOR_REASONS,
    RowLayout,
    RowLook,
    row_layout,
)

TODAY = date(2025, 3, 20)
ALL = RowLook(TODAY, tuple(COLUMNS))

chosen = st.permutations(list(COLUMNS)).flatmap(
    lambda names: st.integers(1, len(names)).map(lambda count: tuple(names[:count]))
)
looks = st.builds(
    RowLook,
    st.just(TODAY),
    chosen,
    is_roomy=st.booleans(),
    is_relative=st.booleans(),
    absent=st.frozensets(st.sampled_from(("venue", "tags", "upvotes", "code", "score"))),
)


def widths(layout: RowLayout) -> dict[str, int]:
    return {place.name: place.width for place in layout.first}


def cells(layout: RowLayout) -> int:
    return GUTTER + MARGIN + sum(place.gap + place.width for place in layout.first)


@given(looks, st.integers(1, 300), st.booleans())
def test_a_row_is_filled_and_its_title_has_the_most(
    look: RowLook, width: int, reasons: bool
) -> None:
    layout = row_layout(look, width, reasons=reasons)
    assert cells(layout) == width or (widths(layout)["title"] == 0 and width < 12)
    if width >= 12:
        assert max(widths(layout), key=widths(layout).__getitem__) == "title"


@given(looks, st.integers(12, 300), st.booleans())
def test_columns_stand_as_the_reader_ordered_them(look: RowLook, width: int, reasons: bool) -> None:
    layout = row_layout(look, width, reasons=reasons)
    names = [place.name for place in layout.first if place.name != REASON]
    wanted = [name for name in (*look.columns, "title") if name in names]
    assert names == list(dict.fromkeys(wanted))
    assert not look.absent & {*names, *layout.second}


@given(chosen, st.integers(12, 299))
def test_more_room_never_takes_a_column_away(columns: tuple[str, ...], width: int) -> None:
    look = RowLook(TODAY, columns)
    assert widths(row_layout(look, width)).keys() <= widths(row_layout(look, width + 1)).keys()


def test_what_goes_first_is_what_stands_last_among_the_columns() -> None:
    order = list(COLUMNS)
    for width in range(12, 300):
        shown = [name for name in order if name in widths(row_layout(ALL, width))]
        assert shown == order[: len(shown)]
    assert widths(row_layout(ALL, 299)).keys() == COLUMNS.keys()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (48, "state star title day"),
        (58, "state star title day"),
        (78, "state star title venue day"),
        (98, "state star title venue tags day"),
        (112, "state star title authors venue tags day"),
        (150, "state star title authors venue tags upvotes score day"),
    ],
)
def test_the_columns_that_nobody_chose_fit_the_screen(width: int, shown: str) -> None:
    assert [*widths(row_layout(RowLook(TODAY), width))] == shown.split()


def test_a_title_with_plenty_shares_it() -> None:
    before, after = (widths(row_layout(RowLook(TODAY, DEFAULT), width)) for width in (132, 200))
    for name in ("title", "authors", "venue", "tags"):
        assert after[name] > before[name] > 0
    assert after["day"] == before["day"]


def test_beside_a_title_too_short_to_read_stand_state_and_day_alone() -> None:
    for width in range(12, 300):
        shown = widths(row_layout(ALL, width))
        if shown["title"] < READABLE:
            assert shown.keys() <= {"state", "star", "title", "day"}


@pytest.mark.parametrize("width", [40, 47, 48, 75, 76, 140])
def test_a_reason_has_a_third_of_the_row_where_there_is_room(width: int) -> None:
    shown = widths(row_layout(ALL, width, reasons=True))
    assert (REASON in shown) == (width >= ROOM_FOR_REASONS)
    assert ("day" in shown) == (not ROOM_FOR_REASONS <= width < ROOM_FOR_DAYS)
    assert shown.get(REASON, width // 3 - 2) == width // 3 - 2
    assert shown.keys() <= {"state", "star", "title", "day", REASON}


def test_a_roomy_row_says_below_its_title_what_else_there_is() -> None:
    look = RowLook(TODAY, DEFAULT, is_roomy=True, absent=frozenset(("upvotes", "score")))
    for width in (40, 48, 78, 150):
        layout = row_layout(look, width)
        assert [*widths(layout)] == ["state", "star", "title", "day"]
        assert layout.second == ("authors", "venue", "tags")
        assert layout.indent == 5
    assert row_layout(look, 78, reasons=True).second == (REASON,)
