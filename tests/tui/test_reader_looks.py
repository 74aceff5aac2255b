"""How the screen looks, by keys: nothing is lost on the way, and the cursor keeps its paper."""

from __future__ import annotations

import asyncio
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.papers import listed_on
from tests.tui.reader_driver import KITES, reader
from tests.waiting import until
from tui.paths import Home
from tui.theme import DARK, LIGHT, OWN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.reader_driver import Driver

MANY = listed_on("2025-03-14", "2025-03-13", count=60)
TRUE = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name, value in TRUE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Home.below(tmp_path)


def options(home: Home, text: str) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(text, "utf-8")


def height_of_cursor(driver: Driver) -> int:
    """The line of the pane on which the row of the cursor begins."""
    return next(n for n, line in enumerate(driver.text("list").splitlines()) if "▌" in line)


async def test_density_gives_each_paper_two_lines_and_the_cursor_stays(home: Home) -> None:
    async with reader(home, MANY) as driver:
        await driver.press(*"jjjjjjjjjj")
        current, height = driver.current, height_of_cursor(driver)
        await driver.press("Z")
        lines = [line for line in driver.text("list").splitlines() if "▌" in line]
        assert (driver.current, len(lines)) == (current, 2)
        assert height_of_cursor(driver) == height
        await driver.press("G")
        assert driver.text("list").count("▌") == 2
        await driver.press(*["k"] * 40)
        assert driver.text("list").count("▌") == 2
        current = driver.current
        await driver.press("Z")
        assert driver.current == current
        assert driver.text("list").count("▌") == 1


async def test_a_page_of_roomy_rows_is_half_as_many(home: Home) -> None:
    async with reader(home, MANY) as driver:
        await driver.press("pagedown")
        compact = driver.screen.session.view.cursor
        await driver.press("home", "Z", "pagedown")
        assert driver.screen.session.view.cursor == compact // 2


async def test_the_first_line_on_the_screen_is_never_the_second_of_a_row(home: Home) -> None:
    async with reader(home, MANY, size=(140, 29)) as driver:
        await driver.press("Z")
        for key in (*["j"] * 14, "pagedown", "k", "G", "pageup", "g", "ctrl+d"):
            await driver.press(key)
            first = driver.text("list").splitlines()[1]
            assert "Lantern" in first, key
            assert driver.text("list").count("▌") == 2, key


async def test_marks_are_seen_on_roomy_rows_at_once(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("Z", "s", "t", *"rl", "enter")
        assert "★ Planning" in driver.text("list")
        assert "Wu · POND 2025 · #rl" in driver.text("list")
        await driver.press("u")
        assert "#rl" not in driver.text("list")


async def test_days_are_told_by_how_long_ago_they_were(home: Home) -> None:
    async with reader(home, MANY) as driver:
        plain = driver.text("list")
        await driver.press("C")
        assert " y │" in driver.text("list") or " mo │" in driver.text("list")
        await driver.press("C")
        assert driver.text("list") == plain


async def test_themes_come_by_turns_and_take_effect_at_once(home: Home) -> None:
    async with reader(home) as driver:
        app = driver.pilot.app
        seen, colours = [app.theme], [driver.screen.list.ink("title").color]
        for _ in OWN:
            await driver.press("T")
            seen.append(app.theme)
            colours.append(driver.screen.list.ink("title").color)
        assert seen == [*(theme.name for theme in OWN), DARK.name]
        assert len(set(colours)) == len(OWN)
        assert driver.current


async def test_a_theme_of_the_options_is_one_of_the_turns(home: Home) -> None:
    options(home, 'theme = "nord"\n')
    async with reader(home) as driver:
        seen = [driver.pilot.app.theme]
        for _ in range(len(OWN) + 1):
            await driver.press("T")
            seen.append(driver.pilot.app.theme)
        assert seen == ["nord", *(theme.name for theme in OWN), "nord"]


async def test_a_theme_that_nobody_knows_is_named_with_the_nearest(home: Home) -> None:
    options(home, 'theme = "contrats"\n')
    async with reader(home) as driver:
        assert 'theme "contrats" is not known' in driver.text("status")
        assert driver.pilot.app.theme == DARK.name


async def test_where_no_colour_is_wanted_there_is_none_to_choose(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(home) as driver:
        before = driver.pilot.app.theme
        await driver.press("T")
        assert driver.pilot.app.theme == before
        assert "NO_COLOR is set" in driver.text("status")


def widths(driver: Driver) -> list[int]:
    panes = driver.screen.panes.values()
    return [pane.outer_size.width if pane.display else 0 for pane in panes]


async def test_panes_are_made_wider_and_narrower(home: Home) -> None:
    async with reader(home) as driver:
        filters, papers, paper = widths(driver)
        await driver.press(">")
        assert widths(driver)[0] == filters
        assert widths(driver)[1] > papers
        await driver.press("<", "l", ">")
        assert widths(driver)[2] > paper
        await driver.press("escape", "f", ">", ">")
        assert widths(driver)[0] == filters + 4
        await driver.press(*["<"] * 30)
        assert "gets no narrower" in driver.text("status")
        assert widths(driver)[0] == 20


async def test_panes_are_hidden_and_come_when_they_are_asked_for(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "(", ")")
        assert widths(driver) == [0, 140, 0]
        await driver.press("tab")
        assert driver.screen.scope == "list", "there is no other pane to go to"
        await driver.press("enter")
        assert driver.screen.scope == "detail"
        assert widths(driver)[2] > 0
        await driver.press("escape", "f")
        assert widths(driver)[0] > 0
        await driver.press("escape")
        assert widths(driver) == [0, 140, 0]
        assert driver.current == KITES
        await driver.press("(", ")")
        assert 0 not in widths(driver)


async def test_hiding_the_pane_that_has_the_keys_gives_them_to_the_list(home: Home) -> None:
    async with reader(home) as driver:
        for there, key in (("f", "("), ("l", ")")):
            await driver.press(there, key)
            assert driver.screen.scope == "list"


async def test_on_a_small_screen_panes_keep_their_place(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        before = widths(driver)
        await driver.press(">", "(")
        assert widths(driver) == before
        await driver.press(")")
        assert widths(driver) == [0, 80, 0]
        assert driver.screen.list.outer_size.height == 21


async def test_a_screen_that_changes_its_size_loses_nothing(home: Home) -> None:
    async with reader(home, MANY) as driver:
        await driver.press(*["j"] * 30, "Z", ">", "v", "j")
        current = driver.current
        for size in ((60, 20), (80, 24), (200, 50), (45, 12), (140, 30)):
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
            assert driver.current == current
            assert driver.text("list").count("▌") == 2, size
            lines = driver.text("list").splitlines()
            assert {len(line) for line in lines} == {driver.screen.list.outer_size.width}
        assert len(driver.screen.session.selection) == 1


async def test_what_keys_chose_is_there_at_the_next_start(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("Z", "T", "C", ">", "(")
        before = widths(driver)
    assert tomllib.loads(home.looks_file.read_text("utf-8"))["theme"] == "light"
    async with reader(home, ()) as driver:
        assert driver.pilot.app.theme == LIGHT.name
        assert driver.text("list").count("▌") == 2
        assert widths(driver) == before


async def test_the_order_that_a_key_chose_is_there_at_the_next_start(home: Home) -> None:
    async with reader(home) as driver:
        while driver.screen.finding.query.sort != "title":
            await driver.press("S")
        await driver.press("I")
        listed = driver.listed
    async with reader(home, ()) as driver:
        await driver.press("down")
        assert driver.screen.finding.query.sort == "-title"
        assert driver.listed == listed


async def test_looks_are_written_down_without_quitting(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("Z")
        await until(home.looks_file.exists, "the looks written down")


async def test_looks_that_cannot_be_written_down_are_told(home: Home) -> None:
    async with reader(home) as driver:
        home.looks_file.mkdir(parents=True)
        await driver.press("Z")
        async with asyncio.timeout(30):
            while "is not remembered" not in driver.text("status"):
                await driver.press("j")
                await asyncio.sleep(0.01)


async def test_columns_of_the_options_are_what_rows_show(home: Home) -> None:
    options(home, 'columns = ["day", "title", "authors", "state"]\n')
    async with reader(home, size=(200, 30)) as driver:
        row = next(line for line in driver.text("list").splitlines() if "Kites" in line)
        assert row.split()[-3:] == ["Wu", "●", "│"]
        await driver.press("S")
        assert driver.screen.finding.query.sort == "title"


@pytest.mark.parametrize("key", ["S", "I"])
async def test_every_column_is_one_of_the_orders_and_turns_round(home: Home, key: str) -> None:
    options(home, 'columns = ["title", "venue", "year", "code"]\n')
    async with reader(home) as driver:
        seen = []
        for _ in range(7):
            await driver.press(key)
            seen.append(driver.screen.finding.query.sort)
    orders = ["title", "venue", "year", "rank", "added", "score", ""]
    assert seen == (orders if key == "S" else ["-day", "day", "-day", "day", "-day", "day", "-day"])


async def test_a_list_gone_back_to_has_the_same_row_at_its_top_however_high_rows_are(
    home: Home,
) -> None:
    async with reader(home, MANY, size=(80, 24)) as driver:
        await driver.press("4", "0", *"jjj", "G", "k", "k", "k")
        await driver.press("slash", *"day:2025-03-14", "enter", "Z", "left_square_bracket")
        top = driver.screen.list.first_row
        assert top > len(MANY) - 14
        assert driver.screen.list.first_line == 2 * top
