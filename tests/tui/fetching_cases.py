"""A home that follows a feed, a server to ask, and waiting for what a reader shows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.webserver import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.reader_driver import Driver
    from tui.paths import Home

JOURNAL = "https://journal.example/feed"
FEEDS = f'[feeds.journal]\nkind = "rss"\nwhat = "{JOURNAL}"\n'


def items(count: int) -> Reply:
    told = "".join(
        f"<item><title>On Lanterns, part {number}</title>"
        f"<link>https://journal.example/{number}</link><description>We look.</description></item>"
        for number in range(count)
    )
    return Reply.xml(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>J</title>{told}</channel></rss>'
    )


def follow(home: Home, text: str = FEEDS) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(text, "utf-8")


async def until(driver: Driver, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(90):
        while not holds():
            await asyncio.sleep(0.02)
            driver.screen.look_around()
            await driver.pilot.pause()
