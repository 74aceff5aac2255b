"""Opening and copying from the reader, with a stand-in browser and no clipboard tool."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.marktable import READ
from index.paper import Paper
from tests.papers import SHELF, fill
from tests.waiting import until
from tui.opening import make_app
from tui.paperlinks import best_link
from tui.screens.reader import ReaderScreen
from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.app import CarrelApp
    from tui.paths import Home

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the browser is a shell script")


def screen_of(app: CarrelApp) -> ReaderScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ReaderScreen)
    return screen


def status(pilot: Pilot[None]) -> str:
    bar = pilot.app.screen.query_one("#status", LineWidget)
    return bar.render_lines(bar.outer_size.region)[0].text


def test_the_link_of_a_paper_is_its_page_or_made_from_its_id() -> None:
    assert best_link(SHELF[0]) == "https://example.org/boats"
    assert best_link(SHELF[1]) == "https://arxiv.org/abs/2501.00002"
    assert best_link(Paper("doi:10.1/x", "X")) == "https://doi.org/10.1/x"
    assert best_link(Paper("title:1", "X")) == ""


@needs_shell
async def test_o_opens_the_page_and_counts_as_reading(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > "{tmp_path}/opened.new"\n'
        f'mv "{tmp_path}/opened.new" "{tmp_path}/opened"\n'
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    fill(home)
    app = make_app(home, {})
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("o")
        await until((tmp_path / "opened").exists, "the program that opens links")
        assert (tmp_path / "opened").read_text() == "https://example.org/boats\n"
        assert screen_of(app).session.table.flags[0] & READ


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a browser")
async def test_without_a_browser_the_link_is_copied_and_shown(home: Home) -> None:
    fill(home)
    app = make_app(home, {})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("o")
        assert "https://example.org/boats" in status(pilot)
        assert app.clipboard == "https://example.org/boats"
        assert not screen_of(app).session.table.flags[0]


async def test_y_copies_the_link_and_shows_it(home: Home) -> None:
    fill(home)
    app = make_app(home, {})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("y")
        assert app.clipboard == "https://example.org/boats"
        assert "sent to the terminal: https://example.org/boats" in status(pilot)
        await pilot.press("Y")
        assert app.clipboard.startswith("@inproceedings{garcia2025planning,")


async def test_a_paper_without_such_a_link_says_so(home: Home) -> None:
    fill(home)
    app = make_app(home, {})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        assert "no code link" in status(pilot)


@needs_shell
async def test_o_opens_the_pages_of_all_that_are_selected(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    fill(home)
    app = make_app(home, {})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("V", "j", "o")
        pages = tmp_path / "opened"
        await until(
            lambda: pages.exists() and len(pages.read_text().splitlines()) == 2, "two open pages"
        )
        both = {"https://example.org/boats", "https://arxiv.org/abs/2501.00002"}
        assert set(pages.read_text().splitlines()) == both
        assert "opened 2 papers" in status(pilot)
        flags = screen_of(app).session.table.flags
        assert [bool(flag & READ) for flag in flags[:3]] == [True, True, False]
        await pilot.press("c")
        assert "none of the 2 has a code link" in status(pilot)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a browser")
async def test_without_a_browser_the_links_of_all_selected_are_copied(home: Home) -> None:
    fill(home)
    app = make_app(home, {})
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("V", "j", "o")
        assert app.clipboard == "https://example.org/boats\nhttps://arxiv.org/abs/2501.00002"
        assert "2 links" in status(pilot)
        assert not any(screen_of(app).session.table.flags)
