"""Feeds beside the reader: fetched by a child, told in the status line, shown when asked for."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.fetching.address import VARIABLE
from tests.commandline import PATIENCE, carrel
from tests.papers import SHELF
from tests.tui.fetching_cases import FEEDS, JOURNAL, follow, items, until
from tests.tui.reader_driver import reader
from tests.webserver import Reply, WebServer
from tui.feeds.settings import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.paths import Home


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    with WebServer() as server:
        monkeypatch.setenv(VARIABLE, server.address)
        server.tell(JOURNAL, items(3))
        yield server


async def test_new_papers_come_while_the_list_stays(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home) as driver:
        await driver.press("j", "R")
        listed, current = driver.listed, driver.current
        await until(driver, lambda: "3 new papers   R shows them" in driver.text("status"))
        assert (driver.listed, driver.current) == (listed, current)
        await until(driver, lambda: not driver.screen.fetching.is_fetching)
        await driver.press("R")
        assert len(driver.listed) == len(SHELF) + 3
        assert driver.current == current
        # Papers were waiting, so R showed them; and the feed was had just now.
        await driver.press("R")
        assert web.urls == [JOURNAL]


async def test_fetching_now_asks_again(home: Home, web: WebServer) -> None:
    follow(home)
    web.tell(JOURNAL, items(1), items(2))
    async with reader(home) as driver:
        await driver.press("F")
        await until(driver, lambda: "1 new paper " in driver.text("status"))
        await until(driver, lambda: not driver.screen.fetching.is_fetching)
        await driver.press("F")
        await until(driver, lambda: "2 new papers" in driver.text("status"))
    assert web.urls == [JOURNAL, JOURNAL]


async def test_a_feed_that_fails_is_one_line(home: Home, web: WebServer) -> None:
    follow(home)
    web.tell(JOURNAL, Reply.error(404))
    async with reader(home) as driver:
        await driver.press("R")
        told = "journal: journal.example has no such thing (404)"
        await until(driver, lambda: told in driver.text("status"))


async def test_nothing_new_is_said(home: Home, web: WebServer) -> None:
    follow(home)
    web.tell(JOURNAL, items(0))
    async with reader(home) as driver:
        await driver.press("F")
        await until(driver, lambda: "the feeds have nothing new" in driver.text("status"))


async def test_without_feeds_nobody_is_asked(home: Home, web: WebServer) -> None:
    async with reader(home) as driver:
        await driver.press("R")
        assert home.config_file.read_text() == EXAMPLE
        await driver.press("F")
        assert "no feeds yet: take the # of some away in " in driver.text("status")
        assert not web.asked
        # Feeds that are written meanwhile are fetched, without a start anew.
        follow(home)
        await driver.press("F")
        await until(driver, lambda: "3 new papers" in driver.text("status"))


async def test_what_is_fetched_in_another_terminal_is_noticed(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home) as driver:
        await until(driver, lambda: "journal" in driver.text("filter"))
        assert "●" not in driver.text("filter")
        # In a process of its own, as another terminal has it.
        place, asks = (
            home.data.parent.parent,
            f"import os; os.environ[{VARIABLE!r}] = {web.address!r}",
        )
        fetched = await asyncio.to_thread(carrel, place, "fetch", under=asks)
        assert fetched.code == 0
        await until(driver, lambda: "3 new papers   R shows them" in driver.text("status"))
        await until(driver, lambda: "······●" in driver.text("filter"))


async def test_a_first_list_is_shown_at_once(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home, ()) as driver:
        assert "F                 brings the papers of your feeds" in driver.text("list")
        await driver.press("F")
        await until(driver, lambda: len(driver.listed) == 3)
        assert "R shows them" not in driver.text("status")


async def test_options_that_are_there_are_left_alone(home: Home, web: WebServer) -> None:
    follow(home, "dwell = 3\n")
    async with reader(home, size=(220, 30)) as driver:
        await driver.press("F")
        assert "`carrel feeds --example` shows how" in driver.text("status")
    assert home.config_file.read_text() == "dwell = 3\n"


async def test_what_went_wrong_stays_beside_what_came(home: Home, web: WebServer) -> None:
    other = "https://other.example/feed"
    follow(home, f'{FEEDS}[feeds.other]\nkind = "rss"\nwhat = "{other}"\n')
    async with reader(home) as driver:
        await driver.press("F")
        told = "other: other.example has no such thing (404)"
        await until(driver, lambda: told in driver.text("status"))
        await driver.press("j", "k", "j")
        assert "3 new papers   R shows them" in driver.text("status")
        assert told in driver.text("status")
        web.tell(other, items(0))
        await driver.press("F")
        await until(driver, lambda: not driver.screen.fetching.is_fetching)
        assert told not in driver.text("status")


async def test_asking_too_soon_says_when_it_may_be(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home) as driver:
        await driver.press("F")
        await until(driver, lambda: "3 new papers" in driver.text("status"))
        await until(driver, lambda: not driver.screen.fetching.is_fetching)
        await driver.press("R", "R")
        assert "feeds were asked a while ago, next " in driver.text("status")
        assert "F asks now" in driver.text("status")
    assert web.urls == [JOURNAL]


async def test_another_carrel_that_fetches_is_no_trouble(home: Home, web: WebServer) -> None:
    follow(home)
    held = threading.Event()
    web.tell(JOURNAL, replace(items(3), before=lambda: held.wait(PATIENCE)))
    async with reader(home) as first, reader(home, ()) as second:
        await first.press("F")
        await until(first, lambda: web.urls == [JOURNAL])
        await second.press("F")
        await until(second, lambda: "another Carrel is fetching" in second.text("status"))
        held.set()
        await second.press("j")
        await until(second, lambda: "3 new papers   R shows them" in second.text("status"))
        await until(first, lambda: not first.screen.fetching.is_fetching)


async def test_at_the_start_nobody_is_asked(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home) as driver:
        await driver.press("j", "k", "s")
        assert not driver.screen.fetching.is_fetching
    assert not web.asked


async def test_a_wrong_feed_is_named_at_the_start_and_the_others_run(
    home: Home, web: WebServer
) -> None:
    follow(home, f'{FEEDS}[feeds.odd]\nkind = "rsss"\n')
    async with reader(home, size=(220, 30)) as driver:
        assert 'feed "odd": kind "rsss" is not known' in driver.text("status")
        await driver.press("R")
        await until(driver, lambda: "3 new papers" in driver.text("status"))


async def test_a_fetch_with_words_behind_it_is_the_verb(home: Home, web: WebServer) -> None:
    follow(home)
    async with reader(home) as driver:
        for letter in ("colon", *"fetch journal ", *["minus"] * 2, *"days 9", "enter"):
            await driver.press("space" if letter == " " else letter)
        await until(driver, lambda: not driver.screen.running._under_way)
        await driver.press("j")
        assert "3 new papers   R shows them" in driver.text("status")
    assert web.urls == [JOURNAL]


async def test_where_feeds_are_written_is_told_whole(home: Home) -> None:
    async with reader(home, size=(len(str(home.config_file)) + 4, 24)) as driver:
        await driver.press("F")
        told = driver.text("status") + driver.text("footer")
        assert str(home.config_file) in told
        await driver.press("j")
        assert "star" in driver.text("footer")
