"""The filter pane in the reader: what is in sight around its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.papers import fill, listed_on
from tests.tui.reader_driver import reader

if TYPE_CHECKING:
    from tui.paths import Home


async def test_the_next_entries_are_seen_before_they_are_gone_to(home: Home) -> None:
    for day in range(1, 9):
        fill(home, listed_on(f"2026-03-{day:02}", count=2, first=2 * day))
    async with reader(home, (), size=(80, 24)) as driver:
        await driver.press("f")
        lines = driver.text("filter").splitlines()
        for _ in range(14):
            await driver.press("j")
            lines = driver.text("filter").splitlines()
            here = next(place for place, line in enumerate(lines) if "▌" in line)
            below = lines[here + 1 : -1]
            assert len(below) >= 2
        await driver.press("G")
        lines = driver.text("filter").splitlines()
        assert "▌" in lines[-2]
        await driver.press("g")
        assert "Views" in driver.text("filter").splitlines()[1]


@pytest.mark.parametrize(("keys", "days"), [((), 7), (("<",) * 3, 5), (("<",) * 6, 0)])
async def test_a_feed_shows_as_many_days_as_its_name_leaves(
    home: Home, keys: tuple[str, ...], days: int
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('[feeds.hugging-face]\nkind = "hf-daily"\n', "utf-8")
    async with reader(home) as driver:
        await driver.press("f", *("less_than_sign" for _ in keys))
        (line,) = (line for line in driver.text("filter").splitlines() if "hugg" in line)
        assert line.count("○") == days
        assert line.endswith(" 0 │")
