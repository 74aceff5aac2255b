"""Notes and saved views by keys, in memory."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from index.marktable import LATER
from tests.papers import fill
from tests.tui.reader_driver import BOATS, KITES, NOTE, Driver, reader
from tui.cli import main
from tui.reading.reading import Reading
from tui.screens.prompt import Prompt
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.paths import Home


async def answer(driver: Driver, text: str) -> None:
    """Put a text into the line that is asked for, and accept it."""
    prompt = driver.pilot.app.screen
    assert isinstance(prompt, Prompt)
    prompt.query_one(TextLine).value = text
    await driver.press("enter")


async def counted(driver: Driver, label: str) -> int | None:
    """How many papers the pane says a view has, once that is known."""
    for _ in range(400):
        await driver.pilot.pause()
        for line in driver.text("filter").splitlines():
            words = line.strip("│ ").split()
            if label in words and words[-1].isdigit():
                return int(words[-1])
    return None


async def test_a_note_is_written_changed_undone_and_taken_away(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("a")
        await answer(driver, "fold it twice")
        assert "▎ fold it twice" in driver.text("detail")
        assert driver.current == BOATS
        await driver.press("a")
        await answer(driver, "fold it thrice")
        await driver.press("u")
        assert "▎ fold it twice" in driver.text("detail")
        await driver.press("a")
        await answer(driver, "")
        assert "▎" not in driver.text("detail")
        assert "note taken away" in driver.text("status")
        await driver.press("u")
    assert Reading.open(home.journals, "testhost").note(BOATS) == "fold it twice"


async def test_escape_leaves_the_note_alone(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("a")
        await answer(driver, "kept")
        await driver.press("a", *"xy", "escape")
        assert "▎ kept" in driver.text("detail")


async def test_a_note_that_is_about_a_paper_stays_with_it(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "a")
        driver.screen.session.view = driver.screen.session.view.at(0)
        await answer(driver, "of the kites")
    reading = Reading.open(home.journals, "testhost")
    assert (reading.note(KITES), reading.note(BOATS)) == ("of the kites", "")


async def test_an_editor_needs_a_terminal(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("A")
        assert "an editor needs a terminal of its own" in driver.text("status")
        driver.screen.session.mark("note:two\nlines", [0])
        await driver.press("a")
        assert "an editor needs a terminal of its own" in driver.text("status")
        assert driver.screen.session.reading.note(BOATS) == "two\nlines"


async def test_a_query_is_saved_shown_by_its_digit_and_undone(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("W")
        assert "no query to save" in driver.text("status")
        await driver.press("slash", *"learn", "enter", "W")
        await answer(driver, "Learning")
        assert "saved view “Learning”" in driver.text("status")
        assert await counted(driver, "Learning") == 2
        await driver.press("0", "7")
        assert driver.screen.search_bar.value == "learn"
        assert "▸ Learning" in driver.text("filter")
        await driver.press("u")
        assert "Learning" not in driver.text("filter")
        assert "Learning" not in home.views_file.read_text("utf-8")
        await driver.press("U", "0", "8")
        assert "there is no view 8" in driver.text("status")
    assert 'name = "Learning"' in home.views_file.read_text("utf-8")


async def test_counts_of_saved_views_follow_every_mark(home: Home) -> None:
    fill(home)
    assert main(["views", "save", "Stars", "is:starred"]) == 0
    async with reader(home) as driver:
        assert await counted(driver, "Stars") == 0
        await driver.press("s", "s")
        for _ in range(400):
            if await counted(driver, "Stars") == 2:
                break
        assert await counted(driver, "Stars") == 2


async def test_a_view_is_removed_from_the_pane(home: Home) -> None:
    fill(home)
    assert main(["views", "save", "Stars", "is:starred"]) == 0
    async with reader(home) as driver:
        await driver.press("f", "x")
        assert "only views that you saved" in driver.text("status")
        await driver.press(*"jjjjjj", "x")
        assert "removed view “Stars”" in driver.text("status")
        assert "Stars" not in driver.text("filter")


async def test_views_and_notes_of_other_processes_arrive(home: Home) -> None:
    async with reader(home) as driver:
        assert main(["views", "save", "Stars", "is:starred"]) == 0
        assert main(["note", BOATS, "from", "a", "shell"]) == 0
        driver.screen.look_around()
        assert "Stars" in driver.text("filter")
        assert "▎ from a shell" in driver.text("detail")
        home.views_file.write_text('[[view]]\nname = "x"\nqury = "y"\n', "utf-8")
        driver.screen.look_around()
        assert "views.toml, view 1" in driver.text("status")


@pytest.mark.parametrize("days", [0, 3])
async def test_what_is_put_off_leaves_the_unread_until_its_day(home: Home, days: int) -> None:
    async with reader(home) as driver:
        session = driver.screen.session
        day = session.reading.today + timedelta(days=days)
        session.mark(f"later:{day}", [0])
        await driver.press("2")
        assert (BOATS in driver.listed) == (not days)
        assert driver.flags(BOATS) == (LATER if days else 0)
        await driver.press("6")
        assert driver.listed == ([BOATS] if days else [])
        await driver.press("0", "slash", *"reason:weak", "enter")
        assert driver.listed == []
        session.mark("dismiss:weak", [2])
        await driver.press("R")
        assert driver.listed == [NOTE]
