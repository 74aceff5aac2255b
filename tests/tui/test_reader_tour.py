"""The tour in the reader: once, in nobody's way, and whenever it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.css.query import NoMatches

from index.marktable import DISMISSED, STARRED
from tests.papers import SHELF, fill
from tests.tui.reader_driver import BOATS, KITES, NOTE, Driver, reader
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tui.paths import Home


def line(driver: Driver) -> str:
    """What the tour says; ``""`` where there is none."""
    try:
        return driver.text("tour")
    except NoMatches:
        return ""


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_five_keys_are_learnt_by_pressing_them(home: Home, size: tuple[int, int]) -> None:
    async with reader(home, size=size, toured=False) as driver:
        assert "j goes to the next paper" in line(driver)
        await driver.press("j")
        assert driver.current == KITES
        assert "Enter opens it" in line(driver)
        await driver.press("enter")
        assert "s stars" in line(driver)
        await driver.press("escape", "s")
        assert driver.flags(KITES) & STARRED
        await driver.press("x")
        assert driver.flags(NOTE) == DISMISSED
        assert "/ searches" in line(driver)
        await driver.press("slash")
        assert "That is most of it.  ? tells every key" in line(driver)
        await driver.press("k")
        assert line(driver) == ""
        assert str(driver.screen.search_bar.value) == "k"


async def test_it_never_comes_again_by_itself(home: Home) -> None:
    async with reader(home, toured=False) as driver:
        assert line(driver)
    async with reader(home, toured=False) as driver:
        await driver.press()
        assert line(driver) == ""


async def test_escape_ends_it(home: Home) -> None:
    async with reader(home, toured=False) as driver:
        await driver.press("escape")
        assert line(driver) == ""
        await driver.press("j", "enter", "s")
        assert line(driver) == ""


async def test_escape_does_first_what_it_always_does(home: Home) -> None:
    async with reader(home, toured=False) as driver:
        await driver.press("v", "escape")
        assert not len(driver.screen.session.selection)
        assert line(driver)
        await driver.press("2", "escape", "f", "escape", "enter", "escape")
        assert str(driver.screen.finding.query) == ""
        assert line(driver)
        await driver.press("escape")
        assert line(driver) == ""


async def test_whoever_decided_anything_is_no_beginner(home: Home) -> None:
    fill(home)
    Reading.open(home.journals, "testhost").mark("read", [SHELF[0].id])
    async with reader(home, (), toured=False) as driver:
        await driver.press()
        assert line(driver) == ""
        assert not home.tour_file.exists()


async def test_an_empty_library_has_nothing_to_show(home: Home) -> None:
    async with reader(home, (), toured=False) as driver:
        await driver.press()
        assert line(driver) == ""
        assert not home.tour_file.exists()


async def test_it_is_asked_for_at_any_time(home: Home) -> None:
    async with reader(home) as driver:
        assert line(driver) == ""
        await driver.press("s", "f2")
        assert "j goes to the next paper" in line(driver)
        await driver.press("s", "f2")
        assert line(driver).strip().startswith("○○○○○")
        await driver.press("escape", "f2", "escape")
        assert line(driver) == ""
        assert driver.flags(BOATS) & STARRED


async def test_while_one_paper_fills_the_screen_it_waits(home: Home) -> None:
    async with reader(home, toured=False) as driver:
        await driver.press("z")
        assert not driver.screen.query_one("#tour").display
        await driver.press("escape")
        assert "j goes to the next paper" in line(driver)


async def test_where_nothing_can_be_kept_it_is_shown_all_the_same(home: Home) -> None:
    home.state.parent.mkdir(parents=True)
    home.state.write_text("a file where a folder should be")
    async with reader(home, toured=False) as driver:
        assert "j goes to the next paper" in line(driver)


async def test_a_step_is_done_however_it_was_done(home: Home) -> None:
    async with reader(home, toured=False) as driver:
        await driver.press("colon", *"star", "enter")
        await driver.press("colon", *"dismiss", "space", *"weak", "enter")
        assert line(driver).lstrip().startswith("○○●●○")
