"""A command of the reader's own under its key, with a stand-in for the program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from tests.tui.reader_driver import BOATS, KITES, Driver, reader
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")


def own(home: Home, tmp_path: Path, script: str, *words: str, more: str = "") -> Path:
    """A home with the command ``send`` on Z; the file that its program may write to."""
    program = tmp_path / "send"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    home.config.mkdir(parents=True, exist_ok=True)
    run = ", ".join(f"'{word}'" for word in (str(program), *words))
    text = f'[commands.send]\nkey = "K"\nrun = [{run}]\nhelp = "Send it away."\n{more}'
    home.config_file.write_text(text, "utf-8")
    return tmp_path / "sent"


async def ended(driver: Driver) -> str:
    """The status line once nothing is under way any more."""
    await until(lambda: not driver.screen.running._under_way, "the end of the program")
    await driver.press()
    return driver.text("status")


async def test_the_paper_is_handed_to_the_program(home: Home, tmp_path: Path) -> None:
    sent = own(home, tmp_path, f'printf "%s\\n" "$@" >> "{tmp_path}/sent"', "{id}", "--t={title}")
    async with reader(home) as driver:
        await driver.press("K")
        assert "send: done" in await ended(driver)
        assert sent.read_text().splitlines() == [BOATS, "--t=Planning with Paper Boats"]


async def test_selected_papers_are_handed_over_one_by_one(home: Home, tmp_path: Path) -> None:
    sent = own(home, tmp_path, f'printf "%s\\n" "$@" >> "{tmp_path}/sent"', "{id}")
    async with reader(home) as driver:
        await driver.press("v", "v", "K")
        assert "send: done for 2 papers" in await ended(driver)
        assert sent.read_text().splitlines() == [BOATS, KITES]


async def test_or_together_with_a_file_of_them_all(home: Home, tmp_path: Path) -> None:
    script = f'/bin/cat "$1" > "{tmp_path}/sent"; echo "$1" > "{tmp_path}/where"'
    sent = own(home, tmp_path, script, "{file}", more="once = true\n")
    async with reader(home) as driver:
        await driver.press("v", "v", "K")
        assert "send: done" in await ended(driver)
        assert sent.read_text().count("\n@") + sent.read_text().startswith("@") == 2
        assert not (tmp_path / (tmp_path / "where").read_text().strip()).exists()


async def test_how_it_failed_is_told(home: Home, tmp_path: Path) -> None:
    own(home, tmp_path, "echo 'no such library' >&2; exit 4", "{id}")
    async with reader(home) as driver:
        await driver.press("K")
        assert "send failed: exit code 4: no such library" in await ended(driver)


async def test_what_a_paper_lacks_keeps_it_from_being_run(home: Home, tmp_path: Path) -> None:
    sent = own(home, tmp_path, f'touch "{tmp_path}/sent"', "{code}")
    async with reader(home) as driver:
        await driver.press("K")
        assert "send not run, “Planning with Paper Boats”: it has no code" in driver.text("status")
        assert not sent.exists()


async def test_a_command_is_in_help_palette_and_command_line(home: Home, tmp_path: Path) -> None:
    sent = own(home, tmp_path, f'touch "{tmp_path}/sent"')
    async with reader(home, size=(140, 60)) as driver:
        await driver.press("colon", *"send", "enter")
        assert "send: done" in await ended(driver)
        assert sent.exists()
        sent.unlink()
        await driver.press("ctrl+p", *"send away")
        found = driver.pilot.app.screen.query_one(OptionList)
        await until(lambda: found.option_count, "what the palette finds")
        await driver.press("enter", "enter")
        await until(sent.exists, "what the program writes")
        await ended(driver)
        await driver.press("question_mark")
        while "Send it away." not in driver.text("help"):
            await driver.press("pagedown")
        assert "K" in driver.text("help")


async def test_there_is_a_bound(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(home, tmp_path, "exit 0", "{id}")
    monkeypatch.setattr("tui.screens.running.MOST_RUNS", 3)
    async with reader(home) as driver:
        await driver.press("asterisk", "K")
        assert "4 papers are more than the 3 that send takes at once" in driver.text("status")


async def test_one_that_wants_the_terminal_is_told_where_there_is_none(
    home: Home, tmp_path: Path
) -> None:
    own(home, tmp_path, "exit 0", more="terminal = true\n")
    async with reader(home) as driver:
        await driver.press("K")
        assert "send needs a terminal of its own" in driver.text("status")
