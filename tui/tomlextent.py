"""How deep and how much a text of TOML is, told before the parser works on it.

The standard library's parser calls itself for each array within an array, and takes time in the
square of a key's parts, so that a file of some hundred kilobytes can keep it busy for minutes.
One pass over the text, without understanding more of it than strings and comments, says whether
that would happen, and where.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DEEPEST = 32
"""Arrays, tables and parts of a key within each other. What people write takes three or four."""

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.|\\\Z)*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
    r"|[][{}.,=\n]",
    re.DOTALL,
)
_DIGITS = "too many digits"


class TomlExtent(NamedTuple):
    """What a text would ask of the parser."""

    keys: int
    """How many values are named in it, in tables within a line as well."""

    deep: tuple[int, ...]
    """The lines, counted from 1, that are nested deeper than `DEEPEST`."""

    @classmethod
    def of(cls, text: str) -> TomlExtent:
        """Look at a text, whether it is TOML or not."""
        keys = parts = open_now = open_before = 0
        line = 1
        deep: list[int] = []
        for match in _TOKEN.finditer(text):
            token = match[0]
            first = token[0]
            if first == "\n":
                open_before, parts = open_now, 0
                line += 1
                continue
            if first in "[{":
                open_now, parts = open_now + 1, 0
            elif first in "]}":
                open_now = max(0, open_now - 1)
            elif first == ".":
                parts += 1
            elif first in ",=":
                keys, parts = keys + (first == "="), 0
            elif "\n" in token:
                line += token.count("\n")
            if open_now + parts > DEEPEST:
                if deep[-1:] != [line]:
                    deep.append(line)
                open_now, parts = open_before, 0
        return cls(keys, tuple(deep))


def in_words(mistake: Exception) -> str:
    """What the parser says is wrong, in words for those who do not write Python."""
    if isinstance(mistake, RecursionError):
        return "nested too deep"
    return _DIGITS if "digits" in str(mistake) else str(mistake)
