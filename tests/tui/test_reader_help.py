"""Help in the reader: what the pane at hand can do, and letters that are searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reader_driver import Driver, reader
from tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from tui.paths import Home


def is_open(driver: Driver) -> bool:
    return isinstance(driver.pilot.app.screen, HelpScreen)


@pytest.mark.parametrize(
    ("keys", "heading"),
    [
        ([], "In the list"),
        (["enter"], "In the paper"),
        (["f"], "In the filters"),
        (["z"], "One paper at a time"),
        (["slash"], "In the search bar"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_it_begins_with_the_pane_that_has_the_keys(
    home: Home, size: tuple[int, int], keys: list[str], heading: str
) -> None:
    async with reader(home, size=size) as driver:
        await driver.press(*keys, "f1")
        first = driver.text("help").splitlines()[1]
        assert first.startswith(f"│ {heading} ")
        assert ("Everywhere" in first) == (size[0] == 160 and keys != ["slash"])


async def test_letters_are_searched_for_and_escape_takes_them_back_first(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("question_mark", "s", "t", "a", "r")
        text = driver.text("help")
        assert "Keys: star" in text
        assert "Star the paper" in text
        assert "Sort by the next column" not in text
        await driver.press("backspace", "backspace", "o", "z")
        assert "Nothing begins with “stoz”" in driver.text("help")
        await driver.press("escape")
        assert is_open(driver)
        assert "Sort by the next column" in driver.text("help")
        await driver.press("escape")
        assert not is_open(driver)


async def test_the_key_that_opened_it_closes_it_whatever_was_typed(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("question_mark", "x", "question_mark")
        assert not is_open(driver)
        await driver.press("question_mark", "q")
        assert not is_open(driver)
        await driver.press("question_mark", "u", "q")
        assert is_open(driver)
        assert "Keys: uq" in driver.text("help")


async def test_arrows_and_pages_scroll(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press("question_mark")
        top = driver.text("help").splitlines()[1]
        await driver.press("down", "space", "pagedown")
        assert driver.text("help").splitlines()[1] != top
        await driver.press("home")
        assert driver.text("help").splitlines()[1] == top


async def test_a_search_begins_at_the_top_again(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press("question_mark", "end", "s", "t", "a")
        assert "In the list" in driver.text("help").splitlines()[1]


async def test_the_frame_says_what_escape_does_to_what_was_typed(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("f1")
        assert "Esc close" in driver.text("help")
        await driver.press("s")
        assert "Esc clear" in driver.text("help")
        await driver.press("escape")
        assert is_open(driver)
        assert "Esc close" in driver.text("help")
