from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.app import App

from tui.widgets.line_bar import LineBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

PLACE = "7 of 533 "


class Bar(App[None]):
    CSS = "LineBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.bar = LineBar(id="bar")

    def compose(self) -> ComposeResult:
        yield self.bar

    @property
    def painted(self) -> str:
        return self.bar.render_lines(self.bar.outer_size.region)[0].text


@pytest.mark.parametrize("said", ["starred", "starred: " + "a long title " * 9, "深い" * 60])
async def test_what_stands_at_the_right_is_never_pushed_out(said: str) -> None:
    app = Bar()
    async with app.run_test(size=(60, 3)) as pilot:
        app.bar.show([(said, "meta")], [(PLACE, "meta")])
        await pilot.pause()
        assert app.painted.endswith(PLACE)
        assert cell_len(app.painted) == 60
        assert ("…" in app.painted) == (cell_len(said) > 60 - len(PLACE) - 2)


async def test_with_room_for_one_the_left_has_it() -> None:
    app = Bar()
    async with app.run_test(size=(24, 3)) as pilot:
        app.bar.show([("this is what was said", "meta")], [(PLACE, "meta")])
        await pilot.pause()
        assert app.painted.rstrip() == "this is what was said"
