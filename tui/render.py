"""How a paper looks: values in, styled lines out; the only place that styles data.

A `Line` is a list of (text, role) runs. A role names what the text *is* (``title``, ``match``);
the widget that paints it decides what that looks like under the theme. Text is never markup, and
every string of a paper passes `shown`, so no control byte that slipped into a file can reach the
terminal. State is told by glyph and weight; colour only repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from index.day import day_label
from index.marktable import DISMISSED, LATER, READ, STARRED
from index.text import clean, uncrowded
from tui.advice.grounds import OUTSIDE_GLYPH
from tui.wrapping import fit, fit_right

if TYPE_CHECKING:
    from index.columns.columns import Row

Run = tuple[str, str]
"""Text and the role it plays."""

Line = list[Run]
"""The runs of one line, left to right."""

CURSOR_GLYPH = "▌"
UNREAD_GLYPH = "●"
READ_GLYPH = " "
DISMISSED_GLYPH = "×"
LATER_GLYPH = "»"
STAR_GLYPH = "★"
SELECTED_GLYPH = "◆"

VENUE_WIDTH = 14
DAY_WIDTH = 10
ROOMY = 76
"""Row width in cells from which a row has a venue column."""
ROOM_FOR_REASONS = 48
"""Row width in cells from which a row gives its reason, in a third of them; up to `ROOMY` in
place of its day."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What one line of the list shows."""

    row: Row
    flags: int
    """READ | STARRED | DISMISSED | LATER."""

    stale: bool
    """It no longer matches the query; it stays until the view is refreshed."""

    outside: bool = False
    """It was put in from outside the reader's interests."""

    reason: str | None = None
    """Why it is in the list, in place of its venue; None in a list that needs no reasons."""
    selected: bool = False
    """It is one of the papers that the next decision is for."""


def shown(text: str) -> str:
    """`text` as it may stand on the screen: one line, nothing but printable characters."""
    if text.isprintable():  # as marks are, of which a thousand climb over rows
        return uncrowded(text)
    text = clean(text)
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def state_glyph(flags: int) -> str:
    """The sign of unread, read, dismissed or put off."""
    if flags & DISMISSED:
        return DISMISSED_GLYPH
    if flags & LATER:
        return LATER_GLYPH
    return READ_GLYPH if flags & READ else UNREAD_GLYPH


def title_role(flags: int, stale: bool) -> str:
    """The weight of a title: what is done or gone recedes."""
    if stale or flags & (DISMISSED | LATER):
        return "faint"
    return "read" if flags & READ else "unread"


def paper_line(item: PaperRow, width: int, cursor: str = " ", *, venues: bool = True) -> Line:
    """One line of the list, exactly `width` cells, the first of them the `cursor`.

    `venues` says whether any paper has one: without, their column is the title's.
    """
    row, flags = item.row, item.flags
    aside, aside_width = _aside(item, width, venues=venues)
    day_width = DAY_WIDTH if item.reason is None or width >= ROOMY or not aside_width else 0
    title_width = max(width - 5 - aside_width - day_width, 0)
    role = title_role(flags, item.stale)
    chosen = SELECTED_GLYPH if item.selected else " "
    line: Line = [
        (cursor, "mark"),
        (state_glyph(flags), "faint" if item.stale else "state"),
        (f"{chosen}{_second_glyph(item)} ", "faint" if item.stale else "star"),
        (fit(shown(row.title), title_width), role),
    ]
    if aside_width:
        line.append((fit("  " + shown(aside), aside_width), "meta"))
    if day_width:
        line.append((fit_right(short_day(row.day, row.year) + " ", day_width), "meta"))
    return line


def _second_glyph(item: PaperRow) -> str:
    """The sign behind the state: a star, or that the paper is from outside."""
    if item.flags & STARRED:
        return STAR_GLYPH
    return OUTSIDE_GLYPH if item.outside else " "


def _aside(item: PaperRow, width: int, *, venues: bool) -> tuple[str, int]:
    """What stands between title and day, and in how many cells: the reason, or the venue."""
    if item.reason is not None:
        return item.reason, width // 3 if width >= ROOM_FOR_REASONS else 0
    return item.row.venue, VENUE_WIDTH if venues and width >= ROOMY else 0


def rule_line(words: Line, width: int) -> Line:
    """A rule across the list with words in it, which begin where titles do."""
    rest = width - 6 - cells_of(words)
    if rest < 1:
        return [(" ─── ", "frame"), *cut_line(words, max(width - 6, 0))]
    return [(" ─── ", "frame"), *words, (f" {'─' * (rest - 1)} ", "frame")]


def cells_of(line: Line) -> int:
    """How wide a line is."""
    return sum(cell_len(text) for text, _ in line)


def cut_line(line: Line, width: int) -> Line:
    """As much of a line as fits, with ``…`` where something is missing."""
    kept: Line = []
    for text, role in line:
        cells = cell_len(text)
        if cells > width:
            return [*kept, (fit(text, width), role)]
        kept.append((text, role))
        width -= cells
    return kept


def short_day(day: str, year: int | None) -> str:
    """A day in nine cells at most: ``Mar 12`` without a year, ``Mar 2025`` with one.

    The row is one of a list in the order of days; the detail pane has the whole day.
    """
    label = day_label(day, year)
    words = label.split()
    return f"{words[0]} {words[2]}" if len(words) == 3 else label


def cut_runs(text: str, spans: list[tuple[int, int]], start: int, end: int, role: str) -> Line:
    """The runs of ``text[start:end]``, what lies in `spans` (sorted, apart) as ``match``."""
    runs: Line = []
    position = start
    for span_start, span_end in spans:
        low, high = max(span_start, start), min(span_end, end)
        if low >= high:
            continue
        if low > position:
            runs.append((text[position:low], role))
        runs.append((text[low:high], "match"))
        position = high
    if position < end:
        runs.append((text[position:end], role))
    return runs
