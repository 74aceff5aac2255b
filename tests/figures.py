"""The figures of the long proof runs, and the table of them in ``tests/README.md``.

``make torture``, ``make fuzz`` and ``make soak`` call `record` when they are done. What they found
is kept in ``figures.json``, each target's rows with the day of the run, and the table is written
from it; nothing between the two marks is ever written by hand, and a test compares. A figure
names no machine and no path: it says how much was tried and what came of it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGIN = "<!-- figures: begin -->"
END = "<!-- figures: end -->"
KEPT = "figures.json"
TABLE = "README.md"

_FOLDER = Path(__file__).resolve().parent

Figures = dict[str, dict[str, str]]
"""Target → ``date`` and the rows: what was measured → the figure."""

_DATE = "date"


def record(target: str, rows: Mapping[str, str], folder: Path = _FOLDER, date: str = "") -> None:
    """Keep what a target found, in place of what it found before, and write the table.

    Args:
        target: of the Makefile: ``torture``.
        rows: what was measured → the figure, in the order in which they are shown.
        folder: where `KEPT` and `TABLE` stand.
        date: of the run; empty for today.

    Raises:
        ValueError: the table's file has not both marks, once each and in order.
    """
    figures = read(folder)
    day = date or datetime.now(UTC).strftime("%Y-%m-%d")
    figures[target] = {_DATE: day, **rows}
    text = with_table((folder / TABLE).read_text("utf-8"), figures)
    kept = json.dumps(dict(sorted(figures.items())), ensure_ascii=False, indent=2) + "\n"
    (folder / KEPT).write_text(kept, encoding="utf-8", newline="\n")
    (folder / TABLE).write_text(text, encoding="utf-8", newline="\n")


def read(folder: Path = _FOLDER) -> Figures:
    """What is kept; nothing when there is none."""
    try:
        return cast("Figures", json.loads((folder / KEPT).read_text("utf-8")))
    except FileNotFoundError:
        return {}


def with_table(text: str, figures: Figures) -> str:
    """A text with the table of the figures between its two marks.

    Raises:
        ValueError: the marks are not there, once each and in order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in after or END in after:
        raise ValueError(f"{TABLE} needs {BEGIN} and {END} once each, in that order")
    return "\n".join((before + BEGIN, "", *_lines(figures), "", END + after))


def _lines(figures: Figures) -> list[str]:
    lines = ["| target | what | figure | run on |", "|---|---|---|---|"]
    for target, rows in sorted(figures.items()):
        shown = f"`make {target}`"
        for what, figure in rows.items():
            if what != _DATE:
                lines.append(f"| {shown} | {_cell(what)} | {_cell(figure)} | {rows[_DATE]} |")
    return lines


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
