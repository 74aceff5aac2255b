"""``carrel stats``: what the library holds, what was done with it by day, and what is left.

The overview of the reader as plain lines, as wide as the terminal, or as one JSON object. Nothing
is searched and no index is loaded.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from index.text import clean
from tui.answering import open_desk, put
from tui.commandparser import count_of
from tui.export.json_text import dump
from tui.readable import is_read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tui.overview.figures import Figures
    from tui.paths import Home

_LONGEST = 3_660
"""Ten years of days."""

_WIDEST, _IN_A_FILE = 120, 80
"""Cells at most, and where there is no terminal."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--days",
        metavar="N",
        type=count_of("days", _LONGEST),
        default=None,
        help="look back over the last N days (default: half a year)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Tell it; 0 also where there are no papers."""
    from tui.overview.figures import DAYS, figures_of

    desk = open_desk(home)
    reading = desk.reading
    figures = figures_of(
        desk.library.columns, desk.marks, reading.decided(), reading.today, args.days or DAYS
    )
    put([dump(_object(figures))] if args.json else _lines(figures))
    return 0


def _lines(figures: Figures) -> Iterator[str]:
    from tui.overview.figure_lines import figure_sections
    from tui.overview.lines import overview_lines, plain

    width = min(shutil.get_terminal_size().columns, _WIDEST) if is_read() else _IN_A_FILE
    for line in overview_lines(figure_sections(figures, width)):
        yield plain(line.runs)[2:]


def _object(figures: Figures) -> dict[str, object]:
    activity = figures.activity
    columns = ("added", "decided", "read", "starred", "left")
    rows = zip(*(getattr(activity, name) for name in columns), strict=True)
    return {
        "papers": figures.papers,
        **{word: count for word, _, count in figures.states},
        "days": [
            {"day": activity.day(place).isoformat(), **dict(zip(columns, row, strict=True))}
            for place, row in enumerate(rows)
        ],
        **{
            f"{group.field}s": [
                {"name": clean(each.label), "papers": each.papers, "left": each.left}
                for each in group.shares
            ]
            for group in figures.groups
        },
    }
