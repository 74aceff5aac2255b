"""``carrel export``: papers out, as a bibliography or a table.

The file or standard output gets the papers, standard error the count. Nothing of the screen is
loaded, and the full-text index only by a query that asks about words.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from tui.answering import find, tell
from tui.export.registry import FORMATS, by_name, for_file

if TYPE_CHECKING:
    import argparse

    from index.paper import Paper
    from tui.export.registry import Format
    from tui.paths import Home
    from tui.reading.reading import Reading

_DEFAULT_QUERY = "is:starred"
_STANDARD_OUTPUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        default=_DEFAULT_QUERY,
        help=f"which papers, as in the search bar (default: {_DEFAULT_QUERY}; '' for all)",
    )
    parser.add_argument(
        "--format",
        choices=[known.name for known in FORMATS],
        help=f"how they are written (default: as FILE's ending says, else {FORMATS[0].name})",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default=_STANDARD_OUTPUT,
        help="where to (default: standard output)",
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Export; 0 also when no paper matches, which leaves a valid, empty file."""
    from tui.export.writing import export_text, write_text

    path = None if args.output == _STANDARD_OUTPUT else Path(args.output)
    form = by_name(args.format) if args.format else for_file(path)
    papers, reading = _matching(args.query, home)
    text = export_text(papers, reading, form)
    if path is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        write_text(path, text)
    tell(_summary(papers, args.query, form, path))
    return 0


def _matching(query: str, home: Home) -> tuple[list[Paper], Reading]:
    """The papers, in the order of a search, and the marks that go with them.

    Raises:
        CarrelError: the query is wrong, or papers that might match are not indexed yet.
    """
    from index.query.query import Query

    found = find(Query.parse(query), home)
    results, library = found.results, found.library
    if results.unindexed:
        raise CarrelError(
            f"{results.unindexed:,} papers are not indexed yet and might be missing",
            hint="export again when they are",
        )
    matching = results.ordinals[: results.listed]  # never those with only some of the words
    return [library.paper(ordinal) for ordinal in matching], found.reading


def _summary(papers: list[Paper], query: str, form: Format, path: Path | None) -> str:
    if not papers:
        return f"no papers match {query}" if query.strip() else "the library has no papers"
    count = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
    return f"{count} → {path}" if path else f"{count} as {form.label}"
