"""The nearest spelling of a query that finds nothing: called by `library`, from any thread.

First the words that no paper has, in any of their forms, are spelt anew. If that is no help, so
are those that papers have far less often than a similar word: papers have slips as well. The
nearest words come first, of equally near ones the more frequent, and the first that make the query
find something are suggested.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final

from index import analysis
from index.matching import Matching
from index.query.query import And, Not, Or, Phrase, Query, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.columns.columns import Columns
    from index.fulltext.snapshot import Snapshot
    from index.marktable import MarkTable
    from index.query.query import Node

_SLIPS: Final = 2
_SHORT: Final = 4
"""Letters up to which two slips make any word of any other."""

_MUCH: Final = 20
"""How many times more often a similar word has to be there than one that is there too."""

_MOST_WORDS: Final = 8
"""Words that are tried in place of one."""

_MOST_QUERIES: Final = 24


def suggest(
    query: Query, marks: MarkTable, columns: Columns, snapshot: Snapshot | None
) -> Query | None:
    """The query with its doubtful words spelt as papers spell them, if that finds any papers."""
    if snapshot is None:
        return None
    matching = Matching(columns, marks, snapshot)
    words = {word: _frequency(word, snapshot) for word in _wanted(query.root)}
    unknown = [word for word, frequency in words.items() if not frequency]
    for doubtful in filter(None, (unknown, list(words))):
        spellings = {word: _spellings(word, words[word], snapshot) for word in doubtful}
        doubted = [word for word in doubtful if spellings[word] or not words[word]]
        for chosen in islice(product(*map(spellings.__getitem__, doubted)), _MOST_QUERIES):
            respelt = _respelt(query, dict(zip(doubted, chosen, strict=True)))
            if respelt != query and matching.matches(respelt.root).mask.any():
                return respelt
    return None


def _wanted(node: Node) -> Iterator[str]:
    """The words of a query, folded, that a paper is to have."""
    if isinstance(node, And | Or):
        for child in node.children:
            yield from _wanted(child)
    elif isinstance(node, Word | Phrase):
        for word in analysis.words(node.text):
            yield word.text


def _frequency(word: str, snapshot: Snapshot) -> int:
    """In how many papers' fields a word stands, in any of its forms."""
    number = snapshot.lexicon.number(analysis.stem(word))
    return 0 if number is None else snapshot.frequency(number)


def _spellings(word: str, frequency: int, snapshot: Snapshot) -> list[str]:
    """Similar words that papers have, and have much more often than this one."""
    slips = _SLIPS if len(word) > _SHORT else 1
    found = [
        (distance, -snapshot.frequency(number), like)
        for distance, like, number in snapshot.lexicon.spelt_like(word, slips)
        if distance
    ]
    often = [each for each in found if -each[1] > _MUCH * frequency]
    return [like for _, _, like in sorted(often)[:_MOST_WORDS]]


def _respelt(query: Query, spellings: Mapping[str, str]) -> Query:
    root = _replaced(query.root, spellings)
    return Query(root, query.sort, query.limit, query.match)


def _replaced(node: Node, spellings: Mapping[str, str]) -> Node:
    match node:
        case And(children):
            return And(tuple(_replaced(child, spellings) for child in children))
        case Or(children):
            return Or(tuple(_replaced(child, spellings) for child in children))
        case Not():
            return node
        case Word() | Phrase():
            return type(node)(_corrected(node.text, spellings), node.field)
    return node


def _corrected(text: str, spellings: Mapping[str, str]) -> str:
    for word in reversed(list(analysis.words(text))):
        if word.text in spellings:
            text = text[: word.start] + spellings[word.text] + text[word.end :]
    return text
