"""From what is typed to a `Query`, or to a `QueryError` that says where and why not.

Called by `Query.parse` alone, at every key typed into the search bar: any text gives one or the
other at once, in linear time, without recursion.

::

    query     = choice of parts joined by OR
    parts     = one or more, side by side or joined by AND; ANDNOT is AND NOT
    part      = ["-" | "NOT"] ( "(" query ")" | [field ":"] value | pattern | sigil )
    value     = word | word"*" | word"~" | word"~2" | "quoted words" | "quoted word" and its sign
    pattern   = "/" regular expression "/" | "!" regular expression without blanks (excluded)
    sigil     = "+" state or tag | "@" days | "=" source | "~" source (excluded)
    directive = "sort:" order | "limit:" number | "#" number | "--any" | "--all"

OR, AND, NOT and ANDNOT are operators in capitals only. Within quotes a doubled quote stands for
one. A minus and a sigil count only at the start of a token, where what they say it of follows at
once: ``SE(3)-equivariant`` excludes nothing. ``arxiv:``, ``doi:`` and ``openreview:`` write an id
as papers carry it, ``all:`` is any field, ``newer:`` and ``older:`` write a ``date:``.

Directives are said of the whole query, so they stand among its parts but within no parentheses,
behind no operator and no minus; of several the last one counts.

Words without a letter or digit (``–``, ``&``) have nothing to search for; they are left out, so
that pasted titles work, unless nothing else remains. For the same reason a sigil whose value
makes no sense is a word. A name glued to a colon and a value that is no field is an error, not a
word: ``autor:song`` taken as words would find nothing and not say why.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index import analysis
from index.query.lexer import Lexeme, lexemes
from index.query.plain import plain_query
from index.query.query import OPERATORS, And, Fuzzy, Node, Not, Or, Pattern, Query, QueryError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT: Final = 10_000
"""Characters of a query, as typed and as written back."""

MOST_TERMS: Final = 500
"""Words, counting those of phrases, facts and patterns."""

MOST_SCANS: Final = 16
"""Fuzzy words and patterns: each is held against every word there is, or every title."""

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
            self.negate = operator.kind == "ANDNOT"
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


@lru_cache(maxsize=256)
def parse(text: str) -> Query:
    """The query that `text` writes.

    Raises:
        QueryError: with the offsets of what is wrong and what to do about it.
    """
    if len(text) > LONGEST_TEXT:
        raise _too_long(text)
    return plain_query(text) or grammatical(text)


def grammatical(text: str) -> Query:
    """The query that `text` writes, by the grammar: `parse` without its short way.

    Raises:
        QueryError: as `parse` does.
    """
    groups = [_Group(Lexeme("(", 0, 0))]
    said: dict[str, str] = {}
    for lexeme in _counted(lexemes(text)):
        if lexeme.kind == "(":
            _open(groups, lexeme)
        elif lexeme.kind == ")":
            _close(groups, lexeme)
        elif lexeme.kind == "leaf":
            groups[-1].put(lexeme.leaf, groups[-1].negate)
        elif lexeme.kind == "directive":
            _direct(groups, lexeme, said)
        else:
            groups[-1].operate(lexeme)
    groups[-1].complete()
    if len(groups) > 1:
        raise _at(groups[-1].opening, "this parenthesis is not closed", "add a )")
    query = _query(groups[0], said, text)
    if len(str(query)) > LONGEST_TEXT:
        raise _too_long(text)
    return query


def _query(whole: _Group, said: dict[str, str], text: str) -> Query:
    node = whole.node()
    if node is None and whole.filled:
        raise QueryError("nothing to search for", start=0, end=len(text), hint="type a word")
    limit = int(said["limit"]) if "limit" in said else None
    query = Query() if node is None else Query(node)
    return replace(query, sort=said.get("sort", ""), limit=limit, match=said.get("match", ""))


def _direct(groups: list[_Group], lexeme: Lexeme, said: dict[str, str]) -> None:
    """Take a directive down, or the word that it is where no directive may stand."""
    group, directive = groups[-1], lexeme.directive
    if directive is None:
        return
    name = "--any and --all" if directive.name == "match" else f"{directive.name}:"
    if group.negate:
        hint = "write sort:-day to turn an order round" if directive.name == "sort" else ""
        raise _at(lexeme, f"{name} cannot be excluded", hint or "take the minus away")
    if len(groups) == 1 and group.waiting is None:
        said[directive.name] = directive.value
    elif lexeme.leaf is not None:
        group.put(lexeme.leaf, negate=False)
    else:
        message = f"{name} cannot stand in parentheses or behind {', '.join(OPERATORS)}"
        raise _at(lexeme, message, "put it at the end")


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
    terms = scans = 0
    for piece in pieces:
        leaf = piece.leaf.child if isinstance(piece.leaf, Not) else piece.leaf
        if isinstance(leaf, Text):
            terms += sum(1 for _ in analysis.words(leaf.text))
        elif leaf is not None:
            terms += 1
        scans += isinstance(leaf, Fuzzy | Pattern)
        if terms > MOST_TERMS:
            raise _at(piece, f"more than {MOST_TERMS} words to search for", "leave some out")
        if scans > MOST_SCANS:
            raise _at(piece, f"more than {MOST_SCANS} fuzzy words and patterns", "leave some out")
        yield piece


def _as_word(operator: Lexeme) -> str:
    return "" if operator.kind == "-" else f'to search for the word, write "{operator.kind}"'


def _at(piece: Lexeme, message: str, hint: str) -> QueryError:
    return QueryError(message, start=piece.start, end=piece.end, hint=hint)


def _too_long(text: str) -> QueryError:
    message = f"longer than {LONGEST_TEXT:,} characters"
    return QueryError(message, start=LONGEST_TEXT, end=len(text), hint="shorten it")
