"""The marks on disk: ``reading.toml``, the journals beside it, and the lock.

What stands is ``reading.toml`` plus whatever the journals hold beyond it. The journals are never
rewritten, so a process may replace ``reading.toml`` while others append: what it has not folded
in is read from the journals by the next one. Only two steps need the lock: appending (the record
must come after all that it was decided upon) and replacing.

Reading never needs the lock and never fails for what the files hold; a folder that is not there
is a reader who has marked nothing.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem
from index.files import PRIVATE, make_private_folder, replace_file, sync_folder
from index.text import printable
from tui.reading.journal import Journal, sync_file
from tui.reading.snapshot import Folded, Snapshot
from tui.reading.snapshot_reader import understood
from tui.reading.snapshot_writer import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.reading.journal_format import Record
    from tui.reading.marks import Marks

SAVE_AFTER = 256 * 1024
"""Bytes of journals beyond ``reading.toml`` that make it worth rewriting: some 1,700 marks made
one by one, which take about 10 ms to read at the next start."""

_LOCK_SECONDS = 5.0
_LOCK_POLL_SECONDS = 0.005


class ReadingFolder:
    """Loads, follows and writes the files of one folder."""

    def __init__(self, folder: Path, host: str) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._path = folder / "reading.toml"
        self._own_name = f"journal-{host}.toml"
        self._snapshot = Snapshot()
        self._signature: tuple[int, int, int] | None = None
        self._journals: dict[str, Journal] = {}
        self._unsynced = False
        self.problems: list[Problem] = []
        self.unfolded = 0
        """How many bytes were read of journals that ``reading.toml`` does not hold."""

    @property
    def own(self) -> Journal:
        """The journal of this machine."""
        return self._journal(self._own_name)

    def load(self) -> Marks:
        """Read ``reading.toml`` and every journal from there on."""
        self._signature = self._signature_now()
        self._snapshot = self._read_snapshot()
        self._tell(self._snapshot.problems)
        self._journals = {}
        self.unfolded = 0
        marks = self._snapshot.marks
        for _, record in self.news():
            for paper_id in record.ids:
                marks.decide(record.verb, paper_id, record.at)
        return marks

    def is_replaced(self) -> bool:
        """Whether ``reading.toml`` is another one than was loaded or saved here."""
        return self._signature_now() != self._signature

    def news(self) -> list[tuple[Journal, Record]]:
        """The records that came to any journal since the last look."""
        names = self._journal_names()
        for name in self._journals.keys() - names:
            del self._journals[name]
        records = []
        for name in names:
            journal = self._journal(name)
            before = journal.position
            try:
                records += [(journal, record) for record in journal.read()]
            except OSError as error:
                journal.problems.append(_unreadable(name, error))
            grown = journal.position - before
            self.unfolded += grown if grown >= 0 else journal.position
            self._tell(journal.problems)
            journal.problems.clear()
        return records

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against other processes that write; makes it if need be.

        Raises:
            CarrelError: the folder cannot be written to, or another process keeps holding it.
        """
        import filelock

        lock = filelock.FileLock(self._folder / "reading.lock", mode=PRIVATE)
        try:
            make_private_folder(self._folder)
            lock.acquire(timeout=_LOCK_SECONDS, poll_interval=_LOCK_POLL_SECONDS)
        except filelock.Timeout as error:
            hint = "close other Carrel windows that hang, then try again"
            raise CarrelError(
                "another process is writing marks", hint=hint, where=str(self._folder)
            ) from error
        except (OSError, NotImplementedError) as error:
            raise _unwritable(self._folder, error) from error
        try:
            yield
        finally:
            lock.release()

    def append(self, record: Record) -> None:
        """Write a record of this machine; only while `locked`.

        Raises:
            CarrelError: it was not written.
        """
        try:
            self.own.append(record)
        except OSError as error:
            raise _unwritable(self.own.path, error) from error
        self._unsynced = True

    def sync(self) -> None:
        """Make what was appended survive a power cut; may be called from any thread.

        Raises:
            CarrelError: the disk refused.
        """
        if not self._unsynced:
            return
        self._unsynced = False
        path = self._folder / self._own_name
        try:
            sync_file(path)
            sync_folder(self._folder)
        except OSError as error:
            self._unsynced = True
            raise _unwritable(path, error) from error

    def save(self, marks: Marks) -> bool:
        """Replace ``reading.toml``, if it has anything to gain; only while `locked`.

        Raises:
            CarrelError: it was not written; the file that was there is untouched.
        """
        if not self._snapshot.replaceable or not self.unfolded:
            return False
        path = self._path.resolve()
        try:
            if not self._snapshot.whole:
                replace_file(_free_name(path), path.read_bytes())
            folded = dict(self._snapshot.folded)
            for name, journal in self._journals.items():
                if journal.position:
                    folded[name] = journal.folded()
            snapshot = Snapshot(marks, folded, self._snapshot.unknown)
            replace_file(path, written(snapshot).encode())
        except OSError as error:
            raise _unwritable(path, error) from error
        self._snapshot = snapshot
        self.unfolded = 0
        self._signature = self._signature_now()
        return True

    def _read_snapshot(self) -> Snapshot:
        name = self._path.name
        try:
            return understood(self._path.read_bytes(), name)
        except FileNotFoundError:
            return Snapshot()
        except OSError as error:
            return Snapshot(problems=[_unreadable(name, error)], replaceable=False)

    def _signature_now(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    def _journal(self, name: str) -> Journal:
        if name not in self._journals:
            folded = self._snapshot.folded.get(name, Folded())
            self._journals[name] = Journal(self._folder / name, folded)
        return self._journals[name]

    def _journal_names(self) -> list[str]:
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            self._tell([_unreadable(self._folder.name, error)])
            return []
        return sorted(
            name for name in names if name.startswith("journal-") and name.endswith(".toml")
        )

    def _tell(self, problems: list[Problem]) -> None:
        self.problems += [problem for problem in problems if problem not in self.problems]


def _free_name(path: Path) -> Path:
    number = 1
    while (candidate := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return candidate


def _unreadable(name: str, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    hint = "its marks are missing here but not lost"
    return Problem(f"cannot be read: {reason}", hint, printable(name))


def _unwritable(path: Path, error: Exception) -> CarrelError:
    reason = getattr(error, "strerror", None) or str(error)
    hint = "marks need a folder that can be written to, and space in it"
    return CarrelError(f"the mark was not recorded: {reason}", hint=hint, where=str(path))
