"""What one person decided about papers: the façade over marks, journals and ``reading.toml``.

Screens and verbs hold one `Reading` each; several processes may hold one on the same folder. A
mark is in memory and in the journal when `mark` returns, and on the disk once `sync` was called.
`poll` brings in what other processes did. Everything but `sync` belongs to one thread.

Memory follows the files and nothing else: a mark is appended, then read back like those of other
processes. So what is on the screen is what the next start will find. The lock is held while a
record is decided upon and appended, never while a person thinks.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.reading.decision import attribute_of
from tui.reading.mark_view import MarkView, Papers
from tui.reading.moment import MAX_AHEAD, Clock, moment_of, next_moment, utc_now
from tui.reading.reading_folder import SAVE_AFTER, ReadingFolder
from tui.reading.standing import StandingMarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from index.errors import Problem
    from index.marktable import MarkTable
    from tui.reading.action import Action, Change
    from tui.reading.foreign import Foreign, Merged
    from tui.reading.log import Entry
    from tui.reading.replay import Replay


class Reading(StandingMarks):
    """The reader's marks: read, starred, dismissed, put off, tags, notes; and the saved views."""

    def __init__(self, folder: ReadingFolder, clock: Clock) -> None:
        """Use `open`."""
        super().__init__(folder.load())
        self._folder = folder
        self._clock = clock
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

        Args:
            verb: as `checked_decision` takes it: ``star``, ``tag:rl``, ``later:2026-12-01``,
                ``dismiss:weak``, ``note:The text``.
            ids: the papers; of ``view:QUERY`` and ``unview`` the names of views.

        Raises:
            CarrelError: no such verb, a text or an id that cannot be kept, or the journal cannot
                be written. Nothing changed.
        """
        return self.mark_together([(verb, ids)])

    def mark_together(
        self, decisions: Iterable[tuple[str, Iterable[str]]], *, is_step: bool = True
    ) -> Action | None:
        """Decide several things, as one step for undo; of two about the same the later counts.

        Args:
            decisions: verbs and papers, as `mark` takes them.
            is_step: False for what undo shall know nothing of, as it was not done here.

        Raises:
            CarrelError: as `mark`. Nothing changed.
        """
        from tui.reading.deciding import asked, changes_of
        from tui.reading.journal_format import Record

        wanted = asked(decisions)
        with self._folder.locked():
            self._follow()
            changes = changes_of(wanted, self._marks, self._names)
            if not changes:
                return None
            if is_step:
                return self._record(changes)
            self._folder.adopt([Record.of(self._now(changes), changes)])
            self._take_news()
        return _action(changes)

    def undo(self) -> Action | None:
        """Take back the last mark made on this machine, by whichever process; None if none is left.

        What was decided on another machine since is left alone; a mark of which nothing stands
        any more is passed over.

        Raises:
            CarrelError: the journal cannot be written. Nothing changed.
        """
        from tui.reading.deciding import taken_back

        with self._folder.locked():
            self._follow()
            found = self._replay.to_undo(self._marks, self._names)
            if found is None:
                return None
            self._record(taken_back(found.changes), undoes=found.at)
        return _action(found.changes)

    def redo(self) -> Action | None:
        """Do once more what was undone last; None if a mark was made since, or nothing is left.

        Raises:
            CarrelError: the journal cannot be written. Nothing changed.
        """
        with self._folder.locked():
            self._follow()
            found = self._replay.to_redo(self._marks, self._names)
            return None if found is None else self._record(found.changes, redoes=found.at)

    def merge(self, files: Iterable[Foreign], *, dry_run: bool = False) -> Merged:
        """Take in what files of another place say, or only say what would change (`dry_run`).

        It is not a step that undo takes back: nothing of it was done on this machine.

        Raises:
            CarrelError: the journal cannot be written. Nothing changed.
        """
        from tui.reading.foreign import merged_with

        if dry_run:
            self._follow()
            return merged_with(files, self._folder.records(), self._marks)[0]
        with self._folder.locked():
            self._follow()
            merged, news = merged_with(files, self._folder.records(), self._marks)
            self._folder.adopt(news)
            self._take_news()
        return merged

    def log(self, concerns: Callable[[str], bool] | None = None) -> list[Entry]:
        """Everything that was done on any machine, the newest last.

        Args:
            concerns: whether a paper is asked for; None for all.
        """
        from tui.reading.log import log_of

        self._follow()
        records = [*self._folder.records(), *self._folder.waiting()]
        return log_of(records, self._marks, concerns)

    def poll(self) -> frozenset[str]:
        """Take in what other processes and machines decided; the ids that changed since last asked.

        Cheap when there is nothing new: one listing and a look at each file's size. Papers that
        were put off until a day that has begun meanwhile are among what changed.
        """
        self._follow()
        if self._view is not None:
            self._unseen |= self._view.turn(self.today)
        changed, self._unseen = frozenset(self._unseen), set()
        return changed

    @property
    def today(self) -> date:
        """The day it is where the reader is."""
        return self._clock().astimezone().date()

    def starred(self) -> tuple[str, ...]:
        """The starred papers, in the order of starring, whether the library has them or not."""
        moments = self._marks.tables.get("star", {})
        return tuple(
            paper_id
            for at, paper_id in sorted((at, paper_id) for paper_id, at in moments.items())
            if self._marks.decision("star", self._names("star", paper_id))[:2] == (at, True)
        )

    def table(self, papers: Papers) -> MarkTable:
        """The marks by ordinal of these papers, kept true in place from now on.

        Asked again (when the library has grown) it gives a new table; the old one is left behind.
        """
        self._view = MarkView(self._marks, papers, self.today)
        return self._view.table

    @property
    def save_due(self) -> bool:
        """Whether the journals have grown enough that the next start would feel it."""
        return self._folder.unfolded >= SAVE_AFTER or self._folder.has_copies

    def save(self) -> bool:
        """Bring ``reading.toml`` up to date; false if there was nothing to write.

        No mark depends on it: the journals have them all. It keeps the next start fast and the
        file worth reading.

        Raises:
            CarrelError: it could not be written; the old file is untouched.
        """
        folder = self._folder
        if not folder.has_news:
            return False
        with folder.locked():
            self._follow()
            folder.adopt_copies()
            self._take_news()
            return self._folder.save(self._marks)

    @property
    def needs_repair(self) -> bool:
        """Whether a file of marks is damaged or doubled in a way that `save` puts right."""
        return self._folder.needs_repair

    @property
    def unsaved(self) -> int:
        """How many marks made here would not survive a power cut yet; may be asked anywhere."""
        return self._folder.unsynced

    def sync(self) -> None:
        """Make the marks survive a power cut; may be called from any thread.

        Raises:
            CarrelError: the disk refused, and why. What it refused stays `unsaved`; calling
                again writes it once more.
        """
        self._folder.sync()

    def _follow(self) -> None:
        if not self._folder.is_replaced():
            self._take_news()
            return
        marks = self._folder.load()
        self._unseen |= marks.difference(self._marks)
        self._marks = marks
        vars(self).pop("_replay", None)
        if self._view is not None:
            self._view.reset(marks)

    def _record(self, changes: Sequence[Change], *, undoes: str = "", redoes: str = "") -> Action:
        from tui.reading.journal_format import Record

        at = self._now(changes)
        self._folder.append(Record.of(at, changes, undoes=undoes, redoes=redoes))
        self._take_news(made=at)
        return _action(changes)

    def _take_news(self, made: str = "") -> None:
        """Apply what the journals gained; all but the record `made` here is news to the caller."""
        for journal, record in self._folder.news():
            own = journal is not None and journal is self._folder.own
            for verb, ids, value, _ in record.changes:
                changed = [one for one in ids if self._marks.decide(verb, one, record.at, value)]
                if self._view is not None:
                    self._view.update(attribute_of(verb), changed)
                if not (own and record.at == made):
                    self._unseen.update(changed)
            if own and "_replay" in vars(self):
                self._replay.take(record)

    @cached_property
    def _replay(self) -> Replay:
        """What was done here: from the first undo on, until the files are exchanged."""
        from tui.reading.replay import Replay

        return Replay(self._folder.own)

    def _now(self, changes: Iterable[Change]) -> str:
        """The moment of a record: later than all that it is decided upon, and than its journal."""
        now, latest = self._clock(), self._marks.latest
        bound = moment_of(now + MAX_AHEAD)
        if latest > bound:
            standing = max(
                self._marks.decision(attribute, self._names(attribute, paper_id)).at
                for attribute, ids in ((attribute_of(one.verb), one.ids) for one in changes)
                for paper_id in ids
            )
            if standing <= bound:
                own = (at for at in self._replay.moments if at <= bound)
                latest = max(self._marks.latest_until(bound), max(own, default=""))
        return next_moment(now, latest)


def _action(changes: Sequence[Change]) -> Action:
    from tui.reading.action import Action

    return Action.of(changes)
