"""An import from end to end: inputs → records → papers → log → columns. `library.add` calls it.

From the first look at what the library holds until the columns are written, nobody else adds.
If that end is never reached (Ctrl-C, a crash, a full disk), the batches that are in the log stay,
and whoever opens the library next makes the columns from it. The full-text index is not written
here; it follows by `library.catch_up`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.columns.draft import draft_for
from index.errors import CarrelError, Problem
from index.intake import Intake
from index.record import LONGEST_FIELD
from index.report import Progress
from index.sources.base import Origin
from index.sources.opening import Opening
from index.sources.registry import papers
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index.paper import Paper
    from index.paperlog import PaperLog
    from index.report import ImportReport

_ENDINGS = tuple(
    f".{ending}" for ending in "gz txt html htm json jsonl ndjson xml rss atom bib ris enw".split()
)


@dataclass(frozen=True, slots=True)
class Input:
    """Something to take papers from."""

    path: Path | None
    """A file, gzipped or not; None for the standard input."""

    name: str = ""
    """What listings call it; empty for the file's name without its ending."""

    year: int | None = None
    """The year of days that are given without one."""

    data: bytes | None = None
    """What was fetched, in place of a file; `name` says from where."""

    day: str = ""
    """The day that was asked for, where what came need not say it."""

    read: str = ""
    """When it was fetched: ``2026-03-14T09:26:53Z``; of a file, when it was last written."""

    @property
    def source(self) -> str:
        """What listings call it."""
        name = clean(self.name) or clean(_page_name(self.path)) or "standard input"
        return name[:LONGEST_FIELD].strip()  # ligatures may have become several letters


def _page_name(path: Path | None) -> str:
    name = PurePath(path).name if path is not None else ""
    while (stem := PurePath(name).stem) and PurePath(name).suffix.lower() in _ENDINGS:
        name = stem
    return name


def add_papers(
    log: PaperLog,
    cache: Path,
    inputs: Sequence[Input],
    on_progress: Callable[[Progress], None] | None = None,
) -> ImportReport:
    """Add what the inputs hold; see `Library.add`."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    total, before = _total(inputs), 0
    with log.writing():
        draft = draft_for(log, cache, checked=True)
        intake = Intake(log, draft)
        for problem in draft.read(log, on_progress):
            intake.note(problem)
        for given in inputs:
            _take_in(intake, given, now, _meter(on_progress, before, total, given.source))
            before += _size(given)
        report = intake.finish()
        if draft.changed:
            draft.save(cache, log)
    return report


def _take_in(
    intake: Intake, given: Input, now: str, on_bytes: Callable[[int], None] | None
) -> None:
    for place, item in _records(given, now, on_bytes):
        if not isinstance(item, Problem):
            intake.take(item, place)
        elif place:
            intake.refuse(item)
        else:
            intake.note(item)


def _records(
    given: Input, now: str, on_bytes: Callable[[int], None] | None
) -> Iterator[tuple[str, Paper | Problem]]:
    """Everything in an input, each with its place; a problem of the whole input has none."""
    try:
        stream = None if given.data is None else BytesIO(given.data)
        where = "" if given.data is None else given.source
        with Opening(given.path, stream, on_bytes=on_bytes, where=where) as opening:
            origin = Origin(
                given.source, opening.where, given.year, now, given.day, _read(given, now)
            )
            of_record = f"{opening.where}, record "
            for number, item in enumerate(papers(opening, origin), 1):
                whole = isinstance(item, Problem) and not item.where.startswith(of_record)
                yield "" if whole else f"{of_record}{number}", item
    except CarrelError as error:
        yield "", error.problem


def _read(given: Input, now: str) -> str:
    """When an input was read from where it comes from: a file then, when it was written."""
    if given.read or given.path is None:
        return given.read or now
    try:
        written = datetime.fromtimestamp(given.path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return now
    return min(f"{written:%Y-%m-%dT%H:%M:%SZ}", now)


def _size(given: Input) -> int:
    """Bytes of an input; 0 when that is not known."""
    if given.data is not None:
        return len(given.data)
    try:
        return given.path.stat().st_size if given.path and given.path.is_file() else 0
    except (OSError, ValueError):
        return 0


def _total(inputs: Sequence[Input]) -> int:
    sizes = [_size(given) for given in inputs]
    return sum(sizes) if all(sizes) else 0


def _meter(
    on_progress: Callable[[Progress], None] | None, before: int, total: int, label: str
) -> Callable[[int], None] | None:
    """What an input tells its bytes to, as progress of all inputs together."""
    if on_progress is None:
        return None
    return lambda done: on_progress(Progress(before + done, total, label))
