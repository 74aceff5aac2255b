"""``carrel join ID ID``: one paper of two that are the same, by hand.

Whatever any source says of either stays, under both their ids, and so do the marks of both. They
stay one whatever is added later, until ``carrel split`` parts them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from index.errors import CarrelError, in_one_line
from index.provenance import accounts_of
from index.text import clean
from tui.answering import open_desk, tell, wanted_paper

if TYPE_CHECKING:
    import argparse

    from index.paper import Paper
    from tui.paths import Home
    from tui.reading.reading import Reading


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("ids", metavar="ID", nargs=2, help="a paper, by any of its ids")


def run(args: argparse.Namespace, home: Home) -> int:
    """Join them; 1 if they cannot be joined."""
    desk = open_desk(home)
    library, reading = desk.library, desk.reading
    one, other = (wanted_paper(library, text) for text in args.ids)
    if one != other:
        _keep_marks(reading, [library.columns.id(ordinal) for ordinal in (one, other)])
    paper, gone = library.join(one, other)
    reading.table(library.columns)
    lines = [
        f"stays  {clean(paper.id)}  {clean(paper.title)}",
        f"in it  {clean(gone.id)}  {clean(gone.title)}",
        f"       {_told(reading, paper)}; carrel split {_parting(paper, gone)} parts them again",
    ]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    try:
        library.catch_up()
    except (CarrelError, OSError) as error:
        tell(f"carrel: they are joined, but not indexed yet: {in_one_line(error)}")
    return 0


def _keep_marks(reading: Reading, ids: list[str]) -> None:
    """See to it that what either has stands of both together, before they are joined.

    So nothing is lost if that is never reached. Undo does not take it back, as it takes back
    no joining either.
    """
    reading.mark_together(reading.before_joining(ids), is_step=False)
    reading.sync()


def _told(reading: Reading, paper: Paper) -> str:
    """What stands about it."""
    from index.marktable import DISMISSED, READ, STARRED

    state = reading.state(paper.id)
    told = [
        word
        for word, flag in (("starred", STARRED), ("read", READ), ("dismissed", DISMISSED))
        if state & flag
    ]
    later, tags = reading.later(paper.id), reading.tags(paper.id)
    told += [f"put off until {later}"] if later else []
    told += [f"tagged {' '.join(tags)}"] if tags else []
    told += ["with a note"] if reading.note(paper.id) else []
    return ", ".join(told) or "neither was marked"


def _parting(paper: Paper, gone: Paper) -> str:
    """What is typed behind ``carrel split`` to part them again."""
    theirs = accounts_of(gone)
    numbers = [number for number, each in enumerate(accounts_of(paper), 1) if each in theirs]
    return " ".join((clean(paper.id), *map(str, numbers)))
