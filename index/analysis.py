"""How text becomes terms: the one definition that indexing, queries and highlighting share.

`fulltext.schema` wraps `words` and `stem` for the full-text index, `query.tree` asks for the
terms of what was typed, and `index.highlight` finds again what matched. Because all three come
here, a word is found exactly where it is highlighted.

A term is a word without case or accents, cut to its English stem. Every word is kept, however
common, because phrases need them all. What joins words separates terms: ``few-shot``,
``GPT-3.5``, ``log_p`` and ``d'Alembert`` are several terms in a row, so a search for one part
finds the whole, and a query that writes the whole is a phrase of its parts. A possessive ``'s``
is dropped. Chinese, Japanese and Korean text has no spaces to go by: each character is a term.

Offsets always point into the text as it was given; only the word itself is folded, so that
``Straße`` or a ligature does not shift what follows. Stemmers of other languages are not tried.

Changing what any function here returns means a new `ANALYZER`, which rebuilds the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYZER: Final = "carrel-english-1"
"""Name and version of the analysis; an index made by another one has to be made anew."""

# A run of letters longer than this is cut into several terms. The longest words of papers stay
# whole, and data pasted into an abstract cannot make a term of a megabyte.
_LONGEST: Final = 64

_CJK: Final = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
# Signs that belong to the letter before them although Unicode does not call them letters:
# accents, vowel signs of Hebrew, Arabic, Indic scripts and Thai, soft hyphen, joiners.
_MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0981-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe20-\ufe2f"
)
_LETTER: Final = rf"[^\W_{_CJK}]"

_ASCII_WORD: Final = re.compile(rf"([0-9a-z]{{1,{_LONGEST}}}+)(?:'s(?![0-9a-z]))?")


class WordSpan(NamedTuple):
    """A word of a text: where it stands, and its folded form."""

    start: int
    end: int
    """Offset just behind the word; a possessive ``'s`` is not part of it."""

    text: str
    """Without case and accents, not stemmed: ASCII or Unicode letters and digits."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's own name


def words(text: str) -> Iterator[WordSpan]:
    """The words of `text` in order; the place in that order is the position in the index."""
    if text.isascii():
        for match in _ASCII_WORD.finditer(text.lower()):
            yield WordSpan(*match.span(1), match[1])
        return
    for match in _any_word().finditer(text):
        folded = _folded(match[1])
        if folded:
            yield WordSpan(*match.span(1), folded)


def terms(text: str) -> list[str]:
    """The stems of the words of `text`, in order: ``GPT-4's plans`` → gpt, 4, plan."""
    if text.isascii():
        if text.isalnum() and len(text) <= _LONGEST:
            return [stem(text.lower())]
        return [stem(word) for word in _ASCII_WORD.findall(text.lower())]
    return [stem(folded) for word in _any_word().findall(text) if (folded := _folded(word))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The English stem of a folded word: ``planning`` → ``plan``."""
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _any_word() -> re.Pattern[str]:
    # Compiled when first needed: it takes longer than the rest of this module to import.
    return re.compile(
        rf"({_LETTER}(?:{_LETTER}|[{_MARKS}]){{0,{_LONGEST - 1}}}+|[{_CJK}])"
        r"(?:['’][sS](?![^\W_]))?"
    )


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    # Its own cache is off because `stem` has one, which other threads may share: PyStemmer
    # holds the interpreter for the whole of a word.
    from Stemmer import Stemmer

    stemmer: _Stemmer = Stemmer("english", 0)
    return stemmer


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    folded = fold(word)
    if folded.isalnum():
        return folded
    # Vowel signs count as letters here: they are neither accents nor alphanumeric.
    return "".join(
        sign for sign in folded if sign.isalnum() or unicodedata.category(sign)[0] == "M"
    )
