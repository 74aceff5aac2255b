"""For you: what is unread in the order of scores, and news of that order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.paper import Paper
from tests.index.vector_cases import made_up, matter
from tests.papers import ADDED, fill
from tests.tui.reader_driver import Driver, reader
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tui.paths import Home

PAPERS = made_up(40)
BREAD = [PAPERS[number].id for number in (1, 5, 9)]
FOR_YOU = "4"
NEWS = "the order has news"


def compared(home: Home, *stars: str, options: str = "") -> Home:
    """A home with papers that are compared, some of them starred."""
    fill(home, PAPERS).recommender.catch_up()
    if stars:
        Reading.open(home.journals, "test").mark("star", stars)
    if options:
        home.config.mkdir(parents=True)
        home.config_file.write_text(options, "utf-8")
    return home


def matters(driver: Driver, first: int) -> list[int]:
    return [matter(each) for each in list(driver.screen.session.view.ordinals)[:first]]


async def test_what_the_stars_are_about_comes_first(home: Home) -> None:
    async with reader(compared(home, *BREAD, options="outside = 0\n"), ()) as driver:
        await driver.press("j", "r", FOR_YOU)
        assert str(driver.screen.finding.query) == "is:unread sort:score"
        assert matters(driver, 5) == [1] * 5
        assert len(driver.listed) == 39
        assert "─ For you ─" in driver.text("list")
        assert "▸ For you" in driver.text("filter")
        assert driver.screen.session.view.cursor == 0


async def test_with_few_stars_it_goes_by_upvotes_and_rank_and_says_so(home: Home) -> None:
    async with reader(compared(home, *BREAD[:2]), ()) as driver:
        await driver.press(FOR_YOU)
        assert "For you · fewer than 3 stars" in driver.text("list")
        ranks = [PAPERS[each].listings[0].rank or 0 for each in driver.screen.session.view.ordinals]
        assert ranks == sorted(ranks)


async def test_a_star_is_news_and_moves_no_row_until_the_refresh(home: Home) -> None:
    async with reader(compared(home, *BREAD), ()) as driver:
        await driver.press(FOR_YOU)
        listed = driver.listed
        assert NEWS not in driver.text("status")
        bees = next(
            place for place, each in enumerate(listed) if matter(_ordinal(driver, each)) == 2
        )
        await driver.press(*["j"] * bees, "s")
        await driver.press("j", "k")
        assert driver.listed == listed
        assert f"{NEWS}   R shows it" in driver.text("status")
        await driver.press("R")
        assert driver.listed != listed
        assert driver.screen.session.view.cursor == 0, "another order is read from its top"
        assert NEWS not in driver.text("status")
        await driver.press("j", "R")
        assert driver.screen.session.view.cursor == 1
        await driver.press("u", "j")
        assert NEWS in driver.text("status")
        await driver.press("0", "j")
        assert NEWS not in driver.text("status")


async def test_a_star_from_a_shell_is_news_as_well(home: Home) -> None:
    async with reader(compared(home, *BREAD), ()) as driver:
        await driver.press(FOR_YOU)
        other = Reading.open(home.journals, "shell")
        other.mark("star", [PAPERS[number].id for number in (2, 6, 10)])
        driver.screen.look_around()
        await driver.press()
        assert NEWS in driver.text("status")


async def test_papers_from_outside_are_marked_in_row_and_detail(home: Home) -> None:
    async with reader(compared(home, *BREAD, options="outside = 0.2\n"), ()) as driver:
        await driver.press(FOR_YOU)
        outside = driver.screen.session.view.grounds.outside
        assert outside
        place = next(
            n for n, each in enumerate(driver.screen.session.view.ordinals) if each in outside
        )
        assert matter(driver.screen.session.view.ordinals[place]) != 1
        assert "● ◇ " in driver.text("list").splitlines()[1 + place]
        assert "◇ from outside" not in driver.text("detail")
        await driver.press(*["j"] * place)
        assert "◇ from outside your interests" in driver.text("detail")
        assert "+ new to you: " in driver.text("detail")
        await driver.press("s", "k")
        assert "● ★ " in driver.text("list").splitlines()[1 + place]


MUTING = '[[rule]]\nquery = "hive"\nmute = true\n'


async def test_what_rules_mute_is_in_no_list_by_score_but_in_a_view_of_its_own(home: Home) -> None:
    async with reader(compared(home, *BREAD, options=MUTING), ()) as driver:
        await driver.press()
        await driver.press()
        muted = driver.screen.session.table.muted.count(1)
        assert 0 < muted < 40
        entries = {line[4:-8].strip(): line.split()[-2] for line in _views(driver)}
        assert entries["Muted"] == str(muted)
        assert entries["For you"] == str(40 - muted)
        await driver.press(FOR_YOU)
        assert len(driver.listed) == 40 - muted
        await driver.press("0", "slash", *"is:muted", "enter")
        assert len(driver.listed) == muted
        assert "▸ Muted" in driver.text("filter")


async def test_papers_that_come_in_are_muted_too(home: Home) -> None:
    async with reader(compared(home, options=MUTING), ()) as driver:
        await driver.press()
        before = driver.screen.session.table.muted.count(1)
        hives = [Paper(id=f"title:{n:016x}", title="Hive", added=ADDED) for n in range(3)]
        fill(home, hives)
        driver.screen.look_around()
        await driver.press()
        assert driver.screen.session.table.muted.count(1) == before + 3
        assert "Muted" in driver.text("filter")


async def test_without_such_rules_there_is_no_such_view(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        assert "Muted" not in driver.text("filter")


async def test_leaving_for_you_leaves_its_order(home: Home) -> None:
    async with reader(compared(home, *BREAD), ()) as driver:
        for keys, query in (
            ((FOR_YOU, "2"), "is:unread"),
            ((FOR_YOU, "1"), ""),
            ((FOR_YOU, "3"), "is:starred"),
        ):
            await driver.press(*keys)
            assert str(driver.screen.finding.query) == query


async def test_score_is_one_of_the_orders(home: Home) -> None:
    async with reader(compared(home, *BREAD, options="outside = 0\n"), ()) as driver:
        while driver.screen.finding.query.sort != "score":
            await driver.press("S")
        assert "Papers by score" in driver.text("list")
        assert matters(driver, 5) == [1] * 5


def _ordinal(driver: Driver, paper_id: str) -> int:
    ordinal = driver.screen.session.library.find(paper_id)
    assert ordinal is not None
    return ordinal


def _views(driver: Driver) -> list[str]:
    """The lines of the views in the filter pane, their labels and counts."""
    lines = driver.text("filter").splitlines()
    first = next(n for n, line in enumerate(lines) if "Views" in line) + 1
    return [line for line in lines[first : first + 7] if line.strip("│ ")]
