"""Searching and saying in the reader: what the list shows, where the cursor is, what is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.content import Content
from textual.events import Key, Paste

from index.marktable import STARRED
from index.paper import Paper
from index.query.query import Query
from tests.papers import ADDED, SHELF, fill
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, Driver, key_of, reader
from tests.waiting import until
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui.paths import Home


def shelf_of(count: int) -> list[Paper]:
    """Papers about lamps, every tenth about oil lamps, in the order of their numbers."""
    return [
        Paper(
            id=f"title:{number:016x}",
            title=f"Lamp Number {number:03}",
            abstract="Oil burns." if number % 10 == 0 else "",
            added=ADDED,
        )
        for number in range(count)
    ]


async def test_what_was_listed_for_a_begun_word_is_there_after_enter(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"lear")
        typed = driver.listed
        assert set(typed) == {KITES, WELLS}
        await driver.press("enter")
        assert set(driver.listed) == set(typed)
        assert driver.screen.search_bar.value == "lear*"
        assert str(driver.screen.finding.query) == "lear*"


@pytest.mark.parametrize(
    ("typed", "kept", "count"), [("lam", "lam*", 30), ("lam ", "lam", 1), ("lamp", "lamp", 29)]
)
async def test_a_word_that_is_next_to_nothing_of_what_was_listed_stays_begun(
    home: Home, typed: str, kept: str, count: int
) -> None:
    letter = replace(shelf_of(1)[0], id="title:lam", title="Lam of Alif", abstract="")
    async with reader(home, [*shelf_of(29), letter]) as driver:
        await driver.press("slash", *map(key_of, typed), "enter")
        assert driver.screen.search_bar.value == kept
        assert len(driver.listed) == count


async def test_a_finished_word_is_taken_as_it_is(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"kite", "enter")
        assert driver.listed == [KITES]
        assert driver.screen.search_bar.value == "kite"


async def test_no_paper_met_while_typing_holds_the_cursor(home: Home) -> None:
    async with reader(home, shelf_of(30)) as driver:
        await driver.press("down", "slash", *"oi")
        first = driver.current
        assert first == driver.listed[0]
        driver.screen.search_bar.value = "lamp"
        await driver.press()
        assert driver.current == driver.listed[1], "the paper from before the typing is back"


async def test_leaving_the_search_puts_the_list_back_line_by_line(home: Home) -> None:
    async with reader(home, shelf_of(60), size=(80, 24)) as driver:
        await driver.press("G", *["k"] * 3)
        before = driver.text("list"), driver.screen.list.first_line
        await driver.press("slash", *"oil", "escape")
        assert (driver.text("list"), driver.screen.list.first_line) == before


async def test_another_query_shows_its_best_papers(home: Home) -> None:
    async with reader(home, shelf_of(60), size=(80, 24)) as driver:
        await driver.press(*["j"] * 30)
        assert driver.screen.list.first_line > 0
        await driver.press("slash", *"oil", "enter")
        assert driver.screen.session.view.cursor == 3
        assert driver.screen.list.first_line == 0


async def test_a_click_into_the_list_keeps_what_it_shows(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"learn")
        await driver.pilot.click(PaperList, offset=(10, 2))
        await driver.press("R")
        assert driver.screen.scope == "list"
        assert set(driver.listed) == {KITES, WELLS}
        assert Query.parse(driver.screen.search_bar.value) == driver.screen.finding.query


async def test_what_was_said_is_over_with_the_next_key(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s")
        assert "starred" in driver.text("status")
        await driver.press("j")
        assert driver.text("status").strip() == "3 of 4"


async def test_a_warning_stays(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.keys_file.write_text('[list]\n"Z" = "paper.stra"\n')
    async with reader(home) as driver:
        await driver.press("j", "k")
        assert "keys.toml" in driver.text("status")


async def test_new_papers_are_announced_until_they_are_taken_in(home: Home) -> None:
    async with reader(home, SHELF[:2]) as driver:
        fill(home, SHELF[2:3])
        driver.screen.look_around()
        await driver.press("s", "j")
        assert "1 new paper   R shows them" in driver.text("status")
        fill(home, SHELF[3:])
        driver.screen.look_around()
        assert "2 new papers" in driver.text("status")
        await driver.press("R", "j")
        assert "new paper" not in driver.text("status")
        assert len(driver.listed) == 4


async def test_the_first_papers_come_in_while_the_reader_is_open(home: Home) -> None:
    async with reader(home, ()) as driver:
        fill(home)
        driver.screen.look_around()
        await until(lambda: len(driver.listed) == 4, "the first list")
        assert "new papers" not in driver.text("status")
        await driver.press("s")
        assert driver.flags(BOATS) == STARRED


async def test_a_mark_leaves_room_for_the_way_back(home: Home) -> None:
    async with reader(home, size=(60, 20)) as driver:
        await driver.press("G", "x")
        assert "u undoes" in driver.text("status")
        assert "4 of 4" in driver.text("status")


async def test_the_list_has_a_column_of_venues_if_there_are_any(home: Home) -> None:
    bare = Paper(id=NOTE, title="A Title " * 8 + "Ends", added=ADDED)
    async with reader(home, [bare], size=(86, 24)) as driver:
        assert "Title Ends" in driver.text("list")
        fill(home, SHELF[:1])
        driver.screen.look_around()
        await driver.press("R")
        assert "POND 2025" in driver.text("list")
        assert "Title Ends" in driver.text("list"), "it goes on over a column that is empty there"


async def test_the_cursor_of_the_filters_stays_in_sight(home: Home) -> None:
    papers = [
        Paper(id=f"title:{n:016x}", title=f"Paper {n}", venue=f"VENUE {n:02}", added=ADDED)
        for n in range(40)
    ]
    async with reader(home, papers, size=(80, 24)) as driver:
        await driver.press("f", "G", "enter", "G", "enter", "enter")
        assert driver.screen.filter.entry is not None
        assert "▌" in driver.text("filter")


@pytest.mark.parametrize("name", ["stars.docx", "stars.pdf"])
async def test_an_ending_that_is_no_format_is_refused(home: Home, name: str) -> None:
    target = home.data.parent / name
    async with reader(home) as driver:
        await driver.press("s", "e", "ctrl+u", *[key_of(each) for each in str(target)], "enter")
        assert "no format ends in" in driver.text("status")
    assert not target.exists()


async def test_a_question_says_its_keys(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("t")
        box = driver.pilot.app.screen.query_one("#prompt")
        assert box.border_subtitle == Content("Enter done · Esc cancel").markup
        await driver.press("escape")
        assert driver.current == BOATS


async def test_one_word_that_is_no_tag_refuses_the_line(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("t", *"ok", "space", "exclamation_mark", "space", *"too", "enter")
        assert "not saved" in driver.text("status")
        assert driver.screen.session.reading.tags(BOATS) == ()


async def test_pasted_escape_bytes_do_not_get_into_the_search_bar(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash")
        driver.pilot.app.post_message(Paste("kite\x1b]52;c;aGk=\x07"))
        await driver.pilot.pause()
        await driver.press()
        assert driver.screen.search_bar.value.isprintable()
        assert "\x1b" not in driver.screen.search_bar.value


async def test_an_export_asks_before_it_replaces_a_file_of_others(home: Home) -> None:
    target = home.data.parent / "mine.bib"
    async with reader(home) as driver:
        target.write_text("mine")
        keys = [key_of(letter) for letter in str(target)]
        await driver.press("s", "e", "ctrl+u", *keys, "enter")
        assert target.read_text() == "mine"
        await driver.press("escape")
        assert target.read_text() == "mine"
        await driver.press("e", "ctrl+u", *keys, "enter", "enter")
        assert "Planning with Paper Boats" in target.read_text()
        target.write_text("older export")
        await driver.press("e", "ctrl+u", *keys, "enter")
        assert "Planning with Paper Boats" in target.read_text()


async def burst(driver: Driver, *keys: str) -> None:
    """Keys that arrive in one piece, as over a slow line."""
    for key in keys:
        character = key if len(key) == 1 else {"slash": "/", "space": " "}.get(key)
        driver.pilot.app.post_message(Key(key, character))
    await driver.press()
    await driver.press()


async def test_keys_in_one_burst_go_where_one_after_the_other_would(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, "slash", *"waxx", "backspace", "backspace", *"it", "enter", "s")
        assert str(driver.screen.finding.query) == "wait"
        assert driver.screen.search_bar.value == "wait"
        assert driver.screen.scope == "list"
        assert driver.listed == [KITES]
        assert driver.flags(KITES) == STARRED
        assert sum(map(bool, driver.screen.session.table.flags)) == 1


async def test_a_burst_into_a_prompt_is_its_answer(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, "t", *"rl", "enter")
        assert driver.screen.session.reading.tags(BOATS) == ("rl",)
        assert driver.flags(BOATS) == 0


async def test_a_key_after_a_begun_word_means_what_it_finds(home: Home) -> None:
    async with reader(home) as driver:
        await burst(driver, "slash", *"kit", "enter", "s")
        assert driver.listed == [KITES]
        assert driver.flags(KITES) == STARRED
        assert sum(map(bool, driver.screen.session.table.flags)) == 1


async def test_what_is_wrong_is_told_whole_with_what_to_do_until_the_next_key(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press(*map(key_of, "/year:abc"), "enter")
        told = " ".join(f"{driver.text('status')} {driver.text('footer')}".split())
        assert told.startswith(
            "'abc' is not a number, nor a range of them, at character 6: write it"
        )
        assert told.endswith("write it as in year:2020, year:>=2020 or year:2020..2024")
        await driver.pilot.resize_terminal(160, 24)
        await driver.press()
        assert "write it as in year:2020," in driver.text("status")
        assert "Enter to list" in driver.text("footer")
        await driver.pilot.resize_terminal(80, 24)
        await driver.press("escape")
        assert "Enter read" in driver.text("footer")
