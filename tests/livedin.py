"""A home in which somebody has read for months; it is the same whenever it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.library import Library
from index.paper import Listing
from tui.reading.reading import Reading
from tui.sample import sample_home

if TYPE_CHECKING:
    from index.paper import Paper
    from tui.paths import Home

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
"""When the last day of it is."""

DAYS = 120


def now() -> datetime:
    """A clock that stands still."""
    return NOW


def live_in(home: Home) -> None:
    """Let the sample's papers come in day by day, and most of them be decided on soon after."""
    papers = _papers()
    library = Library(home.papers, home.cache)
    library.log.append(papers)
    library.open_columns()
    clock = [NOW]
    reading = Reading.open(home.journals, "carrel", lambda: clock[0])
    for place, paper in enumerate(papers[: -len(papers) // 6]):
        clock[0] = _next_sitting(_came_in(place, len(papers)))
        verbs = ["dismiss"] if place % 5 > 2 else ["read", "star"] if place % 2 else ["read"]
        reading.mark_together([(verb, [paper.id]) for verb in verbs])
        if place % 5 == 0:
            reading.mark(("tag:agents", "tag:vision", "tag:to-try")[place % 3], [paper.id])


def _papers() -> list[Paper]:
    with sample_home() as sample:
        library = Library(sample.papers, sample.cache)
        library.open_columns()
        count = len(library)
        papers = [library.paper(ordinal) for ordinal in range(count)]
    return [
        replace(
            paper,
            added=f"{(at := _came_in(place, count)):%Y-%m-%dT%H:%M:%SZ}",
            listings=(Listing("daily" if place % 3 else "cs.LG", place + 1, f"{at:%Y-%m-%d}"),),
        )
        for place, paper in enumerate(papers)
    ]


def _next_sitting(after: datetime) -> datetime:
    """Tuesdays and Thursdays, as a rule."""
    return after + timedelta(days=(1, 0, 1, 0, 4, 3, 2)[after.weekday()], hours=2)


def _came_in(place: int, count: int) -> datetime:
    """On working days, more and more of them."""
    day = NOW - timedelta(days=int(DAYS * (1 - (place / count) ** 0.7)))
    return day - timedelta(days=max(day.weekday() - 4, 0), hours=3)
