"""One paper after the other on the whole screen, and the day that the keys are counted on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from index.day import day_label
from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.day import DECIDED, MOST, SCRIPT, TOTAL, ids
from tests.day import PAPERS as LAMPS
from tests.papers import SHELF
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, reader

if TYPE_CHECKING:
    from tui.paths import Home


async def test_the_title_comes_first_and_the_abstract_a_key_later(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "z")
        assert driver.screen.scope == "focus"
        shown = driver.text("focus")
        assert "Kites That Learn to Wait" in shown
        assert "worth it" not in shown
        await driver.press("space")
        revealed = driver.text("focus")
        assert "A kite learns when the wind is worth it." in revealed
        for text in (shown, revealed):
            assert "Kites That Learn" in text.splitlines()[4]


async def test_nothing_else_is_on_the_screen(home: Home) -> None:
    async with reader(home, size=(80, 24)) as driver:
        await driver.press("z")
        assert not driver.screen.query_one("#panes").display
        assert driver.screen.focusing.pane.outer_size.width == 80
        assert driver.screen.focusing.pane.outer_size.height == 22


async def test_keep_skip_and_next_decide_and_go_on(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "s")
        assert driver.current == KITES
        await driver.press("x")
        assert driver.current == NOTE
        await driver.press("n")
        assert driver.current == WELLS
        await driver.press("r")
        marks = [driver.flags(paper) for paper in (BOATS, KITES, NOTE, WELLS)]
        assert marks == [STARRED | READ, DISMISSED, 0, READ]


async def test_only_papers_that_are_left_come_next(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "x", "g", "z", "n")
        assert driver.current == NOTE


async def test_keeping_is_one_step_for_undo_and_undo_shows_the_paper_again(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "s", "u")
        assert driver.current == BOATS
        assert driver.flags(BOATS) == 0
        assert "Planning with Paper Boats" in driver.text("focus")


async def test_back_goes_the_way_that_was_come(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("j", "x", "g", "z", "n", "k")
        assert driver.current == BOATS
        await driver.press("n", "n", "n")
        assert "The end of this list" in driver.text("focus")
        await driver.press("k")
        assert driver.current == WELLS
        assert "Deep Wells" in driver.text("focus")
        await driver.press("k")
        assert driver.current == NOTE


async def test_leaving_stands_at_the_same_paper(home: Home) -> None:
    for key in ("z", "q", "escape"):
        async with reader(home, SHELF if key == "z" else ()) as driver:
            await driver.press("z", "n", key)
            assert driver.screen.scope == "list"
            assert driver.current == KITES
            assert "▌●   Kites" in driver.text("list")
            assert "worth it" in driver.text("detail")


async def test_another_paper_hides_its_abstract_again(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "space", "n")
        assert "worth it" not in driver.text("focus")


async def test_a_long_abstract_scrolls_on_and_back(home: Home) -> None:
    async with reader(home, size=(40, 10)) as driver:
        await driver.press("z", "space", "space")
        assert "Planning with Paper Boats" not in driver.text("focus")
        await driver.press("backspace")
        assert "Planning with Paper Boats" in driver.text("focus")


async def test_at_the_end_keys_that_decide_change_nothing(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "x", "x", "x", "x")
        assert "The end of this list" in driver.text("focus")
        assert "none of them left unread" in driver.text("focus")
        before = bytes(driver.screen.session.table.flags)
        await driver.press("s", "x", "r")
        assert bytes(driver.screen.session.table.flags) == before
        assert "last paper that is left" in driver.text("status")
        await driver.press("u")
        assert "Deep Wells" in driver.text("focus")


async def test_an_empty_list_has_nothing_to_fill_the_screen(home: Home) -> None:
    async with reader(home, []) as driver:
        await driver.press("z")
        assert driver.screen.scope == "list"
        assert "no paper under the cursor" in driver.text("status")


async def test_other_keys_of_a_paper_work(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("z", "t", *"rl", "enter")
        assert "#rl" in driver.text("focus")
        await driver.press("slash")
        assert driver.screen.scope == "search"
        assert driver.screen.query_one("#panes").display


async def test_what_is_selected_is_left_alone_while_one_paper_fills_the_screen(home: Home) -> None:
    async with reader(home) as driver:
        await driver.press("v", "v", "z")
        assert "selected" not in driver.text("status")
        await driver.press("t", *"rl", "enter", "s", "z")
        assert driver.flags(NOTE) == STARRED | READ
        assert driver.flags(BOATS) == 0
        assert len(driver.screen.session.table.tags["rl"]) == 1
        assert "◆ 2 selected" in driver.text("status")


async def test_progress_stands_at_the_edge(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("d", "z", "x")
        edge = driver.text("focus").splitlines()[0]
        assert "Sat Mar 14 2026 · 39 of 40 left ━" in edge


async def test_a_day_takes_hardly_more_than_a_key_a_paper(home: Home) -> None:
    assert len(SCRIPT) == 42 <= MOST * TOTAL
    async with reader(home, LAMPS) as driver:
        await driver.press(*SCRIPT)
        for key, flag in (("x", DISMISSED), ("s", STARRED | READ), ("l", LATER)):
            assert {driver.flags(paper) for paper in ids(key)} == {flag}
        assert [len(ids(key)) for key in "xsl"] == [30, 5, 5]
        shown = driver.text("focus")
        assert "✓ Sat Mar 14 2026 is done" in shown
        for told in ("40  papers", "5  read", "5  starred", "30  dismissed", "5  later"):
            assert told in shown
        assert "n  on to Mar 12, 3 left" in shown
        await driver.press("n")
        assert driver.current == LAMPS[40].id
        assert driver.screen.scope == "focus"


async def test_in_the_list_it_is_a_key_a_paper_too(home: Home) -> None:
    script = ["d", *DECIDED.replace("l", "L")]
    assert len(script) == 41
    async with reader(home, LAMPS) as driver:
        await driver.press(*script)
        flags = driver.screen.session.table.flags
        assert [flags.count(flag) for flag in (DISMISSED, STARRED, LATER)] == [30, 5, 5]
        assert "5 of 40 left" in driver.text("list")  # a star is no reading


async def test_what_is_put_off_is_told_and_comes_back_by_undo(home: Home) -> None:
    async with reader(home) as driver:
        until = driver.screen.session.reading.today + timedelta(days=7)
        await driver.press("z", "l")
        assert f"put off until {day_label(until.isoformat(), None)}" in driver.text("status")
        assert driver.screen.session.reading.later(BOATS) == until.isoformat()
        assert driver.current == KITES
        await driver.press("u", "z", "L")
        assert driver.flags(BOATS) == LATER
        await driver.press("k", "L")
        assert driver.flags(BOATS) == 0
        assert "no longer put off" in driver.text("status")


async def test_papers_left_at_the_end_are_gone_back_to(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("d", "z", *"n" * 40)
        assert "Sat Mar 14 2026: 40 of 40 left" in driver.text("focus")
        assert "k  back to the last paper" in driver.text("focus")


async def test_the_last_paper_of_a_day_finishes_it(home: Home) -> None:
    async with reader(home, LAMPS) as driver:
        await driver.press("d", "z", *"x" * 40)
        assert "✓ Sat Mar 14 2026 is done" in driver.text("focus")
        assert "✓ Mar 14 2026 done" in driver.text("status")
        await driver.press("z")
        assert driver.screen.scope == "list"
        assert "✓ all 40 done" in driver.text("list")
