"""``carrel log [ID]``: what was done about papers, when, and on which machine; the newest last.

Reads the journals of all machines. On a terminal each action is a line fitted to its width; into
a pipe go whole lines with tabs between time, host, action, ``undone`` or nothing, ids and title.
Times are local; `--json` has them in UTC. Nothing is written.

A paper need not be in the library: what was done about it stands in the journals all the same.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from index.library import Library
from index.text import clean, printable
from tui.answering import find_paper, tell
from tui.export.json_text import dump
from tui.readable import is_read
from tui.reading.deciding import taken_back
from tui.reading.host import host_name
from tui.reading.log import FILE, UNDO
from tui.reading.reading import Reading
from tui.reading.valued import KEYS
from tui.saying import decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.paths import Home
    from tui.reading.log import Entry

_LIMIT = 50
_HOST_WIDTH = 14
_WHAT_WIDTH = 28
_TITLE_WIDTH = 16
_HANDMADE, _MERGED = "reading.toml", "merged"
"""What stands for the host of a decision found in the file, and of one from another place."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "id", metavar="ID", nargs="?", help="one paper, by any of its ids; none: all papers"
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=_limit,
        default=_LIMIT,
        help=f"the newest N actions only (default: {_LIMIT})",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Print the actions; 1 if nothing is known about the paper asked for."""
    library = Library(home.papers, home.cache)
    library.open_columns()
    reading = Reading.open(home.journals, host_name(os.environ))
    ordinal = find_paper(library, args.id) if args.id else None
    entries = reading.log(_concerns(library, ordinal, args.id) if args.id else None)
    for problem in (*library.problems, *reading.problems):
        tell(f"carrel: {problem}")
    if args.id and ordinal is None and not entries:
        tell(f"carrel: no such paper in the library or in a journal: {printable(args.id, 200)}")
        return 1
    newest = entries[-args.limit :]
    titles = _titles(library, newest)
    if args.json:
        lines = [dump(_object(newest, len(entries), titles))]
    else:
        lines = list(_lines(newest, titles))
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if not args.json:
        tell(_summary(len(newest), len(entries)))
    return 0


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text)):
        raise argparse.ArgumentTypeError(f"not a number of actions: {text[:40]!r}")
    return int(text)


def _concerns(library: Library, ordinal: int | None, text: str) -> Callable[[str], bool]:
    """Whether an id is one of the paper that is asked for."""
    known: dict[str, bool] = {}

    def concerns(paper_id: str) -> bool:
        found = known.get(paper_id)
        if found is None:
            is_it = ordinal is not None and library.find(paper_id) == ordinal
            found = known[paper_id] = is_it or paper_id == text
        return found

    return concerns


def _titles(library: Library, entries: Sequence[Entry]) -> dict[str, str]:
    ids = {paper_id for entry in entries for paper_id in entry.ids}
    ordinals = library.columns.find_many(ids)
    return {paper_id: library.columns.title(ordinal) for paper_id, ordinal in ordinals.items()}


class _Line(NamedTuple):
    """An action in one line."""

    when: datetime
    host: str
    what: str
    undone: str
    ids: str
    title: str


def _lines(entries: Sequence[Entry], titles: dict[str, str]) -> Iterator[str]:
    lines = [_line(entry, titles) for entry in entries]
    if not is_read():
        for line in lines:
            yield "\t".join((f"{line.when:%Y-%m-%d %H:%M:%S}", *line[1:]))
        return
    yield from _fitted(lines, shutil.get_terminal_size().columns)


def _line(entry: Entry, titles: dict[str, str]) -> _Line:
    from tui.render import shown

    first, *others = entry.ids
    title = shown(titles[first]) if first in titles else printable(first, None)
    return _Line(
        datetime.fromisoformat(entry.at).astimezone(),
        entry.host or (_HANDMADE if entry.kind == FILE else _MERGED),
        _what(entry),
        "undone" if entry.undone else "",
        " ".join(printable(paper_id, None) for paper_id in entry.ids),
        f"{title} and {len(others):,} more" if others else title,
    )


def _what(entry: Entry) -> str:
    changes = taken_back(entry.changes) if entry.kind == UNDO else entry.changes
    said = " ".join(dict.fromkeys(map(decided, changes)))
    return f"{entry.kind} {said}" if entry.of else said


def _fitted(lines: Sequence[_Line], width: int) -> Iterator[str]:
    from tui.cells import cell_len
    from tui.wrapping import fit

    whats = [f"{line.what}, undone" if line.undone else line.what for line in lines]
    host_width = min(max((cell_len(line.host) for line in lines), default=0), _HOST_WIDTH)
    what_width = min(max(map(cell_len, whats), default=0), _WHAT_WIDTH)
    for line, what in zip(lines, whats, strict=True):
        parts = [f"{line.when:%Y-%m-%d %H:%M}", fit(line.host, host_width), fit(what, what_width)]
        text = "  ".join(parts)
        room = width - cell_len(text) - 3  # between them, and the last cell
        if room >= _TITLE_WIDTH:
            text += f"  {fit(line.title, room)}"
        yield (text if cell_len(text) < width else fit(text, width - 1)).rstrip()


def _object(entries: Sequence[Entry], total: int, titles: dict[str, str]) -> dict[str, object]:
    return {
        "total": total,
        "actions": [
            {
                "at": entry.at,
                "host": entry.host or None,
                "kind": entry.kind,
                "changes": [
                    {"verb": verb, "ids": [clean(one) for one in ids]}
                    | ({KEYS[verb]: value} if value else {})
                    for verb, ids, value, _ in entry.changes
                ],
                "undone": entry.undone,
                "of": entry.of or None,
            }
            for entry in entries
        ],
        "titles": {clean(paper_id): clean(title) for paper_id, title in sorted(titles.items())},
    }


def _summary(count: int, total: int) -> str:
    if not total:
        return "nothing was done yet"
    actions = "action" if total == 1 else "actions"
    if count == total:
        return f"{total:,} {actions}"
    return f"the newest {count:,} of {total:,} {actions}; --limit N shows more"
