"""What a query means while it is still being typed: its last word is only begun."""

from __future__ import annotations

from index.query.query import And, Or, Prefix, Query, Word


def as_typed(text: str) -> Query:
    """The query of a text under the fingers: the last word also stands for its completions.

    A word is finished by anything that is no part of one: a space, a quote, a parenthesis.

    Raises:
        QueryError: as `Query.parse` does; a text half-way is often not a query yet.
    """
    query = Query.parse(text)
    if not text or not text[-1].isalnum():
        return query
    root = query.root
    if isinstance(root, Word):
        return Query(_begun(root))
    if isinstance(root, And) and isinstance(root.children[-1], Word):
        return Query(And((*root.children[:-1], _begun(root.children[-1]))))
    return query


def _begun(word: Word) -> Or:
    return Or((word, Prefix(word.text, word.field)))
