"""What a fetch brought, feed by feed, and how far it is: values for a verb and a screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.report import ImportReport

if TYPE_CHECKING:
    from index.errors import Problem
    from index.feeds.calendar import DayState
    from index.feeds.feed import Feed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one feed."""

    feed: Feed
    report: ImportReport = field(default_factory=ImportReport)
    """What became of the papers that came."""

    days: tuple[tuple[str, DayState], ...] = ()
    """The days that were asked for, and what became of each."""

    problem: Problem | None = None
    """Why not all of it came."""

    not_before: float = 0.0
    """When the feed may be asked again, in seconds since 1970, where it was not asked now."""

    def to_json(self) -> dict[str, object]:
        """The same as a JSON object."""
        return {
            "feed": self.feed.name,
            "added": self.report.added,
            "merged": self.report.merged,
            "unchanged": self.report.unchanged,
            "skipped": self.report.skipped,
            "days": {label: str(state) for label, state in self.days},
            "problem": None if self.problem is None else str(self.problem),
            "asked": not self.not_before,
        }


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far a fetch is."""

    feed: str
    done: int
    """Requests that were answered, of all feeds."""

    total: int
    """Requests that are known to be needed."""

    received: int
    """Bytes that came, unpacked."""

    note: str = ""
    """What is waited for: ``arxiv.org, 3 s``."""


def together(reports: list[ImportReport]) -> ImportReport:
    """Several reports as one."""
    return ImportReport(
        sum(report.read for report in reports),
        sum(report.added for report in reports),
        sum(report.merged for report in reports),
        sum(report.unchanged for report in reports),
        sum(report.skipped for report in reports),
        tuple(problem for report in reports for problem in report.problems),
        sum(report.untold for report in reports),
    )
