"""The marks themselves: which decision stands for each paper and attribute.

A pure value of the memory, without files. Of two decisions about one attribute of one paper the
later one stands; at the same moment giving beats taking away, and of two texts the one that sorts
last. That rule does not depend on the order in which decisions arrive or on how often, so journals
of several machines may be read in any order. Decisions that take an attribute away are kept for
that reason: without them an older star, arriving late, would come back.

`tables` has the shape of ``reading.toml``: verb → paper id → moment. An id stands in one of the
two tables of a pair at most. `texts` has what goes with the attributes that carry one: attribute →
paper id → text, and nothing of a paper that lacks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.reading.decision import VIEW, attribute_of, is_positive, opposite, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.journal_format import Record


class Fact(NamedTuple):
    """A standing decision, in the order of `Marks.decide`."""

    verb: str
    paper_id: str
    at: str
    value: str = ""


class Standing(NamedTuple):
    """What stands for a paper and an attribute; of two, the greater one prevails."""

    at: str = ""
    """The moment of the decision, ``""`` if there is none."""

    has: bool = False
    value: str = ""
    """The text that goes with it."""


class Marks:
    """Every standing decision, by verb and paper id."""

    def __init__(
        self,
        tables: dict[str, dict[str, str]] | None = None,
        texts: dict[str, dict[str, str]] | None = None,
    ) -> None:
        """Take over the tables of a file; what stands in both of a pair is settled here."""
        self.tables: dict[str, dict[str, str]] = {} if tables is None else tables
        self.texts: dict[str, dict[str, str]] = {} if texts is None else texts
        self._latest: str | None = None
        for verb in [verb for verb in self.tables if is_positive(verb)]:
            self._settle(verb)

    def _settle(self, attribute: str) -> None:
        given = self.tables[attribute]
        taken = self.tables.get(opposite(attribute))
        if not taken:
            return
        for paper_id in given.keys() & taken.keys():
            if taken[paper_id] > given[paper_id]:
                del given[paper_id]
                self.texts.get(attribute, {}).pop(paper_id, None)
            else:
                del taken[paper_id]

    def decide(self, verb: str, paper_id: str, at: str, value: str = "") -> bool:
        """Take in a decision; false when a later one, or this very one, stands already."""
        against = self.tables.get(opposite(verb), {})
        standing = against.get(paper_id, "")
        if standing > at or (standing == at and not is_positive(verb)):
            return False
        table = self.tables.setdefault(verb, {})
        stands = table.get(paper_id, "")
        if stands > at or (stands == at and value <= self.text(verb, paper_id)):
            return False
        against.pop(paper_id, None)
        table[paper_id] = at
        if value:
            self.texts.setdefault(verb, {})[paper_id] = value
        elif self.texts:
            self.texts.get(attribute_of(verb), {}).pop(paper_id, None)
        if self._latest is not None and at > self._latest:
            self._latest = at
        return True

    def take(self, record: Record) -> None:
        """Take in everything that an action decided."""
        for verb, ids, value, _ in record.changes:
            for paper_id in ids:
                self.decide(verb, paper_id, record.at, value)

    def text(self, attribute: str, paper_id: str) -> str:
        """The text that goes with an attribute under this very id, or ``""``."""
        return self.texts.get(attribute, {}).get(paper_id, "")

    def decision(self, attribute: str, names: Sequence[str]) -> Standing:
        """What stands for a paper known by these ids."""
        given = self.tables.get(attribute, {})
        taken = self.tables.get(opposite(attribute), {})
        best = Standing()
        for name in names:
            if name in given:
                best = max(best, Standing(given[name], True, self.text(attribute, name)))
            if name in taken:
                best = max(best, Standing(taken[name], False))
        return best

    def has(self, attribute: str, names: Sequence[str]) -> bool:
        """Whether a paper known by these ids has the attribute."""
        if len(names) == 1:
            return names[0] in self.tables.get(attribute, ())
        return self.decision(attribute, names).has

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
        """Every id of a paper about which anything was decided."""
        about_views = (VIEW, opposite(VIEW))
        tables = (table for verb, table in self.tables.items() if verb not in about_views)
        return set().union(*tables)

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

    def facts(self) -> Iterator[Fact]:
        """Every standing decision."""
        for verb, table in self.tables.items():
            texts = self.texts.get(verb, {})
            for paper_id, at in table.items():
                yield Fact(verb, paper_id, at, texts.get(paper_id, ""))

    def with_text(self) -> Iterator[Fact]:
        """Those about papers that carry a text."""
        for attribute, texts in self.texts.items():
            for paper_id, text in texts.items() if attribute != VIEW else ():
                yield Fact(attribute, paper_id, self.tables[attribute][paper_id], text)

    def copy(self) -> Marks:
        """The same decisions, to be changed without changing these."""
        return Marks(
            {verb: dict(table) for verb, table in self.tables.items()},
            {attribute: dict(texts) for attribute, texts in self.texts.items()},
        )

    def difference(self, other: Marks) -> set[str]:
        """The ids that have an attribute, or a text with it, in one and not in the other."""
        changed: set[str] = set()
        for attribute in {*self.attributes(), *other.attributes()}:
            mine = self.tables.get(attribute, {}).keys()
            changed |= mine ^ other.tables.get(attribute, {}).keys()
            texts = self.texts.get(attribute, {}).items() ^ other.texts.get(attribute, {}).items()
            changed.update(paper_id for paper_id, _ in texts)
        return changed
