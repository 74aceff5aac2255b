"""Facts about papers as truth values: from the columns, and for states and tags from the marks.

Called by `search` for a query that needs no full-text index, and by `matching` for the parts of
one that does. A truth value is a byte, 1 or 0, and the papers' stand in the order of ordinals
(`masks`): numpy need not be loaded for a view or an export of the starred papers, and where it
is loaded it reads them as they are.

- ``is:unread``, ``is:muted``, ``tag:to-read``, ``note:idea``, ``later:7d``: from the marks
  (`marked`);
- ``is:new``, ``date:7d``, ``added:mon..``, ``year:2024``, ``upvotes:>=20``: ranges (`ranged`);
- ``has:code``: one bit a paper;
- ``source:``, ``day:``, ``venue:``, ``cat:``, ``org:``, ``submitter:``: texts (`values`);
- ``id:2403.01234v2``: an id or alias, with or without its scheme, whatever the version;
- ``/diffus(ion|ive)/``: an expression on titles (`patterns`).

What the columns alone answer is kept with them, since they never change: while a reader types
on behind a pattern or a date, every key asks the same again.
"""

from __future__ import annotations

from datetime import date
from operator import and_, or_
from typing import TYPE_CHECKING, Final

from index.columns.columnsfile import HAS
from index.columns.entry import COUNTS
from index.facts import marked, masks, ranged
from index.facts.patterns import in_titles
from index.facts.values import papers_with
from index.identity import possible_ids
from index.query.query import And, Fact, Not, Or
from index.query.tree import Pattern

if TYPE_CHECKING:
    from index.columns.columns import Columns
    from index.marktable import MarkTable
    from index.query.query import Node

_MOST_ANSWERS: Final = 24
"""Answers kept with the columns; more than a reader has facts in the queries of one sitting."""


def holds(node: Node, columns: Columns, marks: MarkTable, today: date | None = None) -> bytes:
    """Of which papers a question without words is true.

    Args:
        node: made of facts and patterns alone.
        columns: the papers.
        marks: what the reader has marked; may change while this runs.
        today: what ``date:7d`` counts from; by default what the marks say, else the day it is
            here.

    Returns:
        A byte for each paper, by ordinal: 1 where it is true, else 0. Of a paper that went into
        another one nothing is true.
    """
    mask = _holds(node, columns, marks, today or marks.today or date.today())
    return masks.without(mask, columns.gone) if columns.gone else mask


def _holds(node: Node, columns: Columns, marks: MarkTable, today: date) -> bytes:
    match node:
        case Fact() | Pattern():
            return _leaf(node, columns, marks, today)
        case Not(child):
            return masks.negated(_holds(child, columns, marks, today))
        case And(children):
            parts = [_holds(child, columns, marks, today) for child in children]
            return masks.combined(and_, parts)
        case Or(children):
            parts = [_holds(child, columns, marks, today) for child in children]
            return masks.combined(or_, parts)
    return masks.everything(len(columns))


def _leaf(leaf: Fact | Pattern, columns: Columns, marks: MarkTable, today: date) -> bytes:
    if isinstance(leaf, Fact) and marked.is_of_marks(leaf):
        return marked.mask(leaf, len(columns), marks, today)
    key = leaf, today
    known = columns.answers.get(key)
    if known is None:
        known = _from_columns(leaf, columns, today)
        if len(columns.answers) >= _MOST_ANSWERS:
            columns.answers.clear()
        columns.answers[key] = known
    return known


def _from_columns(leaf: Fact | Pattern, columns: Columns, today: date) -> bytes:
    if isinstance(leaf, Pattern):
        return in_titles(leaf, columns)
    field, value = leaf.field, leaf.value
    if field in COUNTS:
        return ranged.counted(field, value, columns)
    match field:
        case "is":
            mask = ranged.newest(columns)
        case "date":
            mask = ranged.listed(value, columns, today)
        case "added":
            mask = ranged.arrived(value, columns, today)
        case "year":
            mask = ranged.of_years(value, columns)
        case "has":
            bit = 1 << HAS.index(value)
            mask = masks.of_bytes(bytes(columns.section("has")), lambda bits: bool(bits & bit))
        case "id":
            mask = masks.of_ordinals(len(columns), _known_as(value, columns))
        case _:
            papers = papers_with(field, value, columns.facets)
            mask = masks.of_ordinals(len(columns), papers)
    return mask


def _known_as(value: str, columns: Columns) -> set[int]:
    return {ordinal for paper_id in possible_ids(value) for ordinal in columns.owners(paper_id)}
