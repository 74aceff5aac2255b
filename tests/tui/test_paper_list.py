from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from index.columns.columns import Row
from tui.render import PaperRow
from tui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from textual.app import ComposeResult

ROWS = 100_000


class Shelf(App[None]):
    """A list of very many papers that counts how many of them are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at: set[int] = set()
        self.list = PaperList(self.row)

    def row(self, index: int) -> PaperRow:
        self.looked_at.add(index)
        title = f"Paper {index}"
        return PaperRow(Row(index, f"title:{index}", title, "", "", None, None, "", ""), 0, False)

    def compose(self) -> ComposeResult:
        yield self.list

    @property
    def painted(self) -> list[str]:
        strips = self.list.render_lines(self.list.outer_size.region)
        return [strip.text for strip in strips[1:-1]]


async def test_only_the_rows_on_the_screen_are_ever_made() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ROWS, 0)
        await pilot.pause()
        app.list.point(ROWS - 1)
        await pilot.pause()
        assert "Paper 99999" in app.painted[-1]
        assert len(app.looked_at) <= 2 * 20


async def test_the_cursor_is_always_in_sight() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ROWS, 0)
        for place in (17, 18, 500, 499, 0, ROWS - 1):
            app.list.point(place)
            assert any(f"Paper {place} " in line for line in app.painted)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert any("▌" in line and "Paper 99999 " in line for line in app.painted)


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Shelf()
    async with app.run_test(size=(60, 20)) as pilot:
        app.list.show(ROWS, 0)
        await pilot.pause()
        await pilot._post_mouse_events([_wheel_down()], widget="#list", offset=(5, 5))
        assert app.list.cursor == 0
        assert "Paper 3 " in app.painted[0]


def _wheel_down() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown
