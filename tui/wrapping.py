"""Breaking text into lines by cells, as offsets, so that highlights found in the text still fit.

Widths are terminal cells: CJK and most emoji take two. Nothing is added or dropped except the
one run of spaces a line is broken at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from tui.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOT = " · "
"""Stands between short texts in a row."""

_CHUNK = re.compile(r"\S+|\s+")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Offsets (start, end) of the lines of `text`, none wider than `width` cells.

    A word wider than a line is cut where the line ends. `width` below 2 is taken as 2, so that
    any character fits.
    """
    width = max(width, 2)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for piece_start, piece_end, cells in _pieces(text, width):
        blank = text[piece_start].isspace()
        if used + cells > width:
            if used:
                lines.append((start, end))
            start, used = piece_start, 0
            if blank:
                start = end = piece_end
                continue
        if blank and not used:
            start = end = piece_end
            continue
        used += cells
        if not blank:
            end = piece_end
    if used:
        lines.append((start, end))
    return lines


def _pieces(text: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Words and gaps as (start, end, cells), over-long words cut to fit."""
    plain = text.isascii()
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        cells = end - start if plain else cell_len(match.group())
        if cells <= width or match.group().isspace():
            yield start, end, cells
        else:
            yield from _cut(text, start, end, width)


def _cut(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    used = 0
    for position in range(start, end):
        cells = cell_len(text[position])
        if used + cells > width:
            yield start, position, used
            start, used = position, 0
        used += cells
    yield start, end, used


def wrap_dotted(items: Sequence[str], width: int) -> list[str]:
    """Lines of short texts with dots between, such as facts and keywords.

    An item that fits a line is never broken, and no line ends with a dot.
    """
    room = width - cell_len(DOT.rstrip())
    bound = [item.replace(" ", "_") if cell_len(item) <= room else item for item in items]
    text, tight = DOT.join(items), DOT.rstrip().replace(" ", "_") + " "
    lines = [text[start:end] for start, end in wrap(tight.join(bound), width)]
    return [line.removesuffix(DOT.rstrip()) for line in lines]


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: padded with spaces, or cut and ended with ``…``."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"


def fit_right(text: str, width: int) -> str:
    """Like `fit`, but set against the right edge."""
    return " " * (width - cell_len(text)) + text if cell_len(text) <= width else fit(text, width)
