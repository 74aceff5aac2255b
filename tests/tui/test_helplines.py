"""The help sheet's lines: whole, in columns, and narrowed down to what was typed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui import querylegend
from tui.actions import SCOPES
from tui.config import KEYMAPS
from tui.helplines import COLUMN, HelpSection, found_in, help_lines, help_sections
from tui.keymap import LOOKUP, Keymap
from tui.keys import display
from tui.legend import HEADINGS, typing_keys

if TYPE_CHECKING:
    from tui.render import Line

FOCUSES = tuple(LOOKUP)


@pytest.fixture(scope="module", params=KEYMAPS)
def keymap(request: pytest.FixtureRequest) -> Keymap:
    return Keymap.load(request.param)[0]


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def titles(sections: list[HelpSection]) -> list[str]:
    return [section.title for section in sections]


@pytest.mark.parametrize("focus", FOCUSES)
def test_the_pane_that_has_the_keys_comes_first(keymap: Keymap, focus: str) -> None:
    told = titles(help_sections(keymap, focus))
    assert told[0] == HEADINGS[focus]
    assert told[1] == (querylegend.TITLE if focus == "search" else HEADINGS["app"])
    assert sorted(told) == sorted([*(HEADINGS[scope] for scope in SCOPES), querylegend.TITLE])


def test_every_key_is_told_where_it_is(keymap: Keymap) -> None:
    sections = {section.title: section.rows for section in help_sections(keymap, "list")}
    for binding in keymap.bindings():
        if not binding.action_id.startswith("view.") or not binding.action_id[-1].isdigit():
            rows = sections[HEADINGS[binding.scope]]
            assert any(display(binding.sequence) in row.keys for row in rows)


def test_numbered_views_are_one_row() -> None:
    (_, app, *_) = help_sections(Keymap.load("default")[0], "list")
    (row,) = (row for row in app.rows if "view 1" in row.text)
    assert row.keys == ("1", "…", "9")
    assert row.text == "Show view 1 to 9 of the filter pane."


@pytest.mark.parametrize("width", [30, 58, 78, 98, 130, 158, 230])
def test_help_is_never_cut_off(keymap: Keymap, width: int) -> None:
    lines = texts(help_lines(help_sections(keymap, "list"), width))
    assert max(map(cell_len, lines)) <= width
    assert "C-q" in " ".join(" ".join(lines).split())
    if 58 <= width < 2 * COLUMN:
        assert any(
            "Open the paper under the cursor in the detail" in " ".join(f"{a} {b}".split())
            for a, b in pairwise(lines)
        )


def test_where_there_is_room_sections_stand_beside_each_other(keymap: Keymap) -> None:
    sections = help_sections(keymap, "filter")
    one, two = (texts(help_lines(sections, width)) for width in (78, 158))
    assert one[0].split() == ["In", "the", "filters"]
    assert two[0].split() == ["In", "the", "filters", "Everywhere"]
    assert len(two) < 0.7 * len(one)


def test_what_is_typed_begins_a_word(keymap: Keymap) -> None:
    sections = found_in(help_sections(keymap, "list"), "star pap")
    rows = [row.text for section in sections for row in section.rows]
    assert "Star the paper, or take the star away, and move on." in rows
    assert all("star" in text.lower() and "pap" in text.lower() for text in rows)
    assert not found_in(sections, "tar")


def test_a_key_is_found_before_words() -> None:
    sections = found_in(help_sections(Keymap.load("default")[0], "list"), "s")
    assert sections[0].title == "In the list: s"
    assert [row.keys for row in sections[0].rows] == [("s",)]
    capital = found_in(help_sections(Keymap.load("default")[0], "list"), "S")
    assert [row.keys for row in capital[0].rows] == [("S",)]


def test_queries_are_found_as_well(keymap: Keymap) -> None:
    (section,) = found_in(help_sections(keymap, "list"), "author:gar")
    assert section.title == querylegend.TITLE
    assert [row.keys for row in section.rows] == [("author:garcia",)]


def test_a_slash_begins_a_search_as_elsewhere(keymap: Keymap) -> None:
    sections = help_sections(keymap, "list")
    assert found_in(sections, "/bibliography") == found_in(sections, "bibliography")
    assert found_in(sections, "/")


def test_what_was_found_stands_out() -> None:
    sections = found_in(help_sections(Keymap.load("default")[0], "list"), "star")
    lines = help_lines(sections, 78, "star")
    found = {text for line in lines for text, role in line if role == "match"}
    assert found == {"Star", "star"}


def test_nothing_found_is_said() -> None:
    sections = found_in(help_sections(Keymap.load("default")[0], "list"), "zebra")
    assert texts(help_lines(sections, 78, "zebra")) == [" Nothing begins with “zebra”."]


@given(st.text(max_size=20), st.integers(20, 250), st.sampled_from(FOCUSES))
def test_whatever_is_typed_lines_fit(text: str, width: int, focus: str) -> None:
    sections = help_sections(Keymap.load("default")[0], focus)
    lines = help_lines(found_in(sections, text), width, text)
    if found_in(sections, text):
        assert max(map(cell_len, texts(lines))) <= width


def test_keys_of_the_sheet_are_those_that_type_nothing() -> None:
    assert typing_keys(Keymap.load("default")[0]) == "type to search · ↓ ↑ scroll · Esc close"
    for name in KEYMAPS:
        assert "Esc close" in typing_keys(Keymap.load(name)[0])


def test_an_action_is_found_by_what_it_is_called_as_well_and_told_once() -> None:
    sections = help_sections(Keymap.load("default")[0], "list")
    for word in ("exp", "export"):
        (found,) = found_in(sections, word)
        assert [row.text for row in found.rows] == ["Write the starred papers to a bibliography."]
    told = [
        (section.title.split(":")[0], row)
        for section in found_in(sections, "'")
        for row in section.rows
    ]
    assert len(told) == len(set(told)) > 0
