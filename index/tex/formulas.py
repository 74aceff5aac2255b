"""Formulas for `index.tex.readable`: where they stand in a text, and how their parts are written.

A dollar sign opens a formula or names a price. The rules are those of Markdown's TeX dialects,
where nothing but the neighbouring signs is known, and a few that keep prose between two prices
from being read as a formula.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from index.tex.symbols import SUBSCRIPTS, SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEX_SIGN: Final = re.compile(r"[\\^_{}=<>|]")
_TEX_ONLY: Final = re.compile(r"[\\^_]")
# From the start of a word and without going back into it: a word may be as long as the text.
_PROSE: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[,;]? ++[^\W\d_]{2,}")

# More letters than this are a word, hard to read when raised: x^{train} is written x^train.
_LONGEST_RAISED: Final = 4


def formulas(tokens: Sequence[str]) -> dict[int, int]:
    """Where formulas stand: index of the opening token → index of the closing one.

    For ``$$`` these are the first dollar signs of either pair.
    """
    found = _bracketed(tokens)
    dollars = [at for at, token in enumerate(tokens) if token == "$"]
    doubles = [place for place, at in enumerate(dollars) if tokens[at + 1 : at + 2] == ["$"]]
    next_double = iter(doubles)
    place = 0
    while place + 1 < len(dollars):
        start, end = dollars[place], dollars[place + 1]
        if end == start + 1:
            later = (other for other in next_double if dollars[other] > start + 2)
            closing = next(later, None)
            if closing is None:
                place += 2
            else:
                found[start] = dollars[closing]
                place = closing + 2
        elif _is_formula("".join(tokens[start + 1 : end]), "".join(tokens[end + 1 : end + 2])):
            found[start] = end
            place += 2
        else:
            place += 1
    return found


def _bracketed(tokens: Sequence[str]) -> dict[int, int]:
    found = {}
    opening: int | None = None
    for at, token in enumerate(tokens):
        if token in (r"\(", r"\["):
            opening = at
        elif opening is not None and token == (r"\)" if tokens[opening] == r"\(" else r"\]"):
            found[opening] = at
            opening = None
    return found


def _is_formula(content: str, after: str) -> bool:
    """Whether what stands between two dollar signs is a formula, not prose between two prices."""
    ragged = content[0] == " " or content[-1] == " "
    if not _TEX_SIGN.search(content):
        amount = content[0].isdigit() and after[:1].isdigit()
        return not ragged and not amount and not _PROSE.search(content)
    if content[0].isdigit():
        cut_off = content[-1] == " " or after[:1].isdigit()
        return not _PROSE.search(content) and (bool(_TEX_ONLY.search(content)) or not cut_off)
    if content[0] == " " and content[-1] == " ":
        return bool(_TEX_ONLY.search(content)) and not _PROSE.search(content)
    return True


def script(sign: str, text: str) -> str:
    """An exponent (``sign`` is ``^``) or index (``_``): raised or lowered where Unicode can."""
    text = text.strip()
    table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    short = len(text) <= _LONGEST_RAISED or not text.isalpha()
    if short and all(letter in table for letter in text):
        return "".join(table[letter] for letter in text if letter != " ")
    plain = len(text) == 1 or all(letter.isalnum() or letter == "." for letter in text)
    return sign + (text if plain else f"({text})")


def fraction(above: str, below: str) -> str:
    """``a/b``, with brackets where they are needed."""
    return f"{_atom(above)}/{_atom(below)}"


def root(degree: str, text: str) -> str:
    """``√x``, ``³√x``, ``√(x + y)``."""
    return (script("^", degree) if degree.strip() else "") + "√" + _atom(text)


def _atom(text: str) -> str:
    text = text.strip()
    plain = all(sign.isalnum() or sign in ".′√∞" for sign in text)
    return text if plain or len(text) == 1 else f"({text})"


def accented(text: str, mark: str) -> str:
    """The first letter of `text` under a combining sign; `text` itself if there is none."""
    first = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    if not first.isalpha():
        return text
    return unicodedata.normalize("NFC", first + mark) + text[1:]


def negated(relation: str) -> str:
    """A relation struck through: ``∉`` for ``∈``."""
    return unicodedata.normalize("NFC", relation[:1] + "\u0338") + relation[1:] if relation else ""
