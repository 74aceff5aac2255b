"""The next generation of the columns while papers are put into it.

It answers the questions an import asks of every record (which paper is this id, this title?)
for the papers of the generation before and for those put in since, and then writes the whole.
Nothing of it is seen by readers until `save`.

Two papers stay two even if a later line of the log names the ids of both: an ordinal, once
given, is never taken back. The line then belongs to the paper that its own id names. Only a line
that says so takes another paper in (`joins`).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from index.columns import columnsfile
from index.columns.columns import Columns
from index.columns.entry import Entry
from index.columns.joins import Joins
from index.columns.writer import ColumnsWriter
from index.report import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from index.errors import Problem
    from index.paper import Paper
    from index.paperlog import PaperLog

_STRIDE = 500
"""Papers between two reports of progress."""

_NAMESAKES = 64
"""Papers of one title that a record is compared with."""

_MOST_PROBLEMS = 100
"""Bad lines that are told of; a log has none, unless something else wrote to it."""


def draft_for(log: PaperLog, folder: Path, *, checked: bool = False) -> ColumnsDraft:
    """A draft upon the newest columns in `folder` that the log still begins with.

    Args:
        log: what the columns are of.
        folder: where generations lie; without a fitting one the draft is empty.
        checked: look at every byte of the columns, where otherwise their header has to do.
    """
    base = Columns.open(folder)
    if base is None or not base.belongs_to(log) or (checked and not base.is_intact()):
        base = Columns.empty()
    return ColumnsDraft(base)


class ColumnsDraft:
    """Columns that can still be added to."""

    def __init__(self, base: Columns) -> None:
        self.base = base
        """The generation before."""
        self._entries: dict[int, Entry] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        self._owners: dict[bytes, int | set[int]] = {}
        """The papers that go by an id; nearly always one, and a set takes ten times its room."""
        self._papers = len(base)
        self._joins = Joins(base)
        self.log_size = base.log_size
        """How many bytes of the log are in; who places papers moves it on."""

    def __len__(self) -> int:
        return self._papers

    @property
    def changed(self) -> bool:
        """Whether a new generation would differ from the one before."""
        return bool(self._entries) or self.log_size != self.base.log_size

    def find(self, paper_id: str) -> int | None:
        """The ordinal of the paper with that id, or else with that alias, or None."""
        return next(iter(self.owners(paper_id)), None)

    def owners(self, paper_id: str) -> list[int]:
        """The papers known by that id: the one whose id it is first, then by ordinal.

        Of a title that many have, some: comparing each with all others would never end.
        """
        key = paper_id.encode("utf-8", "replace")
        known = {*islice(self.base.owners(paper_id), _NAMESAKES), *self._put_in(key)}
        if not known:
            return []
        owners = {
            ordinal
            for ordinal in known
            if ordinal not in self._entries or key in self._entries[ordinal].keys
        }
        owners -= self._joins.gone
        return sorted(owners, key=lambda owner: (self._key(owner) != key, owner))

    def has_id(self, ordinal: int, paper_id: str) -> bool:
        """Whether that is the paper's id, not an alias."""
        return self._key(ordinal) == paper_id.encode("utf-8", "replace")

    def _key(self, ordinal: int) -> bytes:
        entry = self._entries.get(ordinal)
        return entry.keys[0] if entry else self.base.key(ordinal)

    def locate(self, ordinal: int) -> tuple[int, int]:
        """Where the paper is in the log: offset and length in bytes."""
        return self._spans.get(ordinal) or self.base.locate(ordinal)

    def put(self, paper: Paper) -> int:
        """Add a paper, or put it in place of what was known of it; its ordinal.

        Its place in the log (`place`) has to follow before the draft is saved.
        """
        ordinal = self._home(paper)
        entry = Entry.of(paper)
        if ordinal is None:
            ordinal = self._papers
            self._papers += 1
        holder = self.find(paper.id) if ordinal in self._joins.gone else None
        if holder is not None and not self._is_apart(paper, holder):
            entry = Entry.of_gone(entry.keys[0], entry.title, entry.authors_short)
        else:
            self._joins.enter(ordinal, entry.keys)
            self._enter(ordinal, entry)
            self._take_in(paper.joined, ordinal)
        self._entries[ordinal] = entry
        return ordinal

    def _enter(self, ordinal: int, entry: Entry) -> None:
        self._entries[ordinal] = entry
        for place, key in enumerate(entry.keys):
            owners = self._put_in(key)
            if not owners:
                self._owners[key] = ordinal
            elif ordinal not in owners and (not place or len(owners) < _NAMESAKES):
                self._owners[key] = {*owners, ordinal}

    def _put_in(self, key: bytes) -> Collection[int]:
        """The papers that go by an id, of those that were put in."""
        owners = self._owners.get(key, ())
        return (owners,) if isinstance(owners, int) else owners

    def _take_in(self, ids: Sequence[str], ordinal: int) -> None:
        """Let the papers of these ids go into another one."""
        for paper_id in ids:
            key = paper_id.encode("utf-8", "replace")
            other = self.find(paper_id)
            if other is None or self._key(other) != key:
                other = self._joins.slots.get(key)
            if other is None or other == ordinal or self._joins.is_in(key, ordinal):
                continue
            known = self._entries.get(other)
            title = known.title if known else self.base.title(other)
            authors = known.authors_short if known else self.base.authors_short(other)
            self._joins.take(other, ordinal, key)
            self._spans.setdefault(other, self.locate(other))
            self._entries[other] = Entry.of_gone(key, title, authors)

    def _home(self, paper: Paper) -> int | None:
        """The ordinal that a line of the log belongs to; None when it begins a new one.

        A title is shared by different works, so one that is an id stands for the paper that has
        no better id, never for one that merely goes by that title as well. A paper that was
        parted from another is never that other, even if this one still goes by its id: the line
        by which it does not follows.
        """
        ordinal = self.find(paper.id)
        is_title = paper.id.startswith("title:")
        if ordinal is not None and self.has_id(ordinal, paper.id):
            return ordinal
        gone = self._joins.slots.get(paper.id.encode("utf-8", "replace"))
        if gone is not None and not (is_title and ordinal is not None):
            return gone
        if ordinal is not None and not is_title and not self._is_apart(paper, ordinal):
            return ordinal
        for alias in paper.aliases:
            ordinal = self.find(alias)
            if ordinal is not None and self.has_id(ordinal, alias):
                return ordinal
        return None

    def _is_apart(self, paper: Paper, ordinal: int) -> bool:
        """Whether a paper was parted from that one."""
        return any(self.has_id(ordinal, one) for one in paper.apart)

    def place(self, ordinal: int, span: tuple[int, int]) -> None:
        """Say where in the log a paper that was put in now stands: offset and length."""
        self._spans[ordinal] = span
        self._joins.place(ordinal, span[0])
        self.log_size = max(self.log_size, sum(span))

    def read(
        self, log: PaperLog, on_progress: Callable[[Progress], None] | None = None
    ) -> list[Problem]:
        """Put in what the log has beyond `log_size`; what was wrong with its lines, at first."""
        problems: list[Problem] = []
        start, size = self.log_size, log.size
        for number, line in enumerate(log.scan(start)):
            if on_progress is not None and number % _STRIDE == 0:
                on_progress(Progress(line.offset - start, size - start, "reading the library"))
            if line.paper is not None:
                self.place(self.put(line.paper), (line.offset, line.length))
                self._bring_back(log)  # before a later line may speak of it again
            elif line.problem is not None and len(problems) < _MOST_PROBLEMS:
                problems.append(line.problem)
            self.log_size = line.end
        return problems

    def _bring_back(self, log: PaperLog) -> None:
        """Put in what was let go by the paper it went into, and is in no line since."""
        for ordinal in sorted(self._joins.freed):
            span = self.locate(ordinal)
            self._spans[self.put(log.read_at(*span))] = span

    def build(self, generation: int, log: PaperLog) -> bytearray:
        """The file of the next generation."""
        self._bring_back(log)
        writer = ColumnsWriter(self.base, self._entries, self._spans, self._joins)
        return writer.build(generation, self.log_size, log.mark(self.log_size))

    @property
    def pending(self) -> int:
        """How many papers it holds that the generation before does not have as they are."""
        return len(self._entries)

    def settle(self, folder: Path, log: PaperLog) -> None:
        """Save, and be a draft upon that: what was put in need not be held any longer."""
        self.base = self.save(folder, log)
        self._entries.clear()
        self._spans.clear()
        self._owners.clear()
        self._joins = Joins(self.base)

    def save(self, folder: Path, log: PaperLog) -> Columns:
        """Write the next generation and open it.

        Where the folder cannot be written the columns live in memory: the library still opens.
        """
        newest = next(iter(columnsfile.generations(folder)), 0)
        generation = max(newest, self.base.generation) + 1
        data = self.build(generation, log)
        try:
            columnsfile.save(folder, generation, data)
        except OSError:
            return Columns(data)
        return Columns.open(folder) or Columns(data)
