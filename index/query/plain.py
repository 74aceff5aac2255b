"""Queries of plain words, which is most of what is typed: read without a grammar.

Words of ASCII letters and digits with blanks between them hold no sign and no field, and each of
them is one term; quotes around some make a phrase. Called by `index.query.parser`, which reads
everything else and whose answer to these would be the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.query.form import OPERATORS
from index.query.query import MATCHES, And, Phrase, Query, Word

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
    if '"' in text:
        apart = _parts(text)
        leaves = None if apart is None else _leaves(apart)
        pieces = [] if apart is None else [piece for part in apart[::2] for piece in part.split()]
    else:
        pieces = text.split()
        leaves = _words(pieces)
    if not leaves:
        return None
    match = ""
    if "-" in text:
        match = next((_MATCHES[piece] for piece in reversed(pieces) if piece in _MATCHES), "")
    return Query(leaves[0] if len(leaves) == 1 else And(tuple(leaves)), match=match)


def ends_plain(text: str) -> bool:
    """Whether a query surely ends in a plain word; False is no answer."""
    # Only quotes and patterns reach over a blank, and they end in a sign or make no query.
    return text.isascii() and text[-1:].isalnum() and _is_plain(text.split()[-1])


def _is_plain(piece: str) -> bool:
    return piece.isalnum() and len(piece) <= _LONGEST_WORD and piece not in OPERATORS


def _words(pieces: Sequence[str]) -> list[Word | Phrase] | None:
    """Each piece as a word, directives left out; None if one of them is neither."""
    found: list[Word | Phrase] = []
    for piece in pieces:
        if _is_plain(piece):
            found.append(Word(piece))
        elif piece not in _MATCHES:
            return None
    return found


def _parts(text: str) -> list[str] | None:
    """What stands before, within and behind quotes in turn; None where they touch a word."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return None
    for part in parts[2::2]:
        if part and not part[0].isspace():
            return None
    if not all(part and part[-1].isspace() for part in parts[2:-1:2]):
        return None
    return None if parts[0] and not parts[0][-1].isspace() else parts


def _leaves(parts: Sequence[str]) -> list[Word | Phrase] | None:
    found: list[Word | Phrase] = []
    for place, part in enumerate(parts):
        pieces = part.split()
        if place % 2 == 0:
            words = _words(pieces)
            if words is None:
                return None
            found += words
        elif not pieces or not all(map(_is_plain, pieces)):
            return None
        else:
            found.append(Word(pieces[0]) if len(pieces) == 1 else Phrase(" ".join(pieces)))
    return found
