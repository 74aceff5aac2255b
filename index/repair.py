"""Putting a library right: called by `library`, for ``carrel doctor --repair``.

Papers are the only thing here that cannot be made anew. Lines of the log that hold no paper are
taken out of it and kept in a file of their own, and the log as it was is kept as well. What is
taken out from among papers leaves blanks of the same length: every paper stays at its place in
the file, so a reader that is open loses nothing while, and after, this is done.

Columns and index are made anew from the log. Whoever writes holds the lock that importing and
indexing hold, so it may be done beside a reader.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from index.checkup import MAKE_ANEW
from index.errors import CarrelError, in_one_line
from index.files import replace_file, replacing, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.checkup import Check
    from index.fulltext.store import Store
    from index.library import Library
    from index.paperlog import PaperLog

_BLANK_LINE: Final = b" " * 79 + b"\n"
_CHUNK: Final = 1 << 20
_OF_THE_INDEX: Final = ("full-text index", "lexicon", "flat postings")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was put right, or could not be."""

    name: str
    """As the check is called that found it."""

    ok: bool
    detail: str


def attempted(name: str, work: Callable[[], str]) -> Iterator[Repair]:
    """Do some work that says what it did; ``""`` says that there was nothing to do."""
    try:
        told = work()
    except (CarrelError, OSError) as error:
        yield Repair(name, False, in_one_line(error))
        return
    if told:
        yield Repair(name, True, told)


def moment() -> str:
    """Now, as it stands in the names of files that are kept: ``20260314T092653Z``."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


def free_path(path: Path, kind: str) -> Path:
    """A name beside a file for what is kept of it, not taken yet."""
    name = f"{path.name}.{kind}-{moment()}"
    taken = (path.with_name(f"{name}-{number}" if number else name) for number in range(1_000_000))
    return next(candidate for candidate in taken if not candidate.exists())


def set_bad_lines_aside(log: PaperLog) -> str:
    """Take the lines that hold no paper out of the log; what was done, if anything.

    Raises:
        CarrelError: another process is adding papers for too long.
        OSError: it could not be done; the log is as it was.
    """
    with log.writing():
        bad = [line for line in log.scan() if line.problem is not None and not line.is_later]
        if not bad:
            return ""
        ends = [line.end if line.length else log.size for line in bad]
        spans = [(line.offset, end) for line, end in zip(bad, ends, strict=True)]
        aside, before = free_path(log.path, "bad"), free_path(log.path, "before")
        with log.path.open("rb") as stream:
            replace_file(aside, b"".join(_read(stream, *span) for span in spans))
        _keep(log.path, before)
        _blank(log.path, spans)
    noun = "line is" if len(bad) == 1 else "lines are"
    return f"{len(bad):,} bad {noun} set aside in {aside.name}, the file as it was is {before.name}"


def _read(stream: BinaryIO, start: int, end: int) -> bytes:
    stream.seek(start)
    data = stream.read(end - start)
    return data if data.endswith(b"\n") else data + b"\n"


def _keep(path: Path, kept: Path) -> None:
    """A second name for what a file holds now; a copy where the disk knows no second names."""
    try:
        os.link(path, kept)
    except OSError:
        with path.open("rb") as source, replacing(kept) as stream:
            shutil.copyfileobj(source, stream, _CHUNK)
    sync_folder(path.parent)


def _blank(path: Path, spans: list[tuple[int, int]]) -> None:
    """Put the same file with blanks for some spans in its place, whole or not at all."""
    with path.open("rb") as source, replacing(path) as stream:
        shutil.copyfileobj(source, stream, _CHUNK)
        size = stream.tell()
        for start, end in reversed(spans):
            if end == size:
                size = start  # nothing follows that has to keep its place
                continue
            stream.seek(start)
            stream.write(_blanks(end - start))
        stream.truncate(size)


def _blanks(length: int) -> bytes:
    """Empty lines, so many bytes in all; the last one ends."""
    whole, rest = divmod(length, len(_BLANK_LINE))
    return _BLANK_LINE * whole + _BLANK_LINE[len(_BLANK_LINE) - rest :]


def put_right(library: Library, log: PaperLog, store: Store) -> Iterator[Repair]:
    """Do, step by step, what `Library.examine` says would be done."""
    yield from attempted("papers", lambda: set_bad_lines_aside(log))
    checks = {check.name: check for check in library.examine() if check.repair}
    if "columns" in checks:
        yield from attempted("columns", lambda: _made_columns(library))
    damaged = [check for name, check in checks.items() if name in _OF_THE_INDEX]
    if damaged:
        yield from attempted(damaged[0].name, lambda: _made_index(library, store, damaged))
    if "vectors" in checks:
        yield from attempted("vectors", lambda: _made_vectors(library))


def _made_vectors(library: Library) -> str:
    library.recommender.catch_up()
    return f"made from the papers, {len(library):,} of them"


def _made_columns(library: Library) -> str:
    return f"made from the papers, {library.open_columns(checked=True).papers:,} of them"


def _made_index(library: Library, store: Store, damaged: list[Check]) -> str:
    if any(check.repair == MAKE_ANEW for check in damaged):
        store.discard()
    else:
        store.drop_flat()
    count = library.catch_up()
    return f"{count:,} papers indexed" if count else "flat postings made from Whoosh's own files"
