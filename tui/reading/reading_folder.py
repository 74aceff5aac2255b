"""The marks on disk: ``reading.toml``, the journals beside it, and the lock.

What stands is ``reading.toml`` plus whatever the journals hold beyond it. The journals are never
rewritten, so a process may replace ``reading.toml`` while others append: what it has not folded
in is read from the journals by the next one. Only two steps need the lock: appending (the record
must come after all that it was decided upon) and replacing.

Second versions of these files that folder tools leave count as well (`copies`). What comes from
them, or from files of another place, is written to a journal beside this machine's own, so that
the journals alone are the whole truth, and undo never takes back what was not done here.

Reading never needs the lock and never fails for what the files hold; a folder that is not there
is a reader who has marked nothing.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import make_private_folder
from tui.reading.conflict import host_of, is_journal, own_names
from tui.reading.copies import ConflictCopies
from tui.reading.host import host_name
from tui.reading.journal import Journal
from tui.reading.marks import Marks
from tui.reading.snapshot import Folded, Snapshot
from tui.reading.snapshot_file import SnapshotFile, unreadable
from tui.reading.unsynced import Unsynced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.errors import Problem
    from tui.reading.journal_format import Record

SAVE_AFTER = 256 * 1024
"""Bytes of journals beyond ``reading.toml`` that make it worth rewriting: some 1,700 marks made
one by one, which take about 10 ms to read at the next start."""

_LOCK_SECONDS = 5.0


class ReadingFolder:
    """Loads, follows and writes the files of one folder."""

    def __init__(self, folder: Path, host: str) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._file = SnapshotFile(folder / "reading.toml")
        self._own_name, self._merged_name = own_names(host)
        self._journals: dict[str, Journal] = {}
        self._copies = ConflictCopies(folder, {})
        self._unsynced = Unsynced()
        self.problems: list[Problem] = []
        self.unfolded = 0
        """How many bytes were read of journals that ``reading.toml`` does not hold."""

    @property
    def own(self) -> Journal:
        """The journal of this machine."""
        return self._journal(self._own_name)

    @property
    def unsynced(self) -> int:
        """How many records were appended here and are not known to be on the disk."""
        return len(self._unsynced)

    @property
    def has_copies(self) -> bool:
        """Whether anything was taken in that lies in a second version of a file only."""
        return bool(self._copies.waiting)

    def load(self) -> Marks:
        """Read ``reading.toml`` and every journal from there on."""
        snapshot = self._file.read()
        self._tell(snapshot.problems)
        self._journals = {}
        self._copies = ConflictCopies(self._folder, snapshot.folded)
        self.unfolded = 0
        marks = snapshot.marks
        for _, record in self.news():
            marks.take(record)
        return marks

    @property
    def is_damaged(self) -> bool:
        """Whether ``reading.toml`` holds something that will not be in it once it is saved."""
        return self._file.is_damaged

    @property
    def needs_repair(self) -> bool:
        """Whether a file is damaged, gone or doubled in a way that `save` puts right."""
        is_gone = not self._file.is_there and bool(self.problems)
        is_doubtful = is_gone or any(journal.is_doubtful for journal in self._journals.values())
        return self._file.snapshot.replaceable and (
            self.is_damaged or self.has_copies or is_doubtful
        )

    @property
    def has_news(self) -> bool:
        """Whether ``reading.toml`` would gain by being saved."""
        return bool(self.unfolded) or self.has_copies or self.is_damaged or self.is_replaced()

    def is_replaced(self) -> bool:
        """Whether ``reading.toml`` is another one than was loaded or saved here."""
        return self._file.is_replaced()

    def news(self) -> list[tuple[Journal | None, Record]]:
        """The records that came since the last look, and to which journal: None for a copy."""
        names = self._names()
        journals = list(filter(is_journal, names))
        for name in self._journals.keys() - journals:
            del self._journals[name]
        records: list[tuple[Journal | None, Record]] = []
        for name in journals:
            journal = self._journal(name)
            before = journal.position
            try:
                records += [(journal, record) for record in journal.read()]
            except OSError as error:
                journal.problems.append(unreadable(name, error))
            grown = journal.position - before
            self.unfolded += grown if grown >= 0 else journal.position
            self._tell(journal.problems)
            journal.problems.clear()
        records += [(None, record) for record in self._copies.read(names)]
        self._tell(self._copies.problems)
        self._copies.problems.clear()
        return records

    def records(self) -> list[Record]:
        """Every record of every journal as far as it was read, with its host."""
        from tui.reading.foreign import with_host

        return [
            record
            for name, journal in self._journals.items()
            for record in with_host(journal.recent(None)[0], host_of(name))
        ]

    def waiting(self) -> list[Record]:
        """The records of copies that no journal holds yet."""
        return [record for copy in self._copies.waiting.values() for record in copy.records]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against other processes that write; makes it if need be.

        Raises:
            CarrelError: the folder cannot be written to, or another process keeps holding it.
        """
        from tui.reading.lock import FolderLock

        lock = FolderLock(self._folder / "reading.lock", host_name({}), _LOCK_SECONDS)
        with ExitStack() as stack:
            try:
                make_private_folder(self._folder)
                stack.enter_context(lock)
            except OSError as error:
                raise _unwritable(self._folder, error) from error
            yield

    def append(self, record: Record) -> None:
        """Write a record of this machine; only while `locked`.

        Raises:
            CarrelError: it was not written.
        """
        self._append(self.own, [record])

    def adopt(self, records: Sequence[Record]) -> None:
        """Write records that came from elsewhere; only while `locked`.

        Raises:
            CarrelError: none of them was written.
        """
        if records:
            self._append(self._journal(self._merged_name), records)

    def adopt_copies(self) -> None:
        """Write what lies in second versions of files only; only while `locked`.

        Raises:
            CarrelError: it was not written, or a part only; the copies still count.
        """
        from tui.reading.foreign import news_in

        if not self.has_copies:
            return
        known, marks = set(self.records()), Marks()
        for record in known:
            marks.take(record)
        for copy in self._copies.waiting.values():
            self.adopt(news_in(copy, known, marks))

    def _append(self, journal: Journal, records: Sequence[Record]) -> None:
        try:
            self._unsynced.add(journal.append(records))
        except OSError as error:
            raise _unwritable(journal.path, error) from error

    def sync(self) -> None:
        """Make what was appended survive a power cut; may be called from any thread.

        Raises:
            CarrelError: the disk refused; what it refused stays among the `unsynced`.
        """
        try:
            self._unsynced.sync(self.locked)
        except OSError as error:
            reason = error.strerror or str(error)
            raise CarrelError(
                f"not on the disk yet: {reason}",
                hint="marks are kept while Carrel runs, and tried again",
                where=str(self._folder),
            ) from error

    def save(self, marks: Marks) -> bool:
        """Replace ``reading.toml``, if it has anything to gain; only while `locked`.

        Raises:
            CarrelError: it was not written; the file that was there is untouched.
        """
        known = self._file.snapshot
        if not known.replaceable or not (self.unfolded or self.has_copies or self.is_damaged):
            return False
        try:
            folded = dict(known.folded)
            for name, journal in self._journals.items():
                if journal.position:
                    folded[name] = journal.folded()
            folded |= self._copies.folded()
            self._file.replace(Snapshot(marks, folded, known.unknown))
        except OSError as error:
            raise _unwritable(self._file.path.resolve(), error) from error
        self._copies.waiting.clear()
        self.unfolded = 0
        return True

    def _journal(self, name: str) -> Journal:
        if name not in self._journals:
            folded = self._file.snapshot.folded.get(name, Folded())
            is_own = name in (self._own_name, self._merged_name)
            self._journals[name] = Journal(self._folder / name, folded, is_own=is_own)
        return self._journals[name]

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self._folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            self._tell([unreadable(self._folder.name, error)])
            return []

    def _tell(self, problems: list[Problem]) -> None:
        self.problems += [problem for problem in problems if problem not in self.problems]


def _unwritable(path: Path, error: Exception) -> CarrelError:
    reason = getattr(error, "strerror", None) or str(error)
    hint = "marks need a folder that can be written to, and space in it"
    return CarrelError(f"the mark was not recorded: {reason}", hint=hint, where=str(path))
