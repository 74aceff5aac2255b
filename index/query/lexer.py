"""What the pieces of a typed query are: signs, operators, leaves of its tree, and directives.

Called by `index.query.parser`, which puts the pieces together and whose docstring has the
grammar. Linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index import analysis
from index.query import fields, sigils
from index.query.directives import Directive
from index.query.query import OPERATORS, Leaf, Not, Pattern, QueryError, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

# Possessive throughout: a quote or a pattern that is never closed must not be tried again and
# again. A sign that needs the start of a token looks back for it.
_LEXEME: Final = re.compile(
    r"""(?<![^\s(]) -- (?P<match>any|all) (?![^\s()])
      | (?P<sign> [()] | (?<![^\s(-]) (?: - | ! (?=/[^\s/]) ) )
      | (?<![^\s(!-]) / (?=[^\s/]) (?P<pattern> (?:[^/\\]|\\.)*+ ) (?<!\s) / (?![^\s()])
      | (?: (?P<field>[A-Za-z]++) : (?!//|:) )?+
        (?P<value> " (?P<quoted> (?:[^"]|"")*+ ) (?P<closed>"?+)
                     (?P<tail> ~[0-9]*+ (?![^\s()]) | \**+ )
                 | [^\s()"]++ )
      | (?P<alone>[A-Za-z]++) :
    """,
    re.VERBOSE | re.DOTALL,
)
_TOKEN_START: Final = re.compile(r"(?<![^\s(!-])")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query, with its offsets in the text."""

    kind: str
    """``(``, ``)``, ``-``, one of `OPERATORS`, ``directive`` or ``leaf``."""

    start: int
    end: int
    leaf: Leaf | Not | None = None
    """None if a word that has nothing to search for. Of a directive: the word that it is where
    no directive may stand, if it can be one."""

    directive: Directive | None = None


def lexemes(text: str) -> Iterator[Lexeme]:
    """The pieces of `text` in order.

    Raises:
        QueryError: at the first piece that cannot be one.
    """
    position = 0
    while match := _LEXEME.search(text, position):
        piece = _piece(match)
        yield piece
        position = piece.end


def _piece(match: re.Match[str]) -> Lexeme:
    start, end = match.span()
    if match["sign"] == "-" and not match.string[end : end + 1].strip():
        return Lexeme("leaf", start, end)  # a dash between words, as titles have it
    if match["sign"]:
        return Lexeme(match["sign"].replace("!", "-"), start, end)
    if match["match"]:
        return Lexeme("directive", start, end, None, Directive("match", match["match"]))
    if match["pattern"] is not None:
        return Lexeme("leaf", start, end, _pattern(match["pattern"], start, end))
    if match["value"] in OPERATORS and not match["field"]:
        return Lexeme(match["value"], start, end)
    return _signed(match) or _plain(match)


def _plain(match: re.Match[str]) -> Lexeme:
    leaf = fields.leaf(match)
    if isinstance(leaf, Directive):
        return Lexeme("directive", *match.span(), None, leaf)
    return Lexeme("leaf", *match.span(), leaf)


def _signed(match: re.Match[str]) -> Lexeme | None:
    """A word with a sign before it that makes it more than a word."""
    value = match["value"]
    if match["field"] or not value or not _TOKEN_START.match(match.string, match.start()):
        return None
    if value[0] == "!":
        return _excluded(match)
    if value[0] == "/":
        _refuse_unclosed(match)
    found = sigils.sigil(value) if value[0] in sigils.SIGNS else None
    if isinstance(found, Directive):
        return Lexeme("directive", *match.span(), Word(value), found)
    return None if found is None else Lexeme("leaf", *match.span(), found)


def _refuse_unclosed(match: re.Match[str]) -> None:
    """Half a pattern is no word; a path, or a slash alone, is."""
    path = match["value"][1:]
    if path and "/" not in path and match.string.find("/", match.end()) < 0:
        hint = 'add a / where it ends, or put the words in "quotes"'
        raise fields.wrong(match, 0, "this pattern is not closed", hint)


def _excluded(match: re.Match[str]) -> Lexeme | None:
    """What ``!`` excludes: a pattern up to the next blank, with its own parentheses in it."""
    start, end = match.start(), _end_of_pattern(match.string, match.start())
    pattern = match.string[start + 1 : end]
    if next(analysis.words(pattern), None) is None:
        return None
    if match["value"] == "!" and pattern[0] == '"':
        hint = "write a minus instead"
        raise QueryError("! takes no quotes", start=start, end=end, hint=hint)
    return Lexeme("leaf", start, end, Not(_pattern(pattern, start, end)))


def _end_of_pattern(text: str, start: int) -> int:
    """Where the token ends: at a blank, or at a parenthesis that was opened before it."""
    depth = 0
    for position in range(start, len(text)):
        sign = text[position]
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() or depth < 0:
            return position
    return len(text)


def _pattern(text: str, start: int, end: int) -> Pattern:
    try:
        return Pattern(text)
    except ValueError as error:
        hint = 'to search for the words, put them in "quotes"'
        message = f"not a pattern: {error}"
        raise QueryError(message, start=start, end=end, hint=hint) from None
