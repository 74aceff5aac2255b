"""The stamp of an index folder: of which kind the index is, and how much of the log is in it.

It is written after each commit, so it may be older than the index but never says more than is
true. An older one is harmless: the papers between are indexed once more. Everything else that
does not fit (another kind, another log, files that are not as the commit left them, no seal of this
program's `key`) means that the index has to be made anew, which costs time and nothing else.

Reading and comparing it loads no Whoosh, so asking whether there is anything to do is cheap.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.analysis import ANALYZER
from index.files import open_plain, replace_file
from index.fulltext.key import Key, digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.paperlog import PaperLog

FILE_NAME = "stamp.json"

KIND = f"papers-3/{ANALYZER}"
"""What an index of this program is like; its number grows when `index.fulltext.schema` changes."""

FLAT = ".flat"
"""Ending of the flat postings of a segment."""

LEXICON_FILE = "lexicon.bin"
"""Name of the index's lexicon; here, because reading a stamp must load nothing else."""

_CONTENTS = ".toc"
_LARGEST = 64 << 20
"""Bytes of a stamp or of a table of contents; one of a million papers has some thousand."""


class Commit(NamedTuple):
    """What Whoosh's latest commit holds."""

    generation: int
    """Its number."""

    files: list[str]
    """Names of its files, but for the flat postings."""

    segments: tuple[StoredSegment, ...]


class StoredSegment(NamedTuple):
    """What a commit says of a segment."""

    name: str
    """What the names of its files begin with."""

    documents: int
    """How many there are, deleted ones among them."""

    deleted: tuple[int, ...]
    """The numbers of the deleted ones, ascending."""

    lengths: dict[str, int]
    """How many words each field has in all documents together; no entry for none."""

    terms: str = ""
    """`key.digest` of the term file; without, it is not read."""

    postings: str = ""
    """That of the postings."""


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
    """Name and size of every file of the commit but the flat postings, which are disposable."""

    segments: tuple[StoredSegment, ...]
    """As the commit names them: searches need not ask Whoosh for them."""

    words: int
    """Size of the lexicon, which is written before the commit and only grows."""

    contents: str = ""
    """`key.digest` of Whoosh's table of contents."""

    @classmethod
    def of(cls, folder: Path, commit: Commit, log_size: int, log_mark: int) -> Stamp:
        """The stamp of a commit that was just made."""
        sizes, words = _sizes(folder, commit.files), _words(folder)
        contents = _contents(folder, commit.files)
        return cls(commit.generation, log_size, log_mark, sizes, commit.segments, words, contents)

    @classmethod
    def read(cls, folder: Path) -> Stamp | None:
        """The stamp in a folder; None when there is none that this program wrote and can go by."""
        key = Key.read(folder)
        try:
            with open_plain(folder / FILE_NAME) as stream:
                facts = json.loads(stream.read(_LARGEST))
            seal = facts.pop("seal")
            if key is None or not key.fits(seal, FILE_NAME, _sealed(facts)):
                return None
            if facts.pop("kind") != KIND:
                return None
            facts["segments"] = tuple(_segment(*each) for each in facts["segments"])
            stamp = cls(**facts)
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return None
        return stamp

    @staticmethod
    def identity(path: str) -> tuple[int, ...]:
        """What changes whenever a stamp is put at a path; empty where there is none."""
        try:
            status = os.stat(path)
        except OSError:
            return ()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def write(self, folder: Path) -> None:
        """Put the stamp into a folder, whole or not at all."""
        facts = {"kind": KIND, **asdict(self)}
        facts["seal"] = Key.made(folder).seal(FILE_NAME, _sealed(facts))
        replace_file(folder / FILE_NAME, json.dumps(facts, indent=1).encode())

    @property
    def flat_files(self) -> list[str]:
        """Names of the flat postings that belong to the commit; each segment has one file."""
        return [f"{segment.name}{FLAT}" for segment in self.segments]

    def belongs_to(self, log: PaperLog) -> bool:
        """Whether the log still begins with what was indexed."""
        return log.size >= self.log_size and log.mark(self.log_size) == self.log_mark

    def is_latest(self, folder: Path) -> bool:
        """Whether the folder holds this very commit, whole: a newer one removes some files."""
        return (
            bool(self.files)
            and _sizes(folder, self.files) == self.files
            and _words(folder) >= self.words
            and _contents(folder, self.files) == self.contents
        )

    def allows(self, folder: Path, generation: int) -> bool:
        """Whether a commit that was found in the folder is this one, whole, or a newer one."""
        if generation == self.generation:
            return self.is_latest(folder)
        return generation > self.generation and _words(folder) >= self.words


def _segment(
    name: str,
    documents: int,
    deleted: list[int],
    lengths: dict[str, int],
    terms: str,
    postings: str,
) -> StoredSegment:
    return StoredSegment(name, documents, tuple(deleted), lengths, terms, postings)


def _sealed(facts: dict[str, object]) -> bytes:
    """What the seal of some facts is about: one text, however the file is laid out."""
    return json.dumps(facts, sort_keys=True).encode()


def _contents(folder: Path, names: Iterable[str]) -> str:
    """`key.digest` of the table of contents among some files; empty when it is not there."""
    for name in names:
        if name.endswith(_CONTENTS):
            try:
                with open_plain(folder / name) as stream:
                    return digest(stream.read(_LARGEST))
            except OSError:
                break
    return ""


def _words(folder: Path) -> int:
    return _sizes(folder, [LEXICON_FILE])[LEXICON_FILE]


def _sizes(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """The size in bytes of each file; -1 for one that is not there."""
    found = {}
    for name in names:
        try:
            found[name] = (folder / name).stat().st_size
        except OSError:
            found[name] = -1
    return found
