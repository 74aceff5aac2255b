from __future__ import annotations

from index.errors import Problem
from tui.captions import empty_library, empty_list, list_place, troubles
from tui.viewstate import ViewState


def test_the_place_says_where_the_cursor_is() -> None:
    view = ViewState(ordinals=range(1234)).at(6)
    assert list_place(view, "", "") == "7 of 1,234"
    assert list_place(view, "title", "") == "7 of 1,234 by title"
    assert list_place(ViewState(), "", "") == "no papers"


def test_the_place_says_that_a_half_typed_word_found_nothing() -> None:
    assert list_place(ViewState(ordinals=[1]), "", "zz\x1b") == "none match “zz” yet"


def test_an_empty_library_says_what_to_do_in_three_lines() -> None:
    lines = empty_library()
    assert len(lines) == 3
    assert "carrel add" in lines[1]
    assert "carrel --sample" in lines[2]


def test_an_empty_list_names_its_query_and_the_way_out() -> None:
    assert empty_list("is:starred zzz", "Esc") == (
        "No paper matches.",
        "is:starred zzz",
        "Esc shows every paper again.",
    )


def test_the_first_problem_is_told_and_the_rest_counted() -> None:
    assert troubles([]) == ""
    one = Problem("broken", "mend it", "a.toml")
    assert troubles([one]) == "a.toml: broken (mend it)"
    assert troubles([one, one, one]).endswith("(and 2 more)")


def test_of_a_long_query_without_papers_the_end_is_told() -> None:
    place = list_place(ViewState(ordinals=[1]), "", "a" * 100 + " then 深い zz")
    assert place.startswith("none match “…")
    assert place.endswith("then 深い zz” yet")
    assert len(place) < 70
