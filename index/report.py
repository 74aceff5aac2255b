"""What an import did, and how far it is: values for a verb to print and a screen to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.errors import Problem

_RECORD: Final = re.compile(r", (?:record (\d+)|after record \d+)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long operation is."""

    done: int
    total: int
    """In the unit of `done` (bytes or records); 0 when it is not known."""

    label: str = ""
    """What is being worked on, for a person: ``papers.jsonl.gz``."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every record of an import.

    ``read == added + merged + unchanged + skipped``.
    """

    read: int = 0
    added: int = 0
    """Papers the library did not have."""

    merged: int = 0
    """Records that told something new about a paper the library had."""

    unchanged: int = 0
    """Records that told nothing new."""

    skipped: int = 0
    """Records of which no paper could be made."""

    problems: tuple[Problem, ...] = ()
    """What went wrong, in the order of the input; the first ones, if there are very many."""

    untold: int = 0
    """How many problems there were beyond those."""

    notes: tuple[str, ...] = ()
    """What is to be said besides and is no problem, a line each."""

    def to_json(self) -> dict[str, object]:
        """The report as one JSON object.

        ``record`` is null for a problem of a whole file; ``untold`` and ``notes`` stand there
        only if there are any.
        """
        report: dict[str, object] = {
            "read": self.read,
            "added": self.added,
            "merged": self.merged,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "problems": [_problem_record(problem) for problem in self.problems],
        }
        more = {"untold": self.untold, "notes": list(self.notes)}
        return report | {name: value for name, value in more.items() if value}


def _problem_record(problem: Problem) -> dict[str, object]:
    place = _RECORD.search(problem.where)
    return {
        "file": problem.where[: place.start()] if place else problem.where,
        "record": int(place[1]) if place and place[1] else None,
        "reason": problem.message,
        "hint": problem.hint,
    }
