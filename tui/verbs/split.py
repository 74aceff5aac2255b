"""``carrel split ID N...``: two papers of one, where sources that mean another one were joined.

The numbers are those of ``carrel show ID --sources``. The paper that keeps its id keeps what was
marked under it, and the other begins unread; both stay apart whatever is added later.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.text import clean
from tui.answering import open_desk, tell, wanted_paper
from tui.commandparser import count_of

if TYPE_CHECKING:
    import argparse

    from tui.paths import Home

_LARGEST = 1_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", metavar="ID", help="the paper, by any of its ids")
    parser.add_argument(
        "sources",
        metavar="N",
        nargs="+",
        type=count_of("a source", _LARGEST),
        help="a source that means another paper, as carrel show ID --sources numbers them",
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Part it; 1 if it cannot be parted so."""
    desk = open_desk(home)
    ordinal = wanted_paper(desk.library, args.id)
    stays, leaves = desk.library.part(ordinal, {number - 1 for number in args.sources})
    for word, paper in (("stays", stays), ("new", leaves)):
        line = f"{word:<6} {clean(paper.id)}  {clean(paper.title)}\n"
        sys.stdout.buffer.write(line.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    try:
        desk.library.catch_up()
    except (CarrelError, OSError) as error:
        tell(f"carrel: they are parted, but not indexed yet: {error}")
    return 0
