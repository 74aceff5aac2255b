"""``carrel related ID``: the papers most like one, and what they share with it.

Standard output gets the papers, standard error what else there is to say. On a terminal each paper
has a line fitted to its width, and below it what it shares; into a pipe go whole lines with tabs
between score, state, id, title, words, authors and links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text import clean
from tui.answering import open_desk, put, tell, wanted_paper
from tui.commandparser import count_of
from tui.export.json_text import dump
from tui.readable import is_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from index.recommending.reasons import Neighbour
    from tui.answering import Desk
    from tui.paths import Home

_LIMIT = 20
_LARGEST = 1_000
_ID_WIDTH = 24


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", metavar="ID", help="the paper, by any of its ids")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=count_of("papers", _LARGEST),
        default=_LIMIT,
        help=f"the first N papers only (default: {_LIMIT})",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """List them; 1 if the library does not have the paper."""
    desk = open_desk(home)
    ordinal = wanted_paper(desk.library, args.id)
    desk.compare()
    found = desk.library.recommender.related(ordinal, args.limit)
    neighbours = found or []
    if args.json:
        lines = [dump(_object(desk, ordinal, neighbours))]
    elif is_read():
        lines = list(_told(desk, neighbours))
    else:
        lines = ["\t".join(_cells(desk, each)) for each in neighbours]
    put(lines)
    if found is None:
        tell("carrel: the papers could not be compared; try again later")
        return 1
    if not args.json:
        tell(_summary(desk, ordinal, neighbours))
    return 0


def _summary(desk: Desk, ordinal: int, neighbours: Sequence[Neighbour]) -> str:
    from tui.render import shown

    title = shown(desk.library.columns.title(ordinal))
    if not neighbours:
        return f"no paper shares a telling word with {title}"
    papers = "paper" if len(neighbours) == 1 else "papers"
    return f"{len(neighbours):,} {papers} like {title}"


def _cells(desk: Desk, neighbour: Neighbour) -> tuple[str, ...]:
    from index.marktable import STARRED
    from tui.render import STAR_GLYPH, shown, state_glyph

    row = desk.library.columns.row(neighbour.ordinal)
    flags = desk.marks.flags[row.ordinal]
    star = STAR_GLYPH if flags & STARRED else " "
    reason = neighbour.reason
    told = (", ".join(map(shown, part)) for part in (reason.words, reason.authors, reason.links))
    return (
        f"{neighbour.score:.2f}",
        state_glyph(flags) + star,
        shown(row.id),
        shown(row.title),
        *told,
    )


def _told(desk: Desk, neighbours: Sequence[Neighbour]) -> Iterator[str]:
    from tui.cells import cell_len
    from tui.wrapping import fit

    lines = [_cells(desk, each) for each in neighbours]
    id_width = min(max((cell_len(cells[2]) for cells in lines), default=0), _ID_WIDTH)
    for score, state, paper_id, title, *told in lines:
        yield f"{score}  {state} {fit(paper_id, id_width)}  {title}"
        yield f"{' ' * 9}{' · '.join(part for part in told if part)}"


def _object(desk: Desk, ordinal: int, neighbours: Sequence[Neighbour]) -> dict[str, object]:
    columns = desk.library.columns
    return {
        "id": clean(columns.id(ordinal)),
        "title": clean(columns.title(ordinal)),
        "papers": [
            {
                "id": clean(columns.id(each.ordinal)),
                "title": clean(columns.title(each.ordinal)),
                "score": round(each.score, 6),
                "words": list(map(clean, each.reason.words)),
                "authors": list(map(clean, each.reason.authors)),
                "links": list(map(clean, each.reason.links)),
            }
            for each in neighbours
        ],
    }
