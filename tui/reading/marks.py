"""The marks themselves: which decision stands for each paper and attribute.

A pure value of the memory, without files. Of two decisions about one attribute of one paper the
later one stands; at the same moment giving beats taking away. That rule does not depend on the
order in which decisions arrive or on how often, so journals of several machines may be read in
any order. Decisions that take an attribute away are kept for that reason: without them an older
star, arriving late, would come back.

`tables` has the shape of ``reading.toml``: verb → paper id → moment. An id stands in one of the
two tables of a pair at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.decision import attribute_of, is_positive, opposite, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.journal_format import Record


class Marks:
    """Every standing decision, by verb and paper id."""

    def __init__(self, tables: dict[str, dict[str, str]] | None = None) -> None:
        """Take over the tables of a file; what stands in both of a pair is settled here."""
        self.tables: dict[str, dict[str, str]] = {} if tables is None else tables
        self._latest: str | None = None
        for verb in [verb for verb in self.tables if is_positive(verb)]:
            self._settle(verb)

    def _settle(self, attribute: str) -> None:
        given = self.tables[attribute]
        taken = self.tables.get(opposite(attribute))
        if not taken:
            return
        for paper_id in given.keys() & taken.keys():
            loser = given if taken[paper_id] > given[paper_id] else taken
            del loser[paper_id]

    def decide(self, verb: str, paper_id: str, at: str) -> bool:
        """Take in a decision; false when a later one, or this very one, stands already."""
        against = self.tables.get(opposite(verb), {})
        standing = against.get(paper_id, "")
        if standing > at or (standing == at and not is_positive(verb)):
            return False
        table = self.tables.setdefault(verb, {})
        if table.get(paper_id, "") >= at:
            return False
        against.pop(paper_id, None)
        table[paper_id] = at
        if self._latest is not None and at > self._latest:
            self._latest = at
        return True

    def take(self, record: Record) -> None:
        """Take in everything that an action decided."""
        for verb, ids in record.changes:
            for paper_id in ids:
                self.decide(verb, paper_id, record.at)

    def decision(self, attribute: str, names: Sequence[str]) -> tuple[str, bool]:
        """What stands for a paper known by these ids: the moment (or ``""``), and if it has it."""
        given = self.tables.get(attribute, {})
        taken = self.tables.get(opposite(attribute), {})
        best = ("", False)
        for name in names:
            best = max(best, (given.get(name, ""), name in given), (taken.get(name, ""), False))
        return best

    def has(self, attribute: str, names: Sequence[str]) -> bool:
        """Whether a paper known by these ids has the attribute."""
        if len(names) == 1:
            return names[0] in self.tables.get(attribute, ())
        return self.decision(attribute, names)[1]

    def attributes(self) -> list[str]:
        """Every attribute that was ever decided, positive or not, sorted."""
        return sorted({attribute_of(verb) for verb in self.tables})

    def tags(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each tag that a paper has, with the papers that have it."""
        for verb in sorted(self.tables):
            name = tag_of(verb)
            if name and self.tables[verb]:
                yield name, self.tables[verb]

    def ids(self) -> set[str]:
        """Every id about which anything was decided."""
        return set().union(*self.tables.values())

    @property
    def latest(self) -> str:
        """The latest moment of all, or ``""``.

        A new decision is dated after it even if this machine's clock is behind that of another:
        what the reader presses now must prevail over what is on the screen.
        """
        if self._latest is None:
            self._latest = max(
                (max(table.values()) for table in self.tables.values() if table), default=""
            )
        return self._latest

    def latest_until(self, bound: str) -> str:
        """The latest moment that is not after another, or ``""``."""
        moments = (at for table in self.tables.values() for at in table.values() if at <= bound)
        return max(moments, default="")

    def facts(self) -> Iterator[tuple[str, str, str]]:
        """Every standing decision: verb, paper and moment."""
        for verb, table in self.tables.items():
            for paper_id, at in table.items():
                yield verb, paper_id, at

    def copy(self) -> Marks:
        """The same decisions, to be changed without changing these."""
        return Marks({verb: dict(table) for verb, table in self.tables.items()})

    def difference(self, other: Marks) -> set[str]:
        """The ids that have an attribute in one and not in the other."""
        changed: set[str] = set()
        for attribute in {*self.attributes(), *other.attributes()}:
            mine = self.tables.get(attribute, {}).keys()
            changed |= mine ^ other.tables.get(attribute, {}).keys()
        return changed
