"""The standard day that keys are counted on: 40 papers, 5 to keep, 30 to put aside, 5 for later."""

from __future__ import annotations

from tests.papers import listed_on

DAY, NEXT_DAY = "2026-03-14", "--03-12"

TOTAL = 40

PAPERS = [*listed_on(DAY, count=TOTAL), *listed_on(NEXT_DAY, count=3, first=TOTAL)]
"""The day, and a short one after it."""

DECIDED = ("x" * 6 + "s" + "l") * 5
"""A key a paper, in focus, where each of them goes on to the next; the list's own `L` is later."""

SCRIPT = ("d", "z", *DECIDED)
"""From the reader as it opens to the finish line: start the day, fill the screen, decide."""

MOST = 1.2
"""Keys a paper, at most."""


def ids(key: str) -> list[str]:
    """The papers of the day that a key of the script is for."""
    return [paper.id for paper, typed in zip(PAPERS, DECIDED, strict=False) if typed == key]
