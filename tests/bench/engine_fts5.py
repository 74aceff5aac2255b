"""SQLite's FTS5, as the standard library brings it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from index.query.query import And, Not, Or, Phrase, Prefix, Word
from tests.bench.engine import NOWHERE, ROWS, WEIGHTS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.paper import Paper
    from index.query.query import Node, Text
    from tests.bench.engine import Ask

FILE = "papers.sqlite"
COUNT = "SELECT count(*) FROM papers WHERE papers MATCH ?"
BEST = (
    "SELECT shown.* FROM "
    f"(SELECT rowid AS place FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT {ROWS}) "
    "JOIN shown ON shown.rowid = place"
)
"""The first rows with what a list shows of them, as Carrel looks it up too."""
CACHE_KIB = 65_536


class Fts5Session:
    """One connection."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._count(match(Question(NOWHERE).node) or "")

    def asking(self, question: Question) -> Ask | None:
        """Two statements, since a ranked one that is limited does not count."""
        text = match(question.node)
        if text is None:
            return None
        best = self._connection.execute

        def ask() -> int:
            best(BEST, (text,)).fetchall()
            return self._count(text)

        return ask

    def _count(self, text: str) -> int:
        return int(self._connection.execute(COUNT, (text,)).fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Fts5Engine:
    """A table of its own without the papers' text, and one of what a list shows."""

    name = "FTS5"
    slow: frozenset[str] = frozenset()

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self.note = (
            f"FTS5: SQLite {sqlite3.sqlite_version}, porter unicode61, bm25 by column, no prefix "
            f"index, {CACHE_KIB // 1024} MiB page cache; count(*) and ORDER BY rank LIMIT {ROWS}, "
            "joined with what a list shows"
        )

    def open(self) -> Fts5Session:
        """A connection of its own, with an empty page cache."""
        return Fts5Session(self._path)


def build(papers: Iterable[Paper], folder: Path) -> None:
    """Make the index."""
    connection = sqlite3.connect(folder / FILE)
    names = ", ".join(WEIGHTS)
    weights = ", ".join(map(str, WEIGHTS.values()))
    connection.execute(
        f"CREATE VIRTUAL TABLE papers USING fts5"
        f"({names}, tokenize = 'porter unicode61', content = '')"
    )
    connection.execute(
        "INSERT INTO papers (papers, rank) VALUES ('rank', ?)", (f"bm25({weights})",)
    )
    connection.execute("CREATE TABLE shown (id, title, authors, venue, year)")
    for number, each in enumerate(papers):
        authors = ", ".join(each.authors)
        connection.execute(
            f"INSERT INTO papers (rowid, {names}) VALUES (?, ?, ?, ?, ?)",
            (number, each.title, each.abstract, authors, ", ".join(each.keywords)),
        )
        connection.execute(
            "INSERT INTO shown (rowid, id, title, authors, venue, year) VALUES (?, ?, ?, ?, ?, ?)",
            (number, each.id, each.title, authors[:40], each.venue, each.year),
        )
    connection.execute("INSERT INTO papers (papers) VALUES ('optimize')")
    connection.commit()
    connection.close()


def match(node: Node) -> str | None:
    """A tree in the language of ``MATCH``; None if it has no words for it."""
    match node:
        case Word() | Phrase():
            return _in_field(node, _quoted(node.text))
        case Prefix():
            return _in_field(node, f"{_quoted(node.text)} *")
        case Or(children):
            return _joined(" OR ", children)
        case And(children):
            wanted = _joined(" AND ", [each for each in children if not isinstance(each, Not)])
            unwanted = [match(each.child) for each in children if isinstance(each, Not)]
            if wanted is None or None in unwanted:
                return None
            return wanted + "".join(f" NOT {each}" for each in unwanted)
    return None


def _joined(operator: str, nodes: Iterable[Node]) -> str | None:
    parts = [match(node) for node in nodes]
    known = [part for part in parts if part is not None]
    return f"({operator.join(known)})" if known and len(known) == len(parts) else None


def _in_field(node: Text, text: str) -> str:
    return f"{{{node.field}}} : {text}" if node.field else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
