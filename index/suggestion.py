"""The nearest spelling of a query that finds nothing: called by `library`, from any thread.

Only words that no paper has, in any of their forms, are spelt anew; a word that papers have is
taken at its word, though it may be rare. The nearest words come first, of equally near ones the
more frequent, and the first that make the query find something are suggested.
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

_MOST_WORDS: Final = 8
"""Words that are tried in place of one."""

_MOST_QUERIES: Final = 24


def suggest(
    query: Query, marks: MarkTable, columns: Columns, snapshot: Snapshot | None
) -> Query | None:
    """The query with its unknown words spelt as papers spell them, if that finds any papers."""
    if snapshot is None:
        return None
    unknown = list(dict.fromkeys(_unknown(query.root, snapshot)))
    if not unknown:
        return None
    matching = Matching(columns, marks, snapshot)
    spellings = [_spellings(word, snapshot) for word in unknown]
    for chosen in islice(product(*spellings), _MOST_QUERIES):
        respelt = _respelt(query, dict(zip(unknown, chosen, strict=True)))
        if matching.matches(respelt.root).mask.any():
            return respelt
    return None


def _unknown(node: Node, snapshot: Snapshot) -> Iterator[str]:
    """The words, folded, that no paper has."""
    if isinstance(node, And | Or):
        for child in node.children:
            yield from _unknown(child, snapshot)
    elif isinstance(node, Word | Phrase):
        for word in analysis.words(node.text):
            number = snapshot.lexicon.number(analysis.stem(word.text))
            if number is None or not snapshot.frequency(number):
                yield word.text


def _spellings(word: str, snapshot: Snapshot) -> list[str]:
    slips = _SLIPS if len(word) > _SHORT else 1
    found = [
        (distance, -snapshot.frequency(number), like)
        for distance, like, number in snapshot.lexicon.spelt_like(word, slips)
        if distance
    ]
    return [like for _, frequency, like in sorted(found)[:_MOST_WORDS] if frequency]


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
