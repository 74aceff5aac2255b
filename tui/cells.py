"""How many cells of the terminal a text takes: Rich's answer, got sooner.

Rich reads a table of all of Unicode for the first character that it does not know to be narrow,
and ``…`` is one. What papers are full of is known here; the table waits for a text that needs it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rich.cells

_NARROW = re.compile(
    "[ -~"
    "\u00a0-\u00ac\u00ae-\u02ff"  # letters of Latin, all but the soft hyphen
    "\u0370-\u0482"  # of Greek and Cyrillic
    "\u2010-\u2027"  # dashes, quotes, dots
    "\u2190-\u22ff"  # arrows, mathematics
    "\u2500-\u25fc\u2605\u2713]*"  # what frames and signs are drawn with
).fullmatch
"""Characters of a cell each, however they stand together."""


@lru_cache(4096)
def cell_len(text: str) -> int:
    """The cells of a text."""
    return len(text) if _NARROW(text) else rich.cells.cell_len(text)
