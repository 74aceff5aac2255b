"""The tree of a query: what its nodes are.

`index.query.query` is the door: everyone else imports these names from there. Nodes say what was
typed, in the typist's case; what a word means is `index.analysis`, reached by ``terms()``.
`index.query.form` has the one form that trees are kept in, and the text of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from index import analysis
from index.query import pattern, values

TEXT_FIELDS: Final = ("title", "abstract", "author", "keywords")
FACT_FIELDS: Final = (
    *("is", "tag", "source", "venue", "id", "day"),
    *values.DAY_FIELDS,
    *values.NUMBER_FIELDS,
    *("has", "cat", "org", "submitter"),
    *("note", "reason"),
)


@dataclass(frozen=True, slots=True)
class Everything:
    """Every paper."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Common ground of what is looked for in titles, abstracts, authors and keywords.

    Two texts are equal only if they are of the same kind, as for any dataclass.

    Raises:
        ValueError: the text holds nothing to search for, or the field is not a text field.
    """

    text: str
    field: str | None = None
    """One of `TEXT_FIELDS`, or None for any of them."""

    def __post_init__(self) -> None:
        if self.field is not None and self.field not in TEXT_FIELDS:
            raise ValueError(f"no text field is called {self.field!r}")
        if self.text.isascii() and self.text.isalnum():
            return  # a word, and in its one form
        object.__setattr__(self, "text", " ".join(self.text.split()))
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
class Fuzzy(_Text):
    """A word that may be misspelt, here or in the paper.

    It stands for every written word within `distance` slips (`index.edit_distance`), each in all
    its forms, as a prefix stands for all forms of its completions.

    Raises:
        ValueError: as for a word, there is not exactly one, or the distance is not 1 or 2.
    """

    distance: int = 1

    def __post_init__(self) -> None:
        # Named outright: a dataclass with slots is another class than the one super() knows.
        _Text.__post_init__(self)
        if " " in self.text or len(self.terms()) != 1:
            raise ValueError(f"more than one word in {self.text!r}")
        if self.distance not in (1, 2):
            raise ValueError("a distance is 1 or 2")

    def terms(self) -> tuple[str, ...]:
        """The one word, folded and not stemmed."""
        return tuple(word.text for word in analysis.words(self.text))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that some part of the title matches; see `index.query.pattern`.

    Raises:
        ValueError: it is no regular expression, or too large a one.
    """

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", pattern.settled(self.text))

    def compiled(self) -> pattern.CompiledPattern:
        """The expression ready to be looked for in titles as they are shown."""
        return pattern.compiled(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a paper is, or belongs to: ``is:starred``, ``source:000_402e``.

    Raises:
        ValueError: no such field, no value, or one that the field cannot have.
    """

    field: str
    value: str
    """In the one form of `index.query.values`; how it is compared is the search's business."""

    def __post_init__(self) -> None:
        if self.field not in FACT_FIELDS:
            raise ValueError(f"no fact is called {self.field!r}")
        object.__setattr__(self, "value", values.settled(self.field, self.value))


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


Text: TypeAlias = Word | Phrase | Prefix | Fuzzy
Leaf: TypeAlias = Text | Fact | Pattern
Node: TypeAlias = Everything | Leaf | Not | And | Or


def leaves(node: Node, wanted: bool = True) -> list[tuple[Leaf, bool]]:
    """The leaves in order, each with whether a match may have it (False: it is negated)."""
    match node:
        case Everything():
            return []
        case Not(child):
            return leaves(child, not wanted)
        case And(children) | Or(children):
            return [leaf for child in children for leaf in leaves(child, wanted)]
    return [(node, wanted)]


def has_words(node: Node) -> bool:
    """Whether any leaf is looked for in texts; facts and patterns are not."""
    if isinstance(node, _Text):
        return True
    if isinstance(node, _Group):
        return any(map(has_words, node.children))
    return isinstance(node, Not) and has_words(node.child)
