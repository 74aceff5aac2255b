"""Keys that arrive in one piece, at a sheet that the key before them closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from index.marktable import STARRED
from tests.tui.reader_driver import BOATS, KITES, Driver, reader

if TYPE_CHECKING:
    from tui.paths import Home

HELP = "question_mark"


async def burst(driver: Driver, *keys: str) -> None:
    """All keys before anything else is looked at."""
    for key in keys:
        driver.pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await driver.press()
    await driver.press()


@pytest.mark.parametrize("count", range(1, 8))
async def test_help_asked_for_over_and_over_opens_and_closes(home: Home, count: int) -> None:
    async with reader(home) as driver:
        await burst(driver, *[HELP] * count)
        assert len(driver.pilot.app.screen_stack) == 1 + count % 2


async def test_what_is_pressed_behind_help_is_carried_out(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, HELP, "escape", "escape", "s", HELP, "q", "s")
        assert len(driver.pilot.app.screen_stack) == 1
        assert driver.flags(BOATS) == driver.flags(KITES) == STARRED


async def test_what_is_pressed_behind_an_answer_is_no_part_of_it(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, "t", "r", "l", "enter", "s", "t", "m", "escape", "s")
        assert len(driver.pilot.app.screen_stack) == 1
        assert driver.screen.session.reading.tags(BOATS) == ("rl",)
        assert driver.screen.session.reading.tags(KITES) == ()
        assert driver.flags(BOATS) == driver.flags(KITES) == STARRED


async def test_a_begun_sequence_stays_on_the_screen_whatever_else_is_told(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "emacs"\n', "utf-8")
    async with reader(home) as driver:
        await driver.press("asterisk", "ctrl+x")
        driver.screen.painting.pending(True)
        driver.screen.painting.notice("new", "3 new papers")
        assert "C-x …" in driver.text("status")
        await driver.press("escape")
        assert "3 new papers" in driver.text("status")


async def test_a_letter_right_behind_escape_is_not_lost_to_alt(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("enter")
        driver.pilot.app.post_message(Key("alt+s", "s"))
        await driver.press()
        assert driver.screen.scope == "list"
        assert driver.flags(BOATS) == STARRED
        await driver.press("k", HELP)
        driver.pilot.app.post_message(Key("alt+shift+g", "G"))
        await driver.press()
        assert len(driver.pilot.app.screen_stack) == 1
        assert driver.screen.session.view.cursor == len(driver.listed) - 1


async def test_alt_is_alt_where_a_keymap_has_it_or_a_terminal_tells_it_from_escape(
    home: Home,
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "emacs"\n', "utf-8")
    async with reader(home) as driver:
        driver.pilot.app.post_message(Key("alt+n", "n"))
        await driver.press()
        assert driver.current == KITES
        await driver.press("enter")
        driver.pilot.app.post_message(Key("alt+l", None))
        await driver.press()
        assert driver.screen.scope == "detail"
