from __future__ import annotations

import pytest

from index.errors import Problem
from index.query.query import Query
from tui.captions import (
    MANY,
    empty_library,
    empty_list,
    list_place,
    rule_words,
    selected_words,
    troubles,
)
from tui.render import Line, cells_of
from tui.viewstate import ViewState

WIDE = 200


def text(line: Line) -> str:
    return "".join(words for words, _ in line)


def answered(query: str, matches: int, others: int = 0, suggestion: str = "") -> ViewState:
    return ViewState(
        query=Query.parse(query),
        ordinals=range(matches + others),
        others=others,
        suggestion=Query.parse(suggestion) if suggestion else None,
    )


def test_the_place_says_where_the_cursor_is() -> None:
    view = ViewState(ordinals=range(1234)).at(6)
    assert list_place(view, "", WIDE) == "7 of 1,234"
    assert list_place(ViewState(ordinals=[1], order="title"), "", WIDE) == "1 of 1 by title"
    assert list_place(ViewState(), "", WIDE) == "no papers"


@pytest.mark.parametrize(
    ("row", "room", "place"),
    [
        (2, WIDE, "3 of 7 · 24 more with some of the words"),
        (2, 30, "3 of 7 · 24 more"),
        (6, WIDE, "7 of 7 · 24 more with some of the words"),
        (7, WIDE, "1 of 24 with some of the words"),
        (30, 20, "24 of 24 more"),
    ],
)
def test_the_place_tells_the_others_from_what_matches(row: int, room: int, place: str) -> None:
    assert list_place(answered("a b", 7, 24).at(row), "", room) == place


def test_the_place_says_that_a_half_typed_word_found_nothing() -> None:
    assert list_place(ViewState(ordinals=[1]), "zz\x1b", WIDE) == "none match “zz” yet"


def test_of_a_long_query_without_papers_the_end_is_told() -> None:
    place = list_place(ViewState(ordinals=[1]), "a" * 100 + " then 深い zz", WIDE)
    assert place.startswith("none match “…")
    assert place.endswith("then 深い zz” yet")
    assert len(place) < 70


@pytest.mark.parametrize(
    ("key", "follows", "told"),
    [
        ("F", False, "F                 says how new papers come every day"),
        ("gf", True, "gf                brings the papers of your feeds"),
        ("", True, "carrel fetch      brings the papers of your feeds"),
    ],
)
def test_an_empty_library_says_what_to_do(key: str, follows: bool, told: str) -> None:
    lines = empty_library(key, follows=follows)
    assert len(lines) == 4
    assert text(lines[1]) == told
    assert "carrel add" in text(lines[2])
    assert "carrel --sample" in text(lines[3])


def test_an_empty_list_names_its_query_and_the_way_out() -> None:
    assert [text(line) for line in empty_list(answered("is:starred zzz", 0), "=", "Esc")] == [
        "No paper matches.",
        "is:starred zzz",
        "Esc shows every paper again.",
    ]


def test_an_empty_list_offers_another_spelling_and_its_key() -> None:
    view = answered("vision transfomer", 0, suggestion="vision transformer")
    assert [text(line) for line in empty_list(view, "=", "Esc")] == [
        "No paper has “transfomer”.",
        "Did you mean  vision transformer ?   = takes it",
        "Esc shows every paper again.",
    ]
    unbound = empty_list(view, "", "")
    assert text(unbound[1]) == "Did you mean  vision transformer ?"


@pytest.mark.parametrize("room", [20, 40, 60, 100])
def test_the_rule_says_what_stands_below_it(room: int) -> None:
    assert text(rule_words(answered("a b", 3, 9), "=", room)) == "some of the words"
    none = text(rule_words(answered("a b", 0, 9), "=", room))
    assert "some" in none
    assert (none == "no paper has every word; these have some") == (room >= 40)


@pytest.mark.parametrize("room", [30, 50, 100])
def test_the_rule_offers_another_spelling(room: int) -> None:
    view = answered("vision transfomer", 0, 9, "vision transformer")
    line = rule_words(view, "=", room)
    assert "Did you mean  vision transformer ?   = takes it" in text(line)
    assert ("no paper has “transfomer”." in text(line)) == (cells_of(line) > 47)


def test_the_first_problem_is_told_and_the_rest_counted() -> None:
    assert troubles([]) == ""
    one = Problem("broken", "mend it", "a.toml")
    assert troubles([one]) == "a.toml: broken (mend it)"
    assert troubles([one, one, one]).endswith("(and 2 more)")


def test_the_number_selected_is_always_said_and_its_weight_where_there_is_room() -> None:
    assert selected_words(0, "Esc", "u", alone=True) == []
    assert text(selected_words(1, "Esc", "u", alone=False)) == " ◆ 1 selected "
    assert text(selected_words(MANY, "Esc", "u", alone=True)) == " ◆ 50 selected  Esc drops them"
    many = text(selected_words(12_345, "Esc", "u", alone=True))
    assert many.startswith(" ◆ 12,345 selected  marks go to all, one u undoes ")
    assert text(selected_words(12_345, "", "", alone=True)) == " ◆ 12,345 selected "
