"""How the reader's screen looks: what the options begin with and keys change. A value."""

from __future__ import annotations

from typing import Final, NamedTuple

OWN_THEMES: Final = ("dark", "light", "contrast", "terminal")
"""Carrel's own themes: on a dark ground, on a light one, high contrast, and the 16 colours that
the terminal itself has."""

DENSITIES: Final = ("compact", "roomy")
"""A line for each paper, or a second, quiet one below it."""

DATES: Final = ("plain", "relative")
"""``Mar 12``, or how long ago that was."""

FILTER_WIDTHS: Final = range(20, 61)
"""Cells that the filter pane may have."""

LIST_SHARES: Final = range(20, 81)
"""Hundredths that the list may have of what list and paper share."""


class Looks(NamedTuple):
    """What is on the screen, and in which colours."""

    theme: str = ""
    """One of `OWN_THEMES`, or the name of one of Textual's; empty: what suits the terminal."""

    density: str = "compact"
    """One of `DENSITIES`."""

    dates: str = "plain"
    """One of `DATES`."""

    sort: str = ""
    """The order of the list at the start, where the query shown first names none."""

    filter_width: int = 30
    """Cells of the filter pane."""

    list_share: int = 56
    """Hundredths of what list and paper share."""

    filters: bool = True
    """Whether a wide screen shows the filters."""

    paper: bool = True
    """Whether there is a pane with the paper under the cursor beside the list, or below it."""
