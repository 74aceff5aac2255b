"""What the pieces of a typed query are: signs, operators, and the leaves of its tree.

Called by `index.query.parser`, which puts the pieces together and whose docstring has the
grammar. Linear in the text, whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index import analysis
from index.errors import did_you_mean
from index.query.query import (
    FACT_FIELDS,
    OPERATORS,
    STATES,
    TEXT_FIELDS,
    Fact,
    Phrase,
    Prefix,
    QueryError,
    Text,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELDS: Final = {name: name for name in (*TEXT_FIELDS, *FACT_FIELDS)} | {
    "ti": "title",
    "abs": "abstract",
    "au": "author",
}
_ID_SCHEMES: Final = ("arxiv", "doi", "openreview")

# Possessive throughout: a quote that is never closed must not be tried again and again.
_LEXEME: Final = re.compile(
    r"""(?P<sign>[()-])
      | (?: (?P<field>[A-Za-z]++) : (?!//|:) )?+
        (?P<value> " (?P<quoted> (?:[^"]|"")*+ ) (?P<closed>"?+) (?P<stars>\**+)
                 | [^\s()"]++ )
      | (?P<alone>[A-Za-z]++) :
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query, with its offsets in the text."""

    kind: str
    """``(``, ``)``, ``-``, one of `OPERATORS`, or ``leaf``."""

    start: int
    end: int
    leaf: Text | Fact | None = None
    """None if not a leaf, or a word that has nothing to search for."""


def lexemes(text: str) -> Iterator[Lexeme]:
    """The pieces of `text` in order.

    Raises:
        QueryError: at the first piece that cannot be one.
    """
    for match in _LEXEME.finditer(text):
        start, end = match.span()
        sign, value = match["sign"], match["value"]
        if sign == "-" and text[end : end + 1].isspace():
            raise QueryError(
                "a minus stands alone", start=start, end=end, hint="write it as in -word"
            )
        if sign or (value in OPERATORS and not match["field"]):
            yield Lexeme(sign or value, start, end)
        else:
            yield Lexeme("leaf", start, end, _leaf(match))


def _leaf(match: re.Match[str]) -> Text | Fact | None:
    if match["alone"]:
        if match["alone"] in _FIELDS:
            raise _wrong(match, 0, f"{match[0]} needs a value", f"write it as in {match[0]}word")
        return Word(match[0])
    if match["quoted"] is not None and not match["closed"]:
        raise _wrong(match, "value", "this quote is not closed", 'add a " where it ends')
    text, starred = _value(match)
    name = match["field"]
    if name is None:
        return _text(match, text, None, starred)
    field = _FIELDS.get(name.lower())
    if field in TEXT_FIELDS:
        return _text(match, text, field, starred)
    if starred:
        hint = "leave the star out, or put it in quotes"
        raise _wrong(match, "value", f"{name}: takes no beginnings of words", hint)
    if field is not None:
        return _fact(match, field, text)
    if name.lower() in _ID_SCHEMES:
        return Fact("id", f"{name.lower()}:{text}")
    hint = (
        did_you_mean(name.lower(), (*TEXT_FIELDS, *FACT_FIELDS))
        or 'to search for the words, put them in "quotes"'
    )
    raise _wrong(match, "field", f"no field is called {name}", hint)


def _value(match: re.Match[str]) -> tuple[str, bool]:
    """The value without quotes and stars, and whether it had stars behind it."""
    if match["quoted"] is not None:
        return match["quoted"].replace('""', '"'), bool(match["stars"])
    text = match["value"].rstrip("*")
    if "*" in text:
        hint = "move it to the end of the word, or put the word in quotes"
        raise _wrong(match, "value", "a star inside a word", hint)
    return text, text != match["value"]


def _text(match: re.Match[str], text: str, field: str | None, starred: bool) -> Text | None:
    if field and text.startswith("-") and match["quoted"] is None:
        hint = f"put it before the field, as in -{match['field']}:word"
        raise _wrong(match, "value", "a minus inside a field", hint)
    has_words = next(analysis.words(text), None) is not None
    if not starred:
        return (Phrase if len(text.split()) > 1 else Word)(text, field) if has_words else None
    if not has_words:
        raise _wrong(match, "value", "a star without a word", "write it as in word*")
    if len(text.split()) > 1:
        hint = "take the star away, or the quotes"
        raise _wrong(match, "value", "a star behind several words", hint)
    return Prefix(text, field)


def _fact(match: re.Match[str], field: str, text: str) -> Fact:
    if not text.split():
        raise _wrong(match, 0, f"{field}: needs a value", "")
    if field == "is":
        text = text.strip().lower()
        if text not in STATES:
            hint = did_you_mean(text, STATES) or f"is: takes {', '.join(STATES)}"
            raise _wrong(match, "value", f"no paper is ever {text!r}", hint)
    return Fact(field, text)


def _wrong(match: re.Match[str], group: str | int, message: str, hint: str) -> QueryError:
    return QueryError(message, start=match.start(group), end=match.end(group), hint=hint)
