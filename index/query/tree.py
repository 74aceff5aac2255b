"""The tree of a query: its nodes, the one form a tree is kept in, and that form as text.

`index.query.query` is the door: everyone else imports these names from there. Nodes say what was
typed, in the typist's case; what a word means is `index.analysis`, reached by ``terms()``.
The text written here is what `index.query.parser` reads; its docstring has the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from index import analysis

TEXT_FIELDS: Final = ("title", "abstract", "author")
FACT_FIELDS: Final = ("is", "tag", "source", "venue", "id", "day")
STATES: Final = ("unread", "read", "starred", "dismissed")
"""What ``is:`` can say."""

OPERATORS: Final = ("OR", "AND", "NOT")

_PLAIN_WORD: Final = re.compile(r'[^\s()":*-][^\s()":*]*')
_PLAIN_VALUE: Final = re.compile(r'[^\s()"*:][^\s()"*]*')


@dataclass(frozen=True, slots=True)
class Everything:
    """Every paper."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Common ground of what is looked for in titles, abstracts and authors.

    Two texts are equal only if they are of the same kind, as for any dataclass.

    Raises:
        ValueError: the text holds nothing to search for, or the field is not a text field.
    """

    text: str
    field: str | None = None
    """One of `TEXT_FIELDS`, or None for any of them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(self.text.split()))
        if self.field is not None and self.field not in TEXT_FIELDS:
            raise ValueError(f"no text field is called {self.field!r}")
        if next(analysis.words(self.text), None) is None:
            raise ValueError(f"no word in {self.text!r}")

    def terms(self) -> tuple[str, ...]:
        """The stems to look for, in order; several must stand next to each other."""
        return tuple(analysis.terms(self.text))


class Word(_Text):
    """A word, in any of its forms; ``few-shot`` is a phrase of its parts."""

    __slots__ = ()


class Phrase(_Text):
    """Words that stand next to each other in one field, each in any of its forms."""

    __slots__ = ()


class Prefix(_Text):
    """The beginning of a word.

    Raises:
        ValueError: as for a word, or the text holds a blank.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if " " in self.text:
            raise ValueError(f"more than one word in {self.text!r}")

    def terms(self) -> tuple[str, ...]:
        """The last is the beginning of a word, folded and not stemmed.

        Those before it (``few-sh*`` has one) are stems, wanted anywhere in the same field.
        """
        *whole, last = (word.text for word in analysis.words(self.text))
        return (*map(analysis.stem, whole), last)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a paper is, or belongs to: ``is:starred``, ``source:000_402e``.

    Raises:
        ValueError: no such field, no value, or an ``is`` that is not among `STATES`.
    """

    field: str
    value: str
    """As written, blanks collapsed; how it is compared is the search's business."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", " ".join(self.value.split()))
        if self.field not in FACT_FIELDS:
            raise ValueError(f"no fact is called {self.field!r}")
        if not self.value or (self.field == "is" and self.value not in STATES):
            raise ValueError(f"{self.field} cannot be {self.value!r}")


@dataclass(frozen=True, slots=True)
class Not:
    """Every paper that the child does not match."""

    child: Node


@dataclass(frozen=True, slots=True)
class _Group:
    """Common ground of what puts several parts together."""

    children: tuple[Node, ...]


class And(_Group):
    """Every paper that all children match."""

    __slots__ = ()


class Or(_Group):
    """Every paper that some child matches."""

    __slots__ = ()


Text: TypeAlias = Word | Phrase | Prefix
Node: TypeAlias = Everything | Text | Fact | Not | And | Or


def leaves(node: Node, wanted: bool = True) -> list[tuple[Text | Fact, bool]]:
    """The leaves in order, each with whether a match may have it (False: it is negated)."""
    match node:
        case Everything():
            return []
        case Not(child):
            return leaves(child, not wanted)
        case And(children) | Or(children):
            return [leaf for child in children for leaf in leaves(child, wanted)]
    return [(node, wanted)]


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


def _written_leaf(leaf: Text | Fact) -> str:
    if isinstance(leaf, Fact):
        plain = _PLAIN_VALUE.fullmatch(leaf.value)
        return f"{leaf.field}:{leaf.value if plain else _quoted(leaf.value)}"
    plain_word = _PLAIN_WORD.fullmatch(leaf.text) and leaf.text not in OPERATORS
    field = f"{leaf.field}:" if leaf.field else ""
    star = "*" if isinstance(leaf, Prefix) else ""
    return f"{field}{leaf.text if plain_word else _quoted(leaf.text)}{star}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
