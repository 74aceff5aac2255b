"""What is asked of the library, and the one text that stands for it.

The search bar, the filter pane, saved views and the command line all hold a `Query` or its
text. Invariants: ``Query.parse(str(q)) == q`` for every query, and ``str(Query.parse(t))``
parses to itself for every text ``t`` that parses. They hold because `Query` keeps its tree in
one form: no And within And, no Or within Or, no group of one, no double negation, `Everything`
only alone, a text without blanks a `Word` and with blanks a `Phrase`.

Nothing here knows how a query is answered. `index.query.parser` bounds depth and size: a tree
built by hand must stay within those bounds to be read back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from index.errors import CarrelError
from index.query import directives
from index.query.directives import LARGEST_LIMIT, MATCHES, SORTS
from index.query.form import OPERATORS, simplified, written
from index.query.tree import (
    FACT_FIELDS,
    TEXT_FIELDS,
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
    Text,
    Word,
    has_words,
    leaves,
)
from index.query.values import DAY_FIELDS, HAS_VALUES, NUMBER_FIELDS, STATES

__all__ = [
    "DAY_FIELDS",
    "FACT_FIELDS",
    "HAS_VALUES",
    "MATCHES",
    "NUMBER_FIELDS",
    "OPERATORS",
    "SORTS",
    "STATES",
    "TEXT_FIELDS",
    "And",
    "Everything",
    "Fact",
    "Fuzzy",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "Pattern",
    "Phrase",
    "Prefix",
    "Query",
    "QueryError",
    "Text",
    "Word",
]


class QueryError(CarrelError):
    """The text is not a query; `start` and `end` are the offsets of what is wrong in it."""

    def __init__(self, message: str, *, start: int, end: int, hint: str = "") -> None:
        super().__init__(message, hint=hint, where=f"query, character {start + 1}")
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the library, in its one form; equal queries have equal text.

    Raises:
        ValueError: the tree asks for no paper at all (``Not(Everything())``, an empty Or), or a
            directive has a value that it cannot have.
    """

    root: Node = field(default_factory=Everything)

    sort: str = ""
    """One of `SORTS`, with a minus before it to turn it round, or empty: what suits the query."""

    limit: int | None = None
    """Papers to list at most."""

    match: str = ""
    """One of `MATCHES`, or empty: all words, and where that finds few, some of them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", simplified(self.root))
        if self.sort and not directives.is_sort(self.sort):
            raise ValueError(f"no order is called {self.sort!r}")
        if self.limit is not None and not 1 <= self.limit <= LARGEST_LIMIT:
            raise ValueError(f"no list ends at {self.limit}")
        if self.match and self.match not in MATCHES:
            raise ValueError(f"nothing matches {self.match!r}")

    @classmethod
    def parse(cls, text: str) -> Query:
        """The query that `text` writes; blank text is every paper.

        Raises:
            QueryError: with the offsets of what is wrong and what to do about it.
        """
        from index.query.parser import parse

        return parse(text)

    def __str__(self) -> str:
        root = written(self.root)
        return " ".join([*([root] if root else ()), *self._directives()])

    def _directives(self) -> list[str]:
        return directives.written(self.sort, self.limit, self.match)

    @property
    def is_everything(self) -> bool:
        """Nothing is asked: every paper matches. Directives do not count."""
        return isinstance(self.root, Everything)

    @property
    def needs_text(self) -> bool:
        """Answering takes the full-text index; without it columns and marks are enough."""
        return has_words(self.root)

    def terms(self) -> tuple[Text, ...]:
        """The words, prefixes and phrases a paper can match by: those that are not negated."""
        wanted = (leaf for leaf, wanted in leaves(self.root) if wanted)
        return tuple(leaf for leaf in wanted if not isinstance(leaf, Fact | Pattern))

    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns a title can match by: those that are not negated."""
        wanted = (leaf for leaf, wanted in leaves(self.root) if wanted)
        return tuple(leaf for leaf in wanted if isinstance(leaf, Pattern))

    def loosened(self) -> Node | None:
        """What some of the words are enough for: its words joined by OR, the rest kept.

        The rest are facts and patterns, groups that hold some, and what is negated. None if there
        are fewer than two words, phrases or groups of them side by side to choose from.
        """
        parts = self._parts()
        texts = tuple(part for part in parts if _is_text(part))
        if len(texts) < 2:
            return None
        return simplified(And((Or(texts), *(part for part in parts if not _is_text(part)))))

    def with_sort(self, sort: str) -> Query:
        """The same query in another order; empty: in the one that suits it."""
        return replace(self, sort=sort)

    def with_limit(self, limit: int | None) -> Query:
        """The same query with another limit, or none."""
        return replace(self, limit=limit)

    def with_match(self, match: str) -> Query:
        """The same query with ``any`` or ``all`` of its words; empty: as few as it takes."""
        return replace(self, match=match)

    def fact(self, field: str) -> str | None:
        """The value that every match must have in `field`, if the query says so outright.

        Facts below OR or NOT do not count; of several, the first does.
        """
        facts = (part for part in self._parts() if isinstance(part, Fact))
        return next((fact.value for fact in facts if fact.field == field), None)

    def with_fact(self, field: str, value: str) -> Query:
        """The same query, but with this value: in place of the old one, else at the end."""
        parts = self._parts()
        place = next((i for i, part in enumerate(parts) if _is_fact(part, field)), len(parts))
        before, after = parts[:place], parts[place:]
        rest = (part for part in after if not _is_fact(part, field))
        return replace(self, root=And((*before, Fact(field, value), *rest)))

    def without_fact(self, field: str) -> Query:
        """The same query without what it says outright about `field`."""
        parts = tuple(part for part in self._parts() if not _is_fact(part, field))
        return replace(self, root=And(parts))

    def _parts(self) -> tuple[Node, ...]:
        return self.root.children if isinstance(self.root, And) else (self.root,)


def _is_fact(node: Node, field: str) -> bool:
    return isinstance(node, Fact) and node.field == field


def _is_text(node: Node) -> bool:
    """Whether a part of a conjunction is one to choose from."""
    if isinstance(node, Not | Everything):
        return False
    return not any(isinstance(leaf, Fact | Pattern) for leaf, _ in leaves(node))
