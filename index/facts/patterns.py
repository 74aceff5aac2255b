"""Patterns on titles: which titles an expression is found in, by RE2, in one pass.

Titles are searched as the UTF-8 that the columns hold, which spares making text of each, and one
by one, so that no expression reaches from one title into the next. The time grows with the
titles whatever is asked; see `index.query.pattern` for what an expression may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.columns.columns import Columns
    from index.query.tree import Pattern


def in_titles(pattern: Pattern, columns: Columns) -> bytes:
    """Of which papers the title has a match, as a mask."""
    # Where text is asked for, RE2 takes its UTF-8 as well.
    search = cast("Callable[[bytes], object | None]", pattern.compiled().search)
    text = bytes(columns.section("text"))
    edges = columns.section("text_starts").tolist()
    titles = zip(edges[::2], edges[1::2], strict=False)  # between them, the authors
    return bytes([search(text[start:end]) is not None for start, end in titles])
