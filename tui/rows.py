"""A paper as a row of the list: one line of columns, or roomy, with a second, quiet one.

Pure: values in, lines out, exactly as wide as they are to be. `rowlayout` says what stands where.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from index.columns.columnsfile import NONE
from index.marktable import DISMISSED, LATER, READ, STARRED
from tui.advice.grounds import OUTSIDE_GLYPH
from tui.daytext import plain_day, relative_day
from tui.render import SELECTED_GLYPH, STAR_GLYPH, cells_of, cut_line, shown, state_glyph
from tui.rowcolumns import COLUMNS, TITLE
from tui.rowlayout import GUTTER, REASON, RowLayout, RowLook, row_layout
from tui.wrapping import fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.columns.columns import Row
    from tui.render import Line
    from tui.rowlayout import Place

UPVOTES_GLYPH: Final = "▲"
CODE_SIGN: Final = "</>"
UNKNOWN: Final = "–"
"""Where a number is not known; it is never told as 0."""

BETWEEN: Final = " · "
"""Between what the second line says."""

ROLES: Final = {"state": "state", "star": "star", "tags": "tag"}
"""The role of a column's text; of the others it is ``meta``."""

_GAP: Final = 2
"""Cells between a title and what is newer of its paper."""

_LEAST_TITLE: Final = 24
"""Cells of a title that are worth more than that."""


class PaperRow(NamedTuple):
    """What the list shows of a paper."""

    row: Row
    flags: int
    """READ | STARRED | DISMISSED | LATER."""

    stale: bool
    """It no longer matches the query; it stays until the view is refreshed."""

    outside: bool = False
    """It was put in from outside the reader's interests."""

    reason: str | None = None
    """Why it is in the list, in place of its venue; None in a list that needs no reasons."""

    newer: str = ""
    """That it has a newer version than was read: ``v3, read at v1``."""

    selected: bool = False
    """It is one of the papers that the next decision is for."""

    tags: tuple[str, ...] = ()
    """The reader's tags, A to Z."""

    score: float | None = None
    """What it stands by, in a list that is ordered by a score."""


def row_line(item: PaperRow, width: int, look: RowLook, cursor: str = " ", part: int = 0) -> Line:
    """One line of a row, exactly `width` cells, the first of them the `cursor`.

    Args:
        item: the paper.
        width: cells.
        look: how rows are to look.
        cursor: one cell.
        part: which of the row's lines, from 0.
    """
    layout = row_layout(look, width, reasons=item.reason is not None)
    line = _second(item, width, look, layout) if part else _first(item, look, layout)
    line = [(cursor, "mark"), *line]
    blank = width - cells_of(line)
    return [*line, (" " * blank, "")] if blank >= 0 else cut_line(line, width)


def title_role(flags: int, stale: bool) -> str:
    """The weight of a title: what is done or gone recedes."""
    if stale or flags & (DISMISSED | LATER):
        return "faint"
    return "read" if flags & READ else "unread"


def _first(item: PaperRow, look: RowLook, layout: RowLayout) -> Line:
    line: Line = []
    selected = (SELECTED_GLYPH if item.selected else " ", "star")
    behind_state = any(place.name == "state" for place in layout.first)
    before = "" if behind_state else "state"
    for place in _run_on(item, look, layout.first):
        gap = place.gap
        if before == "state" and gap:
            line.append(selected)
            gap -= 1
        line += [(" " * gap, "")] if gap else []
        line += _cell(item, look, place)
        before = place.name
    return [*line, selected] if before == "state" and behind_state else line


def _run_on(item: PaperRow, look: RowLook, places: Sequence[Place]) -> Sequence[Place]:
    """The columns of one row: a long title goes on over the empty ones behind it."""
    at = next(number for number, place in enumerate(places) if place.name == TITLE)
    title, end = places[at], at + 1
    while end < len(places) and not _text(item, look, places[end].name).strip():
        end += 1
    if end == at + 1 or cell_len(_text(item, look, TITLE)) <= title.width:
        return places
    more = sum(place.gap + place.width for place in places[at + 1 : end])
    return [*places[:at], title._replace(width=title.width + more), *places[end:]]


def _cell(item: PaperRow, look: RowLook, place: Place) -> Line:
    """The text of a column, in its cells; behind a title what is newer of its paper."""
    text = _text(item, look, place.name)
    if place.name == TITLE:
        role, room = title_role(item.flags, item.stale), place.width - len(item.newer) - _GAP
        if not item.newer or room < _LEAST_TITLE:
            return [(fit(text, place.width), role)]
        return [(fit(text, room), role), (" " * _GAP + item.newer, "meta")]
    is_number = place.name in COLUMNS and COLUMNS[place.name].is_number
    fitted = (fit_right if is_number else fit)(text, place.width)
    return [(fitted, "faint" if item.stale else ROLES.get(place.name, "meta"))]


def _text(item: PaperRow, look: RowLook, name: str) -> str:
    return _TEXTS[name](item, look)


def _star(item: PaperRow) -> str:
    """A star, or that the paper is from outside."""
    if item.flags & STARRED:
        return STAR_GLYPH
    return OUTSIDE_GLYPH if item.outside else " "


def _day(day: str, year: int | None, look: RowLook) -> str:
    return (relative_day if look.is_relative else plain_day)(day, year, look.today)


def _written(added: int) -> str:
    """The day of a moment that is kept as yyyymmddhhmmss."""
    text = str(added)
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if added else ""


def _upvotes(number: int) -> str:
    if number == NONE:
        return UNKNOWN
    if number < 10_000:
        return f"{UPVOTES_GLYPH}{number:,}"
    return f"{UPVOTES_GLYPH}{number // 1000:,}k" if number < 1_000_000 else f"{UPVOTES_GLYPH}1M+"


def _second(item: PaperRow, width: int, look: RowLook, layout: RowLayout) -> Line:
    """What else there is to say, below the title."""
    recedes = title_role(item.flags, item.stale) == "faint"
    said = [
        (text, "faint" if recedes else ROLES.get(name, "meta"))
        for name in layout.second
        if (text := _in_words(item, look, name))
    ]
    between = (BETWEEN, "faint")
    line = [*chain.from_iterable((between, run) for run in said)][1:]
    indent = layout.indent - GUTTER
    return [(" " * indent, ""), *cut_line(line, max(width - layout.indent - 1, 0))]


def _in_words(item: PaperRow, look: RowLook, name: str) -> str:
    """A column's text where nothing above it says what it is; ``""`` where there is none."""
    text = _text(item, look, name)
    if name == "added" and text:
        return f"added {text}"
    if name == "score" and text:
        return f"score {text}"
    if name == "year" and str(item.row.year) in item.row.venue:
        return ""
    return "" if text == UNKNOWN else text


_TEXTS: Final[dict[str, Callable[[PaperRow, RowLook], str]]] = {
    TITLE: lambda item, _: shown(item.row.title),
    "state": lambda item, _: state_glyph(item.flags),
    "star": lambda item, _: _star(item),
    "day": lambda item, look: _day(item.row.day, item.row.year, look),
    "venue": lambda item, _: shown(item.row.venue),
    "tags": lambda item, _: " ".join(f"#{shown(tag)}" for tag in item.tags),
    "authors": lambda item, _: shown(item.row.authors_short),
    "upvotes": lambda item, _: _upvotes(item.row.upvotes),
    "score": lambda item, _: "" if item.score is None else f"{item.score:.1f}",
    "code": lambda item, _: CODE_SIGN if item.row.has_code else "",
    "year": lambda item, _: "" if item.row.year is None else str(item.row.year),
    "added": lambda item, look: _day(_written(item.row.added), None, look),
    REASON: lambda item, _: shown(item.reason or ""),
}
"""What stands in each column."""
