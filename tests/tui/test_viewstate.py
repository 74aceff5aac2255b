from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.marktable import DISMISSED, READ, STARRED, MarkTable
from index.query.query import Query
from tui.viewstate import ViewState, still_matches

UNREAD = Query.parse("is:unread")


def test_the_cursor_stops_at_both_ends() -> None:
    view = ViewState(ordinals=[4, 5, 6])
    assert view.moved(-3).cursor == 0
    assert view.moved(10**9).cursor == 2
    assert ViewState().moved(1).cursor == 0
    assert ViewState().ordinal is None


def test_moving_up_turns_the_direction() -> None:
    view = ViewState(ordinals=[4, 5, 6]).at(2)
    assert view.moved(-1).direction == -1
    assert view.moved(-1).moved(1).direction == 1
    assert view.moved(-1).moved(0).direction == -1


@pytest.mark.parametrize(
    ("row", "direction", "by", "row_after"),
    [(1, 1, 1, 2), (1, 1, 5, 2), (2, 1, 1, 2), (3, 1, 1, 4), (3, -1, 1, 3), (4, -1, 5, 3)],
)
def test_acting_never_moves_on_over_the_rule(
    row: int, direction: int, by: int, row_after: int
) -> None:
    view = ViewState(ordinals=range(5), others=2).at(row, direction)
    moved = view.moved_on(by)
    assert (moved.cursor, moved.direction) == (row_after, direction)


def test_an_empty_list_has_nowhere_to_move_on_to() -> None:
    assert ViewState().moved_on(1).cursor == 0
    assert len(ViewState().part) == 0


@given(st.permutations(range(8)), st.integers(0, 7))
def test_a_new_list_keeps_the_cursor_on_its_paper(order: list[int], cursor: int) -> None:
    view = ViewState(ordinals=list(range(8))).at(cursor)
    assert view.listing(UNREAD, order).ordinal == cursor


@given(st.sets(st.integers(0, 7)), st.integers(0, 7))
def test_when_its_paper_left_the_cursor_goes_to_the_next_that_stayed(
    stayed: set[int], cursor: int
) -> None:
    view = ViewState(ordinals=list(range(8)), query=UNREAD).at(cursor)
    fresh = view.listing(UNREAD, sorted(stayed))
    later = [paper for paper in sorted(stayed) if paper >= cursor]
    expected = later[0] if later else max(stayed, default=None)
    assert fresh.ordinal == expected


def test_another_query_without_the_paper_starts_at_its_top() -> None:
    view = ViewState(ordinals=[1, 2, 3], query=UNREAD).at(2)
    assert view.listing(Query.parse("is:read"), [7, 8]).ordinal == 7


def test_another_query_starts_at_its_top_though_the_paper_is_among_the_others() -> None:
    view = ViewState(ordinals=[1, 2, 3], query=UNREAD).at(2)
    other = Query.parse("is:read")
    assert view.listing(other, [7, 8, 3], others=1).ordinal == 7
    assert view.listing(other, [7, 8, 3]).ordinal == 3
    assert view.listing(UNREAD, [7, 8, 3], others=1).ordinal == 3


def test_what_was_answered_before_is_gone_with_its_list() -> None:
    view = ViewState().listing(UNREAD, [1], others=1, order="title", suggestion=Query())
    assert (view.matches, view.lines.rule) == (0, 0)
    fresh = view.listing(UNREAD, [1, 2])
    assert (fresh.others, fresh.order, fresh.suggestion) == (0, "", None)
    assert (fresh.matches, fresh.lines.rule) == (2, None)


def test_looking_for_the_next_wanted_paper() -> None:
    view = ViewState(ordinals=[1, 2, 3, 4]).at(1)
    assert view.next_where(lambda ordinal: ordinal % 2 == 0, 1) == 3
    assert view.next_where(lambda ordinal: ordinal == 1, -1) == 0
    assert view.next_where(lambda ordinal: ordinal == 2, 1) is None


@pytest.mark.parametrize(
    ("query", "flags", "matches"),
    [
        ("is:unread", 0, True),
        ("is:unread", STARRED, True),
        ("is:unread", READ, False),
        ("is:unread", DISMISSED, False),
        ("-is:read", READ, False),
        ("is:starred diffusion", 0, False),
        ("diffusion", READ, True),
        ("is:unread OR diffusion", READ, True),
        ("is:unread OR is:starred", READ | STARRED, True),
        ("is:unread OR is:starred", READ, False),
        ("tag:rl is:read", READ, True),
        ("-tag:rl", READ, False),
    ],
)
def test_marks_alone_decide_whether_a_row_still_matches(
    query: str, flags: int, matches: bool
) -> None:
    table = MarkTable(bytearray([flags]), {"rl": {0}})
    assert still_matches(Query.parse(query), 0, table) is matches


def test_a_list_that_was_empty_starts_at_its_top() -> None:
    assert ViewState().listing(Query(), [5, 6, 7]).cursor == 0
