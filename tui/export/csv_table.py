"""Comma-separated values (RFC 4180) for spreadsheets and scripts.

A spreadsheet runs a cell that looks like a formula, whoever wrote it; such a cell starts with
an apostrophe here, which spreadsheets take as "this is text". Quotes before it count for nothing,
since some take them off. Where semicolons part cells, quoting does not help: they get a blank
behind them before what would begin a formula there. A row is one line: the lines of a note have a
stroke between them. Scripts that need the exact text have the JSON formats.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from index.day import day_label
from index.text import clean
from tui.export.names import names
from tui.export.publication import publication
from tui.reading.valued import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.export.entry import Entry

COLUMNS = (
    "key",
    "id",
    "title",
    "authors",
    "venue",
    "year",
    "day",
    "url",
    "doi",
    "arxiv",
    "tags",
    "keywords",
    "starred",
    "later",
    "reason",
    "note",
    "abstract",
)
"""The header row."""

_FORMULA = re.compile(r"[\s\"'“”‘’«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−]")
_CELL_WITHIN = re.compile(r";(?=[\"'“”‘’«»]*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_SEPARATOR = "; "


def render(entries: Sequence[Entry]) -> str:
    """A whole ``.csv`` file: a header, then a row a paper in the order given."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(map(_cell, _row(entry)))
    return stream.getvalue()


def _row(entry: Entry) -> tuple[str, ...]:
    paper = entry.paper
    facts = publication(paper)
    return (
        entry.key,
        paper.id,
        paper.title,
        _SEPARATOR.join(name.written for name in names(paper.authors)),
        facts.venue,
        str(facts.year or ""),
        next((_day(listing.day) for listing in paper.listings if listing.day), ""),
        facts.url,
        facts.doi,
        facts.arxiv,
        _SEPARATOR.join(entry.tags),
        _SEPARATOR.join(paper.keywords),
        "yes" if entry.starred else "",
        entry.later,
        entry.reason,
        on_one_line(entry.note),
        paper.abstract,
    )


def _day(day: str) -> str:
    """``2025-03-12``; a day without a year as ``Mar 12``."""
    return day if day[:1].isdigit() else day_label(day, None)


def _cell(text: str) -> str:
    shown = clean(text).strip()
    shown = _CELL_WITHIN.sub("; ", shown)
    return f"'{shown}" if _FORMULA.match(shown) else shown
