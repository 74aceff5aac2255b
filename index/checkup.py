"""Looking a library over without touching it: called by `library`, for ``carrel doctor``.

A check that fails says what is wrong, where, what happens by itself, and what `index.repair`
would do about it.

Everything is read, byte by byte where there are checksums, and nothing is written, so that it can
be asked of a library on a disk that cannot be written, or while another process is at work.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.columns.columns import Columns
from index.fulltext.stamp import LEXICON_FILE, Stamp
from index.secondversions import second_versions
from index.vectors.origin import FILE_NAME, FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.fulltext.stamp import StoredSegment
    from index.paperlog import PaperLog

_MADE_ANEW = "it is made anew the next time papers are indexed"
MAKE_ANEW = "make it anew from the papers"
"""What is done about an index that is no good at all."""

_LINES_TOLD = 10


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and whether it is sound."""

    name: str
    ok: bool
    detail: str
    """What was found, in a few words."""

    hint: str = ""
    """What to do about it, or what happens by itself."""

    repair: str = ""
    """What ``carrel doctor --repair`` does about it; empty where it can do nothing."""


def examine(log: PaperLog, cache: Path) -> list[Check]:
    """Look at the papers and at all that is made of them.

    Args:
        log: the papers.
        cache: where columns and full-text index stand.
    """
    columns = Columns.open(cache)
    copies = [
        Check("", False, f"{found.where}: {found.message}", found.hint)
        for found in second_versions(log.folder)
    ]
    return [
        *_papers(log),
        *copies,
        _columns(log, columns),
        *_fulltext(log, cache / "fulltext", columns),
        *_vectors(log, cache / FOLDER / FILE_NAME, 0 if columns is None else len(columns.gone)),
    ]


def _papers(log: PaperLog) -> list[Check]:
    """The papers, and below them the lines that hold none."""
    lines = 0
    bad: list[Check] = []
    is_damaged = False
    for number, line in enumerate(log.scan(), 1):
        lines = number
        if line.problem is not None:
            told = f"line {number}, byte {line.offset:,}: {line.problem.message}"
            bad.append(Check("", False, told, line.problem.hint))
            is_damaged = is_damaged or not line.is_later
    detail = f"{log.size:,} bytes, {_counted(lines, 'line')}"
    if not bad:
        return [Check("papers", True, detail)]
    more = len(bad) - _LINES_TOLD
    if more > 0:
        bad[_LINES_TOLD:] = [Check("", False, f"and {_counted(more, 'bad line')} more")]
    detail += f"; {_counted(len(bad) + max(more - 1, 0), 'bad line')} in {log.path}"
    aside = f"set bad lines aside in {log.path.name}.bad-… and keep the file as it was"
    repair = aside if is_damaged else ""
    return [Check("papers", False, detail, "every other line counts", repair), *bad]


def _columns(log: PaperLog, columns: Columns | None) -> Check:
    if columns is None:
        empty = not log.size
        if empty:
            return Check("columns", True, "none yet")
        return Check("columns", False, "none yet", "made when the library opens", MAKE_ANEW)
    detail = f"{_counted(columns.papers, 'paper')}, generation {columns.generation}"
    if not columns.is_intact():
        return Check("columns", False, f"{detail}, damaged", _MADE_ANEW, MAKE_ANEW)
    if not columns.covers(log):
        hint = "the next command that opens the library brings them up to date"
        return Check("columns", False, f"{detail}, not of all papers", hint, "read in the rest")
    return Check("columns", True, detail)


def _fulltext(log: PaperLog, folder: Path, columns: Columns | None) -> list[Check]:
    stamp = Stamp.read(folder)
    if stamp is None:
        return [_unstamped(log, folder)]
    if not (stamp.belongs_to(log) and stamp.is_latest(folder)):
        return [_lost("full-text index", "not of these papers, or damaged")]
    from index.fulltext.arrayfile import DamagedFileError
    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stock_segment import check

    segments = stamp.segments
    try:
        lexicon = Lexicon.read(folder / LEXICON_FILE)
    except DamagedFileError:
        return [_lost("lexicon", "damaged")]
    try:
        for segment in segments:
            check(folder, segment)
        indexed = _indexed(segments, columns)
    except (DamagedFileError, OSError):
        indexed = _lost("full-text index", "Whoosh's own files are damaged")
    return [
        indexed,
        Check("lexicon", True, f"{_counted(len(lexicon.words()), 'word')}"),
        _flat(folder, segments),
    ]


def _vectors(log: PaperLog, path: Path, gone: int) -> list[Check]:
    """The file that papers are compared by, if there is one yet; `gone` of them have no words."""
    if not path.exists():
        return []
    from index.fulltext.arrayheader import DamagedFileError
    from index.vectors.vectorfile import read_vectors

    try:
        _, origin = read_vectors(path)
    except (DamagedFileError, OSError):
        return [_unfit("damaged, or of another version")]
    if not origin.belongs_to(log):
        return [_unfit("not of these papers")]
    return [Check("vectors", True, f"of {_counted(max(origin.papers - gone, 0), 'paper')}")]


def _unfit(detail: str) -> Check:
    hint = "they are made anew the next time papers are compared"
    return Check("vectors", False, detail, hint, MAKE_ANEW.replace("it", "them"))


def _unstamped(log: PaperLog, folder: Path) -> Check:
    """An index without a stamp that this program can go by, or none at all."""
    if any(folder.glob("*.toc")):
        found = "not known to be made by this Carrel on this machine, so it is never opened"
        return _lost("full-text index", found)
    return (
        _lost("full-text index", "none yet")
        if log.size
        else Check("full-text index", True, "none yet")
    )


def _lost(name: str, detail: str) -> Check:
    """What can only be made anew."""
    return Check(name, False, detail, _MADE_ANEW, MAKE_ANEW)


def _indexed(segments: Sequence[StoredSegment], columns: Columns | None) -> Check:
    gone = len(columns.gone) if columns is not None else 0
    papers = sum(segment.documents - len(segment.deleted) for segment in segments) - gone
    known = columns.papers if columns is not None else papers
    detail = f"{papers:,} of {_counted(known, 'paper')} in {_counted(len(segments), 'segment')}"
    if papers == known:
        return Check("full-text index", True, detail)
    hint = "the reader and every search with words index the rest"
    return Check("full-text index", False, detail, hint, "index the rest")


def _flat(folder: Path, segments: Sequence[StoredSegment]) -> Check:
    from index.fulltext.opening import unsound_flat

    missing = len(unsound_flat(folder, segments))
    if not missing:
        return Check("flat postings", True, f"in use in {_counted(len(segments), 'segment')}")
    detail = f"missing, stale or damaged in {_counted(missing, 'segment')} of {len(segments)}"
    if os.access(folder, os.W_OK):
        hint = _MADE_ANEW.replace("it is", "they are")
        return Check("flat postings", False, detail, hint, "make them anew from Whoosh's own files")
    return Check(
        "flat postings",
        False,
        f"{detail}; they cannot be written here",
        "searches use Whoosh's own postings: the same answers, more slowly",
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
