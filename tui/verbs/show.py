"""``carrel show ID``: one paper, whole, and on request who says what of it.

On a terminal it is laid out as the reader's detail pane; into a pipe go the same lines, at the
same measure. ``--sources`` numbers the sources, and below them names for each field those whose
word is shown and what the others say; ``carrel split`` takes these numbers.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from index.provenance import accounts_of
from index.testimony import testimonies
from tui.answering import open_desk, wanted_paper
from tui.export.json_text import dump
from tui.readable import is_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from index.paper import Account, Paper
    from index.testimony import Testimony
    from tui.answering import Desk
    from tui.paths import Home

_NARROWEST = 40
_UNKNOWN = "not known"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", metavar="ID", help="the paper, by any of its ids")
    parser.add_argument(
        "--sources",
        action="store_true",
        help="say where each field comes from, and what others say",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Show it; 1 if the library does not have the paper."""
    desk = open_desk(home)
    ordinal = wanted_paper(desk.library, args.id)
    paper = desk.library.paper(ordinal)
    if args.json:
        lines = [dump(_object(paper))]
    else:
        from tui.detail import MEASURE

        width = shutil.get_terminal_size().columns - 1 if is_read() else MEASURE
        lines = _laid_out(desk, paper, ordinal, max(width, _NARROWEST))
        if args.sources:
            lines += ["", *_sources(paper, max(width, _NARROWEST))]
    text = "".join(f"{line.rstrip()}\n" for line in lines)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def _laid_out(desk: Desk, paper: Paper, ordinal: int, width: int) -> list[str]:
    from tui.detail import Detail, detail_lines

    reading = desk.reading
    detail = Detail(
        paper,
        desk.marks.flags[ordinal],
        reading.tags(paper.id),
        note=reading.note(paper.id),
        later=reading.later(paper.id),
        reason=reading.reason(paper.id),
        read_at=reading.read_at(paper.id),
    )
    return ["".join(text for text, _ in line) for line in detail_lines(detail, width)]


def _sources(paper: Paper, width: int) -> Iterator[str]:
    """The sources by number, and then each field with those who say so and what others say."""
    from index.day import day_label
    from tui.render import shown
    from tui.wrapping import fit

    accounts = accounts_of(paper)
    for number, account in enumerate(accounts, 1):
        day = day_label(account.read[:10], None)
        parts = (account.kind or _UNKNOWN, account.source, f"read {day}" if day else "")
        yield fit(f"{number:>2}  " + " · ".join(shown(part) for part in parts if part), width)
    for name in paper.joined:
        yield fit(f"    joined by hand with {shown(name)}", width)
    for name in paper.apart:
        yield fit(f"    parted by hand from {shown(name)}", width)
    yield ""
    said = testimonies(paper)
    names = [shown(each.field) for each in said]
    named = max(map(len, names), default=0)
    numbers = [",".join(str(place + 1) for place in each.sources) or "all" for each in said]
    numbered = max(map(len, numbers), default=0)
    for name, agree, each in zip(names, numbers, said, strict=True):
        yield fit(f"{name:<{named}}  {agree:>{numbered}}  {shown(each.value)}", width)
        for place, text in each.others:
            yield fit(f"{'':<{named}}  {place + 1:>{numbered}}  {shown(text)}", width)


def _object(paper: Paper) -> dict[str, object]:
    from index.record import to_record

    record = to_record(paper)
    record.pop("accounts", None)
    return {
        "paper": record,
        "sources": [_account(number, each) for number, each in enumerate(accounts_of(paper), 1)],
        "fields": {each.field: _testimony(each) for each in testimonies(paper)},
    }


def _account(number: int, account: Account) -> dict[str, object]:
    return {
        "number": number,
        "kind": account.kind or None,
        "source": account.source,
        "read": account.read or None,
    }


def _testimony(each: Testimony) -> dict[str, object]:
    return {
        "value": each.value,
        "sources": [place + 1 for place in each.sources],
        "others": [{"source": place + 1, "value": text} for place, text in each.others],
    }
