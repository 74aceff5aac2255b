"""``carrel search QUERY``: papers that match, one a line, or as one JSON object.

Standard output gets the papers, standard error the total and whatever else there is to say. On a
terminal each line is fitted to its width, and papers with only some of the words follow below a
rule; into a pipe go whole lines with tabs between state, id, title and venue or day, and only of
papers that match.

Options become part of the query, so that its text alone asks for the same again.

A query that is wrong is a problem with data, not with usage: exit code 1, and the place is
pointed at.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

from index.errors import did_you_mean
from index.query.directives import sort_named
from index.query.query import SORTS, Query, QueryError
from tui.answering import find, tell
from tui.export.json_text import dump
from tui.listlines import SOME
from tui.readable import is_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.marktable import MarkTable
    from index.results import Results
    from tui.answering import Found
    from tui.paths import Home

_ID_WIDTH = 24
_PLACE_WIDTH = 20
_TITLE_WIDTH = 24
_CONTEXT = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="as in the search bar; none lists every paper; "
        "put -- before one that begins with a minus",
    )
    parser.add_argument("--limit", metavar="N", type=_limit, help="the first N papers only")
    parser.add_argument(
        "--sort",
        metavar="NAME",
        type=_sort,
        help=f"{', '.join(SORTS)}, or --sort=-NAME to turn one round; "
        "default: relevance, without words day",
    )
    words = parser.add_mutually_exclusive_group()
    words.add_argument(
        "--any", dest="match", action="store_const", const="any", help="with any of the words"
    )
    words.add_argument(
        "--all", dest="match", action="store_const", const="all", help="with all of them only"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Search; 0 also when nothing matches, 1 when the query is wrong."""
    text = " ".join(args.query)
    try:
        query = _with_options(Query.parse(text), args)
    except QueryError as error:
        _point(text, error)
        return 1
    found = find(query, home)
    suggestion = _suggestion(found)
    if args.json:
        _write([dump(_object(found, suggestion))])
        return 0
    _write(_lines(found))
    tell(_summary(found.results, suggestion) + _order_note(found))
    return 0


def _with_options(query: Query, args: argparse.Namespace) -> Query:
    if args.sort:
        query = query.with_sort(args.sort)
    if args.limit:
        query = query.with_limit(args.limit)
    return query.with_match(args.match) if args.match else query


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text)):
        raise argparse.ArgumentTypeError(f"not a number of papers: {text[:40]!r}")
    return int(text)


def _sort(text: str) -> str:
    name = sort_named(text)
    if name is None:
        hint = did_you_mean(text, SORTS) or f"there are {', '.join(SORTS)}"
        raise argparse.ArgumentTypeError(f"no order is called {text!r}; {hint}")
    return name


def _suggestion(found: Found) -> Query | None:
    query = found.results.query
    if found.results.total or not query.needs_text:
        return None
    return found.library.suggest(query, found.marks)


class _Line(NamedTuple):
    """A paper in one line."""

    state: str
    id: str
    title: str
    place: str
    """Its venue, or else the day it was listed."""


def _lines(found: Found) -> Iterator[str]:
    results, marks = found.results, found.marks
    lines = [_line(results, marks, place) for place in range(results.listed)]
    if not is_read():
        yield from map("\t".join, lines)
        return
    width = shutil.get_terminal_size().columns
    yield from _fitted(lines, width)
    if results.others:
        others = [_line(results, marks, place) for place in range(results.listed, len(results))]
        yield f"─── {SOME} ".ljust(width - 1, "─")
        yield from _fitted(others, width)


def _line(results: Results, marks: MarkTable, place: int) -> _Line:
    from index.day import day_label
    from index.marktable import STARRED
    from tui.render import STAR_GLYPH, shown, state_glyph

    row = results.row(place)
    flags = marks.flags[row.ordinal]
    star = STAR_GLYPH if flags & STARRED else " "
    where = row.venue or day_label(row.day, row.year)
    if rise := marks.rises.get(row.ordinal):  # known where the query asks for what rose
        where = f"{rise[0]:,} → {rise[1]:,} upvotes"
    return _Line(state_glyph(flags) + star, shown(row.id), shown(row.title), shown(where))


def _fitted(lines: list[_Line], width: int) -> Iterator[str]:
    from tui.cells import cell_len
    from tui.wrapping import fit, fit_right

    id_width = min(max((cell_len(line.id) for line in lines), default=0), _ID_WIDTH)
    place_width = min(max((cell_len(line.place) for line in lines), default=0), _PLACE_WIDTH)
    title_width = width - id_width - place_width - 8  # between them, and the last cell
    if title_width < _TITLE_WIDTH:  # a title that can be read is worth more than the rest
        title_width, place_width = title_width + place_width + 2, 0
    for state, paper_id, title, place in lines:
        line = f"{state} {fit(paper_id, id_width)}  {fit(title, title_width)}"
        if place_width:
            line += f"  {fit_right(place, place_width)}"
        yield (line if cell_len(line) < width else fit(line, width - 1)).rstrip()


def _object(found: Found, suggestion: Query | None) -> dict[str, object]:
    results, marks = found.results, found.marks
    papers = [_paper_object(results, marks, place) for place in range(len(results))]
    if found.standing is not None:
        for place, paper in enumerate(papers):
            paper["outside"] = bool(found.standing.outside[results.ordinal(place)])
    told: dict[str, object] = {
        "query": str(results.query),
        "total": results.total,
        "papers": papers[: results.listed],
        "others": papers[results.listed :],
    }
    if suggestion is not None:
        told["suggestion"] = str(suggestion)
    return {**told, "unindexed": results.unindexed} if results.unindexed else told


def _paper_object(results: Results, marks: MarkTable, place: int) -> dict[str, object]:
    from index.marktable import DISMISSED, READ, STARRED
    from index.text import clean

    row = results.row(place)
    flags = marks.flags[row.ordinal]
    rise = marks.rises.get(row.ordinal)
    return {
        "id": clean(row.id),
        "title": clean(row.title),
        "score": None if results.scores is None else round(results.score(place), 6),
        "authors": clean(row.authors_short),
        "venue": clean(row.venue),
        "year": row.year,
        "day": row.day,
        "source": clean(row.source),
        "rank": row.rank,
        "read": bool(flags & READ),
        "starred": bool(flags & STARRED),
        "dismissed": bool(flags & DISMISSED),
        "tags": sorted(clean(tag) for tag, papers in marks.tags.items() if row.ordinal in papers),
        **({"rose": {"from": rise[0], "to": rise[1]}} if rise else {}),
    }


def _asked(query: Query) -> str:
    """What papers are asked for: neither in which order nor how many of them."""
    return str(query.with_sort("").with_limit(None))


def _summary(results: Results, suggestion: Query | None) -> str:
    total, count = results.total, results.listed
    if not total:
        asked = _asked(results.query)
        summary = f"no papers match {asked}" if asked else "the library has no papers"
    else:
        papers = "paper" if total == 1 else "papers"
        summary = f"{total:,} {papers}" if count == total else f"{count:,} of {total:,} {papers}"
    if suggestion is not None:
        summary += f"; did you mean {_asked(suggestion)}?"
    if results.others:
        have, them = ("has", "it") if results.others == 1 else ("have", "them")
        more = " more" if total else ""
        summary += f"; {results.others:,}{more} {have} {SOME}"
        summary += "" if is_read() else f" (--any lists {them})"
    if results.unindexed:
        summary += f"; {results.unindexed:,} are not indexed yet and were not searched"
    return summary


def _order_note(found: Found) -> str:
    """What is to be said of the order of scores."""
    standing = found.standing
    if standing is None:
        return ""
    note = f"; {standing.note}" if standing.note else ""
    muted = int(standing.muted.sum())
    hidden = f"; {muted:,} muted (is:muted lists {'it' if muted == 1 else 'them'})" if muted else ""
    return note + hidden


def _point(text: str, error: QueryError) -> None:
    """Show what is wrong, and below it the query with the place underlined."""
    from tui.cells import cell_len

    # Sign for sign, so that the offsets still hold.
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    first, last = max(0, error.start - _CONTEXT), min(len(text), error.start + _CONTEXT)
    before, part = shown[first : error.start], shown[error.start : min(error.end, last)]
    tell(f"carrel: {error}")
    print(f"  {before}{shown[error.start : last]}", file=sys.stderr)
    print(f"  {' ' * cell_len(before)}{'^' * max(1, cell_len(part))}", file=sys.stderr)


def _write(lines: Iterable[str]) -> None:
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
