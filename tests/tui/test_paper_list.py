from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.events import MouseScrollDown

from index.columns.columns import Row
from tui.listlines import ListLines
from tui.rows import PaperRow
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot

ROWS = 100_000


class Shelf(App[None]):
    """A list of very many papers that counts how many of them are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at: set[int] = set()
        self.pointed: list[int] = []
        self.flags: dict[int, int] = {}
        self.list = PaperList(self.row)

    def row(self, index: int) -> PaperRow:
        self.looked_at.add(index)
        title = f"Paper {index}"
        row = Row(index, f"title:{index}", title, "", "", None, None, "", "")
        return PaperRow(row, self.flags.get(index, 0), False)

    def on_paper_list_pointed(self, message: PaperList.Pointed) -> None:
        self.pointed.append(message.index)

    def compose(self) -> ComposeResult:
        yield self.list

    @property
    def painted(self) -> list[str]:
        strips = self.list.render_lines(self.list.outer_size.region)
        return [strip.text for strip in strips[1:-1]]


async def test_only_the_rows_on_the_screen_are_ever_made() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ListLines(ROWS), 0)
        await pilot.pause()
        app.list.point(ROWS - 1)
        await pilot.pause()
        assert "Paper 99999" in app.painted[-1]
        assert len(app.looked_at) <= 2 * 20


async def test_the_cursor_is_always_in_sight() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ListLines(ROWS), 0)
        for place in (17, 18, 500, 499, 0, ROWS - 1):
            app.list.point(place)
            assert any(f"Paper {place} " in line for line in app.painted)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert any("▌" in line and "Paper 99999 " in line for line in app.painted)


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ListLines(ROWS), 0)
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], widget="#list", offset=(5, 5))
        assert app.list.cursor == 0
        assert "Paper 3 " in app.painted[0]


@asynccontextmanager
async def parted(rows: int, rule: int) -> AsyncIterator[tuple[Shelf, Pilot[None]]]:
    """A list with a rule, ten lines high."""
    app = Shelf()
    app.list.rule_words = lambda _: [("some of the words", "meta")]
    async with app.run_test(size=(60, 12)) as pilot:
        app.list.show(ListLines(rows, rule), 0)
        await pilot.pause()
        yield app, pilot


def heads(app: Shelf) -> list[str]:
    """What each line begins with: a paper's number, or ``rule``."""
    return ["rule" if "───" in line else line.split("Paper ")[1].split()[0] for line in app.painted]


async def test_a_rule_stands_between_what_matches_and_the_rest() -> None:
    async with parted(20, 3) as (app, _):
        assert heads(app) == ["0", "1", "2", "rule", "3", "4", "5", "6", "7", "8"]
        assert app.painted[3].startswith("│ ─── some of the words ────")
        assert app.painted[3].endswith("─── │")
        assert 20 not in app.looked_at


@pytest.mark.parametrize(("cursor", "last"), [(3, "8"), (8, "8"), (9, "9"), (19, "19")], ids=str)
async def test_the_cursor_is_in_sight_below_the_rule(cursor: int, last: str) -> None:
    async with parted(20, 3) as (app, pilot):
        app.list.point(cursor)
        await pilot.pause()
        assert heads(app)[-1] == last
        here = [line for line in app.painted if "▌" in line]
        assert len(here) == 1
        assert f"Paper {cursor} " in here[0]


async def test_the_way_back_shows_the_rule_with_the_row_below_it() -> None:
    async with parted(40, 3) as (app, pilot):
        app.list.point(30)
        app.list.point(3)
        await pilot.pause()
        assert heads(app)[:2] == ["rule", "3"]


async def test_a_rule_on_top_is_seen_with_the_first_row() -> None:
    async with parted(40, 0) as (app, pilot):
        assert heads(app)[:2] == ["rule", "0"]
        app.list.point(30)
        app.list.point(0)
        await pilot.pause()
        assert heads(app)[:2] == ["rule", "0"]
        assert "▌" in app.painted[1]


async def test_a_click_points_at_the_row_and_never_at_the_rule() -> None:
    async with parted(20, 3) as (app, pilot):
        for y in (1, 4, 5):
            await pilot.click("#list", offset=(10, y))
        await pilot.pause()
        assert app.pointed == [0, 3]


async def test_the_line_on_top_comes_back_with_the_list() -> None:
    async with parted(40, 3) as (app, pilot):
        app.list.show(ListLines(200), 100)
        app.list.show(ListLines(40, 3), 8, first_row=3)
        await pilot.pause()
        assert heads(app)[0] == "3"
        assert app.list.first_line == 4


async def test_a_list_that_gains_a_rule_keeps_the_cursor_at_its_height() -> None:
    async with parted(200, 150) as (app, pilot):
        app.list.show(ListLines(200), 100)
        app.list.point(104)
        await pilot.pause()
        before = [line for line, text in enumerate(app.painted) if "▌" in text]
        app.list.show(ListLines(200, 50), 104)
        await pilot.pause()
        assert [line for line, text in enumerate(app.painted) if "▌" in text] == before


async def test_only_lines_that_look_different_are_painted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ListLines(ROWS), 40)
        await pilot.pause()
        painted: list[int] = []
        monkeypatch.setattr(app.list, "refresh_index", painted.append)
        app.list.refresh_changed()
        assert painted == []
        top = app.list.first_line
        app.flags = {top - 1: 1, top + 2: 1, top + 5: 1, top + 90: 1}
        app.list.refresh_changed()
        assert painted == [top + 2, top + 5]
