"""``carrel merge FILE...``: marks from files of another place, as if they had been synced.

A file is a ``reading.toml``, a journal, or a second version of one that a folder tool kept; a
folder stands for all of those in it (a home of Carrel for those in its ``data``). Taking the same
file in twice changes nothing. What a file says is written to a journal beside this machine's own,
so the file is not needed afterwards, and undo does not take it back.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.text import printable
from tui.answering import tell
from tui.reading.conflict import is_copy, is_journal
from tui.reading.foreign import read_foreign
from tui.reading.host import host_name
from tui.reading.reading import Reading

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from tui.paths import Home
    from tui.reading.foreign import Foreign, Merged


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a reading.toml, a journal, or a folder with such"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change and change nothing"
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Take the files in, all of them or, where one cannot be read, none."""
    files = [_read(path) for path in _paths(args.files)]
    for foreign in files:
        for problem in foreign.problems:
            tell(f"carrel: {problem}")
    reading = Reading.open(home.journals, host_name(os.environ))
    merged = reading.merge(files, dry_run=args.dry_run)
    if not args.dry_run:
        reading.sync()
    for problem in reading.problems:
        tell(f"carrel: {problem}")
    print(_summary(merged, files, dry_run=args.dry_run))
    if not args.dry_run and reading.save_due:
        reading.save()
    return 0


def _paths(arguments: Iterable[str]) -> Iterator[Path]:
    for argument in arguments:
        path = Path(argument).expanduser()
        if not path.is_dir():
            yield path
            continue
        found = _marks_in(path) or _marks_in(path / "data")
        if not found:
            raise CarrelError("no marks in this folder", where=printable(argument, 200))
        yield from found


def _marks_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.name == "reading.toml" or is_journal(path.name) or is_copy(path.name)
    )


def _read(path: Path) -> Foreign:
    try:
        return read_foreign(path)
    except OSError as error:
        reason = error.strerror or str(error)
        where = printable(str(path), 200)
        raise CarrelError(f"cannot be read: {reason}", where=where) from error


def _summary(merged: Merged, files: list[Foreign], *, dry_run: bool) -> str:
    source = "1 file" if len(files) == 1 else f"{len(files):,} files"
    if not merged.records:
        return f"nothing new in {source}"
    records = "1 action" if merged.records == 1 else f"{merged.records:,} actions"
    papers = "1 paper" if len(merged.papers) == 1 else f"{len(merged.papers):,} papers"
    if dry_run:
        return f"would take in {records} from {source} and change the marks of {papers}"
    return f"took in {records} from {source}, which changed the marks of {papers}"
