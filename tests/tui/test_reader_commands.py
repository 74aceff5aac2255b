"""The command line under the reader's hands, alone and in one piece with other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from index.library import Library
from index.marktable import DISMISSED, LATER, STARRED
from index.provenance import accounts_of
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, Driver, key_of, reader
from tests.waiting import until
from tui.screens.commandline import CommandLine
from tui.widgets.line_widget import LineWidget
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home


async def write(driver: Driver, text: str, *keys: str) -> None:
    """A line and further keys, all in one piece."""
    app = driver.pilot.app
    app.post_message(Key("colon", ":"))
    for letter in text:
        app.post_message(Key(key_of(letter), letter))
    for key in ("enter", *keys):
        app.post_message(Key(key, key if len(key) == 1 else None))
    await driver.press()
    await driver.press()


def line(driver: Driver) -> str:
    return driver.pilot.app.screen.query_one(TextLine).value


@pytest.mark.parametrize("keymap", ["default", "vim", "emacs"])
async def test_a_colon_takes_a_command_in_every_keymap(home: Home, keymap: str) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'keymap = "{keymap}"\n', "utf-8")
    async with reader(home) as driver:
        await write(driver, "star")
        assert driver.flags(BOATS) == STARRED
        await write(driver, "2 dismiss weak")
        assert driver.flags(KITES) == driver.flags(NOTE) == DISMISSED
        assert driver.screen.session.reading.reason(NOTE) == "weak"


async def test_a_command_is_done_before_the_key_behind_it(home: Home) -> None:
    async with reader(home) as driver:
        await write(driver, "tag rl deep", "j", "s")
        assert driver.screen.session.reading.tags(BOATS) == ("deep", "rl")
        assert driver.flags(KITES) == STARRED
        await write(driver, "search buckets", "s")
        assert driver.listed == [WELLS]
        assert driver.flags(WELLS) == STARRED


async def test_commands_with_their_arguments(home: Home) -> None:
    async with reader(home) as driver:
        await write(driver, "later 3d")
        assert driver.flags(BOATS) == LATER
        await write(driver, "note read this again")
        assert driver.screen.session.reading.note(KITES) == "read this again"
        await write(driver, "sort -title")
        assert str(driver.screen.finding.query) == "sort:-title"
        await write(driver, "view later")
        assert driver.listed == [BOATS]
        await write(driver, "view 1")
        assert len(driver.listed) == 4
        await write(driver, "3")
        assert driver.current == driver.listed[2]
        await write(driver, "theme carrel-light")
        assert driver.pilot.app.theme == "carrel-light"
        await write(driver, "copy title")
        assert driver.pilot.app.clipboard
        await write(driver, "select is:unread", "s")
        assert sum(driver.flags(one) == STARRED for one in (KITES, NOTE, WELLS)) == 3


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("satr", "did you mean star?"),
        ("dismiss week", "weak"),
        ("view unraed", "did you mean"),
        ("sort titel", "did you mean"),
        ("search (", "at character"),
        ("later someday", "not a day to come back on"),
        ("w", "every mark is saved already"),
        ("focus.keep", "no command is called focus.keep"),
    ],
)
async def test_what_cannot_be_done_is_told(home: Home, written: str, told: str) -> None:
    async with reader(home) as driver:
        await write(driver, written)
        assert told in driver.text("status")
        assert not any(driver.flags(one) for one in (BOATS, KITES, NOTE, WELLS))


async def test_completion_in_place_at_80_by_24(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press("colon", "d", "i")
        assert driver.text("candidates").splitlines()[0].split()[0] == "dismiss"
        assert "Put the paper aside" in driver.text("candidates")
        await driver.press("right", "space", "w")
        assert line(driver) == "dismiss w"
        await driver.press("tab")
        assert line(driver) == "dismiss weak"
        await driver.press("tab")
        assert line(driver) == "dismiss wrong-field"
        await driver.press("shift+tab")
        assert line(driver) == "dismiss weak"
        await driver.press("enter")
        assert driver.screen.session.reading.reason(BOATS) == "weak"


async def test_the_only_candidate_is_taken_with_a_blank_behind_it(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("colon", *"save", "tab", *"X")
        assert line(driver) == "save-view X"


async def test_escape_and_backspace_in_an_empty_line_leave(home: Home) -> None:
    async with reader(home) as driver:
        for keys in (("s", "escape"), ("s", "backspace", "backspace"), ("enter",)):
            await driver.press("colon", *keys)
            assert driver.pilot.app.screen is driver.screen
        assert driver.flags(BOATS) == 0


async def test_lines_come_back_in_the_next_sitting(home: Home) -> None:
    async with reader(home) as driver:
        await write(driver, "tag rl")
        await write(driver, "nonsense")
    async with reader(home, ()) as driver:
        await driver.press("colon", "up")
        assert line(driver) == "nonsense"
        await driver.press("up")
        assert line(driver) == "tag rl"
        await driver.press("down", "down")
        assert line(driver) == ""


async def test_in_focus_what_is_about_the_paper_can_be_written(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z")
        await write(driver, "dismiss seen")
        assert driver.screen.session.reading.reason(BOATS) == "seen"
        assert (driver.screen.scope, driver.current) == ("focus", KITES)
        await write(driver, "focus.keep")
        assert driver.flags(KITES) & STARRED


async def test_a_verb_of_the_shell_is_run_in_this_home_and_shown(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s")
        await write(driver, "log")
        await until(lambda: not driver.screen.running._under_way, "the end of the program")
        await driver.press()
        told = driver.screen.query_one("#status", LineWidget)
        over = driver.pilot.app.screen
        where = over.query_one("#output", LineWidget) if over is not driver.screen else told
        text = "".join(strip.text for strip in where.render_lines(where.outer_size.region))
        assert "Planning with Paper Boats" in text


async def test_papers_that_are_joined_by_command_are_one_row_and_parted_two(home: Home) -> None:
    async with reader(home) as driver:
        before = driver.listed
        while driver.current != KITES:
            await driver.press("j")
        await write(driver, f"join {BOATS} {KITES}")
        await until(lambda: not driver.screen.running._under_way, "the end of joining")
        await driver.press("escape")
        assert driver.listed == [one for one in before if one != KITES]
        assert driver.current == BOATS
        sources = len(accounts_of(Library(home.papers, home.cache).paper(0)))
        await write(driver, f"split {BOATS} {sources}")
        await until(lambda: not driver.screen.running._under_way, "the end of parting")
        await driver.press("escape")
        assert driver.listed == before
        assert driver.current == BOATS


async def test_quitting(home: Home) -> None:
    for written in ("q", "wq", "x", "quit"):
        async with reader(home, ()) as driver:
            await write(driver, written)
            assert driver.pilot.app._exit


async def test_w_with_a_file_writes_it_and_never_over_another_unasked(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s")
        path = home.data / "out.bib"
        await write(driver, f"w {path}")
        assert path.read_text("utf-8").startswith("@inproceedings")
        path.with_name("other.bib").write_text("mine", "utf-8")
        await write(driver, f"wq {path.with_name('other.bib')}")
        assert not driver.pilot.app._exit
        assert path.with_name("other.bib").read_text("utf-8") == "mine"
        assert not isinstance(driver.pilot.app.screen, CommandLine)


async def test_the_name_of_a_format_stands_for_a_file_of_it(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(home) as driver:
        await write(driver, "export markdown")
        assert (tmp_path / "starred.md").exists()


@pytest.mark.parametrize("width", [80, 160])
async def test_what_a_verb_says_fits_its_sheet_and_keeps_its_indents(
    home: Home, width: int
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('[feeds.daily]\nkind = "hf-daily"\ndays = 60\n', "utf-8")
    async with reader(home, size=(width, 30)) as driver:
        await write(driver, "feeds")
        await until(lambda: not driver.screen.running._under_way, "the end of the verb")
        await driver.press()
        lines = driver.text("output").splitlines()
        assert any(line.startswith("│     never had whole") for line in lines)
        # No row of days was broken, as one that is too long would be.
        rows = [line.strip("│ ") for line in lines if line.count("○") > 1]
        assert all(row[0].isupper() for row in rows)
        assert sum(row.count("○") for row in rows) == 60


async def test_a_verb_about_a_paper_is_about_the_one_under_the_cursor_unless_told(
    home: Home,
) -> None:
    async with reader(home) as driver:
        app = driver.pilot.app
        for line, title in (
            ("show", "Planning with Paper Boats"),
            (f"show {NOTE}", "A Short Note"),
        ):
            await write(driver, line)
            await until(lambda: app.screen.query("#output"), "what the verb says")
            await driver.press()
            assert title in driver.text("output")
            await driver.press("escape")


async def test_what_a_verb_says_is_fitted_to_the_sheet_as_to_a_terminal(home: Home) -> None:
    async with reader(home, size=(60, 20)) as driver:
        await driver.press("s")
        await write(driver, f"mark tag:{'long-' * 9}tag {NOTE}")
        await until(lambda: driver.screen.session.reading.tags(NOTE), "the tag")
        await write(driver, "log")
        await until(lambda: driver.pilot.app.screen.query("#output"), "what the verb says")
        await driver.press()
        told = driver.text("output").splitlines()[1:-1]
        assert len([line for line in told if line.strip("│ ")]) == 3, "an action a line"
        assert any("…" in line for line in told)


async def test_keys_are_shown_as_help_shows_them(home: Home) -> None:
    async with reader(home) as driver:
        await write(driver, "keys")
        assert driver.pilot.app.screen.query("#help")


async def test_what_looks_like_an_option_is_no_file(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader(home) as driver:
        await driver.press("s")
        for line in ("export --format", "w -o", "wq -o"):
            await write(driver, line)
            assert "there are no options here" in driver.text("status")
        assert not [*tmp_path.glob("-*")]
        await write(driver, "export ./-o.bib")
        assert (tmp_path / "-o.bib").exists()
