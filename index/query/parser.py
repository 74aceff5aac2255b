"""From what is typed to a `Query`, or to a `QueryError` that says where and why not.

Called by `Query.parse` alone, at every key typed into the search bar: any text gives one or the
other at once, in linear time, without recursion.

::

    query  = choice of parts joined by OR
    parts  = one or more, side by side or joined by AND
    part   = ["-" | "NOT"] ( "(" query ")" | [field ":"] value )
    value  = word | word"*" | "quoted words" | "quoted word"*

OR, AND and NOT are operators in capitals only. Within quotes a doubled quote stands for one.
A minus is an operator only at the start of a part, where what it excludes follows at once.
``arxiv:``, ``doi:`` and ``openreview:`` write an id as papers carry it.

Words without a letter or digit (``–``, ``&``) have nothing to search for; they are left out, so
that pasted titles work, unless nothing else remains. A name glued to a colon and a value that
is no field is an error, not a word: ``autor:song`` taken as words would find nothing and not
say why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index import analysis
from index.query.lexer import Lexeme, lexemes
from index.query.query import And, Fact, Node, Not, Or, Query, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT: Final = 10_000
"""Characters of a query, as typed and as written back."""

MOST_TERMS: Final = 500
"""Words, counting those of phrases, and facts."""

DEEPEST: Final = 64
"""Parentheses within parentheses."""


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses, or in the whole query, so far."""

    opening: Lexeme
    negated: bool = False
    """A minus or NOT stands before it."""

    choices: list[list[Node]] = field(default_factory=lambda: [[]])
    waiting: Lexeme | None = None
    """The operator that still needs something after it."""

    negate: bool = False
    """What comes next is negated."""

    filled: bool = False
    """Something stands here, if only a word that was left out."""

    def operate(self, operator: Lexeme) -> None:
        if operator.kind in ("-", "NOT"):
            self.negate = not self.negate
        else:
            self.complete()
            if not self.filled:
                raise _at(
                    operator, f"{operator.kind} needs something before it", _as_word(operator)
                )
            if operator.kind == "OR":
                self.choices.append([])
        self.waiting = operator

    def put(self, node: Node | None, negate: bool) -> None:
        if node is not None:
            self.choices[-1].append(Not(node) if negate else node)
        self.filled, self.waiting, self.negate = True, None, False

    def complete(self) -> None:
        operator = self.waiting
        if operator is not None:
            name = "a minus" if operator.kind == "-" else operator.kind
            raise _at(operator, f"{name} needs something after it", _as_word(operator))

    def node(self) -> Node | None:
        choices = tuple(And(tuple(parts)) for parts in self.choices if parts)
        return Or(choices) if choices else None


def parse(text: str) -> Query:
    """The query that `text` writes.

    Raises:
        QueryError: with the offsets of what is wrong and what to do about it.
    """
    if len(text) > LONGEST_TEXT:
        raise _too_long(text)
    groups = [_Group(Lexeme("(", 0, 0))]
    for lexeme in _counted(lexemes(text)):
        if lexeme.kind == "(":
            _open(groups, lexeme)
        elif lexeme.kind == ")":
            _close(groups, lexeme)
        elif lexeme.kind == "leaf":
            groups[-1].put(lexeme.leaf, groups[-1].negate)
        else:
            groups[-1].operate(lexeme)
    groups[-1].complete()
    if len(groups) > 1:
        raise _at(groups[-1].opening, "this parenthesis is not closed", "add a )")
    node = groups[0].node()
    if node is None:
        if groups[0].filled:
            raise QueryError("nothing to search for", start=0, end=len(text), hint="type a word")
        return Query()
    query = Query(node)
    if len(str(query)) > LONGEST_TEXT:
        raise _too_long(text)
    return query


def _open(groups: list[_Group], opening: Lexeme) -> None:
    if len(groups) > DEEPEST:
        raise _at(opening, f"more than {DEEPEST} parentheses deep", "take some away")
    groups.append(_Group(opening, groups[-1].negate))


def _close(groups: list[_Group], closing: Lexeme) -> None:
    group = groups[-1]
    group.complete()
    if len(groups) == 1:
        raise _at(closing, "no parenthesis was opened here", "take the ) away")
    if not group.filled:
        raise QueryError(
            "nothing between the parentheses",
            start=group.opening.start,
            end=closing.end,
            hint="type a word there, or take them away",
        )
    groups.pop()
    groups[-1].put(group.node(), group.negated)


def _counted(pieces: Iterator[Lexeme]) -> Iterator[Lexeme]:
    terms = 0
    for piece in pieces:
        if isinstance(piece.leaf, Fact):
            terms += 1
        elif piece.leaf is not None:
            terms += sum(1 for _ in analysis.words(piece.leaf.text))
        if terms > MOST_TERMS:
            raise _at(piece, f"more than {MOST_TERMS} words to search for", "leave some out")
        yield piece


def _as_word(operator: Lexeme) -> str:
    return "" if operator.kind == "-" else f'to search for the word, write "{operator.kind}"'


def _at(piece: Lexeme, message: str, hint: str) -> QueryError:
    return QueryError(message, start=piece.start, end=piece.end, hint=hint)


def _too_long(text: str) -> QueryError:
    message = f"longer than {LONGEST_TEXT:,} characters"
    return QueryError(message, start=LONGEST_TEXT, end=len(text), hint="shorten it")
