"""The reader's screen driven by keys, in memory: what each action changes and what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.marktable import DISMISSED, READ, STARRED
from tests.papers import SHELF, fill
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, key_of, reader
from tests.waiting import until
from tui.actions import ACTIONS
from tui.reading.reading import Reading
from tui.screens.deeds import deeds

if TYPE_CHECKING:
    from tui.paths import Home


async def test_every_action_of_the_registry_does_something(home: Home) -> None:
    async with reader(home) as driver:
        assert set(deeds(driver.screen)) == {action.id for action in ACTIONS}


async def test_the_list_shows_papers_newest_first_and_the_detail_the_first(home: Home) -> None:
    async with reader(home) as driver:
        assert driver.listed[:2] == [BOATS, KITES]
        assert "Planning with Paper Boats" in driver.text("list")
        assert "let them plan" in driver.text("detail")
        painted = driver.pilot.app.export_screenshot().replace("&#160;", " ")
        for text in ("Planning with Paper Boats", "let them plan", "Unread", "Papers"):
            assert text in painted


async def test_moving_shows_the_next_paper_and_marks_nothing(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "j", "k")
        assert driver.current == KITES
        assert "Waiting is a policy" in driver.text("detail")
        assert not any(driver.screen.session.table.flags)


async def test_acting_moves_on_in_the_direction_last_travelled(home: Home) -> None:
    async with reader(home) as driver:
        first, second, third, _ = driver.listed
        await driver.press("s")
        assert driver.current == second
        await driver.press("j", "k", "x")
        assert driver.current == first
        assert driver.flags(first) == STARRED
        assert driver.flags(second) == DISMISSED
        assert driver.flags(third) == 0


async def test_marks_are_on_disk_for_the_next_start(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s", "r", "x")
    again = Reading.open(home.journals, "testhost")
    assert again.starred() == (BOATS,)
    assert again.state(KITES) == READ


async def test_undo_and_redo_go_to_the_paper_they_are_about(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("s", "j", "u")
        assert driver.flags(BOATS) == 0
        assert driver.current == BOATS
        await driver.press("j", "U")
        assert driver.flags(BOATS) == STARRED
        assert driver.current == BOATS


async def test_a_row_that_no_longer_matches_stays_until_the_refresh(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("2")
        await driver.press("r")
        assert BOATS in driver.listed
        assert driver.screen.session.row(driver.listed.index(BOATS)).stale
        await driver.press("R")
        assert BOATS not in driver.listed
        assert driver.current == KITES


async def test_searching_live_keeps_the_cursor_on_its_paper(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j")
        await driver.press("slash", *"learn")
        assert set(driver.listed) == {KITES, WELLS}
        assert driver.current == KITES
        await driver.press("enter")
        assert driver.screen.scope == "list"
        assert driver.current == KITES


async def test_a_half_typed_or_wrong_query_leaves_the_list_alone(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"wait")
        assert driver.listed == [KITES]
        await driver.press(*"zzz")
        assert driver.listed == [KITES]
        assert "none match “waitzzz” yet" in driver.text("status")
        await driver.press("space", "quotation_mark")
        assert driver.listed == [KITES]
        assert "at character 9" in driver.text("status")


async def test_leaving_the_search_brings_the_list_back(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "slash", *"note")
        assert driver.listed == [NOTE]
        await driver.press("escape")
        assert len(driver.listed) == 4
        assert driver.current == KITES


async def test_an_accepted_query_without_papers_says_so(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"zzz", "enter")
        assert driver.listed == []
        assert "No paper matches." in driver.text("list")
        assert "zzz" in driver.text("list")
        await driver.press("escape")
        assert len(driver.listed) == 4


async def test_words_that_matched_are_marked_in_the_paper(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"plan", "enter")
        detail = driver.screen.session.detail()
        assert detail is not None
        start, end = detail.title_spans[0]
        assert detail.paper.title[start:end] == "Planning"


async def test_choosing_a_venue_narrows_and_choosing_again_widens(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("f", "G")
        entry = driver.screen.filter.entry
        assert entry is not None
        assert entry.field == "venue"
        await driver.press("enter")
        assert str(driver.screen.finding.query) == f'venue:"{entry.value}"'
        assert len(driver.listed) == entry.papers
        await driver.press("enter")
        assert len(driver.listed) == 4


async def test_a_paper_that_stays_open_counts_as_read(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text("dwell = 0.01\n")
    async with reader(home) as driver:
        await driver.press("enter")
        assert driver.screen.scope == "detail"
        await until(lambda: driver.flags(BOATS) & READ, "the paper counts as read")


async def test_a_paper_that_is_left_before_the_dwell_time_does_not(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("enter", "escape")
        assert driver.screen.scope == "list"
        assert driver.screen.marking.waits is False
        assert driver.flags(BOATS) == 0


async def test_the_dwell_can_be_off(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('dwell = "off"\n')
    async with reader(home) as driver:
        await driver.press("enter")
        assert driver.screen.marking.waits is False


async def test_marks_made_elsewhere_appear(home: Home) -> None:
    async with reader(home) as driver:
        other = Reading.open(home.journals, "testhost")
        assert other.mark("star", [NOTE])
        driver.screen.look_around()
        assert driver.flags(NOTE) == STARRED
        assert "Starred" in driver.text("filter")


async def test_papers_added_elsewhere_are_announced_and_wait(home: Home) -> None:
    async with reader(home, SHELF[:2]) as driver:
        fill(home, SHELF[2:], indexed=False)
        driver.screen.look_around()
        assert len(driver.listed) == 2
        assert "2 new papers" in driver.text("status")
        await driver.press("R")
        assert len(driver.listed) == 4


async def test_tags_are_added_and_taken_off(home: Home) -> None:
    async with reader(home, size=(140, 40)) as driver:
        await driver.press("t", *"rl boats", "enter")
        assert driver.screen.session.reading.tags(BOATS) == ("boats", "rl")
        assert "#boats" in driver.text("detail")
        assert "Tags" in driver.text("filter")
        await driver.press("t", *"-rl", "enter")
        assert driver.screen.session.reading.tags(BOATS) == ("boats",)


async def test_a_tag_that_is_no_tag_is_refused_with_a_reason(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("t", "exclamation_mark", "enter")
        assert "not saved" in driver.text("status")
        assert driver.screen.session.reading.tags(BOATS) == ()


async def test_exporting_writes_the_starred_papers(home: Home) -> None:
    target = home.data.parent / "out.bib"
    async with reader(home) as driver:
        await driver.press("s", "e")
        await driver.press("ctrl+u", *[key_of(letter) for letter in str(target)], "enter")
        assert "1 starred paper" in driver.text("status")
    assert "Planning with Paper Boats" in target.read_text()


async def test_an_empty_library_says_what_to_do(home: Home) -> None:
    async with reader(home, ()) as driver:
        assert "Your library is empty." in driver.text("list")
        await driver.press("j", "s", "r", "x", "o", "y", "n", "enter", "t", "G", "u")
        assert driver.screen.scope == "list"


@pytest.mark.parametrize(
    ("width", "panes"),
    [(160, "filter list detail"), (109, "list detail"), (80, "list detail"), (69, "list")],
)
async def test_panes_fold_away_as_the_terminal_narrows(home: Home, width: int, panes: str) -> None:
    async with reader(home, size=(width, 24)) as driver:
        shown = [name for name, pane in driver.screen.panes.items() if pane.display]
        assert shown == panes.split()
        await driver.press("f")
        assert driver.screen.filter.display
        await driver.press("escape", "enter")
        assert driver.screen.detail.display
        assert driver.screen.scope == "detail"


async def test_help_lists_the_keys_in_force(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.keys_file.write_text('[list]\n"Z" = "paper.star"\n')
    async with reader(home) as driver:
        await driver.press("question_mark")
        assert "Star the paper" in driver.text("help")
        await driver.press("q")
        assert driver.pilot.app.screen is driver.screen
        await driver.press("Z")
        assert driver.flags(BOATS) == STARRED


async def test_a_broken_keys_file_is_named_and_the_rest_works(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.keys_file.write_text('[list]\n"Z" = "paper.stra"\n')
    async with reader(home) as driver:
        assert "keys.toml" in driver.text("status")
        await driver.press("s")
        assert driver.flags(BOATS) == STARRED


async def test_the_palette_finds_and_does_an_action(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("colon")
        await driver.press(*"dismiss")
        await driver.pilot.app.workers.wait_for_complete()
        await driver.press("enter")
        await driver.press()
        assert driver.flags(BOATS) == DISMISSED


@pytest.mark.parametrize("start", ["is:starred", "kite"])
async def test_the_reader_may_choose_the_first_query(home: Home, start: str) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'start = "{start}"\n')
    fill(home)
    assert Reading.open(home.journals, "testhost").mark("star", [KITES])
    async with reader(home, ()) as driver:
        await driver.press()
        assert driver.listed == [KITES]
        assert driver.screen.search_bar.value == start


async def test_a_first_query_that_is_none_is_told(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('start = "is:nonsense"\n')
    async with reader(home) as driver:
        assert "start in config.toml" in driver.text("status")
        assert len(driver.listed) == 4


async def test_the_filters_begin_with_their_first_heading(home: Home) -> None:
    async with reader(home) as driver:
        assert "Views" in driver.text("filter").splitlines()[1]
        await driver.press("f", "G", "g")
        assert "Views" in driver.text("filter").splitlines()[1]


async def test_space_opens_a_paper_that_is_not_beside_the_list(home: Home) -> None:
    async with reader(home, size=(60, 15)) as driver:
        await driver.press("space")
        assert driver.screen.scope == "detail"
    async with reader(home) as driver:
        await driver.press("space")
        assert driver.screen.scope == "list"
        await driver.press("right_parenthesis", "space")
        assert driver.screen.scope == "detail"
        assert driver.screen.detail.display
