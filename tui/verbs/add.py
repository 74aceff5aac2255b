"""``carrel add``: papers in, from saved pages, feeds, records and bibliographies.

Standard output gets the report, standard error the progress. Adding the same again is always
safe: nothing is taken in twice.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from index.library import Library
    from index.report import ImportReport, Progress
    from tui.paths import Home

_STANDARD_INPUT = "-"
_SHOWN_PROBLEMS = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a saved page, a feed, JSON, BibTeX, RIS, packed or not; a folder or zip archive of"
        " such; - for standard input",
    )
    parser.add_argument(
        "--year", type=_year, metavar="YEAR", help="the year of days that are given without one"
    )
    parser.add_argument(
        "--source",
        type=_source,
        metavar="NAME",
        default="",
        help="what to call the page in the reader (default: the name of the file)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def _year(text: str) -> int:
    import argparse

    if not (text.isascii() and text.isdecimal() and len(text) == 4 and text > "1000"):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a year like 2025")
    return int(text)


def _source(text: str) -> str:
    import argparse

    from index.record import LONGEST_FIELD

    if len(text) > LONGEST_FIELD:
        raise argparse.ArgumentTypeError(f"longer than {LONGEST_FIELD:,} characters")
    return text


def run(args: argparse.Namespace, home: Home) -> int:
    """Add; 0, or 1 when anything could not be taken in."""
    from index.adding import Input
    from index.library import Library

    paths = _without_feed_lists(args.paths, home)
    if not paths:
        return 0
    inputs = [
        Input(None if path == _STANDARD_INPUT else Path(path), args.source, args.year)
        for path in paths
    ]
    library = Library(home.papers, home.cache)
    began = time.monotonic()
    with _progress_bar() as on_progress:
        report = library.add(inputs, on_progress)
        indexed = make_findable(library, on_progress)
    if args.json:
        _print_json(report)
    else:
        seconds = time.monotonic() - began
        yearless = _yearless(library) if report.added and args.year is None else 0
        _print_report(report, seconds, yearless)
    return 0 if indexed and not report.problems else 1


def _without_feed_lists(paths: Sequence[str], home: Home) -> list[str]:
    """The paths that hold papers; feeds that others list are followed from now on."""
    from tui.feeds.lists import follow_all, is_feed_list

    lists = [path for path in paths if path != _STANDARD_INPUT and is_feed_list(Path(path))]
    for path in lists:
        count = len(follow_all(Path(path), home.config_file))
        noun = "feed is" if count == 1 else "feeds are"
        said = f"{count:,} {noun} followed now; carrel fetch brings their papers"
        print(said if count else "its feeds are followed already; carrel feeds lists them")
    return [path for path in paths if path not in lists]


def _yearless(library: Library) -> int:
    """How many of the papers that came in last were listed on a day of no known year."""
    from index.marktable import MarkTable
    from index.query.query import Query

    marks = MarkTable.empty(len(library))
    newest = library.search(Query.parse("is:new"), marks)
    days = (count for count in library.facets(newest, marks) if count[0] == "day")
    return sum(number for _, day, number in days if day.startswith("--"))


def make_findable(library: Library, on_progress: Callable[[Progress], None] | None) -> bool:
    """Make the papers findable; when that fails they are in all the same, so it is only told."""
    from index.errors import CarrelError, in_one_line

    try:
        library.catch_up(on_progress)
    except (CarrelError, OSError) as error:
        reason = in_one_line(error)
        print(f"carrel: the papers are in, but not indexed yet: {reason}", file=sys.stderr)
        return False
    return True


@contextlib.contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """A bar on standard error while it is a terminal; it is gone when the work is done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    label = TextColumn("{task.description}", markup=False)
    console = Console(stderr=True)
    with Bar(label, BarColumn(), TaskProgressColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(progress: Progress) -> None:
            total = progress.total or None
            bar.update(task, description=progress.label, completed=progress.done, total=total)

        yield show


def _print_report(report: ImportReport, seconds: float, yearless: int) -> None:
    lines = (
        ("read", report.read, f"records, in {seconds:.1f} s"),
        ("added", report.added, "papers the library did not have"),
        ("merged", report.merged, "records that told more about a known paper"),
        ("unchanged", report.unchanged, "records that told nothing new"),
        ("skipped", report.skipped, "records that could not be taken in as they are"),
    )
    is_table = report.read or not report.problems
    for word, count, meaning in lines if is_table else ():
        print(f"{word:<9}{count:>9,}  {meaning}")
    from index.text import printable

    for note in report.notes:
        print(printable(note, None))
    if yearless:
        has = "paper has a day" if yearless == 1 else "papers have a day"
        print(f"{yearless:,} {has} without a year; adding again with --year YEAR gives it one")
    if report.problems and is_table:
        print()
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        print(printable(str(problem), None))
    if more := len(report.problems[_SHOWN_PROBLEMS:]) + report.untold:
        print(f"and {more:,} more problems")


def _print_json(report: ImportReport) -> None:
    from tui.export.json_text import dump

    print(dump(report.to_json()))
