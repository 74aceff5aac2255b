"""Looking a library over without touching it: called by `library`, for ``carrel doctor``.

Everything is read, byte by byte where there are checksums, and nothing is written, so that it can
be asked of a library on a disk that cannot be written, or while another process is at work.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.columns.columns import Columns
from index.fulltext.stamp import LEXICON_FILE, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment
    from index.paperlog import PaperLog

_MADE_ANEW = "it is made anew the next time papers are indexed"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and whether it is sound."""

    name: str
    ok: bool
    detail: str
    """What was found, in a few words."""

    hint: str = ""
    """What to do about it, or what happens by itself."""


def examine(log: PaperLog, cache: Path) -> list[Check]:
    """Look at the papers and at all that is made of them.

    Args:
        log: the papers.
        cache: where columns and full-text index stand.
    """
    columns = Columns.open(cache)
    return [_papers(log), _columns(log, columns), *_fulltext(log, cache / "fulltext", columns)]


def _papers(log: PaperLog) -> Check:
    lines = problems = 0
    first = ""
    for line in log.scan():
        lines += 1
        if line.problem is not None:
            problems += 1
            first = first or str(line.problem)
    detail = f"{log.size:,} bytes, {_counted(lines, 'line')}"
    if problems:
        return Check("papers", False, f"{detail}; {_counted(problems, 'bad line')}", first)
    return Check("papers", True, detail)


def _columns(log: PaperLog, columns: Columns | None) -> Check:
    if columns is None:
        empty = not log.size
        return Check("columns", empty, "none yet", "" if empty else "made when the library opens")
    detail = f"{_counted(len(columns), 'paper')}, generation {columns.generation}"
    if not columns.is_intact():
        return Check("columns", False, f"{detail}, damaged", _MADE_ANEW)
    if not columns.covers(log):
        hint = "the next command that opens the library brings them up to date"
        return Check("columns", False, f"{detail}, not of all papers", hint)
    return Check("columns", True, detail)


def _fulltext(log: PaperLog, folder: Path, columns: Columns | None) -> list[Check]:
    stamp = Stamp.read(folder)
    if stamp is None:
        empty = not log.size
        return [Check("full-text index", empty, "none yet", "" if empty else _MADE_ANEW)]
    if not (stamp.belongs_to(log) and stamp.is_latest(folder)):
        return [Check("full-text index", False, "not of these papers, or damaged", _MADE_ANEW)]
    from index.fulltext.arrayfile import DamagedFileError
    from index.fulltext.lexicon import Lexicon

    segments = stamp.segments
    try:
        lexicon = Lexicon.read(folder / LEXICON_FILE)
    except DamagedFileError:
        return [Check("lexicon", False, "damaged", _MADE_ANEW)]
    return [
        _indexed(segments, columns),
        Check("lexicon", True, f"{_counted(len(lexicon.words()), 'word')}"),
        _flat(folder, segments, lexicon),
    ]


def _indexed(segments: Sequence[StoredSegment], columns: Columns | None) -> Check:
    papers = sum(segment.documents - len(segment.deleted) for segment in segments)
    known = len(columns) if columns is not None else papers
    detail = f"{papers:,} of {_counted(known, 'paper')} in {_counted(len(segments), 'segment')}"
    hint = "" if papers == known else "the reader and every search with words index the rest"
    return Check("full-text index", papers == known, detail, hint)


def _flat(folder: Path, segments: Sequence[StoredSegment], lexicon: Lexicon) -> Check:
    sound = sum(_is_flat(folder, segment, lexicon) for segment in segments)
    if sound == len(segments):
        return Check("flat postings", True, f"in use in {_counted(sound, 'segment')}")
    missing = len(segments) - sound
    detail = f"missing, stale or damaged in {_counted(missing, 'segment')} of {len(segments)}"
    if os.access(folder, os.W_OK):
        return Check("flat postings", False, detail, _MADE_ANEW.replace("it is", "they are"))
    return Check(
        "flat postings",
        False,
        f"{detail}; they cannot be written here",
        "searches use Whoosh's own postings: the same answers, more slowly",
    )


def _is_flat(folder: Path, segment: StoredSegment, lexicon: Lexicon) -> bool:
    from index.fulltext.arrayfile import DamagedFileError
    from index.fulltext.flat_segment import FlatSegment

    try:
        FlatSegment(folder, segment, lexicon).check()
    except (DamagedFileError, OSError):
        return False
    return True


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
