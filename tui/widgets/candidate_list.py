"""The lines below a command: what it could go on with, and what each of these does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cell_len
from tui.render import CURSOR_GLYPH, cut_line, shown
from tui.widgets.line_widget import LineWidget
from tui.wrapping import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size
    from textual.strip import Strip

    from tui.commandline.arguments import Candidate
    from tui.render import Line

NAME_CELLS = 26
"""Cells of the longest name that help is lined up behind."""


class CandidateList(LineWidget):
    """A page of candidates, one of them chosen or none."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._candidates: Sequence[Candidate] = ()
        self._chosen: int | None = None
        self._told = ""

    def show(
        self, candidates: Sequence[Candidate], chosen: int | None = None, told: str = ""
    ) -> None:
        """Show candidates, the page with the chosen one; where there are none, what is told."""
        self._candidates, self._chosen, self._told = candidates, chosen, told
        self.refresh()

    def strips(self, lines: Iterable[int], size: Size) -> list[Strip]:
        """A candidate a line; the last tells how many more there are."""
        page = self._page(size.height, size.width)
        return [self.paint(page[y] if y < len(page) else [], size.width) for y in lines]

    def _page(self, height: int, width: int) -> list[Line]:
        count = len(self._candidates)
        if not count or self._told:
            return [[(self._told, "warning")]]
        rows = height - 1 if count > height else height
        first = (self._chosen or 0) // max(rows, 1) * max(rows, 1)
        shown_here = self._candidates[first : first + rows]
        cells = min(max(cell_len(shown(one.text)) for one in shown_here), NAME_CELLS)
        page: list[Line] = [
            cut_line(
                [
                    (CURSOR_GLYPH if first + place == self._chosen else " ", "mark"),
                    (
                        fit(shown(one.text), max(cells, 1)),
                        "chosen" if first + place == self._chosen else "body",
                    ),
                    (f"  {shown(one.help)}", "meta"),
                ],
                width,
            )
            for place, one in enumerate(shown_here)
        ]
        if count > height:
            page.append([(f" {first + 1}–{first + len(shown_here)} of {count}", "faint")])
        return page
