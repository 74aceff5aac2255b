"""Whoosh as it comes: its own analysis, parser and matchers, nothing of Carrel's."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from index.query.query import And, Fuzzy, Not, Or, Phrase, Prefix, Word
from tests.bench.engine import NOWHERE, ROWS, WEIGHTS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.paper import Paper
    from index.query.query import Node
    from tests.bench.engine import Ask

POOL_MEGABYTES = 256
SLOW = frozenset({"prefix, 1 letter", "prefix, 2 letters", "prefix, 3 letters"})


class WhooshSession:
    """One searcher."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from whoosh.index import open_dir
            from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

        self._searcher = open_dir(str(folder)).searcher()
        schema = self._searcher.schema
        self._parser = MultifieldParser(list(WEIGHTS), schema, fieldboosts=dict(WEIGHTS))
        self._parser.add_plugin(FuzzyTermPlugin())
        self._ask(NOWHERE)

    def asking(self, question: Question) -> Ask | None:
        """Without a limit, because with one neither the total nor the first 50 are right."""
        text = query_text(question.node)
        return None if text is None else lambda: self._ask(text)

    def _ask(self, text: str) -> int:
        results = self._searcher.search(self._parser.parse(text), limit=None)
        for hit in results[:ROWS]:
            hit.docnum  # noqa: B018 - what a list would go on with
        return len(results)

    def close(self) -> None:
        """Close the searcher."""
        self._searcher.close()


class WhooshEngine:
    """An index of its own."""

    name = "stock Whoosh"
    slow = SLOW

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.note = (
            f"stock Whoosh: {version()}, StemmingAnalyzer (which drops stop words), "
            "MultifieldParser, BM25F, limit=None, as only then total and first 50 are right"
        )

    def open(self) -> WhooshSession:
        """A searcher of its own."""
        return WhooshSession(self._folder)


def version() -> str:
    """The version of Whoosh that is installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh import versionstring

    return str(versionstring())


def build(papers: Iterable[Paper], folder: Path) -> None:
    """Make the index, in one commit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import TEXT, Schema
        from whoosh.index import create_in

    fields = {name: TEXT(analyzer=StemmingAnalyzer(), phrase=True) for name in WEIGHTS}
    writer = create_in(str(folder), Schema(**fields)).writer(limitmb=POOL_MEGABYTES)
    for paper in papers:
        writer.add_document(
            title=paper.title,
            abstract=paper.abstract,
            author=", ".join(paper.authors),
            keywords=", ".join(paper.keywords),
        )
    writer.commit()


def query_text(node: Node) -> str | None:
    """A tree in Whoosh's own language; None if it has no words for it."""
    match node:
        case Word():
            text = node.text
        case Phrase():
            text = f'"{node.text}"'
        case Prefix():
            text = f"{node.text}*"
        case Fuzzy():
            text = f"{node.text}~{node.distance}"
        case Not(child):
            inner = query_text(child)
            return None if inner is None else f"NOT {inner}"
        case And(children) | Or(children):
            parts = [query_text(each) for each in children]
            known = [part for part in parts if part is not None]
            operator = " AND " if isinstance(node, And) else " OR "
            return f"({operator.join(known)})" if len(known) == len(parts) else None
        case _:
            return None
    return f"{node.field}:{text}" if node.field else text
