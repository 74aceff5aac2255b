"""Back and forward through the lists that were shown, as in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.trail import Place, Trail

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


class Browsing:
    """The way that the reader came."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._trail = Trail()

    @property
    def here(self) -> Place:
        """The list that is shown, and the place in it."""
        desk = self._desk
        return Place(desk.session.view, desk.list.first_row, desk.painting.counts)

    @property
    def ways(self) -> tuple[str, ...]:
        """Whether there are lists ``behind`` and ``ahead``."""
        trail = self._trail
        return ("behind",) * bool(trail.behind) + ("ahead",) * bool(trail.ahead)

    def left(self, place: Place) -> None:
        """The reader went from there to what is shown now, if that is another list."""
        if place.view.subject != self._desk.session.view.subject:
            self._trail = self._trail.left(place)

    def back(self, count: int = 1) -> None:
        """Show the list before, as it was left."""
        self._go(-1, count, "there is no list before this one")

    def forward(self, count: int = 1) -> None:
        """Show the list that was gone back from."""
        self._go(1, count, "there is no list after this one")

    @property
    def can_leave(self) -> bool:
        """Whether there is anything that `leave` would drop, go back from or clear."""
        session = self._desk.session
        is_narrowed = session.view.grounds.like is not None or str(self._desk.finding.query) != ""
        return bool(len(session.selection)) or is_narrowed

    def leave(self) -> None:
        """Drop the selection; else go back from papers like one; else show every paper."""
        if len(self._desk.session.selection):
            self._desk.selecting.clear()
        elif self._desk.session.view.grounds.like is not None and self._trail.behind:
            self.back()
        else:
            self._desk.finding.clear()

    def _go(self, way: int, count: int, nowhere: str) -> None:
        shown = None
        for _ in range(count):
            here = shown or self.here
            step = self._trail.back(here) if way < 0 else self._trail.forward(here)
            if step is None:
                break
            shown, self._trail = step
        if shown is None:
            self._desk.say(nowhere)
        else:
            self._desk.finding.put_back(shown)
