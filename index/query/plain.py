"""Queries of plain words, which is most of what is typed: read without a grammar.

Words of ASCII letters and digits with blanks between them hold no sign, no field and no quote,
and each of them is one term. Called by `index.query.parser`, which reads everything else and
whose answer to these would be the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.query.form import OPERATORS
from index.query.query import MATCHES, And, Query, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST: Final = 500
"""Characters of a text that is read here: it has fewer words than a query may have."""

_LONGEST_WORD: Final = 64
"""Characters; what is longer is several terms."""

_MATCHES: Final = {f"--{match}": match for match in MATCHES}


def plain_query(text: str) -> Query | None:
    """The query that `text` writes, or None: it is none of plain words alone."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    pieces = text.split()
    match = ""
    if "-" in text:
        match = next((_MATCHES[piece] for piece in reversed(pieces) if piece in _MATCHES), "")
        pieces = [piece for piece in pieces if piece not in _MATCHES]
    if not pieces or not all(map(_is_plain, pieces)):
        return None
    return Query(_all_of(pieces), match=match)


def ends_plain(text: str) -> bool:
    """Whether a query surely ends in a plain word; False is no answer."""
    # Only quotes and patterns reach over a blank, and they end in a sign or make no query.
    return text.isascii() and text[-1:].isalnum() and _is_plain(text.split()[-1])


def _is_plain(piece: str) -> bool:
    return piece.isalnum() and len(piece) <= _LONGEST_WORD and piece not in OPERATORS


def _all_of(pieces: Sequence[str]) -> Word | And:
    if len(pieces) == 1:
        return Word(pieces[0])
    return And(tuple(map(Word, pieces)))
