"""Which columns a row has at a width, and how wide each is: pure, and made once for a width.

A title always has the most. A column that would leave it fewer cells than it needs is left out,
the last of `rowcolumns.COLUMNS` first; so is one that no paper of the list has anything for. Where
the title has plenty, columns whose texts are long take a share of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.daytext import RELATIVE_WIDTH
from tui.rowcolumns import COLUMNS, DEFAULT, TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

GUTTER: Final = 1
"""The cell of the cursor, before everything."""

MARGIN: Final = 1
"""Blank cells at the right edge."""

PLENTY: Final = 78
"""Cells from which a title shares what it has with others."""

REASON: Final = "reason"
"""The column of a list that says why its papers are in it; it stands in place of most others."""

ROOM_FOR_REASONS: Final = 48
"""Row width in cells from which a row gives its reason, in a third of them."""

ROOM_FOR_DAYS: Final = 76
"""Row width in cells from which it gives its day beside its reason."""

ON_FIRST: Final = frozenset(("state", "star", TITLE, "day"))
"""Columns of a roomy row's first line; the others stand below it, in words."""


class RowLook(NamedTuple):
    """How rows are to look, whatever the width."""

    today: date
    """The day it is where the reader is."""

    columns: tuple[str, ...] = DEFAULT
    """Names of `rowcolumns.COLUMNS`, in the reader's order."""

    is_roomy: bool = False
    """A row has a second line."""

    is_relative: bool = False
    """Days are told by how long ago they were."""

    absent: frozenset[str] = frozenset()
    """Columns for which no paper of the library, or of the list, has anything."""

    @property
    def height(self) -> int:
        """Lines of a row."""
        return 2 if self.is_roomy else 1


class Place(NamedTuple):
    """A column of a line, and its cells."""

    name: str
    width: int
    gap: int
    """Blank cells before it."""


class RowLayout(NamedTuple):
    """The columns of a row's lines."""

    first: tuple[Place, ...]
    """Those of the first line, left to right: the whole row but for gutter and margin."""

    second: tuple[str, ...] = ()
    """What the second line says, of a row that has one."""

    @property
    def indent(self) -> int:
        """Cells before the title."""
        cells = GUTTER
        for place in self.first:
            cells += place.gap
            if place.name == TITLE:
                break
            cells += place.width
        return cells


@lru_cache(16)
def row_layout(look: RowLook, width: int, *, reasons: bool = False) -> RowLayout:
    """How rows lie in so many cells.

    Args:
        look: how they are to look.
        width: cells of a row, gutter and margin included.
        reasons: the list says why its papers are in it.
    """
    wanted = [name for name in look.columns if name not in look.absent]
    if TITLE not in wanted:
        wanted.append(TITLE)
    second: tuple[str, ...] = ()
    if look.is_roomy:
        others = tuple(name for name in wanted if name not in ON_FIRST)
        second = (REASON,) if reasons else others
        wanted = [name for name in wanted if name in ON_FIRST]
    elif reasons:
        wanted = _with_reason(wanted, width)
    return RowLayout(_fitted(wanted, width, _widths(wanted, look, width)), second)


def _with_reason(names: list[str], width: int) -> list[str]:
    """The reason behind the title, in place of all but state and day."""
    kept = [name for name in names if name in ON_FIRST]
    if width < ROOM_FOR_REASONS:
        return kept
    if width < ROOM_FOR_DAYS:
        kept = [name for name in kept if name != "day"]
    kept.insert(kept.index(TITLE) + 1, REASON)
    return kept


def _widths(names: Sequence[str], look: RowLook, width: int) -> dict[str, int]:
    widths = {name: COLUMNS[name].width for name in names if name != REASON}
    if look.is_relative:
        widths |= {name: RELATIVE_WIDTH for name in ("day", "added") if name in widths}
    return widths | {REASON: width // 3 - 2}


def _fitted(names: list[str], width: int, widths: dict[str, int]) -> tuple[Place, ...]:
    for name in [*reversed(COLUMNS)][:-1]:
        if name in names and _left(names, width, widths) < COLUMNS[name].least_title:
            names = [other for other in names if other != name]
    title = _left(names, width, widths)
    growing = [name for name in names if name in COLUMNS and COLUMNS[name].growth]
    share = max(title - PLENTY, 0) // (len(growing) + 1)
    for name in growing:
        more = min(share, COLUMNS[name].growth)
        widths[name] += more
        title -= more
    widths[TITLE] = max(title, 0)
    gaps = _gaps(names)
    return tuple(Place(name, widths[name], gap) for name, gap in zip(names, gaps, strict=True))


def _left(names: Sequence[str], width: int, widths: dict[str, int]) -> int:
    """Cells that are left for the title."""
    taken = sum(widths[name] for name in names if name != TITLE)
    return width - GUTTER - MARGIN - taken - sum(_gaps(names))


def _gaps(names: Sequence[str]) -> list[int]:
    """Blank cells before each: two, but one behind a sign, and the cursor's at the left edge.

    Behind the state, or before everything where that is not shown, is the cell that tells of a
    selected paper.
    """
    gaps = [0 if names[0] == "state" else 1]
    for before in names[:-1]:
        gaps.append(1 if before in COLUMNS and COLUMNS[before].is_glyph else 2)
    return gaps
