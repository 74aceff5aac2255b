"""Lines of text and roles: what everything on the screen is made of.

A `Line` is a list of (text, role) runs. A role names what the text *is* (``title``, ``match``);
the widget that paints it decides what that looks like under the theme. Text is never markup, and
every string of a paper passes `shown`, so no control byte that slipped into a file can reach the
terminal. State is told by glyph and weight; colour only repeats it.
"""

from __future__ import annotations

from index.marktable import DISMISSED, LATER, READ
from index.text import clean, uncrowded
from tui.cells import cell_len
from tui.wrapping import fit

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
