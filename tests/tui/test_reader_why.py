"""What opens over the panes: why a paper stands where it stands, and the words of the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.paper import Listing
from tests.index.vector_cases import made_up
from tests.papers import fill
from tests.tui.reader_driver import Driver, reader
from tui.reading.reading import Reading
from tui.screens.overview import OverviewScreen
from tui.screens.why import WhyScreen

if TYPE_CHECKING:
    from index.paper import Paper
    from tui.paths import Home

PAPERS = made_up(40)
BREAD = [PAPERS[number].id for number in (1, 5, 9)]


def compared(home: Home, papers: list[Paper] = PAPERS, options: str = "") -> Home:
    fill(home, papers).recommender.catch_up()
    Reading.open(home.journals, "test").mark("star", BREAD)
    if options:
        home.config.mkdir(parents=True)
        home.config_file.write_text(options, "utf-8")
    return home


def is_open(driver: Driver, kind: type[object]) -> bool:
    return isinstance(driver.pilot.app.screen, kind)


async def test_why_names_words_stars_and_rules_that_add_up(home: Home) -> None:
    options = "[[rule]]\nquery = 'author:\"Writer 13\"'\nweight = 2\n"
    async with reader(compared(home, options=options), ()) as driver:
        driver.screen.session.view = driver.screen.session.view.on(13)
        await driver.press("w")
        assert is_open(driver, WhyScreen)
        text = driver.text("why")
        assert PAPERS[13].title in text
        assert "place 1 of 40" in text
        assert any(f"★ {PAPERS[number].title}" in text for number in (1, 5, 9))
        assert 'rule author:"writer 13"' in text.lower()
        assert "+2.00" in text
        assert "in all" in text
        assert "Esc close" in text
        await driver.press("w")
        assert not is_open(driver, WhyScreen)


async def test_why_is_one_sheet_on_a_small_screen_and_a_large_one(home: Home) -> None:
    compared(home)
    shares = []
    for size in ((80, 24), (160, 50)):
        async with reader(home, (), size=size) as driver:
            driver.screen.session.view = driver.screen.session.view.on(13)
            await driver.press("w")
            lines = driver.text("why").splitlines()
            assert len(lines) <= size[1]
            shares.append(
                [line.split("│")[2].split()[-1:] for line in lines if line.count("│") > 2]
            )
            assert "in all" in driver.text("why")
            await driver.press("j", "k", "G", "g", "q")
            assert not is_open(driver, WhyScreen)
    assert len(shares[0]) == len(shares[1])


async def test_keys_behind_why_go_to_what_it_closes_upon(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("w", "escape", "j")
        assert driver.screen.session.view.cursor == 1
        assert not is_open(driver, WhyScreen)


async def test_why_before_there_are_stars_says_what_counts(home: Home) -> None:
    fill(home, PAPERS).recommender.catch_up()
    async with reader(home, ()) as driver:
        await driver.press("w")
        text = " ".join(driver.text("why").split())
        assert "fewer than 3 stars" in text
        assert "no word lifts or sinks it yet" in text


async def test_why_and_like_of_an_empty_list_say_so(home: Home) -> None:
    async with reader(home, ()) as driver:
        for key in ("w", "m"):
            await driver.press(key)
            assert "no paper under the cursor" in driver.text("status")


def of_this_month() -> list[Paper]:
    """Papers of which those on bread are new, and all others older."""
    today = date.today()
    return [
        replace(
            paper,
            listings=(
                Listing("page", 1, str(today - timedelta(days=3 if number % 4 == 1 else 60))),
            ),
        )
        for number, paper in enumerate(PAPERS)
    ]


async def test_the_words_that_rise_are_shown_and_searched(home: Home) -> None:
    async with reader(compared(home, of_this_month()), (), size=(80, 24)) as driver:
        await driver.press("O")
        assert is_open(driver, OverviewScreen)
        assert "▌   left" in driver.text("overview")
        await driver.press("G")
        text = driver.text("overview")
        assert "Rising among all papers" in text
        assert " of 10" in text
        assert "▌" in text
        await driver.press("k", "j", "k")
        row = next(line for line in driver.text("overview").splitlines() if "▌" in line)
        word = row.strip("│▌ ").split()[0]
        await driver.press("enter")
        assert not is_open(driver, OverviewScreen)
        assert str(driver.screen.finding.query) == word
        assert driver.listed
        await driver.press("left_square_bracket")
        assert len(driver.listed) == 40


async def test_where_no_word_rises_the_overview_says_so_and_closes(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("O", "G", "j", "j", "j")
        assert "no word rises" in driver.text("overview")
        await driver.press("escape")
        assert not is_open(driver, OverviewScreen)


async def test_the_overview_tells_how_much_is_left_and_leads_there(home: Home) -> None:
    async with reader(compared(home), (), size=(80, 24)) as driver:
        await driver.press("s", "r", "x", "O")
        text = driver.text("overview")
        assert "40 papers" in text
        assert "Read by day" in text
        await driver.press("j", "j")
        row = next(line for line in driver.text("overview").splitlines() if "▌" in line)
        assert row.split()[1:3] == ["starred", "4"]
        await driver.press("enter")
        assert str(driver.screen.finding.query) == "is:starred"
        assert len(driver.listed) == 4


async def test_on_the_way_to_the_next_choice_all_that_lies_between_is_seen(home: Home) -> None:
    async with reader(compared(home), (), size=(80, 12)) as driver:
        await driver.press("O")
        seen: list[str] = []
        for _ in range(30):
            seen += driver.text("overview").splitlines()[1:-1]
            await driver.press("j")
        for words in ("Read by day", "Starred by day", "Backlog", "Papers a day"):
            assert any(words in line for line in seen)
        text = driver.text("overview")
        assert "▌" in text
        await driver.press("g")
        assert "40 papers" in driver.text("overview")
