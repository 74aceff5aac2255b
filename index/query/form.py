"""The one form a tree is kept in, and that form as text.

Called by `index.query.query` alone, whose docstring has the laws that hold because of it. The
text written here is what `index.query.parser` reads; its docstring has the grammar. What would
be read as anything but the word it is, is quoted.
"""

from __future__ import annotations

import re
from typing import Final

from index.query import pattern
from index.query.tree import (
    And,
    Everything,
    Fact,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Word,
)

OPERATORS: Final = ("OR", "AND", "NOT", "ANDNOT")

# Signs that mean something at the start of a word, or anywhere in it.
_PLAIN_WORD: Final = re.compile(r'[^\s()":*~/!#+=@-][^\s()":*~]*')
_PLAIN_VALUE: Final = re.compile(r'(?!//)[^\s()"*:][^\s()"*]*')


def simplified(node: Node) -> Node:
    """The same question in the one form that `Query` keeps.

    Raises:
        ValueError: no paper could match (``Not(Everything())``, an empty Or).
    """
    match node:
        case Not(child):
            return _negated(simplified(child))
        case And(children):
            return _conjunction([simplified(child) for child in children])
        case Or(children):
            return _disjunction([simplified(child) for child in children])
        case Word(text, field) if " " in text:
            return Phrase(text, field)
        case Phrase(text, field) if " " not in text:
            return Word(text, field)
    return node


def _negated(child: Node) -> Node:
    if isinstance(child, Everything):
        raise ValueError("nothing is not a query")
    return child.child if isinstance(child, Not) else Not(child)


def _conjunction(children: list[Node]) -> Node:
    parts: list[Node] = []
    for child in children:
        if isinstance(child, And):
            parts.extend(child.children)
        elif not isinstance(child, Everything):
            parts.append(child)
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _disjunction(children: list[Node]) -> Node:
    parts: list[Node] = []
    for child in children:
        if isinstance(child, Everything):
            return child
        parts.extend(child.children if isinstance(child, Or) else (child,))
    if not parts:
        raise ValueError("a choice of nothing is not a query")
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def written(node: Node) -> str:
    """The canonical text of a simplified tree, with no more parentheses and quotes than needed."""
    match node:
        case Everything():
            return ""
        case Not(child):
            return f"-{_within(child, And, Or)}"
        case And(children):
            return " ".join(_within(child, Or) for child in children)
        case Or(children):
            return " OR ".join(map(written, children))
    return _written_leaf(node)


def _within(child: Node, *looser: type[And | Or]) -> str:
    return f"({written(child)})" if isinstance(child, looser) else written(child)


def _written_leaf(leaf: Leaf) -> str:
    if isinstance(leaf, Pattern):
        return pattern.written(leaf.text)
    if isinstance(leaf, Fact):
        plain = _PLAIN_VALUE.fullmatch(leaf.value)
        return f"{leaf.field}:{leaf.value if plain else _quoted(leaf.value)}"
    plain_word = _PLAIN_WORD.fullmatch(leaf.text) and leaf.text not in OPERATORS
    field = f"{leaf.field}:" if leaf.field else ""
    return f"{field}{leaf.text if plain_word else _quoted(leaf.text)}{_tail(leaf)}"


def _tail(leaf: Leaf) -> str:
    if isinstance(leaf, Fuzzy):
        return "~" if leaf.distance == 1 else f"~{leaf.distance}"
    return "*" if isinstance(leaf, Prefix) else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
