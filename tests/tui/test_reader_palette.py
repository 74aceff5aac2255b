"""The palette in the reader: a line an action, keys in a column of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.command import CommandList

from tests.tui.reader_driver import Driver, key_of, reader

if TYPE_CHECKING:
    from tui.paths import Home


async def lines(driver: Driver, typed: str) -> list[str]:
    """What the palette shows when that was typed, frame aside."""
    await driver.press(*map(key_of, typed))
    await driver.pilot.app.workers.wait_for_complete()
    await driver.press()
    found = driver.pilot.app.screen.query_one(CommandList)
    strips = found.render_lines(found.outer_size.region)
    return [text for strip in strips if (text := strip.text.strip("│╰╯─").rstrip())]


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_keys_stand_right_below_each_other(home: Home, size: tuple[int, int]) -> None:
    async with reader(home, size=size) as driver:
        await driver.press("ctrl+p")
        told = await lines(driver, "s")
        assert len(told) > 8
        assert len({cell_len(line) for line in told}) == 1
        (star,) = (line for line in told if line.split()[0] == "Star")
        assert star.split()[-1] == "s"


async def test_keys_are_those_in_force(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.keys_file.write_text('[list]\n"Z" = "paper.star"\n"s" = ""\n')
    async with reader(home) as driver:
        await driver.press("ctrl+p")
        (star, *_) = await lines(driver, "star")
        assert star.split()[0] == "Star"
        assert star.split()[-1] == "Z"


async def test_lines_are_divided_anew_for_another_width(home: Home) -> None:
    async with reader(home, size=(140, 24)) as driver:
        await driver.press("ctrl+p")
        await lines(driver, "st")
        await driver.pilot.resize_terminal(62, 24)
        told = await lines(driver, "")
        assert {cell_len(line) for line in told} == {62 - 2 - 2}
        assert next(line for line in told if line.split()[0] == "Star").split()[-1] == "s"
