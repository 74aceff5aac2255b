"""What ranking is asked for by the reader's screen, on the search thread and nowhere else.

How papers stand is kept until a mark changes: a query typed in the order of scores, or the why of
one paper after the other, does not rank the library anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.recommending.taste import Taste
from tui.advice.grounds import Grounds
from tui.advice.risers import asks_for_risen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.library import Library
    from index.marktable import MarkTable
    from index.query.query import Query
    from index.recommending.explanation import Explanation
    from index.recommending.reasons import Neighbour
    from index.recommending.rising import RisingWord
    from index.recommending.standing import Standing
    from index.vectors.papervectors import PaperVectors
    from tui.advice.risers import Risers

NEIGHBOURS = 50
"""Papers like one that are listed; beyond them hardly any has to do with it."""

RISING = 12
"""Words that are told of each list."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """How papers stand, and what it was made of."""

    marks: object
    generation: int
    vectors: PaperVectors | None
    standing: Standing
    grounds: Grounds


class Adviser:
    """Answers of the recommender of one library, for one reader.

    Args:
        library: the papers.
        taste: what the reader said about the order, beside marking papers.
        risers: what knows which papers rose since they were let go.
    """

    def __init__(
        self, library: Library, taste: Taste | None = None, risers: Risers | None = None
    ) -> None:
        self._library, self._risers = library, risers
        self._taste = taste or Taste()
        self._ranked: _Ranked | None = None

    @property
    def mutes(self) -> bool:
        """Whether any rule mutes papers."""
        return any(rule.mute for rule in self._taste.rules)

    def mute(self, table: MarkTable) -> None:
        """Note in the marks which papers rules mute."""
        self._library.recommender.mute(table, self._taste)

    def standing_for(self, query: Query, table: MarkTable) -> Standing | None:
        """How papers stand, if the query wants to know; what rules mute is noted if it asks."""
        from index.recommending.recommender import asks_for_muted

        if query.sort.removeprefix("-") == "score":
            return self._of(table).standing
        if self.mutes and asks_for_muted(query):
            self.mute(table)
        if asks_for_risen(query):
            self.note_risers(table)
        return None

    def note_risers(self, table: MarkTable) -> None:
        """Note in the marks which papers rose since they were let go."""
        if self._risers is not None:
            self._risers.note(table, self._library.columns)

    def grounds_of(self, query: Query, table: MarkTable) -> Grounds:
        """Why a query's papers stand as they do: nothing, but in the order of scores."""
        if query.sort.removeprefix("-") != "score":
            return Grounds(rises=dict(table.rises)) if asks_for_risen(query) else Grounds()
        return self._of(table).grounds

    def is_in_order(self, ordinals: Sequence[int], table: MarkTable, *, backwards: bool) -> bool:
        """Whether papers would stand in this order if they were asked for now."""
        import numpy as np

        places = self._of(table).standing.places
        listed = places[np.array([each for each in ordinals if each < len(places)], dtype=np.int64)]
        steps = np.diff(listed)
        return bool(np.all(steps < 0 if backwards else steps > 0))

    def count(self, query: Query, table: MarkTable) -> int | None:
        """How many papers a query lists; None where it cannot be answered now."""
        from index.recommending.recommender import asks_for_muted

        if self.mutes and asks_for_muted(query):
            self.mute(table)
        try:
            return self._library.count(query, table)
        except CarrelError:  # whoever asks it is told why
            return None

    def neighbours(self, ordinal: int) -> list[Neighbour] | None:
        """The papers most like one; None until papers were compared."""
        return self._library.recommender.related(ordinal, NEIGHBOURS)

    def why(self, ordinal: int, table: MarkTable) -> Explanation:
        """Why a paper stands where it stands."""
        standing = self._of(table).standing
        return self._library.recommender.explain(ordinal, table, self._taste, standing)

    def rising(
        self, today: date, table: MarkTable
    ) -> tuple[list[RisingWord], list[RisingWord]] | None:
        """The words that rise among all papers, and among starred ones.

        None until papers were compared.
        """
        import numpy as np

        from index.marktable import STARRED

        recommender = self._library.recommender
        papers = len(self._library.columns)
        flags = np.frombuffer(bytes(table.flags[:papers]).ljust(papers, b"\0"), dtype=np.uint8)
        of_all = recommender.rising(today, limit=RISING)
        if of_all is None:
            return None
        return of_all, recommender.rising(today, (flags & STARRED) > 0, RISING) or []

    def _of(self, table: MarkTable) -> _Ranked:
        """How papers stand now, made anew only if anything changed that it hangs on."""
        recommender = self._library.recommender
        marks, vectors = self._marks(table), recommender.vectors()
        generation, known = self._library.columns.generation, self._ranked
        if (
            known is None
            or known.marks != marks
            or known.generation != generation
            or known.vectors is not vectors
        ):
            standing = recommender.standing(table, self._taste)
            grounds = Grounds(
                outside=frozenset(standing.outside.nonzero()[0].tolist()),
                familiarity=recommender.familiarity(table),
                note=standing.note,
            )
            known = self._ranked = _Ranked(marks, generation, vectors, standing, grounds)
        table.muted = known.standing.muted.tobytes()
        return known

    def _marks(self, table: MarkTable) -> object:
        """What of the marks the order hangs on, as they are now."""
        if not (self._taste.interests or self._taste.rules):
            return bytes(table.flags)
        named = [*table.tags.items(), *table.reasons.items()]
        sets = [(name, frozenset(papers)) for name, papers in named]
        return bytes(table.flags), sets, dict(table.notes), dict(table.later), table.today
