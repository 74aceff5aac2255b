"""Carrel's own JSON Lines: what the paper log holds and ``export --format jsonl`` writes.

Papers keep what they say of themselves, listings and the time they were added included, so that
a library can be carried from one machine to another.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.record import from_record
from index.sources.json_lines import LONGEST_LINE, line_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_MARKED: Final = re.compile(r'^[ \t]*\{[^\n]*"carrel"\s*:\s*\d', re.MULTILINE)


class CarrelLines:
    """Papers as Carrel writes them, one JSON object a line."""

    name: Final = "Carrel's JSON Lines"
    kind: Final = "carrel"
    longest_line: Final = LONGEST_LINE

    def detects(self, head: str) -> bool:
        """Whether any of the first lines says that it is a paper of Carrel's."""
        return _MARKED.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each line that is not empty."""
        for number, record in line_records(lines):
            try:
                if isinstance(record, CarrelError):
                    raise record
                paper = from_record(record)
            except CarrelError as error:
                yield origin.problem(number, error.problem.message, error.problem.hint)
            else:
                yield paper if paper.added else replace(paper, added=origin.added)
