r"""Text as papers write it, made readable: entities, TeX commands and formulas → Unicode.

Called for every text that comes in from a source, once. This is rendering for the eye and for
search, not TeX: nothing is ever refused, what is not understood stays as readable as it is, and
``$5 and $10`` stays money. Time grows with length alone and no nesting exhausts the stack.

`scanner` reads the text, `commands` knows what commands do, `formulas` how formulas
are written, `symbols` the signs. A general converter is deliberately not used: it takes
``5% of`` for a comment and the dollars of prices for formulas.
"""

from __future__ import annotations

import re
from typing import Final

from index.text import clean

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def readable(text: str) -> str:
    """`text` clean, its entities resolved and its TeX written in Unicode; never raises."""
    text = clean(resolved(text))
    if "``" in text:
        text = text.replace("``", "“").replace("''", "”")
    if "\\" in text or text.count("$") > 1:
        from index.tex.scanner import Scanner

        text = clean(Scanner(text).read())
    return text


def resolved(text: str) -> str:
    """`text` with its entities as the signs they stand for.

    Only what ends in a semicolon and is no longer than entities are: Python's own `unescape`
    takes any length, and raises where a number has thousands of digits.
    """
    return _ENTITY.sub(_sign_of, text) if "&" in text and ";" in text else text


def _sign_of(match: re.Match[str]) -> str:
    from html import unescape

    return unescape(match[0])
