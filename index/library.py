"""The library: every paper of one reader, kept and found. The way in for the screens and verbs.

What lies behind it, from the truth to what is made of it:

- the **paper log** (`paperlog`): one JSON line a paper, only ever appended to;
- the **columns** (`columns`): a mapped file with what list, filters and orders need, made from the
  log; papers are known by *ordinal*, their place in it;
- the **full-text index** (`store`): Whoosh, made from the log as well.

The last two may be deleted at any time: `open_columns` and `catch_up` make them again. Adding
papers (`add`) writes the log and the columns; the full-text index follows with `catch_up`.

Importing this module loads neither Whoosh nor numpy; `search`, `catch_up` and counting within
results do. What the reader has marked is not known here: `search` is handed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import facets
from index.columns import columnsfile
from index.columns.columns import Columns
from index.errors import CarrelError
from index.paperlog import PaperLog
from index.secondversions import second_versions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from index.adding import Input
    from index.checkup import Check
    from index.errors import Problem
    from index.facets import Facet
    from index.fulltext.store import Store
    from index.marktable import MarkTable
    from index.paper import Paper
    from index.query.query import Query
    from index.recommending.recommender import Recommender
    from index.recommending.standing import Standing
    from index.repair import Repair
    from index.report import ImportReport, Progress
    from index.results import Results


class Library:
    """The papers in one folder, with what is made of them in another.

    Args:
        papers: where the paper log stands; it need not exist yet.
        cache: where columns and index stand; it may be deleted.
    """

    def __init__(self, papers: Path, cache: Path) -> None:
        self.log = PaperLog(papers)
        self._unread: tuple[Problem, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        """What was wrong with lines of the log when it was last read, and what lies beside it."""
        self._cache = cache
        self._columns: Columns | None = None
        self._store: Store | None = None
        self._recommender: Recommender | None = None

    def __len__(self) -> int:
        return self.columns.papers

    # Columns

    @property
    def columns(self) -> Columns:
        """The columns that are open; opens them first if need be."""
        return self.open_columns() if self._columns is None else self._columns

    def open_columns(
        self, on_progress: Callable[[Progress], None] | None = None, *, checked: bool = False
    ) -> Columns:
        """Open the columns, once they hold all of the log.

        Usually that is mapping a file. After a crash or a deleted cache, what they lack is read
        from the log, and where the cache cannot be written they live in memory.

        Args:
            on_progress: told how much of the log has been read, if it must be.
            checked: look at every byte of the file, where otherwise its header has to do.
        """
        columns = Columns.open(self._cache)
        if columns is None or not columns.covers(self.log) or (checked and not columns.is_intact()):
            columns = self._make_columns(on_progress, checked=checked)
        self._columns = columns
        self.problems = (*self._unread, *second_versions(self.log.folder))
        return columns

    def _make_columns(
        self, on_progress: Callable[[Progress], None] | None, *, checked: bool
    ) -> Columns:
        from index.columns.draft import draft_for

        draft = draft_for(self.log, self._cache, checked=checked)
        self._unread = tuple(draft.read(self.log, on_progress))
        return draft.save(self._cache, self.log) if draft.changed else draft.base

    def refresh(self) -> bool:
        """Open a newer generation of the columns, if another process has written one.

        The full-text index needs no such call: each search looks for a newer commit.
        """
        newest = next(iter(columnsfile.generations(self._cache)), 0)
        if newest <= self.columns.generation:
            return False
        columns = Columns.open(self._cache)
        if columns is None or columns.generation <= self.columns.generation:
            return False
        self._columns = columns
        return True

    # Papers

    def find(self, paper_id: str) -> int | None:
        """The ordinal of the paper with that id or alias, or None."""
        return self.columns.find(paper_id)

    def paper(self, ordinal: int) -> Paper:
        """A paper, whole, read from the log; of one that went into another, that other.

        Raises:
            CarrelError: the log is gone, or another one stands in its place.
        """
        columns = self.columns
        ordinal = columns.heir(ordinal)
        paper = self.log.read_at(*columns.locate(ordinal))
        if paper.id != columns.id(ordinal):
            raise CarrelError(
                "the library was replaced while it was open",
                hint="open it again",
                where=str(self.log.path),
            )
        return paper

    # Finding

    def search(self, query: Query, marks: MarkTable, standing: Standing | None = None) -> Results:
        """The papers that match, in order, and where they are few, some that nearly do.

        Args:
            query: what to look for, and in which order; `Everything` matches all papers.
            marks: what the reader has marked, by ordinal.
            standing: how papers stand with the reader (`recommender`), for the order of scores.
        """
        from index.search import search

        return search(query, marks, self.columns, self._text_index(), standing)

    def count(self, query: Query, marks: MarkTable) -> int:
        """How many papers a query lists; without words it takes neither the full text nor numpy.

        Args:
            query: what to look for.
            marks: what the reader has marked, by ordinal.

        Raises:
            CarrelError: the full-text index is damaged.
        """
        if query.needs_text:
            return self.search(query.with_match(query.match or "all"), marks).listed
        from index.facts import holds

        found = holds(query.root, self.columns, marks).count(1)
        return found if query.limit is None else min(found, query.limit)

    def suggest(self, query: Query, marks: MarkTable) -> Query | None:
        """What was probably meant by a query without matches: unknown words spelt as papers do."""
        from index.suggestion import suggest

        return suggest(query, marks, self.columns, self._text_index().snapshot())

    def facets(self, results: Results | None, marks: MarkTable) -> list[Facet]:
        """How many papers each state, source, day, year, venue and tag has.

        Args:
            results: count those that match; None counts the whole library.
            marks: what the reader has marked, by ordinal.
        """
        if results is None:
            return facets.count(self.columns, marks)
        return facets.count(results.columns, marks, results.ordinals[: results.listed])

    @property
    def recommender(self) -> Recommender:
        """Papers like one, and papers for the reader."""
        if self._recommender is None:
            from index.recommending.recommender import Recommender

            self._recommender = Recommender(self, self._cache, self._text_index())
        return self._recommender

    # Growing

    def add(
        self,
        inputs: Sequence[Input],
        on_progress: Callable[[Progress], None] | None = None,
    ) -> ImportReport:
        """Take in the papers of files; adding the same again changes nothing.

        A bad record, or a file that cannot be read at all, is a problem in the report and stops
        nothing else.

        Raises:
            CarrelError: the library cannot be written, or another process is adding papers for
                longer than the log is patient. What was added until then stays.
        """
        from index.adding import add_papers

        report = add_papers(self.log, self._cache, inputs, on_progress)
        self.open_columns()
        return report

    def part(self, ordinal: int, leaving: Collection[int]) -> tuple[Paper, Paper]:
        """Make two papers of one that was wrongly joined; see `index.parting`.

        Args:
            ordinal: the paper.
            leaving: the places of those of its accounts that mean another paper, from 0.

        Returns:
            The paper that stays where it is, and the one that is new.

        Raises:
            CarrelError: it cannot be parted so, or nothing can be written.
        """
        from index.altering import alter
        from index.parting import part

        log, ids = self.log, [self.columns.id(ordinal)]
        pair = alter(log, self._cache, ids, lambda draft, at: part(log, draft, at[0], leaving))
        self.open_columns()
        return pair

    def join(self, one: int, other: int) -> tuple[Paper, Paper]:
        """Make one paper of two that are the same; see `index.joining`.

        Returns:
            What they are together, and the one that went into the other, as it was.

        Raises:
            CarrelError: they are one already, or nothing can be written.
        """
        from index.altering import alter
        from index.joining import join

        log, ids = self.log, [self.columns.id(one), self.columns.id(other)]
        pair = alter(log, self._cache, ids, lambda draft, at: join(log, draft, *at))
        self.open_columns()
        return pair

    def catch_up(self, on_progress: Callable[[Progress], None] | None = None) -> int:
        """Bring columns and full-text index up to the end of the log.

        Also the moment when the columns are checked byte by byte, which opening them does not.

        Returns:
            How many papers were put into the full-text index.

        Raises:
            CarrelError: another process kept the index to itself for too long.
        """
        columns = self.open_columns(on_progress, checked=True)
        return self._text_index().catch_up(columns, on_progress)

    @property
    def is_indexed(self) -> bool:
        """Whether the full-text index holds every paper; quick, and loads no Whoosh."""
        return not self._text_index().is_behind(self.columns)

    def examine(self) -> list[Check]:
        """Whether everything on disk is sound; reads all of it and changes nothing."""
        from index.checkup import examine

        return examine(self.log, self._cache)

    def repair(self) -> list[Repair]:
        """Put right what `examine` finds, keeping what is replaced; what was done, or could not be.

        Safe beside an open reader and other processes: whoever writes holds the locks.
        """
        from index.repair import put_right

        return list(put_right(self, self.log, self._text_index()))

    def _text_index(self) -> Store:
        if self._store is None:
            from index.fulltext.store import Store

            self._store = Store(self._cache / "fulltext", self.log)
        return self._store
