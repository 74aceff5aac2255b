"""Tantivy, Lucene's relative in Rust, by its Python package; measured if that is installed."""

from __future__ import annotations

import importlib
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING, Any

from index.analysis import words
from index.query.query import And, Fuzzy, Not, Or, Phrase, Prefix, Word
from tests.bench.engine import NOWHERE, ROWS, WEIGHTS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import ModuleType

    from index.paper import Paper
    from index.query.query import Node, Text
    from tests.bench.engine import Ask

PACKAGE = "tantivy"
ANALYZER = "english"


class TantivySession:
    """One searcher."""

    def __init__(self, folder: Path) -> None:
        self._package = _package()
        index = self._package.Index.open(str(folder))
        self._schema = index.schema
        self._analyzer = _analyzer(self._package)
        index.register_tokenizer(ANALYZER, self._analyzer)
        self._searcher = index.searcher()
        nowhere = self.asking(Question(NOWHERE))
        if nowhere is not None:
            nowhere()

    def asking(self, question: Question) -> Ask | None:
        """The query is built from its parts each time: its parser knows no prefixes."""
        node = question.node
        return None if self._query(node) is None else partial(self._ask, node)

    def _ask(self, node: Node) -> int:
        return int(self._searcher.search(self._query(node), ROWS, count=True).count)

    def _query(self, node: Node) -> object | None:
        package = self._package
        must, should, must_not = package.Occur.Must, package.Occur.Should, package.Occur.MustNot
        match node:
            case And(children):
                clauses = [
                    (must_not, self._query(each.child))
                    if isinstance(each, Not)
                    else (must, self._query(each))
                    for each in children
                ]
            case Or(children):
                clauses = [(should, self._query(each)) for each in children]
            case Word() | Phrase() | Prefix() | Fuzzy():
                fields = [node.field] if node.field else list(WEIGHTS)
                clauses = [(should, self._in_field(node, name)) for name in fields]
            case _:
                return None
        known = all(query is not None for _, query in clauses)
        return package.Query.boolean_query(clauses) if known else None

    def _in_field(self, node: Text | Fuzzy, name: str) -> object:
        kind = self._package.Query
        stems = self._analyzer.analyze(node.text)
        if isinstance(node, Prefix):
            begun = "".join(word.text for word in words(node.text))
            query = kind.regex_query(self._schema, name, f"{begun}.*")
        elif isinstance(node, Fuzzy):
            query = kind.fuzzy_term_query(self._schema, name, stems[0], node.distance)
        elif len(stems) == 1:
            query = kind.term_query(self._schema, name, stems[0], "freq")
        else:
            query = kind.phrase_query(self._schema, name, stems)
        return kind.boost_query(query, WEIGHTS[name])

    def close(self) -> None:
        """It goes with its last reference."""


class TantivyEngine:
    """An index of its own, of one segment."""

    name = "tantivy"
    slow: frozenset[str] = frozenset()

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.note = (
            f"tantivy: {version()} by its Python package, ascii_fold and English stemmer; "
            "prefixes by regex_query, which matches stems and scores them all alike"
        )

    def open(self) -> TantivySession:
        """A searcher of its own."""
        return TantivySession(self._folder)


def version() -> str:
    """The version that is installed; empty if none is."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def build(papers: Iterable[Paper], folder: Path) -> None:
    """Make the index."""
    package = _package()
    schema = package.SchemaBuilder()
    for name in WEIGHTS:
        schema.add_text_field(name, tokenizer_name=ANALYZER, index_option="position")
    index = package.Index(schema.build(), path=str(folder))
    index.register_tokenizer(ANALYZER, _analyzer(package))
    writer = index.writer(heap_size=512_000_000, num_threads=1)
    for paper in papers:
        document = package.Document(
            title=[paper.title],
            abstract=[paper.abstract],
            author=[", ".join(paper.authors)],
            keywords=[", ".join(paper.keywords)],
        )
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _package() -> ModuleType:
    return importlib.import_module(PACKAGE)


def _analyzer(package: ModuleType) -> Any:
    keep = package.Filter
    builder = package.TextAnalyzerBuilder(package.Tokenizer.simple())
    for each in (
        keep.remove_long(64),
        keep.lowercase(),
        keep.ascii_fold(),
        keep.stemmer("english"),
    ):
        builder = builder.filter(each)
    return builder.build()
