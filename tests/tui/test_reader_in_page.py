"""What is off, and told to be, where the reader's screen is a page in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reader_driver import BOATS, reader
from tui.actions import ACTIONS, BY_ID
from tui.helplines import help_sections
from tui.keymap import Keymap
from tui.legend import footer_line
from tui.served import SERVED

if TYPE_CHECKING:
    from tui.paths import Home

OFF = [action for action in ACTIONS if action.off_in_page]


@pytest.fixture(autouse=True)
def _in_page(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setenv(SERVED, "1")
    monkeypatch.setenv("EDITOR", f"touch {home.config}/edited")
    monkeypatch.setenv("BROWSER", f"touch {home.config}/browsed")


def test_what_writes_or_runs_something_elsewhere_is_off() -> None:
    assert {action.id for action in OFF} == {"paper.note_edit", "app.export", "app.suspend"}


async def test_what_is_off_says_so_in_one_line(home: Home) -> None:
    async with reader(home) as driver:
        for key, action in (
            ("e", "app.export"),
            ("A", "paper.note_edit"),
            ("ctrl+z", "app.suspend"),
        ):
            await driver.press(key)
            assert BY_ID[action].off_in_page in driver.text("status")
            assert driver.pilot.app.screen is driver.screen
    assert not (home.config / "edited").exists()


async def test_nothing_is_written_to_a_file_by_any_other_way(home: Home) -> None:
    async with reader(home) as driver:
        driver.screen.sharing.export(str(home.config / "starred.bib"))
        assert BY_ID["app.export"].off_in_page in driver.text("status")
    assert not (home.config / "starred.bib").exists()


async def test_a_note_of_several_lines_is_not_opened_in_an_editor(home: Home) -> None:
    async with reader(home) as driver:
        driver.screen.session.reading.mark("note:one\ntwo", [BOATS])
        await driver.press("a")
        assert "an editor needs a terminal" in driver.text("status")
        assert driver.screen.session.reading.note(BOATS) == "one\ntwo"
    assert not (home.config / "edited").exists()


async def test_the_prompt_of_a_note_offers_no_editor(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("a", *"seen", "enter")
        assert driver.screen.session.reading.note(BOATS) == "seen"


async def test_what_is_copied_goes_to_the_page(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("y")
        assert driver.pilot.app.clipboard == "https://example.org/boats"
        assert "sent to the page: https://example.org/boats" in driver.text("status")


@pytest.mark.parametrize("in_page", [False, True])
def test_help_marks_what_is_off_and_the_footer_leaves_it_out(in_page: bool) -> None:
    keymap, _ = Keymap.load("default")
    sections = help_sections(keymap, "list", in_page=in_page)
    told = "\n".join(row.text for section in sections for row in section.rows)
    footer = "".join(text for text, _ in footer_line(keymap, "list", 300, in_page=in_page))
    for action in OFF:
        assert action.help in told
        assert (f"{action.help} (Off in the browser.)" in told) is in_page
    assert ("export" in footer) is not in_page
    assert "star" in footer
