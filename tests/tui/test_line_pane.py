"""What panes paint, and what they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.color import Color

from tests.tui.reader_driver import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

    from tests.tui.reader_driver import Driver
    from tui.paths import Home
    from tui.widgets.line_pane import LinePane


def styles(pane: LinePane) -> Iterator[Style]:
    for strip in pane.render_lines(pane.outer_size.region):
        for segment in strip:
            assert segment.style is not None
            yield segment.style


def inks(pane: LinePane) -> set[Color | None]:
    return {style.color for style in styles(pane)}


def recorded(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every line that is made from now on: of which pane, and which."""
    made: list[tuple[str, int]] = []
    for name, pane in driver.screen.panes.items():

        def line(index: int, name: str = name, make: object = pane.line) -> object:
            made.append((name, index))
            assert callable(make)
            return make(index)

        monkeypatch.setattr(pane, "line", line)
    return made


async def test_coming_back_from_focus_makes_no_line_anew(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        await driver.press("z", "z")
        made = recorded(driver, monkeypatch)
        await driver.press("z", "z")
        assert made == []
        assert "▌●   Planning" in driver.text("list")


async def test_going_to_another_pane_and_back_makes_no_line_anew(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        await driver.press("tab", "tab", "tab")
        made = recorded(driver, monkeypatch)
        await driver.press("tab", "tab", "tab")
        assert made == []


async def test_a_star_makes_the_lines_that_it_changes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        made = recorded(driver, monkeypatch)
        await driver.press("s")
        assert {index for name, index in made if name == "list"} == {0, 1}


async def test_another_size_lays_everything_out_anew(home: Home) -> None:
    async with reader(home) as driver:
        await driver.pilot.resize_terminal(100, 20)
        await driver.pilot.pause()
        for name in ("list", "detail"):
            lines = driver.text(name).splitlines()
            assert set(map(cell_len, lines)) == {driver.screen.panes[name].outer_size.width}
            assert (lines[0][0], lines[-1][0]) == ("╭", "╰")


async def test_another_theme_paints_in_its_colours(home: Home) -> None:
    async with reader(home) as driver:
        painted = []
        for theme in ("carrel-dark", "carrel-light", "carrel-dark"):
            driver.pilot.app.theme = theme
            await driver.pilot.pause()
            painted.append(inks(driver.screen.list))
        dark, light, again = painted
        assert Color.parse("#24272c") in light
        assert not dark & light
        assert again == dark


@pytest.mark.parametrize("plain", [False, True])
async def test_no_colour_is_written_where_none_is_wanted(
    home: Home, monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    async with reader(home) as driver:
        colours = [
            colour
            for style in styles(driver.screen.list)
            for colour in (style.color, style.bgcolor)
            if colour is not None and not colour.is_default
        ]
        assert bool(colours) is not plain


async def test_a_line_wider_than_its_pane_is_cut(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        pane = driver.screen.list
        for width in (0, 1, 2, 5, 11, 12, 30):
            strip = pane.paint([("深い井戸", "read"), ("", "meta"), ("abc", "read")], width)
            assert strip.cell_length == width
            assert sum(segment.cell_length for segment in strip) == width
