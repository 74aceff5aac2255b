"""Jumping: a letter beside everything on the screen, and what typing it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from index.marktable import STARRED
from tests.papers import fill, listed_on
from tests.tui.reader_driver import BOATS, KITES, WELLS, Driver, key_of, reader

if TYPE_CHECKING:
    from tui.paths import Home

SIZES = [(80, 24), (160, 50)]


def label_of(driver: Driver, pane: str, words: str) -> str:
    """The label of the line of a pane that has some words."""
    line = next(line for line in driver.text(pane).splitlines() if words in line)
    return line[1:3].rstrip(" ●▸×»23456789")


def labels_of_footer(driver: Driver) -> dict[str, str]:
    """Word → label of what the footer names, as far as words have one letter before their key."""
    found = re.findall(r"(\S) ?(\S+) (\S+)", driver.text("footer"))
    return {word: label for label, _, word in found}


async def test_a_row_is_gone_to(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("apostrophe")
        assert "type a letter" in driver.text("status")
        label = label_of(driver, "list", "Deep Wells")
        await driver.press(*map(key_of, label))
        assert driver.current == WELLS
        assert driver.screen.scope == "list"
        assert not driver.screen.jumping.is_on
        assert "type a letter" not in driver.text("status")


async def test_a_row_is_gone_to_from_another_pane(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("f", "apostrophe")
        label = label_of(driver, "list", "Kites That")
        await driver.press(*map(key_of, label))
        assert (driver.current, driver.screen.scope) == (KITES, "list")


@pytest.mark.parametrize(
    ("pane", "words", "scope"),
    [("filter", "Filters", "filter"), ("detail", "Paper", "detail"), ("list", "Papers", "list")],
)
async def test_a_pane_gets_the_keys(home: Home, pane: str, words: str, scope: str) -> None:
    async with reader(home) as driver:
        await driver.press("f" if scope == "list" else "j", "apostrophe")
        label = label_of(driver, pane, f"{words} ─")
        await driver.press(*map(key_of, label))
        assert driver.screen.scope == scope


async def test_the_search_bar_gets_the_keys(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("apostrophe")
        bar = driver.screen.search_bar
        (strip,) = bar.render_lines(bar.outer_size.region)
        assert strip.text.startswith("a ")
        await driver.press("a")
        assert driver.screen.scope == "search"
        (strip,) = bar.render_lines(bar.outer_size.region)
        assert strip.text.startswith("  ")


async def test_a_filter_is_taken(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s", "apostrophe")
        label = label_of(driver, "filter", "Starred")
        await driver.press(*map(key_of, label))
        assert str(driver.screen.finding.query) == "is:starred"
        assert driver.listed == [BOATS]


async def test_what_the_footer_names_is_done(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("apostrophe")
        label = labels_of_footer(driver)["star"]
        await driver.press(key_of(label))
        assert driver.flags(BOATS) == STARRED


@pytest.mark.parametrize("key", ["escape", "down", "apostrophe", "exclamation_mark", "f1"])
async def test_any_other_key_ends_it_and_does_nothing_more(home: Home, key: str) -> None:
    async with reader(home) as driver:
        before = driver.text("list")
        await driver.press("apostrophe")
        assert driver.text("list") != before
        await driver.press(key)
        assert driver.text("list") == before
        assert len(driver.pilot.app.screen_stack) == 1
        await driver.press("j")
        assert driver.current == KITES


async def test_with_many_places_some_labels_take_two_letters(home: Home) -> None:
    fill(home, listed_on("2026-03-12", count=60))
    async with reader(home, (), size=(160, 50)) as driver:
        await driver.press("apostrophe")
        label = label_of(driver, "list", "Lantern Number 40")
        assert len(label) == 2
        await driver.press(key_of(label[0]))
        assert "second" in driver.text("status")
        assert label_of(driver, "list", "Lantern Number 1 ") == ""
        line = next(row for row in driver.text("list").splitlines() if "Number 40" in row)
        assert line[2] == label[1]
        await driver.press(key_of(label[1]))
        assert driver.screen.session.view.cursor == 40


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_and_pane_on_the_screen_has_a_label(
    home: Home, size: tuple[int, int]
) -> None:
    fill(home, listed_on("2026-03-12", count=60))
    async with reader(home, (), size=size) as driver:
        await driver.press("apostrophe")
        shown = driver.screen.jumping
        rows = [line for line in driver.text("list").splitlines()[1:-1] if "Lantern" in line]
        assert all(line[1] != " " for line in rows)
        assert shown.is_on
        await driver.pilot.resize_terminal(size[0] - 8, size[1])
        await driver.pilot.pause()
        assert not shown.is_on


async def test_a_click_where_a_label_would_be_needs_no_label(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("apostrophe", key_of("z"), "apostrophe", "escape")
        await driver.pilot.click("#filter", offset=(4, 3))
        await driver.press()
        assert str(driver.screen.finding.query) == "is:unread"


async def test_labels_go_and_so_does_what_is_said_of_them_where_the_screen_changes(
    home: Home,
) -> None:
    async with reader(home) as driver:
        await driver.press("apostrophe")
        assert "type a letter" in driver.text("status")
        await driver.pilot.resize_terminal(100, 30)
        await driver.press()
        assert "type a letter" not in driver.text("status")
        await driver.press("s")
        assert driver.screen.session.reading.starred()
