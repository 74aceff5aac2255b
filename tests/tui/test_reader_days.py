"""Through the library day by day, on the reader's screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.marktable import DISMISSED, READ
from tests.papers import listed_on
from tests.tui.reader_driver import reader
from tui.screens.days import Days

if TYPE_CHECKING:
    from tests.tui.reader_driver import Driver
    from tui.paths import Home

NEW, MIDDLE, OLD = "2026-03-14", "--03-12", "2026-03-11"
PAPERS = [
    *listed_on(NEW, count=4),
    *listed_on(MIDDLE, count=3, first=4),
    *listed_on(OLD, count=2, first=7),
]
NEWEST = [paper.id for paper in PAPERS[:4]]
MIDST = [paper.id for paper in PAPERS[4:7]]
OLDEST = [paper.id for paper in PAPERS[7:]]


async def _start(driver: Driver, place: int) -> None:
    """Start a day by its place in the filter pane."""
    await driver.press("f", "g")
    while driver.screen.filter.entry is None or driver.screen.filter.entry.field != "day":
        await driver.press("j")
    await driver.press(*["j"] * place, "enter")


def _signs(driver: Driver) -> list[str]:
    lines = driver.text("filter").splitlines()
    return [line.strip("│ ▸▌").split()[0] for line in lines if "Mar 1" in line]


async def test_enter_on_a_day_starts_it_at_the_first_paper_that_is_left(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await driver.press("x", "r", "G")
        await _start(driver, 0)
        assert driver.listed == NEWEST
        assert driver.current == NEWEST[2]
        assert driver.screen.scope == "list"
        assert "Sat Mar 14 2026 · 2 of 4 left" in driver.text("list")


async def test_a_day_without_a_year_is_a_day_like_others(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 1)
        assert driver.listed == MIDST
        assert "─ Mar 12 · 3 of 3 left ─" in driver.text("list")


async def test_a_key_starts_the_day_of_the_paper_under_the_cursor(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await driver.press("j", "j", "j", "j", "j", "d")
        assert driver.listed == MIDST
        assert driver.current == MIDST[0]
        await driver.press("d")
        assert "this is the day's list already" in driver.text("status")


async def test_a_paper_that_no_day_lists_starts_none(home: Home) -> None:
    papers = [replace(paper, listings=()) for paper in PAPERS[:1]]
    async with reader(home, papers) as driver:
        await driver.press("d")
        assert "no day lists this paper" in driver.text("status")
        assert "─ Papers ─" in driver.text("list")


async def test_the_upper_edge_is_a_bar_that_fills(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 0)
        lengths = []
        for _ in range(4):
            lengths.append(driver.text("list").splitlines()[0].count("━"))
            await driver.press("x")
        edge = driver.text("list").splitlines()[0]
        assert lengths[0] == 0
        assert 0 < lengths[1] < lengths[2] < lengths[3] < edge.count("━")
        assert "✓ all 4 done" in edge
        assert "─" not in edge.split("done ")[1]


async def test_days_are_signed_by_how_far_they_are(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        assert _signs(driver) == ["○", "○", "○"]
        await _start(driver, 2)
        assert _signs(driver) == ["○", "○", "◐"]
        await driver.press("x", "x")
        assert _signs(driver) == ["○", "○", "✓"]
        assert "2/3" not in driver.text("filter")
        await driver.press("0", "g", "n", "n", "n", "n", "r")
        assert _signs(driver) == ["○", "◐", "✓"]
        assert "2/3" in driver.text("filter")


async def test_what_was_opened_is_known_at_the_next_start_by_its_marks(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 2)
        await driver.press("x", "x")
        await _start(driver, 1)
        await driver.press("r")
    async with reader(home, ()) as driver:
        assert _signs(driver) == ["○", "◐", "✓"]


async def test_finishing_a_day_says_so_and_offers_the_next(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 0)
        await driver.press("s", "r", "x", "x", "g")
        assert "is done" not in driver.text("detail")
        await driver.press("x")
        assert "✓ Sat Mar 14 2026 is done" in driver.text("detail")
        for told in ("4  papers", "1  read", "1  starred", "3  dismissed"):
            assert told in driver.text("detail")
        status = driver.text("status")
        assert "✓ Mar 14 2026 done: 1 read, 1 starred, 3 dismissed" in status
        assert "n Mar 12, 3 left" in status
        await driver.press("n")
        assert driver.listed == MIDST
        assert driver.current == MIDST[0]


async def test_the_next_key_shows_the_paper_again(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 2)
        await driver.press("x", "x")
        assert "is done" in driver.text("detail")
        await driver.press("k")
        assert "is lit at dusk" in driver.text("detail")
        assert "done:" not in driver.text("status")


async def test_the_paper_that_finishes_a_day_by_being_read_stays_on_the_screen(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text("dwell = 0\n", "utf-8")
    async with reader(home, PAPERS) as driver:
        await _start(driver, 2)
        await driver.press("x", "enter")
        assert driver.flags(OLDEST[1]) == READ
        assert "is lit at dusk" in driver.text("detail")
        assert "✓ Mar 11 2026 done" in driver.text("status")


async def test_undo_takes_a_finished_day_back(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 2)
        await driver.press("x", "x", "u")
        assert "1 of 2 left" in driver.text("list")
        assert "is done" not in driver.text("detail")
        assert _signs(driver)[2] == "◐"
        await driver.press("U")
        assert "is done" in driver.text("detail")


async def test_n_goes_on_to_the_next_day_and_says_what_stays_behind(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 0)
        await driver.press("G", "n")
        assert driver.current == MIDST[0]
        assert "Mar 12: 3 of 3 left   Mar 14 2026 has 4 left" in driver.text("status")
        await driver.press("N")
        assert driver.current == NEWEST[-1]


async def test_days_with_nothing_left_are_passed_over(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 1)
        await driver.press("x", "x", "x")
        await _start(driver, 0)
        await driver.press("G", "n")
        assert driver.current == OLDEST[0]
        await driver.press("G", "n")
        assert driver.current == NEWEST[0]


async def test_with_every_other_day_done_the_list_stays(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await driver.press("n", "n", "n", "n")
        await driver.press(*"xxxxx")
        await _start(driver, 0)
        await driver.press("G", "n")
        assert driver.listed == NEWEST
        assert "every other day is done" in driver.text("status")


async def test_an_opened_paper_is_followed_by_the_next_day_s(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 0)
        await driver.press("G", "enter", "n")
        assert driver.screen.scope == "detail"
        assert driver.current == MIDST[0]
        assert driver.screen.marking.waits


async def test_choosing_the_day_again_leaves_it(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 1)
        await driver.press("f", "enter")
        assert len(driver.listed) == len(PAPERS)
        assert "─ Papers ─" in driver.text("list")


async def test_within_a_search_a_day_narrows_and_is_not_started(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await driver.press("slash", *"number", "enter")
        await _start(driver, 2)
        assert set(driver.listed) == set(OLDEST)
        assert driver.screen.scope == "filter"
        assert "left" not in driver.text("list")


async def test_marks_from_elsewhere_finish_a_day_too(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        await _start(driver, 2)
        driver.screen.session.reading.mark("read", OLDEST)
        driver.screen.painting.rows()
        assert "✓ Wed Mar 11 2026 is done" in driver.text("detail")
        assert [driver.flags(paper) for paper in OLDEST] == [READ, READ]


async def test_rows_of_a_day_say_that_day(home: Home) -> None:
    async with reader(home, listed_on("--03-12", "--03-11", count=2)) as driver:
        await _start(driver, 1)
        assert driver.text("list").count("Mar 11") == 3
        await driver.press("0")
        assert driver.text("list").count("Mar 12") == 2


async def test_minutes_are_those_of_the_sitting(home: Home) -> None:
    now = 0.0

    def clock() -> float:
        return now

    async with reader(home, PAPERS) as driver:
        driver.screen.days = Days(driver.screen, clock)
        await _start(driver, 2)
        now = 130.0
        await driver.press("t", "escape")
        now = 250.0
        await driver.press("x", "x")
        assert "4  minutes" in driver.text("detail")
        assert driver.flags(OLDEST[0]) == DISMISSED
