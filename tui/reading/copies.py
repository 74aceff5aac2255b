"""The second versions of our files that folder tools left in the folder.

They are read where they lie, at start and whenever one arrives, and what they hold counts at once.
The next `ReadingFolder.save` writes it into the journal of what came from elsewhere, and notes in
``reading.toml`` which content was taken in, so that it is neither read nor told again. The files
are left alone: moving or deleting one in a synced folder would be a change to be synced, made on
every machine at once. From then on nothing depends on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from index.errors import CarrelError, Problem
from index.files import open_plain
from index.text import printable
from tui.reading.conflict import is_copy
from tui.reading.snapshot import LARGEST, Folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tui.reading.foreign import Foreign
    from tui.reading.journal_format import Record

_NAME = 200
"""Characters of a file's name in a problem: these names are long, and end in what matters."""


class ConflictCopies:
    """What lies in a folder beside the files that count, and what of it was read."""

    def __init__(self, folder: Path, folded: Mapping[str, Folded]) -> None:
        """Begin with what ``reading.toml`` says is taken in already."""
        self._folder = folder
        self._seen: dict[str, tuple[int, int]] = {}
        self._known = dict(folded)
        self.waiting: dict[str, Foreign] = {}
        """By name, what was read and is not in ``reading.toml`` yet."""
        self.problems: list[Problem] = []

    def read(self, names: Iterable[str]) -> list[Record]:
        """The records of copies that came or changed since the last call."""
        records: list[Record] = []
        for name in filter(is_copy, names):
            try:
                status = (self._folder / name).stat()
                stamp = (status.st_size, status.st_mtime_ns)
                if self._seen.get(name) == stamp:
                    continue
                self._seen[name] = stamp
                records += self._read(name, status.st_size)
            except CarrelError as error:
                problem = error.problem
                self.problems.append(Problem(problem.message, problem.hint, printable(name, _NAME)))
            except OSError as error:
                told = f"cannot be read: {error.strerror or error}"
                where = printable(name, _NAME)
                self.problems.append(Problem(told, "its marks are not here", where))
        return records

    def folded(self) -> dict[str, Folded]:
        """What to note in ``reading.toml`` once it holds what was read.

        Not a copy of which a later Carrel understands more: it has to come across it again.
        """
        return {
            name: self._known[name] for name, copy in self.waiting.items() if copy.is_understood
        }

    def _read(self, name: str, size: int) -> list[Record]:
        from tui.reading.foreign import foreign_of

        if size > LARGEST:
            raise CarrelError("too large for a file of marks", hint="left alone")
        with open_plain(self._folder / name) as stream:
            data = stream.read(LARGEST)
        content = Folded(len(data), f"{crc32(data):08x}")
        if self._known.get(name) == content:
            return []
        foreign = foreign_of(data, name)
        self._known[name] = content
        self.waiting[name] = foreign
        told = Problem(
            "a second version, kept by a folder tool; its marks are taken in",
            "the file is left alone and can go once Carrel has been closed",
            printable(name, _NAME),
        )
        self.problems += [told, *foreign.problems]
        return foreign.records
