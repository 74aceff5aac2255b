"""Words in the reader: those that only some papers have, those that none has, and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.marktable import STARRED
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, Driver, key_of, reader
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui.paths import Home


async def ask(driver: Driver, text: str) -> None:
    """Type a query over whatever stands in the bar, and accept it."""
    await driver.press("slash", "ctrl+u", *map(key_of, text), "enter")


def rows(driver: Driver) -> list[str]:
    """What stands on the lines of the list, frame and glyphs aside."""
    lines = driver.text("list").splitlines()[1:-1]
    return [text for line in lines if (text := line.strip("│ ▌●×★─"))]


async def test_papers_with_some_of_the_words_stand_below_a_rule(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns")
        assert driver.listed == [KITES, WELLS]
        first, rule, second = rows(driver)
        assert first.startswith("Kites That Learn")
        assert rule == "some of the words"
        assert second.startswith("Deep Wells")
        assert driver.current == KITES
        assert driver.text("status").strip() == "1 of 1 · 1 more with some of the words"


async def test_the_cursor_goes_over_the_rule(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns")
        await driver.press("j")
        assert driver.current == WELLS
        assert driver.text("status").strip() == "1 of 1 with some of the words"
        assert "Deep Wells" in driver.text("detail")
        for keys in (["k"], ["G"], ["g"], ["pagedown"], ["pageup"]):
            await driver.press(*keys)
        assert driver.current == KITES
        await driver.pilot.click(PaperList, offset=(10, 2))
        assert driver.current == KITES
        await driver.pilot.click(PaperList, offset=(10, 3))
        assert driver.current == WELLS


async def test_a_paper_below_the_rule_is_marked_like_any_other(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns")
        await driver.press("j", "s")
        assert driver.flags(WELLS) == STARRED
        assert any("★ Deep Wells" in line for line in driver.text("list").splitlines())
        assert "some of the words" in driver.text("list")
        await driver.press("R")
        assert driver.listed == [KITES, WELLS]
        assert driver.current == WELLS


async def test_a_count_of_papers_ends_at_the_rule(home: Home) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "vim"\nstart = "kite learns"\n')
    async with reader(home) as driver:
        await driver.press()
        assert driver.listed == [KITES, WELLS]
        await driver.press("5", "s")
        assert driver.flags(KITES) == STARRED
        assert driver.flags(WELLS) == 0
        assert driver.current == KITES


async def test_states_are_counted_among_what_matches(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns")
        views = driver.text("filter").splitlines()[2:5]
        assert [line.strip("│ ▸").split() for line in views] == [
            ["All", "1"],
            ["2", "Unread", "1"],
            ["3", "Starred", "0"],
        ]
        await driver.press("s", "j", "s")
        starred = driver.text("filter").splitlines()[4]
        assert starred.strip("│ ▸").split() == ["3", "Starred", "1"]


async def test_all_the_words_or_none(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns --all")
        assert driver.listed == [KITES]
        await ask(driver, "kite learns --any")
        assert set(driver.listed) == {KITES, WELLS}
        assert "some of the words" not in driver.text("list")


async def test_where_no_paper_has_every_word_the_rule_says_so(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "boats kite")
        rule, *papers = rows(driver)
        assert rule == "no paper has every word; these have some"
        assert len(papers) == 2
        assert set(driver.listed) == {BOATS, KITES}
        assert driver.text("status").strip() == "1 of 2 with some of the words"
        await driver.press("G", "g")
        assert rows(driver)[0] == rule


async def test_while_typing_what_no_paper_has_leaves_the_list(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", *"boats")
        assert driver.listed == [BOATS]
        await driver.press("space", *"kite")
        assert driver.listed == [BOATS]
        assert "none match “boats kite” yet" in driver.text("status")


async def test_leaving_the_search_brings_the_rule_back_where_it_was(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite learns")
        await driver.press("j")
        before = rows(driver)
        await driver.press("slash", "ctrl+u", *"note")
        assert driver.listed == [NOTE]
        await driver.press("escape")
        assert rows(driver) == before
        assert driver.current == WELLS


async def test_another_spelling_is_offered_and_taken(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "bucketz")
        assert driver.listed == []
        assert driver.screen.search_bar.value == "bucketz"
        assert rows(driver) == [
            "No paper has “bucketz”.",
            "Did you mean  buckets ?   = takes it",
            "Esc shows every paper again.",
        ]
        await driver.press("equals_sign")
        assert driver.listed == [WELLS]
        assert driver.screen.search_bar.value == "buckets"
        await driver.press("slash", "up")
        assert driver.screen.search_bar.value == "buckets"


async def test_another_spelling_is_offered_above_papers_with_some_of_the_words(home: Home) -> None:
    async with reader(home, size=(160, 30)) as driver:
        await ask(driver, "learning bucketz")
        rule, *papers = rows(driver)
        assert rule == "Did you mean  learning buckets ?   = takes it"
        assert len(papers) == 2
        await driver.press("equals_sign")
        assert str(driver.screen.finding.query) == "learning buckets"
        assert driver.current == WELLS
        assert rows(driver)[1] == "some of the words"


async def test_the_key_says_so_where_there_is_nothing_to_correct(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("equals_sign")
        assert "no other spelling" in driver.text("status")
        assert len(driver.listed) == 4


@pytest.mark.parametrize(("keymap", "keys"), [("vim", "z="), ("emacs", "$")])
async def test_every_keymap_takes_the_spelling(home: Home, keymap: str, keys: str) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'keymap = "{keymap}"\nstart = "bucketz"\n')
    async with reader(home) as driver:
        await driver.press()
        assert driver.listed == []
        await driver.press(*map(key_of, keys))
        assert driver.listed == [WELLS]


async def test_the_order_is_part_of_the_query(home: Home) -> None:
    async with reader(home) as driver:
        natural = driver.listed
        while driver.screen.search_bar.value != "sort:title":
            await driver.press("S")
            assert driver.screen.search_bar.value, "it came round without it"
        assert driver.listed == [NOTE, WELLS, KITES, BOATS]
        assert driver.current == natural[0]
        assert "4 of 4 by title" in driver.text("status")
        await driver.press("2")
        assert driver.screen.search_bar.value == "is:unread sort:title"
        await driver.press("0")
        assert driver.screen.search_bar.value == ""
        assert driver.listed == natural


async def test_the_orders_come_round_and_each_is_another_than_before(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite")
        seen: list[str] = []
        while "" not in seen:
            await driver.press("S")
            seen.append(driver.screen.finding.query.sort)
        assert len(set(seen)) == len(seen)
        assert {"day", "rank", "title", "added", "score"} <= set(seen)
        await ask(driver, "is:unread sort:-score")
        await driver.press("S")
        assert driver.screen.finding.query.sort.removeprefix("-") != "score"
        assert driver.screen.finding.query.fact("is") == "unread"


async def test_a_word_typed_behind_an_order_is_no_part_of_it(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("S")
        order = driver.screen.search_bar.value
        assert order.startswith("sort:")
        await driver.press("slash", *"kite", "enter")
        assert driver.screen.search_bar.value == f"kite {order}"
        assert driver.listed == [KITES]
        await driver.press("slash", *"s", "escape")
        assert driver.screen.search_bar.value == f"kite {order}"


async def test_a_word_may_go_on(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "kite")
        await driver.press("slash", *"s", "enter")
        assert driver.screen.search_bar.value == "kites"


async def test_what_a_pattern_matched_is_marked_in_the_title(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "/Long .o/")
        assert driver.listed == [NOTE]
        detail = driver.screen.session.detail()
        assert detail is not None
        start, end = detail.title_spans[0]
        assert detail.paper.title[start:end] == "Long No"


async def test_a_limit_is_kept_to(home: Home) -> None:
    async with reader(home) as driver:
        await ask(driver, "limit:2")
        assert driver.listed == [BOATS, KITES]
        assert "1 of 2" in driver.text("status")


async def test_years_are_chosen_in_the_filters(home: Home) -> None:
    async with reader(home) as driver:
        _, years = driver.text("filter").split("Years")
        assert years.replace("│", " ").split()[:4] == ["2025", "2", "2024", "1"]
        await driver.press("f")
        while (entry := driver.screen.filter.entry) is None or entry.field != "year":
            await driver.press("j")
        await driver.press("j", "enter")
        assert str(driver.screen.finding.query) == "year:2024"
        assert driver.listed == [WELLS]
        assert "2025" in driver.text("filter"), "what choosing another year would show"
        await driver.press("enter")
        assert len(driver.listed) == 4


async def test_help_in_the_search_bar_begins_with_what_can_be_asked(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("slash", "f1")
        assert "What can be asked" in driver.text("help")
        assert "author:garcia" in driver.text("help")
        await driver.press("q", "escape", "question_mark")
        assert "In the list" in driver.text("help")
