"""``carrel words``: the words that more papers have in the last weeks than in the months before.

Among all papers, and among the starred ones. On standard output a line a word: how many of the
recent papers have it, how many of those before. Into a pipe go tabs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index.text import clean
from tui.answering import open_desk, put, tell
from tui.commandparser import count_of
from tui.export.json_text import dump
from tui.readable import is_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from index.recommending.rising import RisingWord
    from tui.paths import Home

_LIMIT = 20
_LARGEST = 1_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--limit",
        metavar="N",
        type=count_of("words", _LARGEST),
        default=_LIMIT,
        help=f"the first N words of each list only (default: {_LIMIT})",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """List them; 0 also where none rises."""
    import numpy as np

    from index.marktable import STARRED

    desk = open_desk(home)
    desk.compare()
    recommender, today = desk.library.recommender, date.today()
    starred = np.frombuffer(bytes(desk.marks.flags), dtype=np.uint8) & STARRED > 0
    found = {
        "papers": recommender.rising(today, limit=args.limit) or [],
        "starred": recommender.rising(today, starred, args.limit) or [],
    }
    if args.json:
        lines = [dump({name: list(map(_object, words)) for name, words in found.items()})]
    else:
        lines = [*_lines("", found["papers"]), *_lines("starred", found["starred"])]
    put(lines)
    if not args.json and not found["papers"]:
        tell("no word rises: that takes papers of the last four weeks and of the months before")
    return 0


def _lines(among: str, words: Sequence[RisingWord]) -> Iterator[str]:
    from tui.cells import cell_len
    from tui.render import shown
    from tui.wrapping import fit

    if not is_read():
        for each in words:
            counts = (each.recent, each.recent_papers, each.before, each.before_papers)
            yield "\t".join((among or "papers", shown(each.word), *map(str, counts)))
        return
    if words:
        yield f"rising among {among or 'all'} papers"
    width = max((cell_len(shown(each.word)) for each in words), default=0)
    for each in words:
        now = f"{each.recent:,} of {each.recent_papers:,}"
        then = f"{each.before:,} of {each.before_papers:,}"
        yield f"  {fit(shown(each.word), width)}  {now}, before {then}"


def _object(word: RisingWord) -> dict[str, object]:
    return {
        "word": clean(word.word),
        "recent": word.recent,
        "recent_papers": word.recent_papers,
        "before": word.before,
        "before_papers": word.before_papers,
    }
