"""The columns that a row of the list can have: what each is called, and how much room it takes.

The reader chooses and orders them in ``config.toml``. Which of them fit is `rowlayout`'s part, what
stands in them `rows`'.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.daytext import PLAIN_WIDTH

READABLE: Final = 46
"""Cells that a title keeps before anything but its state and day may stand beside it."""


class Column(NamedTuple):
    """One of them."""

    name: str
    width: int
    """Cells; a title takes what the others leave."""

    least_title: int = READABLE
    """Cells of the title below which this column gives way to it."""

    growth: int = 0
    """Cells that it may take beside a title that has plenty."""

    is_glyph: bool = False
    """It is one sign, set close to what comes after it."""

    is_number: bool = False
    """It stands against its right edge."""


TITLE: Final = "title"

COLUMNS: Final[dict[str, Column]] = {
    column.name: column
    for column in (
        Column(TITLE, 0, 0),
        Column("state", 1, 8, is_glyph=True),
        Column("star", 1, 12, is_glyph=True),
        Column("day", PLAIN_WIDTH, 20, is_number=True),
        Column("venue", 12, growth=10),
        Column("tags", 12, growth=12),
        Column("authors", 18, growth=12),
        Column("upvotes", 6, is_number=True),
        Column("score", 5, is_number=True),
        Column("code", 3),
        Column("year", 4, is_number=True),
        Column("added", PLAIN_WIDTH, is_number=True),
    )
}
"""Every column by name. Where there is not room for all, the last of them goes first."""

DEFAULT: Final = (
    *("state", "star", TITLE, "authors", "venue", "tags"),
    *("upvotes", "score", "day"),
)
"""The columns of a reader who has chosen none."""
