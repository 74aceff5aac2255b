"""``carrel note ID [TEXT]``: the note on a paper, printed, written or edited.

Without a text the note is printed; ``-`` reads one from standard input, an empty one takes the note
away, ``--edit`` opens the reader's editor on it. Needs the library's columns only.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.library import Library
from index.text import printable
from tui.answering import find_paper, tell
from tui.reading.host import host_name
from tui.reading.reading import Reading
from tui.reading.valued import MAX_NOTE, checked_note

if TYPE_CHECKING:
    import argparse

    from tui.paths import Home

_MOST_READ = 4 * MAX_NOTE
"""Characters read from standard input: what is cleaned away may be more than what stays."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", metavar="ID", help="the paper, by any of its ids")
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help='the note; - reads it from standard input, "" takes it away; none: print it',
    )
    parser.add_argument("--edit", action="store_true", help="edit it in VISUAL or EDITOR")


def run(args: argparse.Namespace, home: Home) -> int:
    """Print or write the note; 1 if there is no such paper."""
    library = Library(home.papers, home.cache)
    library.open_columns()
    ordinal = find_paper(library, args.id)
    if ordinal is None:
        tell(f"carrel: no such paper in the library: {printable(args.id, 200)}")
        return 1
    if args.edit and args.text:
        tell("carrel: either TEXT or --edit, not both")
        return 2
    reading = Reading.open(home.journals, host_name(os.environ))
    reading.table(library.columns)
    paper_id = library.columns.id(ordinal)
    if args.edit:
        _edit(reading, paper_id)
    elif args.text:
        _write(reading, paper_id, _given(args.text))
    elif note := reading.note(paper_id):
        sys.stdout.buffer.write(f"{note}\n".encode())
    else:
        tell("there is no note on this paper")
    for problem in reading.problems:
        tell(f"carrel: {problem}")
    return 0


def _given(words: list[str]) -> str:
    if words != ["-"]:
        return " ".join(words)
    text = sys.stdin.read(_MOST_READ + 1)
    if len(text) > _MOST_READ:
        raise CarrelError(f"a note has {MAX_NOTE // 1024} KiB at most")
    return text


def _edit(reading: Reading, paper_id: str) -> None:
    from tui.editing import edited

    before = reading.note(paper_id)
    with edited(before, "note", os.environ) as text:
        if checked_note(text) == before:
            tell("the note is as it was")
        else:
            _write(reading, paper_id, text)


def _write(reading: Reading, paper_id: str, text: str) -> None:
    done = reading.mark(f"note:{text}", [paper_id])
    reading.sync()
    if done is None:
        tell("there was no note" if not checked_note(text) else "the note is as it was")
    elif done.value:
        print("noted" if not done.was else "note changed")
    else:
        print("note taken away")
    if reading.save_due:
        reading.save()
