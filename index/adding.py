"""An import from end to end: inputs → records → papers → log → columns. `library.add` calls it.

From the first look at what the library holds until the columns are written, nobody else adds.
If that end is never reached (Ctrl-C, a crash, a full disk), the batches that are in the log stay,
and whoever opens the library next makes the columns from it. The full-text index is not written
here; it follows by `library.catch_up`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.columns.draft import draft_for
from index.errors import CarrelError
from index.importing import ImportRun, PassedOver
from index.intake import Intake
from index.record import LONGEST_FIELD
from index.report import Progress
from index.sources.folder import Folder
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.errors import Problem
    from index.paper import Paper
    from index.paperlog import PaperLog
    from index.report import ImportReport

_ENDINGS = tuple(
    f".{ending}"
    for ending in (
        "gz bz2 xz zip txt html htm mhtml mht json jsonl ndjson xml rss atom bib ris enw"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Input:
    """Something to take papers from."""

    path: Path | None
    """A file, packed or not, or a folder of such; None for the standard input."""

    name: str = ""
    """What listings call it; empty for the file's name without its ending."""

    year: int | None = None
    """The year of days that are given without one."""

    member: str = ""
    """The file within, of an archive."""

    records: tuple[Paper | Problem, ...] | None = None
    """What is in it, where that was read already: an answer that came over the net."""

    @property
    def source(self) -> str:
        """What listings call it."""
        name = clean(self.name) or clean(_page_name(self.member or self.path)) or "standard input"
        return name[:LONGEST_FIELD].strip()  # ligatures may have become several letters


def _page_name(path: Path | str | None) -> str:
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
    files, passed_over, unread = _spread(inputs)
    total, before = _total([given for given, _ in files]), 0
    with log.writing():
        draft = draft_for(log, cache, checked=True)
        intake = Intake(log, draft)
        for problem in (*draft.read(log, on_progress), *unread):
            intake.note(problem)
        run = ImportRun(log, cache, draft, intake)
        for given, within in files:
            meter = _meter(on_progress, before, total, given.source)
            run.take_in(given, meter, within=within)
            before += _size(given)
        run.tell(passed_over)
        report = intake.finish()
        if draft.changed:
            draft.save(cache, log)
    return report


def _spread(
    inputs: Sequence[Input],
) -> tuple[list[tuple[Input, bool]], PassedOver, list[Problem]]:
    """The inputs, with the files of a folder in its place.

    Returns:
        Each input, and whether it is of a folder; how much was left out; what cannot be read.
    """
    files: list[tuple[Input, bool]] = []
    unread: list[Problem] = []
    hidden = links = 0
    for given in inputs:
        try:
            if given.path is None or not given.path.is_dir():
                files.append((given, False))
                continue
            folder = Folder.of(given.path)
        except CarrelError as error:
            unread.append(error.problem)
            continue
        files += [(replace(given, path=path), True) for path in folder.files]
        unread += folder.unread
        hidden += folder.hidden
        links += folder.links
    return files, PassedOver(hidden, links), unread


def _size(given: Input) -> int:
    """Bytes of an input on the disk; 0 when that is not known."""
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
