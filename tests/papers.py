"""Small made-up libraries for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.library import Library
from index.paper import Link, Listing, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.paths import Home

ADDED = "2026-03-14T09:26:53Z"

SHELF = (
    Paper(
        id="arxiv:2501.00001",
        title="Planning with Paper Boats",
        abstract="We fold boats and let them plan. Planning works on ponds, not on seas.",
        authors=("Ana García", "Bo Lindqvist"),
        year=2025,
        venue="POND 2025",
        links=(Link("abs", "https://example.org/boats"), Link("pdf", "https://example.org/b.pdf")),
        listings=(Listing("page-1", 1, "2026-03-12", "the harbour"),),
        added=ADDED,
    ),
    Paper(
        id="arxiv:2501.00002",
        title="Kites That Learn to Wait",
        abstract="A kite learns when the wind is worth it. Waiting is a policy.",
        authors=("Chen Wu",),
        year=2025,
        venue="POND 2025",
        listings=(Listing("page-1", 2, "2026-03-12", "the harbour"),),
        added=ADDED,
    ),
    Paper(
        id="title:00000000000000aa",
        title="A Short Note on Long Notes",
        abstract="Long notes are short when read twice.",
        listings=(Listing("page-2", 1, "--03-11"),),
        added=ADDED,
    ),
    Paper(
        id="arxiv:2501.00004",
        title="Deep Wells, Shallow Buckets: 深い井戸 and Their Limits",
        abstract="Buckets learn depth. Learning from wells needs rope.",
        authors=("Dora O'Neil", "Emil Novák", "Fay Ito"),
        year=2024,
        venue="WELL 2024",
        listings=(Listing("page-2", 2, "2024-06-01"),),
        added=ADDED,
    ),
)
"""Four papers, in the order in which they are shown: newest day first."""


def listed_on(*days: str, count: int, first: int = 0) -> list[Paper]:
    """So many papers that stand on each of these days, numbered from `first` on."""
    return [
        Paper(
            id=f"arxiv:2503.{number:05}",
            title=f"Lantern Number {number}",
            abstract=f"Lantern {number} is lit at dusk. It burns until somebody looks.",
            listings=tuple(Listing(f"page-{day}", number + 1, day) for day in days),
            added=ADDED,
        )
        for number in range(first, first + count)
    ]


def fill(home: Home, papers: Iterable[Paper] = SHELF, *, indexed: bool = True) -> Library:
    """Put papers into a home, as adding them would; returns its library."""
    library = Library(home.papers, home.cache)
    library.log.append(papers)
    library.open_columns()
    if indexed:
        library.catch_up()
    return library
