"""The stamp of an index folder: of which kind the index is, and how much of the log is in it.

It is written after each commit, so it may be older than the index but never says more than is
true. An older one is harmless: the papers between are indexed once more. Everything else that
does not fit (another kind, another log, files that are not as the commit left them) means that
the index has to be made anew, which costs time and nothing else.

Reading and comparing it loads no Whoosh, so asking whether there is anything to do is cheap.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.analysis import ANALYZER
from index.files import replace_file
from index.fulltext.vocabulary import FILE_NAME as WORDS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.paperlog import PaperLog

FILE_NAME = "stamp.json"

KIND = f"papers-1/{ANALYZER}"
"""What an index of this program is like; its number grows when `index.fulltext.schema` changes."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is known of an index after a commit; the index is of this program's `KIND`."""

    generation: int
    """Whoosh's number of the commit."""

    log_size: int
    """How many bytes of the paper log are in the index."""

    log_mark: int
    """`PaperLog.mark` of that many bytes."""

    files: dict[str, int]
    """Name and size of every file of the commit."""

    words: int
    """Size of the vocabulary, which is written before the commit and only grows."""

    @classmethod
    def of(
        cls, folder: Path, generation: int, files: Iterable[str], log_size: int, log_mark: int
    ) -> Stamp:
        """The stamp of a commit that was just made."""
        return cls(generation, log_size, log_mark, _sizes(folder, files), _words(folder))

    @classmethod
    def read(cls, folder: Path) -> Stamp | None:
        """The stamp in a folder; None when there is none that this program can go by."""
        try:
            facts = json.loads((folder / FILE_NAME).read_bytes())
            if facts.pop("kind") != KIND:
                return None
            stamp = cls(**facts)
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return None
        numbers = (stamp.generation, stamp.log_size, stamp.log_mark, stamp.words)
        return stamp if all(isinstance(number, int) for number in numbers) else None

    def write(self, folder: Path) -> None:
        """Put the stamp into a folder, whole or not at all."""
        facts = {"kind": KIND, **asdict(self)}
        replace_file(folder / FILE_NAME, json.dumps(facts, indent=1).encode())

    def belongs_to(self, log: PaperLog) -> bool:
        """Whether the log still begins with what was indexed."""
        return log.size >= self.log_size and log.mark(self.log_size) == self.log_mark

    def is_latest(self, folder: Path) -> bool:
        """Whether the folder holds this very commit, whole: a newer one removes some files."""
        found = _sizes(folder, self.files)
        return bool(found) and found == self.files and _words(folder) >= self.words

    def allows(self, folder: Path, generation: int) -> bool:
        """Whether a commit that was found in the folder is this one, whole, or a newer one."""
        if generation == self.generation:
            return self.is_latest(folder)
        return generation > self.generation and _words(folder) >= self.words


def _words(folder: Path) -> int:
    return _sizes(folder, [WORDS_FILE])[WORDS_FILE]


def _sizes(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """The size in bytes of each file; -1 for one that is not there."""
    found = {}
    for name in names:
        try:
            found[name] = (folder / name).stat().st_size
        except OSError:
            found[name] = -1
    return found
