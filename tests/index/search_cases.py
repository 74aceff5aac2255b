"""A library to search in tests, and the same question asked of Whoosh itself."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from index import analysis
from index.edit_distance import within
from index.fulltext.commit import read_commit
from index.fulltext.schema import ORDINAL, make_schema
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.store import Store
from index.fulltext.whoosh_api import FileIndex, FileStorage
from index.library import Library
from index.marktable import MarkTable
from index.paper import Paper
from index.query.query import And, Fuzzy, Not, Or, Phrase, Prefix, Query, Word
from index.search import search

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.columns.columns import Columns
    from index.fulltext.stamp import StoredSegment
    from index.query.query import Node
    from index.results import Results

TOPICS = (
    "plan plans planning planner planned plane learning learned learns network networks neural "
    "neuron graph graphs attention attentive model models modelling transfer transferring "
    "diffusion diffuse robust robustness image images language few shot few-shot GPT-4 "
    "García Müller 注意力 the of a state-of-the-art"
).split()


def invented(count: int, seed: int, first: int = 0, also: str = "") -> list[Paper]:
    """Papers of random words, with ids from `first` on, and `also` in each of their abstracts."""
    dice = random.Random(seed)

    def words(most: int) -> str:
        return " ".join(dice.choices(TOPICS, k=dice.randint(0, most)))

    return [
        Paper(
            id=f"arxiv:2401.{number:05}",
            title=f"{words(8)} {dice.choice(TOPICS)}",
            abstract=f"{words(60)} {also}",
            authors=tuple(words(3) for _ in range(dice.randint(0, 3))),
            keywords=tuple(words(2) for _ in range(dice.randint(0, 2))),
        )
        for number in range(first, first + count)
    ]


class Shelf:
    """A library in a folder, whose full-text index is committed in small batches."""

    def __init__(self, folder: Path, papers: Iterable[Paper] = (), batch: int = 5000) -> None:
        self.library = Library(folder / "papers", folder / "cache")
        self.store = Store(folder / "fulltext", self.library.log, batch)
        self.store.patience = 0.0
        self._words: set[str] = set()
        """Every word that ever was in a paper: what a beginning may become."""
        self.put(papers)

    @property
    def columns(self) -> Columns:
        return self.library.columns

    def append(self, papers: Iterable[Paper]) -> None:
        """Take papers into the log and the columns only."""
        papers = list(papers)
        self._learn(papers)
        self.library.log.append(papers)
        self.library.open_columns()

    def _learn(self, papers: Iterable[Paper]) -> None:
        for one in papers:
            texts = (one.title, one.abstract, *one.authors, *one.keywords)
            self._words.update(word.text for text in texts for word in analysis.words(text))

    def reopen(self) -> None:
        """Go on with what another process left behind."""
        self.library.open_columns()
        self._learn(line.paper for line in self.library.log.scan() if line.paper)

    def put(self, papers: Iterable[Paper]) -> int:
        """Take papers in and index them."""
        self.append(papers)
        return self.catch_up()

    def catch_up(self) -> int:
        return self.store.catch_up(self.columns)

    def is_behind(self) -> bool:
        return self.store.is_behind(self.columns)

    def search(self, text: str, marks: MarkTable | None = None, sort: str = "") -> Results:
        query = Query.parse(text)
        return self.answer(query.with_sort(sort) if sort else query, marks)

    def answer(self, query: Query, marks: MarkTable | None = None) -> Results:
        return search(query, marks or MarkTable.empty(len(self.columns)), self.columns, self.store)

    def titles(self, text: str, marks: MarkTable | None = None, sort: str = "") -> list[str]:
        """Titles of what a query finds, in order."""
        results = self.search(text, marks, sort)
        return [results.row(place).title for place in range(len(results))]

    def found(self, text: str, marks: MarkTable | None = None) -> set[str]:
        """Titles of what a query finds."""
        return set(self.titles(text, marks))

    def index(self) -> FileIndex:
        """Whoosh's view of the index."""
        return FileIndex(FileStorage(str(self.store.folder)), schema=make_schema())

    def assert_whole(self) -> None:
        """Every paper is in the index, once, and found by the words of its title."""
        assert not self.is_behind()
        snapshot = self.store.snapshot()
        indexed = [] if snapshot is None else snapshot.ordinals.tolist()
        assert indexed == list(range(len(self.columns)))
        for ordinal in indexed:
            for word in analysis.words(self.columns.title(ordinal)):
                assert ordinal in self.search(f"title:{word.text}*").ordinals

    def segments(self) -> tuple[StoredSegment, ...]:
        """The segments of the latest commit."""
        return read_commit(self.store.folder).segments

    def stock(self, query: Query) -> dict[int, float]:
        """What Whoosh finds when it looks at every document: score by ordinal.

        What a query excludes, which only its topmost AND may do, is asked for by itself and
        taken away: Whoosh's own AndNot lets the first document through.
        """
        parts = query.root.children if isinstance(query.root, And) else (query.root,)
        found = self._ask(And(tuple(part for part in parts if not isinstance(part, Not))))
        for part in parts:
            if isinstance(part, Not):
                for ordinal in self._ask(part.child):
                    found.pop(ordinal, None)
        return found

    def _ask(self, node: Node) -> dict[int, float]:
        with self.index().searcher() as searcher:
            ordinals = searcher.reader().column_reader(ORDINAL)
            hits = searcher.search(_translated(node, self._words), limit=None)
            return {ordinals[hit.docnum]: hit.score for hit in hits}


def _translated(node: Node, vocabulary: set[str]) -> object:
    """The query as Whoosh writes it."""
    from whoosh import query as q

    if isinstance(node, And | Or):
        join = q.And if isinstance(node, And) else q.Or
        return join([_translated(child, vocabulary) for child in node.children])
    assert isinstance(node, Word | Phrase | Prefix | Fuzzy)
    fields = (node.field,) if node.field else tuple(FIELD_BOOSTS)
    return q.Or([_leaf(node, field, vocabulary) for field in fields])


def _leaf(node: Word | Phrase | Prefix | Fuzzy, field: str, vocabulary: set[str]) -> object:
    from whoosh import query as q

    boost = FIELD_BOOSTS[field]

    def any_of(words: Iterable[str]) -> object:
        stems = sorted(set(map(analysis.stem, words)))
        return q.Or([q.Term(field, stem, boost=boost) for stem in stems])

    terms = node.terms()
    if isinstance(node, Fuzzy):
        return any_of(word for word in vocabulary if within(word, terms[0], node.distance))
    if isinstance(node, Prefix):
        *whole, start = terms
        begun = any_of(word for word in vocabulary if word.startswith(start))
        return q.And([*(q.Term(field, stem, boost=boost) for stem in whole), begun])
    if len(terms) > 1:
        return q.Phrase(field, list(terms), boost=boost)
    return q.Term(field, terms[0], boost=boost)
