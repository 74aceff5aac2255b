"""The list of a paper's links, and what is copied of one paper or of several."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from tests.tui.reader_driver import Driver, reader
from tests.waiting import until
from tui.screens import keying
from tui.screens.linking import LinksScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home

ABS, PDF = "https://example.org/boats", "https://example.org/b.pdf"


def copied(driver: Driver) -> str:
    return driver.pilot.app.clipboard


async def burst(driver: Driver, *keys: str) -> None:
    """All keys in one piece."""
    for key in keys:
        driver.pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await driver.press()
    await driver.press()


async def test_links_are_listed_by_digit_and_copied_by_the_key_that_copies(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("b")
        lines = driver.text("links").splitlines()
        assert f"1  page     {ABS}" in lines[1]
        assert f"2  PDF      {PDF}" in lines[2]
        assert "HF page" in lines[4]
        assert "1…4 open" in lines[-1]
        await driver.press("j", "y")
        assert copied(driver) == PDF
        assert f"terminal: {PDF}" in driver.text("status")
        assert len(driver.pilot.app.screen_stack) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the browser is a shell script")
@pytest.mark.parametrize("keys", [("2",), ("j", "enter"), ("j", "o")])
async def test_a_digit_opens_and_so_does_the_line_under_the_cursor(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > "{tmp_path}/new"\nmv "{tmp_path}/new" "{tmp_path}/opened"\n'
    )
    browser.chmod(0o755)
    monkeypatch.setitem(os.environ, "BROWSER", str(browser))
    async with reader(home) as driver:
        await driver.press("b", *keys)
        await until((tmp_path / "opened").exists, "the program that opens links")
        assert (tmp_path / "opened").read_text() == f"{PDF}\n"
        assert len(driver.pilot.app.screen_stack) == 1


async def test_a_digit_without_a_link_changes_nothing_and_escape_leaves(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("b", "9")
        assert isinstance(driver.pilot.app.screen, LinksScreen)
        await driver.press("escape", "n", "n", "b")
        assert "this paper has no link" in driver.text("status")


async def test_y_copies_at_once_and_t_right_behind_it_the_title_instead(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, "y", "j", "y", "t")
        assert copied(driver) == "Kites That Learn to Wait"
        await burst(driver, "k", "y")
        assert copied(driver) == ABS
        assert "t title" in driver.text("status")


async def test_later_t_is_a_key_of_its_own(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keying, "STAYS_OPEN", 1e-9)
    async with reader(home) as driver:
        await burst(driver, "y", "t")
        assert copied(driver) == ABS
        assert len(driver.pilot.app.screen_stack) == 2


@pytest.mark.parametrize(
    ("keymap", "link", "title", "bibtex"),
    [
        ("vim", ("y", "y"), ("y", "t"), ("y", "b")),
        ("emacs", ("w",), ("alt+w",), ("ctrl+u", "w")),
        ("default", ("y",), ("y", "t"), ("Y",)),
    ],
)
async def test_link_title_and_bibtex_in_every_keymap(
    home: Home, keymap: str, link: tuple[str, ...], title: tuple[str, ...], bibtex: tuple[str, ...]
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'keymap = "{keymap}"\n', "utf-8")
    async with reader(home) as driver:
        await burst(driver, *link)
        assert copied(driver) == ABS
        await burst(driver, *title)
        assert copied(driver) == "Planning with Paper Boats"
        await burst(driver, *bibtex)
        assert copied(driver).startswith("@inproceedings{")


async def test_of_several_papers_there_is_a_line_each(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("asterisk")
        await burst(driver, "y")
        links = [ABS, "https://arxiv.org/abs/2501.00002", "https://arxiv.org/abs/2501.00004"]
        assert copied(driver).splitlines() == links
        assert "3 links; 1 without any" in driver.text("status")
        await burst(driver, "Y")
        assert copied(driver).count("\n@") == 3
        assert "4 BibTeX entries" in driver.text("status")
        assert len(driver.screen.session.selection) == 4


async def test_in_focus_only_the_paper_that_is_shown_is_copied(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("asterisk", "z")
        await burst(driver, "y")
        assert copied(driver) == ABS


async def test_too_many_papers_are_not_copied(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.copying.MOST", 3)
    async with reader(home) as driver:
        await driver.press("asterisk", "y")
        assert "4 papers are too many to copy; e writes a file" in driver.text("status")
        assert not copied(driver)
