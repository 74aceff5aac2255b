"""The served reader in a browser: the page loads, keys work, marks land in the journal."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.browser import Browser, Page, chromium
from tests.commandline import carrel
from tests.papers import SHELF, fill
from tests.reader import at, leave, marked, opened, reader
from tests.served import Served, served
from tui.paths import Home
from tui.serving.gate import NO_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.terminal

BOATS = SHELF[0]


@pytest.fixture
def program(tool: Callable[[str], str]) -> str:
    """Chromium."""
    return tool("chromium")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """HOME of a reader with four papers."""
    fill(Home.below(tmp_path / "carrel"))
    return tmp_path


@pytest.fixture
def server(shelf: Path) -> Iterator[Served]:
    with served(shelf) as running:
        yield running


async def shown(browser: Browser, address: str) -> Page:
    """A tab in which the reader has opened and has the keys."""
    page = await browser.tab()
    await page.open(address)
    await page.wait_for("1 of 4")
    await page.wait_for("▌")
    return page


def starred(home: Path) -> int:
    return int(json.loads(carrel(home, "search", "is:starred", "--json").out)["total"])


async def test_reading_in_the_browser(
    program: str, server: Served, shelf: Path, tmp_path: Path
) -> None:
    async with chromium(program, tmp_path) as browser:
        page = await shown(browser, server.address)
        assert BOATS.title in page.text
        assert await page.evaluate("document.title") == "Carrel"
        await page.wait_value("document.body.className", "-loaded -first-byte")
        before = await page.picture()
        await page.press("s")
        await page.wait_for(f"★ {BOATS.title}")
        await page.wait_for("2 of 4")
        await page.wait_painted(before)
        assert starred(shelf) == 1
        await page.press("k")
        await page.wait_for("1 of 4")
        await _goes_to_the_browser(browser, page)
        await page.press("e")
        await page.wait_for("off in the browser")
        readers = server.readers()
        await page.press("q")
        await page.wait_for(lambda: page.is_closed)
        await page.wait_value("document.body.className", "-loaded -first-byte -closed")
        assert psutil.wait_procs(readers, timeout=30)[1] == []
    code, _ = server.end()
    assert code == 0
    assert carrel(shelf, "doctor").code == 0
    kept = tomllib.loads((shelf / "carrel/data/reading.toml").read_text("utf-8"))
    assert list(kept["star"]) == [BOATS.id]


async def _goes_to_the_browser(browser: Browser, page: Page) -> None:
    """What is copied and opened goes where the reader sits."""
    granted = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    await browser.call("Browser.grantPermissions", permissions=granted)
    await page.press("y")
    await page.wait_for("sent to the page")
    await page.wait_value("navigator.clipboard.readText()", BOATS.links[0].url)
    await page.press("o")
    await page.wait_for(lambda: BOATS.links[0].url in browser.opened)


async def test_tabs_and_a_terminal_share_what_is_marked(
    program: str, server: Served, shelf: Path, tmp_path: Path
) -> None:
    async with chromium(program, tmp_path) as browser:
        first = await shown(browser, server.address)
        second = await shown(browser, server.address)
        assert len(server.readers()) == 2
        with reader(shelf) as terminal:
            opened(terminal, 4)
            await first.press("s")
            await second.wait_for(f"★ {BOATS.title}")
            terminal.wait_for(marked(BOATS.title, "●★"))
            terminal.press("j", "x")
            terminal.wait_for(at(3, 4))
            await first.wait_for(f"×   {SHELF[1].title}")
            leave(terminal)
    assert starred(shelf) == 1


async def test_an_address_without_its_token_shows_a_line(
    program: str, server: Served, tmp_path: Path
) -> None:
    async with chromium(program, tmp_path) as browser:
        page = await browser.tab()
        await page.open(server.base)
        await page.wait_value("document.body.innerText.trim()", f"carrel: {NO_TOKEN}")
        assert server.readers() == []
