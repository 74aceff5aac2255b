"""A feed that a reader follows, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAYS: Final = 7
MOST_DAYS_BACK: Final = 60
PAPERS: Final = 5_000
MOST_PAPERS: Final = 30_000
"""What arXiv gives to one query at most (its API's manual)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One ``[feeds.NAME]`` of the reader's options."""

    name: str
    """What the reader calls it; papers are listed under it as their source."""

    kind: str
    """One of `kinds.KINDS`."""

    what: str = ""
    """What of that kind: a category, a query, an address."""

    days: int = DAYS
    """Days back, today with them, that a fetch brings where they are missing."""

    most: int = PAPERS
    """Papers that one fetch takes of it."""
