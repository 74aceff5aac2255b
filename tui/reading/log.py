"""What happened to papers and when: the journals of all machines, told in one order.

Answers ``carrel log``. The order is that of the moments, which is what decides about marks too.
A decision of which no journal has a record was written into ``reading.toml`` by hand, or its
journal is gone; it is told as found there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.reading.action import Change
from tui.reading.decision import attribute_of
from tui.reading.marks import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui.reading.journal_format import Record
    from tui.reading.marks import Marks

MARK, UNDO, REDO, FILE = "mark", "undo", "redo", "file"
"""What an entry is: a mark, its being undone or redone, or a decision without a record."""


@dataclass(slots=True)
class Entry:
    """One action, or the part of it that concerns the papers asked for."""

    at: str
    host: str
    """The machine; ``""`` where nothing says which."""

    kind: str
    """`MARK`, `UNDO`, `REDO` or `FILE`."""

    changes: tuple[Change, ...]
    """Of an undo, too, what it did: the opposite of what it took back."""

    undone: bool = False
    """Whether all of it was taken back, and not done once more."""

    of: str = ""
    """The moment of the mark that is undone or redone."""

    ids: tuple[str, ...] = field(init=False)
    """The papers, each once."""

    def __post_init__(self) -> None:
        self.ids = tuple(dict.fromkeys(one for change in self.changes for one in change.ids))


def log_of(
    records: Iterable[Record], marks: Marks, concerns: Callable[[str], bool] | None = None
) -> list[Entry]:
    """The entries, the newest last.

    Args:
        records: of all journals, with their hosts; one that is in two of them is told once.
        marks: what stands.
        concerns: whether a paper is asked for; None for all.
    """
    entries: list[Entry] = []
    told: set[Fact] = set()
    left: dict[tuple[str, str], set[tuple[str, str]]] = {}
    first: dict[tuple[str, str], Entry] = {}
    for record in sorted(dict.fromkeys(records), key=lambda one: one.at):
        changes = _about(record.changes, concerns)
        if not changes:
            continue
        told |= {
            Fact(verb, one, record.at, value) for verb, ids, value, _ in changes for one in ids
        }
        kind, of = _kind(record)
        entry = Entry(record.at, record.host, kind, changes, of=of)
        entries.append(entry)
        pairs = {(attribute_of(change.verb), one) for change in changes for one in change.ids}
        if kind == MARK:
            first[record.host, record.at], left[record.host, record.at] = entry, pairs
        elif (marked := first.get((record.host, of))) is not None:
            stands = left[record.host, of]
            stands.difference_update(pairs) if kind == UNDO else stands.update(pairs)
            marked.undone = not stands
    entries += _unrecorded(marks, told, concerns)
    return sorted(entries, key=lambda entry: entry.at)


def _kind(record: Record) -> tuple[str, str]:
    if record.undoes:
        return UNDO, record.undoes
    return (REDO, record.redoes) if record.redoes else (MARK, "")


def _about(changes: Iterable[Change], concerns: Callable[[str], bool] | None) -> tuple[Change, ...]:
    if concerns is None:
        return tuple(change for change in changes if change.ids)
    about = (
        (change, [place for place, one in enumerate(change.ids) if concerns(one)])
        for change in changes
    )
    return tuple(change.among(places) for change, places in about if places)


def _unrecorded(
    marks: Marks, told: set[Fact], concerns: Callable[[str], bool] | None
) -> list[Entry]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for fact in marks.facts():
        if fact not in told and (concerns is None or concerns(fact.paper_id)):
            groups.setdefault((fact.at, fact.verb, fact.value), []).append(fact.paper_id)
    return [
        Entry(at, "", FILE, (Change(verb, tuple(sorted(ids)), value),))
        for (at, verb, value), ids in groups.items()
    ]
