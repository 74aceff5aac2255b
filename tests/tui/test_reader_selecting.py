"""Papers selected on the reader's screen, and marks that go to all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.papers import listed_on
from tests.tui.reader_driver import reader
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tests.tui.reader_driver import Driver
    from tui.paths import Home

LAMPS = listed_on("2026-03-14", count=12)
IDS = [paper.id for paper in LAMPS]
MANY = listed_on("2026-03-14", count=60)


def _selected(driver: Driver) -> list[int]:
    columns, selection = driver.screen.session.library.columns, driver.screen.session.selection
    return [IDS.index(columns.id(ordinal)) for ordinal in selection.members()]


def _rows(driver: Driver) -> list[bool]:
    return ["◆" in line for line in driver.text("list").splitlines()[1:-1]]


async def test_selecting_moves_on_and_shows_by_a_glyph(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("v", "j", "v")
        assert _selected(driver) == [0, 2]
        assert _rows(driver)[:4] == [True, False, True, False]
        assert "◆ 2 selected" in driver.text("status")
        await driver.press("k", "v")
        assert _selected(driver) == [0]


async def test_a_range_goes_with_the_cursor(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("j", "V", "j", "j", "j", "k")
        assert _selected(driver) == [1, 2, 3]
        assert _rows(driver)[:5] == [False, True, True, True, False]
        await driver.press("V", "G")
        assert _selected(driver) == [1, 2, 3]


async def test_everything_in_view_and_nothing_again(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("asterisk")
        assert "◆ 12 selected" in driver.text("status")
        await driver.press("asterisk")
        assert "selected" not in driver.text("status")


async def test_vim_s_own_way_to_select_all(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "vim"\n', "utf-8")
    async with reader(home, LAMPS) as driver:
        await driver.press("j", "g", "g", "V", "G", "d", "d")
        assert [driver.flags(paper) for paper in IDS] == [DISMISSED] * 12


async def test_emacs_sets_the_mark_and_the_region_follows(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "emacs"\n', "utf-8")
    async with reader(home, LAMPS) as driver:
        await driver.press("ctrl+@", "n", "n", "asterisk")
        assert [driver.flags(paper) for paper in IDS[:4]] == [STARRED] * 3 + [0]
        await driver.press("ctrl+x", "h", "r")
        assert all(driver.flags(paper) & READ for paper in IDS)


async def test_what_a_query_finds_in_the_list_is_selected(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("x", "x", "v", "percent_sign", *"is:dismissed", "enter")
        assert _selected(driver) == [0, 1, 2]
        await driver.press("percent_sign", *"title:kites", "enter")
        assert "no other paper of this list matches" in driver.text("status")
        await driver.press("percent_sign", *'"half', "enter")
        assert "nothing more is selected" in driver.text("status")
        assert _selected(driver) == [0, 1, 2]


async def test_a_mark_goes_to_all_as_one_record_and_one_step(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("V", "j", "j", "s")
        assert [driver.flags(paper) for paper in IDS[:4]] == [STARRED] * 3 + [0]
        assert "starred 3 papers   u undoes" in driver.text("status")
        assert "selected" not in driver.text("status")
        assert len(Reading.open(home.journals, "testhost").log()) == 1
        await driver.press("u")
        assert not any(driver.flags(paper) for paper in IDS)


async def test_what_all_of_them_have_is_taken_away_and_else_given_to_all(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("s", "g", "V", "j", "j", "s")
        assert [driver.flags(paper) for paper in IDS[:3]] == [STARRED] * 3
        assert "starred 2 papers" in driver.text("status")
        await driver.press("g", "V", "j", "j", "s")
        assert [driver.flags(paper) for paper in IDS[:3]] == [0] * 3


async def test_a_selection_survives_moving_searching_and_sorting(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("v", "V", "j")
        await driver.press("slash", *"number 7", "enter", "0", "S", "G")
        assert _selected(driver) == [0, 1, 2]
        await driver.press("slash", *"number 7", "enter")
        assert "◆ 3 selected" in driver.text("status")
        await driver.press("x")
        assert [driver.flags(paper) for paper in IDS[:4]] == [DISMISSED] * 3 + [0]
        assert driver.flags(IDS[7]) == 0


async def test_escape_drops_the_selection_before_it_clears_the_query(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("slash", *"is:unread", "enter", "v")
        await driver.press("escape")
        assert _selected(driver) == []
        assert driver.screen.search_bar.value == "is:unread"
        await driver.press("escape")
        assert driver.screen.search_bar.value == ""


async def test_tags_go_to_those_that_were_selected_when_asked(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("V", "j", "t")
        assert "for 2 selected" in driver.pilot.app.export_screenshot().replace("&#160;", " ")
        driver.screen.session.selection.clear()
        await driver.press(*"rl", "enter")
        assert driver.screen.session.table.tags == {
            "rl": {driver.screen.session.library.find(paper) for paper in IDS[:2]}
        }
        assert "tags: +#rl on 2 papers   u undoes" in driver.text("status")


async def test_more_than_fifty_are_told_what_undo_will_do_before_and_after(home: Home) -> None:
    async with reader(home, MANY) as driver:
        await driver.press("asterisk")
        assert "60 selected" in driver.text("status")
        assert "marks go to all, one u undoes" in driver.text("status")
        await driver.press("v", "x")
        assert "dismissed 59 papers   one u undoes all 59" in driver.text("status")
        await driver.press("u")
        assert not driver.screen.session.table.count(DISMISSED)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_count_is_said_at_every_width(home: Home, size: tuple[int, int]) -> None:
    async with reader(home, LAMPS, size) as driver:
        await driver.press("v")
        assert "◆ 1 selected" in driver.text("status")
        assert "2 of 12" in driver.text("status")


@pytest.mark.parametrize("columns", [60, 80, 140])
async def test_a_day_finished_by_many_at_once_says_what_undo_will_do(
    home: Home, columns: int
) -> None:
    async with reader(home, [*MANY, *listed_on("2026-03-12", count=3, first=60)]) as driver:
        await driver.pilot.resize_terminal(columns, 30)
        await driver.press("slash", *"day:2026-03-14", "enter", "asterisk", "x")
        assert "✓ Mar 14 2026 done" in driver.text("status")
        assert "one u undoes all 60" in driver.text("status")


async def test_what_is_selected_is_put_off_together(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("V", "j", "L")
        assert [driver.flags(paper) for paper in IDS[:3]] == [LATER, LATER, 0]
        assert re.search(r"put off until \w+ \d+ \d+: 2 papers   u undoes", driver.text("status"))
