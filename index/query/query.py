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

from dataclasses import dataclass, field

from index.errors import CarrelError
from index.query.tree import (
    FACT_FIELDS,
    OPERATORS,
    STATES,
    TEXT_FIELDS,
    And,
    Everything,
    Fact,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Text,
    Word,
    leaves,
    simplified,
    written,
)

__all__ = [
    "FACT_FIELDS",
    "OPERATORS",
    "STATES",
    "TEXT_FIELDS",
    "And",
    "Everything",
    "Fact",
    "Node",
    "Not",
    "Or",
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
        ValueError: the tree asks for no paper at all (``Not(Everything())``, an empty Or).
    """

    root: Node = field(default_factory=Everything)

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", simplified(self.root))

    @classmethod
    def parse(cls, text: str) -> Query:
        """The query that `text` writes; blank text is every paper.

        Raises:
            QueryError: with the offsets of what is wrong and what to do about it.
        """
        from index.query.parser import parse

        return parse(text)

    def __str__(self) -> str:
        return written(self.root)

    @property
    def is_everything(self) -> bool:
        """Nothing is asked: every paper matches."""
        return isinstance(self.root, Everything)

    @property
    def needs_text(self) -> bool:
        """Answering takes the full-text index; without it columns and marks are enough."""
        return any(not isinstance(leaf, Fact) for leaf, _ in leaves(self.root))

    def terms(self) -> tuple[Text, ...]:
        """The words, prefixes and phrases a paper can match by: those that are not negated."""
        return tuple(
            leaf for leaf, wanted in leaves(self.root) if wanted and not isinstance(leaf, Fact)
        )

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
        return Query(And((*before, Fact(field, value), *rest)))

    def without_fact(self, field: str) -> Query:
        """The same query without what it says outright about `field`."""
        return Query(And(tuple(part for part in self._parts() if not _is_fact(part, field))))

    def _parts(self) -> tuple[Node, ...]:
        return self.root.children if isinstance(self.root, And) else (self.root,)


def _is_fact(node: Node, field: str) -> bool:
    return isinstance(node, Fact) and node.field == field
