"""What one person decided about papers: the façade over marks, journals and ``reading.toml``.

Screens and verbs hold one `Reading` each; several processes may hold one on the same folder. A
mark is in memory and in the journal when `mark` returns, and on the disk once `sync` was called.
`poll` brings in what other processes did. Everything but `sync` belongs to one thread.

Memory follows the files and nothing else: a mark is appended, then read back like those of other
processes. So what is on the screen is what the next start will find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem
from tui.reading.action import Action
from tui.reading.decision import (
    FLAGS,
    attribute_of,
    checked_verb,
    is_positive,
    opposite,
    tag_attribute,
)
from tui.reading.history import History, Step
from tui.reading.journal_format import Record
from tui.reading.mark_view import MarkView, Papers
from tui.reading.moment import Clock, next_moment, utc_now
from tui.reading.reading_folder import SAVE_AFTER, ReadingFolder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.marktable import MarkTable

_RECENT = 64 * 1024


class Reading:
    """The reader's marks: read, starred, dismissed, tags."""

    def __init__(self, folder: ReadingFolder, clock: Clock) -> None:
        """Use `open`."""
        self._folder = folder
        self._clock = clock
        self._marks = folder.load()
        self._history: History | None = None
        self._view: MarkView | None = None
        self._unseen: set[str] = set()

    @classmethod
    def open(cls, folder: Path, host: str, clock: Clock = utc_now) -> Reading:
        """Load the marks in a folder, which need not be there; trouble goes to `problems`."""
        return cls(ReadingFolder(folder, host), clock)

    @property
    def problems(self) -> list[Problem]:
        """What was found wrong with the files, oldest first."""
        return self._folder.problems

    def mark(self, verb: str, ids: Iterable[str]) -> Action | None:
        """Decide something about papers; one step for undo. None if nothing changed.

        Raises:
            CarrelError: no such verb, an id that cannot be kept, or the journal cannot be
                written. Nothing changed.
        """
        verb = checked_verb(verb)
        attribute, wanted = attribute_of(verb), is_positive(verb)
        with self._folder.locked():
            self._follow()
            changing = tuple(
                _checked_id(paper_id)
                for paper_id in dict.fromkeys(ids)
                if self._marks.has(attribute, self._names(paper_id)) != wanted
            )
            if not changing:
                return None
            self._record(Record(self._now(), verb, changing))
        return Action(verb, changing)

    def undo(self) -> Action | None:
        """Take back the last mark made on this machine, by whichever process; None if none is left.

        What was decided on another machine since is left alone; a mark of which nothing stands
        any more is passed over.

        Raises:
            CarrelError: the journal cannot be written. Nothing changed.
        """
        with self._folder.locked():
            self._follow()
            history = self._replayed()
            found = self._next(history, history.done, standing=True)
            if found is None and not history.whole:
                history = self._replayed(whole=True)
                found = self._next(history, history.done, standing=True)
            if found is not None:
                at, verb, ids = found.at, opposite(found.verb), found.ids
                self._record(Record(self._now(), verb, ids, undoes=at))
        return None if found is None else Action(found.verb, found.ids)

    def redo(self) -> Action | None:
        """Do once more what was undone last; None if a mark was made since, or nothing is left.

        Raises:
            CarrelError: the journal cannot be written. Nothing changed.
        """
        with self._folder.locked():
            self._follow()
            history = self._replayed()
            if not history.ends_redo:
                history = self._replayed(whole=True)
            found = self._next(history, history.undone, standing=False)
            if found is not None:
                self._record(Record(self._now(), found.verb, found.ids, redoes=found.at))
        return None if found is None else Action(found.verb, found.ids)

    def poll(self) -> frozenset[str]:
        """Take in what other processes and machines decided; the ids that changed since last asked.

        Cheap when there is nothing new: one listing and a look at each file's size.
        """
        self._follow()
        changed, self._unseen = frozenset(self._unseen), set()
        return changed

    def state(self, paper_id: str) -> int:
        """READ | STARRED | DISMISSED of `index.marktable`, as far as they are set."""
        names = self._names(paper_id)
        return sum(flag for name, flag in FLAGS.items() if self._marks.has(name, names))

    def tags(self, paper_id: str) -> tuple[str, ...]:
        """The tags of a paper, sorted."""
        names = self._names(paper_id)
        tags = (tag for tag, _ in self._marks.tags())
        return tuple(tag for tag in tags if self._marks.has(tag_attribute(tag), names))

    def starred(self) -> tuple[str, ...]:
        """The starred papers, in the order of starring, whether the library has them or not."""
        moments = self._marks.tables.get("star", {})
        return tuple(
            paper_id
            for at, paper_id in sorted((at, paper_id) for paper_id, at in moments.items())
            if self._marks.decision("star", self._names(paper_id)) == (at, True)
        )

    def table(self, papers: Papers) -> MarkTable:
        """The marks by ordinal of these papers, kept true in place from now on.

        Asked again (when the library has grown) it gives a new table; the old one is left behind.
        """
        self._view = MarkView(self._marks, papers)
        return self._view.table

    @property
    def save_due(self) -> bool:
        """Whether the journals have grown enough that the next start would feel it."""
        return self._folder.unfolded >= SAVE_AFTER

    def save(self) -> bool:
        """Bring ``reading.toml`` up to date; false if there was nothing to write.

        No mark depends on it: the journals have them all. It keeps the next start fast and the
        file worth reading.

        Raises:
            CarrelError: it could not be written; the old file is untouched.
        """
        if not self._folder.unfolded and not self._folder.is_replaced():
            return False
        with self._folder.locked():
            self._follow()
            return self._folder.save(self._marks)

    def sync(self) -> None:
        """Make the marks survive a power cut; may be called from any thread.

        Raises:
            CarrelError: the disk refused.
        """
        self._folder.sync()

    @staticmethod
    def warm_up() -> None:
        """Import what the first mark needs, so that an idle moment pays for it and not a key."""
        import filelock  # noqa: F401

    def _follow(self) -> None:
        if not self._folder.is_replaced():
            self._take_news()
            return
        marks = self._folder.load()
        self._unseen |= marks.difference(self._marks)
        self._marks, self._history = marks, None
        if self._view is not None:
            self._view.reset(marks)

    def _record(self, record: Record) -> None:
        self._folder.append(record)
        self._take_news(made=record.at)

    def _take_news(self, made: str = "") -> None:
        """Apply what the journals gained; all but the record `made` here is news to the caller."""
        for journal, record in self._folder.news():
            changed = [one for one in record.ids if self._decide(record, one)]
            if self._view is not None:
                self._view.update(attribute_of(record.verb), changed)
            own = journal is self._folder.own
            if not (own and record.at == made):
                self._unseen.update(changed)
            if own and self._history is not None:
                self._history.take(record)

    def _decide(self, record: Record, paper_id: str) -> bool:
        return self._marks.decide(record.verb, paper_id, record.at)

    def _replayed(self, *, whole: bool = False) -> History:
        """The history, as far as it was read or from the end of the journal; or from all of it."""
        if self._history is None or (whole and not self._history.whole):
            self._history = History(*self._folder.own.recent(None if whole else _RECENT))
        return self._history

    def _next(self, history: History, steps: list[Step], *, standing: bool) -> Step | None:
        """The last of some steps that would change anything, with the papers it would change.

        `standing` tells steps to be undone from steps to be redone. A paper about which another
        machine, or a hand in ``reading.toml``, decided since is not changed.
        """
        for step in reversed(steps):
            attribute = attribute_of(step.verb)
            state = is_positive(step.verb) == standing
            ids = []
            for paper_id in step.ids:
                at, has = self._marks.decision(attribute, self._names(paper_id))
                if has == state and at in history.moments:
                    ids.append(paper_id)
            if ids:
                return Step(step.at, step.verb, tuple(ids))
        return None

    def _names(self, paper_id: str) -> tuple[str, ...]:
        return (paper_id,) if self._view is None else self._view.names(paper_id)

    def _now(self) -> str:
        return next_moment(self._clock(), self._marks.latest)


def _checked_id(paper_id: str) -> str:
    try:
        paper_id.encode()
    except UnicodeEncodeError:
        paper_id = ""
    if not paper_id:
        raise CarrelError("a paper without an id cannot be marked")
    return paper_id
