"""What stands behind a field, or alone: from a value as it is typed to a leaf of the tree.

Called by the lexer for every piece that is no sign and no sigil. Errors point at the value, say
what the field takes, and name the nearest known one.
"""

from __future__ import annotations

import re
from typing import Final

from index import analysis
from index.errors import did_you_mean
from index.query import values
from index.query.directives import SORT_ALIASES, SORTS, Directive, limit_of, sort_named
from index.query.query import (
    FACT_FIELDS,
    TEXT_FIELDS,
    Fact,
    Fuzzy,
    Phrase,
    Prefix,
    QueryError,
    Text,
    Word,
)
from index.query.sigils import since

_ALIASES: Final = {
    "ti": "title",
    "abs": "abstract",
    "au": "author",
    "kw": "keywords",
    "jr": "venue",
}
_ANY_FIELD: Final = "all"
_DIRECTIVES: Final = ("sort", "limit")
_SINCE_AND_BEFORE: Final = ("newer", "older")
_NAMES: Final = (*TEXT_FIELDS, *FACT_FIELDS, *_DIRECTIVES, *_SINCE_AND_BEFORE)
_ID_SCHEMES: Final = ("arxiv", "doi", "openreview")

_FUZZY: Final = re.compile(r"(.*?[^~])~+([0-9]*)", re.DOTALL)


def leaf(match: re.Match[str]) -> Text | Fact | Directive | None:
    """What a piece stands for; None if it has nothing to search for.

    Args:
        match: of the lexer's pattern, with the groups ``field``, ``value``, ``quoted``, ``closed``,
            ``tail`` and ``alone``.

    Raises:
        QueryError: the piece cannot stand for anything.
    """
    if match["alone"]:
        if match["alone"] in _NAMES or match["alone"] in _ALIASES:
            raise wrong(match, 0, f"{match[0]} needs a value", _advice(match["alone"], ""))
        return Word(match[0])
    if match["quoted"] is not None and not match["closed"]:
        raise wrong(match, "value", "this quote is not closed", 'add a " where it ends')
    name = match["field"]
    text, starred = _unstarred(match)
    if name is None:
        return _text(match, text, None, starred)
    field = _ALIASES.get(name.lower(), name.lower())
    if field in TEXT_FIELDS or field == _ANY_FIELD:
        return _text(match, text, None if field == _ANY_FIELD else field, starred)
    if starred or (match["quoted"] is not None and match["tail"]):
        hint = "leave the sign out, or put it in quotes"
        raise wrong(match, "value", f"{name}: takes no beginnings of words", hint)
    return _said(match, field, text)


def _said(match: re.Match[str], field: str, text: str) -> Fact | Directive:
    """A fact or a directive: what is compared or done, not looked for in texts."""
    if field in _ID_SCHEMES:
        return Fact("id", f"{field}:{text}")
    if field not in _NAMES:
        hint = did_you_mean(field, _NAMES) or 'to search for the words, put them in "quotes"'
        raise wrong(match, "field", f"no field is called {match['field']}", hint)
    if not text.split():
        raise wrong(match, 0, f"{match['field']}: needs a value", _advice(field, ""))
    if field in _DIRECTIVES:
        return _directive(match, field, text)
    if field in _SINCE_AND_BEFORE:
        return _since_or_before(match, field, text)
    try:
        return Fact(field, text)
    except ValueError:
        raise wrong(match, "value", _never(field, text), _advice(field, text)) from None


def _advice(name: str, text: str) -> str:
    """What to write behind a field instead of a wrong value, or of none."""
    if name == "limit":
        return "write it as in limit:50"
    if name == "sort":
        near = did_you_mean(text.lower().lstrip("-"), (*SORTS, *SORT_ALIASES))
        return near or f"sort: takes {', '.join(SORTS)}"
    if name in _SINCE_AND_BEFORE:
        return f"write it as in {name}:7d, {name}:2026-08 or {name}:mon"
    return values.advice(name, text) or f"write it as in {name}:word"


def _never(field: str, text: str) -> str:
    said = {"is": f"no paper is ever {text!r}", "has": f"no paper has {text!r}"}
    kind = "a number" if field in values.NUMBER_FIELDS else "a day"
    return said.get(field, f"{text!r} is not {kind}, nor a range of them")


def _directive(match: re.Match[str], field: str, text: str) -> Directive:
    text = text.strip()
    limit, order = limit_of(text), sort_named(text)
    if field == "limit" and limit is not None:
        return Directive(field, str(limit))
    if field == "sort" and order is not None:
        return Directive(field, order)
    message = f"no {'list ends at' if field == 'limit' else 'order is called'} {text!r}"
    raise wrong(match, "value", message, _advice(field, text))


def _since_or_before(match: re.Match[str], field: str, text: str) -> Fact:
    text = "".join(text.split())
    newer = since(text)
    if newer is None:
        raise wrong(match, "value", f"{text!r} is not a day", _advice(field, text))
    return Fact("date", newer if field == "newer" else f"..{text}")


def _unstarred(match: re.Match[str]) -> tuple[str, bool]:
    """The value without quotes and stars, and whether it had stars behind it."""
    if match["quoted"] is not None:
        return match["quoted"].replace('""', '"'), match["tail"].startswith("*")
    text = match["value"].rstrip("*")
    if "*" in text:
        hint = "move it to the end of the word, or put the word in quotes"
        raise wrong(match, "value", "a star inside a word", hint)
    return text, text != match["value"]


def _text(match: re.Match[str], text: str, field: str | None, starred: bool) -> Text | None:
    if match["field"] and match["quoted"] is None:
        _refuse_signs(match, text)
    fuzzy = None if starred else _distance(match, text)
    if fuzzy is not None:
        return _fuzzy(match, *fuzzy, field)
    has_words = next(analysis.words(text), None) is not None
    if not starred:
        return (Phrase if len(text.split()) > 1 else Word)(text, field) if has_words else None
    if not has_words:
        raise wrong(match, "value", "a star without a word", "write it as in word*")
    if len(text.split()) > 1:
        hint = "take the star away, or the quotes"
        raise wrong(match, "value", "a star behind several words", hint)
    return Prefix(text, field)


def _refuse_signs(match: re.Match[str], text: str) -> None:
    """Signs that belong before the field would be taken for part of the word."""
    if text.startswith("-"):
        hint = f"put it before the field, as in -{match['field']}:word"
        raise wrong(match, "value", "a minus inside a field", hint)
    if len(text) > 2 and text[0] == text[-1] == "/":
        hint = f"write it alone, as in {text}"
        raise wrong(match, "value", "patterns look at titles and take no field", hint)


def _distance(match: re.Match[str], text: str) -> tuple[str, str] | None:
    """A word and the number behind its tilde, if it has one that does not stand alone."""
    if match["quoted"] is not None:
        return (text, match["tail"][1:]) if match["tail"] else None
    found = _FUZZY.fullmatch(text) if "~" in text else None
    if found is None or next(analysis.words(found[1]), None) is None:
        return None
    return found[1], found[2]


def _fuzzy(match: re.Match[str], text: str, number: str, field: str | None) -> Fuzzy:
    if number not in ("", "1", "2"):
        hint = "write word~ for one slip, word~2 for two"
        raise wrong(match, "value", f"no word is found {number} slips away", hint)
    try:
        return Fuzzy(text, field, int(number or 1))
    except ValueError:
        hint = "write it behind a single word, as in word~"
        raise wrong(match, "value", "a tilde without a word of its own", hint) from None


def wrong(match: re.Match[str], group: str | int, message: str, hint: str) -> QueryError:
    """What is wrong, with the offsets of a group of the match."""
    return QueryError(message, start=match.start(group), end=match.end(group), hint=hint)
