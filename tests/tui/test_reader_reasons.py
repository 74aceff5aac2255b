"""Why a paper is dismissed, and until when it is put off, under the reader's hands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from textual.events import Key, Paste

from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.tui.reader_driver import BOATS, KITES, NOTE, Driver, reader
from tui.letters import lettered
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui.paths import Home


def reason(driver: Driver, paper: str) -> str:
    return driver.screen.session.reading.reason(paper)


def test_every_reason_has_the_first_of_its_letters_that_is_free() -> None:
    assert lettered(["off-topic", "seen", "weak", "wrong-field"]) == {
        "o": "off-topic",
        "s": "seen",
        "w": "weak",
        "r": "wrong-field",
    }
    assert lettered(["aa", "a", "-", "é"]) == {"a": "aa", "b": "a", "c": "-", "d": "é"}
    names = [f"x{number}" for number in range(40)]
    assert len(lettered(names)) == 36


async def test_plain_dismissal_is_one_key_and_a_reason_two_more_letters(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press("x", "X")
        assert "Why dismiss?" in driver.text("status")
        assert "o off-topic   s seen   w weak   r wrong-field" in driver.text("footer")
        await driver.press("w")
        assert driver.flags(BOATS) == driver.flags(KITES) == DISMISSED
        assert (reason(driver, BOATS), reason(driver, KITES)) == ("", "weak")
        assert "dismissed as weak: “Kites" in driver.text("status")
        assert "s star" in driver.text("footer")
        assert driver.current == NOTE
        await driver.press("u")
        assert driver.flags(KITES) == 0


@pytest.mark.parametrize("key", ["escape", "j", "z"])
async def test_any_other_key_drops_the_question_and_does_nothing_else(home: Home, key: str) -> None:
    async with reader(home) as driver:
        await driver.press("X", key)
        assert driver.flags(BOATS) == 0
        assert driver.current == BOATS
        assert "not dismissed" in driver.text("status")
        await driver.press("s")
        assert driver.flags(BOATS) == STARRED


async def test_a_click_elsewhere_drops_the_question(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("X")
        driver.screen.list.post_message(PaperList.Pointed(1))
        await driver.press()
        await driver.press("r")
        assert [driver.flags(one) for one in (BOATS, KITES)] == [0, READ]


async def test_enter_dismisses_without_a_reason(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("X", "enter")
        assert (driver.flags(BOATS), reason(driver, BOATS)) == (DISMISSED, "")


async def test_all_selected_get_the_reason_in_one_step(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("v", "v", "X")
        assert "Why dismiss 2 papers?" in driver.text("status")
        await driver.press("s")
        assert [reason(driver, one) for one in (BOATS, KITES, NOTE)] == ["seen", "seen", ""]
        assert "dismissed as seen: 2 papers" in driver.text("status")
        assert not len(driver.screen.session.selection)
        await driver.press("u")
        assert driver.flags(BOATS) == driver.flags(KITES) == 0


async def test_a_reason_can_be_given_and_changed_afterwards(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("x", "k", "X", "w", "k", "X", "o")
        assert reason(driver, BOATS) == "off-topic"


async def test_in_focus_too_and_on_to_the_next(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "X", "r")
        assert reason(driver, BOATS) == "wrong-field"
        assert (driver.screen.scope, driver.current) == ("focus", KITES)


async def test_vim_counts_and_your_own_reasons(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "vim"\nreasons = ["boring", "bot"]\n', "utf-8")
    async with reader(home) as driver:
        await driver.press("2", "d", "r", "o")
        assert [reason(driver, one) for one in (BOATS, KITES)] == ["bot", "bot"]


@pytest.mark.parametrize(("typed", "days"), [("3", 3), ("3d", 3), ("tomorrow", 1), ("2w", 14)])
async def test_a_paper_is_put_off_until_the_day_that_is_typed(
    home: Home, typed: str, days: int
) -> None:
    async with reader(home) as driver:
        await driver.press("D", *typed, "enter")
        day = driver.screen.session.reading.today + timedelta(days=days)
        assert driver.screen.session.reading.later(BOATS) == str(day)
        assert driver.flags(BOATS) == LATER
        assert driver.current == KITES


async def test_what_is_no_day_is_told_while_it_is_typed_and_not_taken(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("D", *"mond", "enter")
        assert len(driver.pilot.app.screen_stack) == 2
        await driver.press("backspace", "enter")
        assert driver.flags(BOATS) == LATER


async def test_how_long_later_is_stands_in_the_options(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text("later = 2\n", "utf-8")
    async with reader(home) as driver:
        today = driver.screen.session.reading.today
        await driver.press("L", "D", "enter")
        for paper in (BOATS, KITES):
            assert driver.screen.session.reading.later(paper) == str(today + timedelta(days=2))


async def test_an_answer_is_carried_out_before_the_next_key(home: Home) -> None:
    async with reader(home) as driver:
        app = driver.pilot.app
        events: list[Key | Paste] = [Key("D", "D"), Paste("3\nd"), Key("backspace", None)]
        events += [Key("home", None), Key("1", "1"), Key("enter", None), Key("s", "s")]
        for event in events:
            app.post_message(event)
        await driver.press()
        await driver.press()
        until = driver.screen.session.reading.today + timedelta(days=13)
        assert driver.screen.session.reading.later(BOATS) == str(until)
        assert driver.flags(KITES) == STARRED


async def test_what_is_selected_by_a_query_is_what_the_key_behind_it_marks(home: Home) -> None:
    async with reader(home) as driver:
        for event in (Key("percent_sign", "%"), Paste("id:2501.00002"), Key("enter", None)):
            driver.pilot.app.post_message(event)
        driver.pilot.app.post_message(Key("s", "s"))
        await driver.press()
        await driver.press()
        assert (driver.flags(BOATS), driver.flags(KITES)) == (0, STARRED)
