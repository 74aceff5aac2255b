"""Papers like one in place of the list, and back and forward through the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import Problem
from index.paper import Paper
from index.query.query import Query
from index.recommending.recommender import Recommender
from tests.index.vector_cases import made_up, matter
from tests.papers import ADDED, fill
from tests.tui.reader_driver import Driver, reader
from tests.waiting import until
from tui.screens.growth import Growth

if TYPE_CHECKING:
    import pytest

    from tui.paths import Home

PAPERS = made_up(40)


def compared(home: Home, papers: list[Paper] = PAPERS) -> Home:
    """A home with papers that are compared already."""
    fill(home, papers).recommender.catch_up()
    return home


def same_matter(driver: Driver, ordinal: int) -> float:
    """The share of the first listed papers that are on the matter of a paper."""
    first = list(driver.screen.session.view.ordinals)[:5]
    return sum(matter(each) == matter(ordinal) for each in first) / len(first)


def subject(driver: Driver) -> tuple[str, int | None]:
    query, like = driver.screen.session.view.subject
    return str(query), like


async def test_the_list_becomes_the_neighbours_of_the_paper_under_the_cursor(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("j", "j")
        ordinal = driver.screen.session.view.ordinal
        assert ordinal is not None
        await driver.press("m")
        assert subject(driver) == ("", ordinal)
        assert ordinal not in driver.screen.session.view.ordinals
        assert same_matter(driver, ordinal) == 1
        assert driver.screen.session.view.cursor == 0
        title = PAPERS[ordinal].title
        assert f"Papers like: {title}" in driver.text("list")
        assert "by likeness" in driver.text("status")


async def test_each_row_and_the_detail_pane_say_why(home: Home) -> None:
    async with reader(compared(home), (), size=(160, 40)) as driver:
        await driver.press("m")
        view = driver.screen.session.view
        assert view.ordinal is not None
        reason = view.grounds.reasons[view.ordinal]
        assert reason.words
        detail = driver.text("detail")
        assert f"≈ also speaks of {reason.words[0]}" in detail
        assert reason.words[0] in driver.text("list").splitlines()[1]
        by_same = next(
            place for place, each in enumerate(view.ordinals) if view.grounds.reasons[each].authors
        )
        await driver.press(*["j"] * by_same)
        assert "≈ also by Author" in driver.text("detail")
        await driver.press("0")
        assert "≈" not in driver.text("detail")
        assert "─ Papers ─" in driver.text("list")


async def test_back_and_forward_lead_through_every_kind_of_list(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("slash", *"oven", "enter", "j", "j")
        in_search = driver.current
        await driver.press("m", "j")
        in_neighbours = driver.current
        await driver.press("m", "2", "G")
        at_last = subject(driver), driver.current
        assert at_last[0] == ("is:unread", None)
        await driver.press("left_square_bracket", "left_square_bracket")
        assert driver.current == in_neighbours
        assert driver.screen.search_bar.value == ""
        await driver.press("left_square_bracket")
        assert (subject(driver), driver.current) == (("oven", None), in_search)
        assert driver.screen.search_bar.value == "oven"
        await driver.press("left_square_bracket")
        assert subject(driver) == ("", None)
        await driver.press("left_square_bracket")
        assert "no list before" in driver.text("status")
        await driver.press(*["right_square_bracket"] * 4)
        assert (subject(driver), driver.current) == at_last
        await driver.press("right_square_bracket")
        assert "no list after" in driver.text("status")


async def test_going_back_puts_the_list_back_line_by_line_and_its_numbers(home: Home) -> None:
    async with reader(compared(home), (), size=(140, 16)) as driver:
        await driver.press("2", "G", "k")
        before = driver.text("list"), driver.text("filter"), driver.screen.list.first_line
        assert before[2] > 0
        await driver.press("m")
        assert "▸" not in driver.text("filter")
        await driver.press("left_square_bracket")
        now = driver.text("list"), driver.text("filter"), driver.screen.list.first_line
        framed = [text.replace(" · ] forward", "") for text in now[:2]]
        assert framed[0].splitlines()[:-1] == before[0].splitlines()[:-1]
        assert now[1:] == before[1:]


async def test_a_mark_made_meanwhile_shows_in_the_list_that_is_gone_back_to(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("2")
        listed = driver.listed
        await driver.press("m", "r")
        read = next(each for each in listed if driver.flags(each))
        await driver.press("left_square_bracket")
        assert driver.listed == listed, "rows stay until the refresh"
        row = driver.screen.session.row(listed.index(read))
        assert row.stale


async def test_escape_leads_back_too_and_from_a_search_to_every_paper(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("slash", *"harbour", "enter", "j")
        paper = driver.current
        await driver.press("m", "m", "escape", "escape")
        assert (subject(driver), driver.current) == (("harbour", None), paper)
        await driver.press("escape")
        assert subject(driver) == ("", None)


async def test_what_was_half_typed_is_no_list_to_go_back_to(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("j", "j", "j")
        paper = driver.current
        await driver.press("slash", *"oven", "enter", "left_square_bracket")
        assert (subject(driver), driver.current) == (("", None), paper)


async def test_leaving_the_search_bar_comes_back_to_the_neighbours(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        await driver.press("m", "j")
        before = subject(driver), driver.current
        await driver.press("slash", *"hive", "escape")
        assert (subject(driver), driver.current) == before
        await driver.press("R")
        assert (subject(driver), driver.current) == before
        await driver.press("S")
        assert "likeness" in driver.text("status")
        assert subject(driver) == before[0]


async def test_from_a_paper_that_is_read_the_keys_go_to_the_new_list(home: Home) -> None:
    async with reader(compared(home), ()) as driver:
        for key in ("m", "left_square_bracket"):
            await driver.press("enter")
            assert driver.screen.scope == "detail"
            assert driver.screen.marking.waits
            await driver.press(key)
            assert driver.screen.scope == "list"
            assert not driver.screen.marking.waits, "no paper is read that is not shown"


async def test_a_paper_like_no_other_keeps_the_list(home: Home) -> None:
    lone = Paper(id="title:00000000000000ff", title="Zyzzyva", added=ADDED)
    async with reader(compared(home, [lone]), ()) as driver:
        await driver.press("m")
        assert subject(driver) == ("", None)
        assert "no paper shares a telling word" in driver.text("status")


async def test_until_papers_are_compared_it_says_so_and_then_shows_them(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Growth, "catch_up", lambda _: None)  # nothing is compared by itself
    async with reader(home, PAPERS) as driver:
        ordinal = driver.screen.session.view.ordinal
        await driver.press("m")
        assert subject(driver) == ("", None)
        assert "learning the words of your papers: 0 %" in driver.text("status")
        driver.screen.post_message(Growth.Learning(40, 100))
        await driver.press("j", "k")
        assert "learning the words of your papers: 40 %" in driver.text("status")
        driver.screen.session.library.recommender.catch_up()
        driver.screen.post_message(Growth.Learnt(None))
        await driver.press()
        await driver.press()
        assert subject(driver) == ("", ordinal)
        assert "learning" not in driver.text("status")


async def test_a_reader_who_went_on_is_told_and_not_moved(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Growth, "catch_up", lambda _: None)
    async with reader(home, PAPERS) as driver:
        await driver.press("m", "j")
        driver.screen.session.library.recommender.catch_up()
        driver.screen.post_message(Growth.Learnt(None))
        await driver.press()
        assert subject(driver) == ("", None)
        assert "papers are compared now" in driver.text("status")


async def test_where_nothing_can_be_kept_it_is_not_tried_for_ever(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Growth, "catch_up", lambda _: None)
    async with reader(home, PAPERS) as driver:
        await driver.press("m")
        driver.screen.post_message(Growth.Learnt(None))
        await driver.press()
        await driver.press()
        assert "cache cannot be written" in driver.text("status")
        assert "learning" not in driver.text("status")
        await driver.press("m")
        driver.screen.post_message(Growth.Learnt(Problem("no room")))
        await driver.press()
        assert "no room" in driver.text("status")


async def test_the_reader_compares_papers_by_itself(home: Home) -> None:
    async with reader(home, PAPERS) as driver:
        recommender = driver.screen.session.library.recommender
        assert isinstance(recommender, Recommender)
        ordinal = driver.screen.session.view.ordinal
        await driver.press("m")
        await until(lambda: subject(driver) == ("", ordinal), "papers like the first")
        assert recommender.is_ready


async def test_emacs_and_vim_have_the_way_back_too(home: Home) -> None:
    compared(home)
    home.config.mkdir(parents=True)
    for keymap, keys in {
        "vim": (("g", "r"), ("left_square_bracket", "left_square_bracket")),
        "emacs": (("m",), ("left_square_bracket",)),
    }.items():
        home.config_file.write_text(f'keymap = "{keymap}"\n')
        async with reader(home, ()) as driver:
            await driver.press(*keys[0])
            assert driver.screen.session.view.grounds.like is not None
            await driver.press(*keys[1])
            assert driver.screen.session.view.subject == (Query(), None)
