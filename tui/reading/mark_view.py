"""Marks by ordinal, for search and for painting the list.

Keeps one `MarkTable` true to the marks, in place: a key press changes one byte of it. A paper
may be marked under several ids (a title that later got its arXiv id); they count as one paper,
and the latest decision under any of them stands. Marks of papers that the library does not have
are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.marktable import LATER, MarkTable
from tui.reading.decision import FLAGS, VIEW, tag_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from tui.reading.marks import Marks


class Papers(Protocol):
    """What is needed of the library: `index.columns.columns.Columns` has it."""

    def __len__(self) -> int:
        """How many ordinals there are; all are below it."""

    @property
    def gone(self) -> Collection[int]:
        """The ordinals of papers that went into others."""

    def find(self, paper_id: str) -> int | None:
        """The ordinal of a paper by any of its ids."""

    def find_many(self, ids: Collection[str]) -> dict[str, int]:
        """The same for many ids at once; those of no paper are left out."""


class MarkView:
    """The mark table of some papers, and which ids mean the same one."""

    def __init__(self, marks: Marks, papers: Papers, today: date) -> None:
        """Build the table; takes a look-up of every marked id."""
        self.table = MarkTable.empty(len(papers), papers.gone)
        self.table.today = today
        self._papers = papers
        self._known: dict[str, int] = {}
        self._name: dict[int, str] = {}
        self._groups: dict[int, tuple[str, ...]] = {}
        self.reset(marks)

    def reset(self, marks: Marks) -> None:
        """Fill the same table from other marks."""
        self._marks = marks
        table = self.table
        table.clear()
        known = self._known = self._papers.find_many(marks.ids())
        for attribute, flag in FLAGS.items():
            for paper_id in marks.tables.get(attribute, ()):
                if paper_id in known:
                    table.flags[known[paper_id]] |= flag
        for tag, papers in marks.tags():
            if found := {known[paper_id] for paper_id in papers if paper_id in known}:
                table.tags[tag] = found
        for verb, paper_id, _, text in marks.with_text():
            if paper_id in known:
                self._write(verb, known[paper_id], text)
        self._name = {ordinal: paper_id for paper_id, ordinal in known.items()}
        self._groups = self._found_groups(known)
        attributes = marks.attributes() if self._groups else []
        for ordinal in self._groups:
            for attribute in attributes:
                self._paint(attribute, ordinal)

    def _ordinal(self, paper_id: str) -> int | None:
        ordinal = self._known.get(paper_id)
        if ordinal is None and (ordinal := self._papers.find(paper_id)) is not None:
            self._known[paper_id] = ordinal
        return ordinal

    def _found_groups(self, known: dict[str, int]) -> dict[int, tuple[str, ...]]:
        """The papers with marks under more than one id; nearly always none."""
        groups: dict[int, tuple[str, ...]] = {}
        if len(self._name) < len(known):
            for paper_id, ordinal in known.items():
                if self._name[ordinal] != paper_id:
                    groups[ordinal] = (*groups.get(ordinal, (self._name[ordinal],)), paper_id)
        return groups

    def names(self, paper_id: str) -> tuple[str, ...]:
        """The ids under which anything is decided about the same paper, and the given one."""
        ordinal = self._ordinal(paper_id)
        return (paper_id,) if ordinal is None else self._names(ordinal, paper_id)

    def ordinals(self) -> dict[str, int]:
        """The papers of the library that anything was decided about, by id."""
        return dict(self._known)

    def update(self, attribute: str, ids: Iterable[str]) -> None:
        """Bring the table up to date after decisions about one attribute of these papers."""
        for paper_id in ids if attribute != VIEW else ():
            ordinal = self._ordinal(paper_id)
            if ordinal is not None:
                names = self._names(ordinal, paper_id)
                if len(names) > 1:
                    self._groups[ordinal] = names
                self._name.setdefault(ordinal, paper_id)
                self._paint(attribute, ordinal)

    def _names(self, ordinal: int, paper_id: str) -> tuple[str, ...]:
        name = self._name.get(ordinal, paper_id)
        names = self._groups.get(ordinal) or (name,)
        return names if paper_id in names else (*names, paper_id)

    def turn(self, today: date) -> set[str]:
        """Take in that it is another day; the papers that came back, or went, because of it."""
        table = self.table
        if table.today == today:
            return set()
        table.today = today
        changed: set[str] = set()
        for ordinal, day in table.later.items():
            if table.set_flag(LATER, ordinal, table.is_ahead(day)):
                changed.add(self._name[ordinal])
        return changed

    def _paint(self, attribute: str, ordinal: int) -> None:
        names = self._groups.get(ordinal) or (self._name[ordinal],)
        stands = self._marks.decision(attribute, names)
        if flag := FLAGS.get(attribute):
            self.table.set_flag(flag, ordinal, stands.has)
        if tag := tag_of(attribute):
            _file(self.table.tags, ordinal, (tag,), tag if stands.has else "")
        else:
            self._write(attribute, ordinal, stands.value)

    def _write(self, attribute: str, ordinal: int, text: str) -> None:
        """Put down the text of an attribute that carries one; ``""`` takes it away."""
        table = self.table
        match attribute:
            case "dismiss":
                _file(table.reasons, ordinal, list(table.reasons), text)
            case "note" if text:
                table.notes[ordinal] = text
            case "note":
                table.notes.pop(ordinal, None)
            case "later" if text:
                table.later[ordinal] = day = int(text.replace("-", ""))
                table.set_flag(LATER, ordinal, table.is_ahead(day))
            case "later":
                table.later.pop(ordinal, None)
                table.set_flag(LATER, ordinal, False)


def _file(by_name: dict[str, set[int]], ordinal: int, names: Iterable[str], name: str) -> None:
    """File a paper under a name, if there is any, and under none of the others."""
    for other in names:
        if other != name and ordinal in by_name.get(other, ()):
            by_name[other].discard(ordinal)
            if not by_name[other]:
                del by_name[other]
    if name:
        by_name.setdefault(name, set()).add(ordinal)
