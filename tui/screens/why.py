"""Why a paper stands where it stands in the order of scores: one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.advice.why_lines import why_lines
from tui.screens.sheet import Sheet, SheetPane

if TYPE_CHECKING:
    from index.columns.columns import Columns
    from index.recommending.explanation import Explanation
    from tui.keymap import Keymap


class WhyScreen(Sheet):
    """The shares that add up to a paper's score.

    Args:
        keymap: the live keymap.
        told: why.
        columns: the papers.
        ordinal: the paper.
    """

    def __init__(self, keymap: Keymap, told: Explanation, columns: Columns, ordinal: int) -> None:
        title = columns.title(ordinal)
        pane = SheetPane(
            "Why", lambda width: why_lines(told, title, columns.title, width), id="why"
        )
        super().__init__(keymap, pane, "paper.why")
