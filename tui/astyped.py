"""What a query means while it is still being typed: its last word is only begun."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.query.lexer import lexemes
from index.query.plain import ends_plain
from index.query.query import And, Or, Prefix, Query, Word

if TYPE_CHECKING:
    from index.query.query import Node


def as_typed(text: str) -> Query:
    """The query of a text under the fingers: the last word also stands for its completions.

    A word is finished by anything that is no part of one: a space, a quote, a parenthesis, the
    sign of a prefix or a fuzzy word. What is excluded, a fact and a directive are never only
    begun: their beginnings mean something else.

    Raises:
        QueryError: as `Query.parse` does; a text half-way is often not a query yet.
    """
    query = Query.parse(text)
    if not text[-1:].isalnum():
        return query
    if ends_plain(text) or _ends_in_word(text):
        return replace(query, root=_begun(query.root))
    return query


def _ends_in_word(text: str) -> bool:
    *_, last = lexemes(text)
    return last.kind == "leaf" and isinstance(last.leaf, Word)


def _begun(node: Node) -> Node:
    """The tree with its last word begun, unless that is excluded."""
    if isinstance(node, Word):
        return Or((node, Prefix(node.text, node.field)))
    if isinstance(node, And | Or):
        *before, last = node.children
        return type(node)((*before, _begun(last)))
    return node


def to_go_on(text: str) -> str:
    """The query as it can be added to: a word may go on, whatever else it ends in may not."""
    last = "".join(text.split()[-1:])
    goes_on = last[-1:].isalnum() and not (":" in last or last.startswith("--"))
    return text if goes_on or not last or text[-1].isspace() else f"{text} "
