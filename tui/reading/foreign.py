"""What a file of another place says, as records to be taken in here.

The file is a ``reading.toml``, a journal, or a second version of one that a folder tool kept; its
content tells which. The records of a journal keep their moment and the name of their machine, so
that taking the same one in twice can be noticed. A ``reading.toml`` says of each decision when it
was taken but not where: the host stays empty.

A file that cannot be read, is too large or holds no marks is refused as a whole; damaged parts of
one that does are told in `problems` and the rest counts.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError, Problem
from index.text import printable
from tui.reading.action import Change
from tui.reading.conflict import host_of
from tui.reading.journal_format import Record, parse
from tui.reading.snapshot import LARGEST
from tui.reading.snapshot_reader import understood

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tui.reading.marks import Marks


class Merged(NamedTuple):
    """What came of a merge."""

    records: int
    """How many actions and decisions were not known here."""

    papers: frozenset[str]
    """The papers whose marks changed."""


@dataclass(slots=True)
class Foreign:
    """A file of another place."""

    name: str
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    is_journal: bool = False
    """Whether its records are actions as they were taken, to be kept even if none of it stands."""

    is_understood: bool = True
    """Whether nothing in it was written by a later Carrel, which would read more of it."""


def read_foreign(path: Path) -> Foreign:
    """What a file holds.

    Raises:
        CarrelError: it is not a file, is too large, of a later version, or holds no marks.
        OSError: it cannot be read.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise CarrelError("not a file", where=printable(str(path)))
    if status.st_size > LARGEST:
        told = f"larger than {LARGEST // 1024**2} MiB, so not a file of marks"
        raise CarrelError(told, where=printable(str(path)))
    return foreign_of(path.read_bytes(), path.name)


def foreign_of(data: bytes, name: str) -> Foreign:
    """What a file of this name holds.

    Raises:
        CarrelError: it is of a later version, or holds no marks.
    """
    where = printable(name)
    if data.startswith(b"[[action]]") or b"\n[[action]]" in data:
        parsed = parse(data + b"\n")
        records = with_host(parsed.records, host_of(name))
        problems = [Problem(reason, "skipped", where) for reason in _told(parsed.faults)]
        return Foreign(name, records, problems, True, parsed.foreign is None)
    snapshot = understood(data, where)
    problem = next(iter(snapshot.problems), None)
    if not snapshot.replaceable and problem is not None:
        raise CarrelError(problem.message, hint="update this Carrel to take it in", where=where)
    if not snapshot.whole and not snapshot.marks.tables:
        raise CarrelError("holds no marks", hint=problem.message if problem else "", where=where)
    problems = [Problem(told.message, "left out", told.where) for told in snapshot.problems]
    return Foreign(name, records_of(snapshot.marks), problems)


def with_host(records: Iterable[Record], host: str) -> list[Record]:
    """The same records, with the host where they do not say another one themselves."""
    return [one if one.host else replace(one, host=host) for one in records]


def records_of(marks: Marks) -> list[Record]:
    """Standing decisions as records: one for each verb, text and moment, the oldest first."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for verb, paper_id, at, value in marks.facts():
        groups.setdefault((at, verb, value), []).append(paper_id)
    return [
        Record.of(at, [Change(verb, tuple(sorted(ids)), value)])
        for (at, verb, value), ids in sorted(groups.items())
    ]


def news_in(foreign: Foreign, known: set[Record], marks: Marks) -> list[Record]:
    """The records of a file that are not known here; `known` and `marks` then hold them too.

    Of an action that was taken all is news, of a decision that stood only what stands here now.
    """
    news = []
    for record in foreign.records:
        if not foreign.is_journal:
            ids = tuple(
                one for one in record.ids if marks.decide(record.verb, one, record.at, record.value)
            )
            if ids:
                news.append(replace(record, ids=ids))
        elif record not in known:
            known.add(record)
            news.append(record)
            marks.take(record)
    return news


def merged_with(
    files: Iterable[Foreign], records: Iterable[Record], marks: Marks
) -> tuple[Merged, list[Record]]:
    """What files bring to the records and marks that are here, and the records to be kept."""
    known, merged = set(records), marks.copy()
    news = [record for foreign in files for record in news_in(foreign, known, merged)]
    return Merged(len(news), frozenset(merged.difference(marks))), news


def _told(faults: list[tuple[int, str]]) -> list[str]:
    reasons: dict[str, int] = {}
    for _, reason in faults:
        reasons[reason] = reasons.get(reason, 0) + 1
    return [
        f"{reason} ({count} times)" if count > 1 else reason for reason, count in reasons.items()
    ]
