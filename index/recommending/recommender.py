"""Papers like one, papers for the reader, and why: the way in for screens and verbs.

`library` owns one. It keeps the vectors open and hands them to the functions of this room, which
are pure. Until vectors were made (`catch_up`, in the child process) there are no neighbours, and
papers stand by upvotes; nothing here makes anybody wait for them.

Importing this loads no numpy: `is_ready` may be asked at every start.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.query.query import Fact, Query
from index.query.tree import leaves
from index.vectors.origin import FILE_NAME, FOLDER, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.fulltext.store import Store
    from index.library import Library
    from index.marktable import MarkTable
    from index.recommending.explanation import Explanation
    from index.recommending.reasons import Neighbour
    from index.recommending.rising import RisingWord
    from index.recommending.standing import Standing
    from index.recommending.taste import Rule, Taste
    from index.recommending.unfamiliar import Familiarity
    from index.report import Progress
    from index.vectors.papervectors import PaperVectors
    from index.vectors.store import VectorStore


class Recommender:
    """What can be said of the papers of a library beside what they say themselves.

    Args:
        library: the papers.
        cache: where vectors are kept, below it.
        texts: their full-text index.
    """

    def __init__(self, library: Library, cache: Path, texts: Store) -> None:
        self._library = library
        self._folder = cache / FOLDER
        self._texts = texts
        self._store: VectorStore | None = None

    # Vectors

    @property
    def is_ready(self) -> bool:
        """Whether vectors are there and of about the whole library; quick, and loads no numpy."""
        columns = self._library.columns
        if not len(columns):
            return True
        origin = Origin.read(self._folder / FILE_NAME)
        return (
            origin is not None
            and origin.belongs_to(self._library.log)
            and not origin.is_outgrown(len(columns))
            and not origin.lacks_many(columns)
        )

    def catch_up(self, on_progress: Callable[[Progress], None] | None = None) -> bool:
        """Make the vectors that are missing, which takes seconds for a large library.

        Args:
            on_progress: told how much is made, in hundredths.

        Returns:
            Whether anything was made.

        Raises:
            CarrelError: another process kept them to itself for too long.
        """
        return self._vector_store().catch_up(
            self._library.columns, self._texts.inversions, on_progress
        )

    def vectors(self) -> PaperVectors | None:
        """The vectors of all papers, new ones folded in; None until they were made."""
        return self._vector_store().vectors(self._library.columns)

    def _vector_store(self) -> VectorStore:
        if self._store is None:
            from index.vectors.store import VectorStore

            self._store = VectorStore(self._folder, self._library.log)
        return self._store

    # Papers like one

    def related(self, ordinal: int, limit: int = 50) -> list[Neighbour] | None:
        """The papers most like one, the most alike first, each with its reason.

        The paper itself and its other versions are left out: what goes by one of its ids, or has
        its very title.

        Returns:
            None until vectors were made.
        """
        from index.recommending.neighbours import nearest
        from index.recommending.reasons import neighbours
        from index.recommending.versions import versions

        library, columns = self._library, self._library.columns
        vectors = self._vector_store().vectors(columns)
        if vectors is None:
            return None
        paper = library.paper(ordinal)
        found = nearest(vectors, ordinal, limit, versions(columns, paper, ordinal))
        return neighbours(vectors, ordinal, found, library.paper)

    # Papers for the reader

    def standing(self, marks: MarkTable, taste: Taste) -> Standing:
        """How every paper stands with the reader: for ``sort:score``. Also notes what is muted."""
        found = self.stand(marks, taste, self.matches(taste.rules, marks))
        marks.muted = found.muted.tobytes()
        return found

    def stand(
        self, marks: MarkTable, taste: Taste, matches: Sequence[NDArray[np.int64]]
    ) -> Standing:
        """The same where it is known what each rule of a taste matches; notes nothing."""
        from index.recommending.standing import standing

        columns = self._library.columns  # once: another thread may open newer ones
        return standing(columns, self._vector_store().vectors(columns), marks, taste, matches)

    def mute(self, marks: MarkTable, taste: Taste) -> None:
        """Note in the marks which papers rules mute: for ``is:muted``."""
        muting = [rule for rule in taste.rules if rule.mute]
        found = self.matches(muting, marks)
        muted = bytearray(len(self._library.columns))  # not fewer than there were
        for ordinals in found:
            for ordinal in ordinals.tolist():
                muted[ordinal] = 1
        marks.muted = bytes(muted)

    def matches(self, rules: Iterable[Rule], marks: MarkTable) -> list[NDArray[np.int64]]:
        """The ordinals of the papers that each rule matches, ascending."""
        return [self._matching(rule.query, marks) for rule in rules]

    def _matching(self, query: Query, marks: MarkTable) -> NDArray[np.int64]:
        import numpy as np

        plain = replace(query, sort="", limit=None, match=query.match or "all")
        results = self._library.search(plain, marks)
        return np.sort(np.array(results.ordinals[: results.listed], dtype=np.int64))

    def explain(
        self, ordinal: int, marks: MarkTable, taste: Taste, standing: Standing | None = None
    ) -> Explanation:
        """Why a paper stands where it stands.

        Args:
            ordinal: the paper.
            marks: what the reader has marked.
            taste: what the reader said beside.
            standing: made of both, if it is at hand.
        """
        from index.recommending.explanation import explanation

        standing = standing or self.standing(marks, taste)
        matches = self.matches(taste.rules, marks)
        paper = self._library.paper(ordinal)
        return explanation(paper, ordinal, self.vectors(), marks, taste, matches, standing)

    def familiarity(self, marks: MarkTable) -> Familiarity | None:
        """Which words the reader has met; None until vectors were made."""
        from index.recommending.unfamiliar import Familiarity

        vectors = self.vectors()
        return None if vectors is None else Familiarity(vectors, marks)

    # The field

    def rising(
        self, today: date, among: NDArray[np.bool_] | None = None, limit: int = 20
    ) -> list[RisingWord] | None:
        """The words that more papers have in the last weeks than in the months before.

        Args:
            today: the last day that counts.
            among: whose words, one truth value a paper; None for all.
            limit: how many words at most.

        Returns:
            None until vectors were made.
        """
        from index.recommending.rising import rising

        vectors = self.vectors()
        if vectors is None:
            return None
        return rising(self._library, vectors, today, among, limit)


def asks_for_muted(query: Query) -> bool:
    """Whether what is muted must be known to answer a query."""
    return any(leaf == Fact("is", "muted") for leaf, _ in leaves(query.root))
