"""The lists a reader came through, to go back and forward in, as in a browser.

A list is kept as it was: its papers, its order and the place in it. Going back shows it at once
and asks nobody. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.filters import Counts

if TYPE_CHECKING:
    from tui.viewstate import ViewState

MOST = 100
"""Lists that are kept."""

MOST_ROWS = 4_000_000
"""Papers in all of them together; what is further back is dropped."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A list, and where the reader stood in it."""

    view: ViewState

    first_row: int = 0
    """The row that was uppermost; how many lines one has may change meanwhile."""

    counts: Counts = Counts()  # noqa: RUF009 - a value
    """The numbers beside the filters."""


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """Where a reader was before, and where they came back from."""

    behind: tuple[Place, ...] = ()
    """The last one last."""

    ahead: tuple[Place, ...] = ()
    """The next one first."""

    def left(self, place: Place) -> Trail:
        """The reader went on from a place to a new list: what lay ahead is no way any more."""
        return Trail(_bounded((*self.behind, place)))

    def back(self, here: Place) -> tuple[Place, Trail] | None:
        """The place before, and the trail from there; None at its beginning."""
        if not self.behind:
            return None
        *behind, place = self.behind
        return place, Trail(tuple(behind), (here, *self.ahead))

    def forward(self, here: Place) -> tuple[Place, Trail] | None:
        """The place that was gone back from, and the trail from there; None at its end."""
        if not self.ahead:
            return None
        place, *ahead = self.ahead
        return place, Trail((*self.behind, here), tuple(ahead))


def _bounded(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The last places: so many at most, and so many rows; always the very last."""
    rows = 0
    for number, place in enumerate(reversed(places)):
        rows += len(place.view.ordinals)
        if number >= MOST or (number and rows > MOST_ROWS):
            return places[-number:]
    return places
