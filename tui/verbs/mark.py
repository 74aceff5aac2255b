"""``carrel mark VERB ID...``: marks from the shell, also while the reader runs.

Appends one record to the journal, whatever the number of papers, so one undo takes it back. Needs
the library's columns only, to know the papers: no search, no numpy, no screen.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.library import Library
from index.text import printable
from tui.answering import find_paper, tell
from tui.config import Config
from tui.reading.decision import TYPED, checked_decision
from tui.reading.host import host_name
from tui.reading.reading import Reading
from tui.reading.typed import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.paths import Home
    from tui.reading.action import Action

_SAID = {
    "read": "marked read",
    "unread": "marked unread",
    "star": "starred",
    "unstar": "unstarred",
    "dismiss": "dismissed",
    "restore": "restored",
    "later": "put off until",
    "notlater": "no longer put off",
}
_UNKNOWN_TOLD = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "mark",
        metavar="VERB",
        type=_verb,
        help=f"one of {', '.join(TYPED)}; a DAY as in 3d, mon or 2026-12-01",
    )
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="+",
        help="a paper's id as search prints it, a bare arXiv id or DOI, or its address; "
        "- reads ids from standard input",
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Mark the papers that the library knows; 1 if any of the ids is not one of them."""
    if not _is_known_reason(args.mark, home):
        return 2
    library = Library(home.papers, home.cache)
    library.open_columns()
    known: dict[str, None] = {}
    unknown: list[str] = []
    for text in _texts(args.ids):
        ordinal = find_paper(library, text)
        if ordinal is None:
            unknown.append(text)
        else:
            known[library.columns.row(ordinal).id] = None
    if known:
        reading = Reading.open(home.journals, host_name(os.environ))
        reading.table(library.columns)
        action = reading.mark(args.mark, known)
        reading.sync()
        for problem in reading.problems:
            tell(f"carrel: {problem}")
        changed = _changed(args.mark, action)
        print(_summary(args.mark, changed, len(known) - changed))
        if reading.save_due:
            reading.save()
    _tell_unknown(unknown)
    return 1 if unknown else 0


def _verb(text: str) -> str:
    try:
        return typed(text, date.today())
    except CarrelError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _is_known_reason(mark: str, home: Home) -> bool:
    """Whether the reason of a dismissal, if it has one, is on the reader's list; else says so."""
    if not mark.startswith("dismiss:"):
        return True
    config, problems = Config.load(home.config_file)
    for problem in problems:
        tell(f"carrel: {problem}")
    try:
        typed(mark, date.today(), config.reasons)
    except CarrelError as error:
        tell(f"carrel: {error}")
        return False
    return True


def _changed(mark: str, action: Action | None) -> int:
    """How many papers got the mark; what else came with it does not count."""
    verb = checked_decision(mark).verb
    changes = action.changes if action else ()
    return sum(len(change.ids) for change in changes if change.verb == verb)


def _texts(arguments: Iterable[str]) -> Iterator[str]:
    """The ids given, those of standard input by word in place of a ``-``."""
    for argument in arguments:
        if argument == "-":
            for line in sys.stdin:
                yield from line.split()
        else:
            yield argument


def _summary(verb: str, changed: int, already: int) -> str:
    kind, _, name = verb.partition(":")
    said = " ".join(filter(None, (_SAID[kind], name))) if kind in _SAID else f"{kind}ged {name}"
    return f"{changed} {said}" + (f", {already} already" if already else "")


def _tell_unknown(ids: list[str]) -> None:
    for text in ids[:_UNKNOWN_TOLD]:
        tell(f"carrel: no such paper in the library: {printable(text, 200)}")
    if len(ids) > _UNKNOWN_TOLD:
        tell(f"carrel: and {len(ids) - _UNKNOWN_TOLD} more such ids")
    if ids:
        tell("carrel: ids are as `carrel search --json` prints them")
