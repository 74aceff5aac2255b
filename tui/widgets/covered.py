"""A widget over whose lines something else can be laid for a while, without painting them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Region
    from textual.strip import Strip

    Cover = Callable[[list[Strip], Region], list[Strip]]
    """From the strips of a part of the widget to what is to be seen instead."""


class Covered(Widget):
    """What panes, bars and the search bar have in common while labels stand on them."""

    _laid_over: Cover | None = None

    def cover_with(self, cover: Cover | None) -> None:
        """Lay something over the lines, or take it away."""
        self._laid_over = cover
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget, and what lies over them."""
        strips = self.bare_lines(crop)
        return strips if self._laid_over is None else self._laid_over(strips, crop)

    def bare_lines(self, crop: Region) -> list[Strip]:
        """The lines themselves."""
        return super().render_lines(crop)
