"""The tour on the screen: one line above the status line, for as long as it is walked."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from index.files import make_private_folder, replace_file
from tui.tour import Tour
from tui.widgets.line_bar import LineBar

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

SEEN = b"The tour of five keys was shown; it comes again by its key alone.\n"


class Touring:
    """The tour of a reader: begun on a first start or by its key, left at any time."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._tour: Tour | None = None
        self._bar: LineBar | None = None

    @property
    def is_on(self) -> bool:
        """Whether the line is there."""
        return self._bar is not None

    def begin(self) -> None:
        """Show the first step; that it was shown is kept, so that it does not come by itself again.

        Where that cannot be kept the next start shows it once more, which harms nobody.
        """
        with contextlib.suppress(OSError):
            make_private_folder(self._desk.home.state)
            replace_file(self._desk.home.tour_file, SEEN)
        self._tour = Tour(self._desk.keymap)
        if self._bar is None:
            self._bar = LineBar(id="tour")
            self._desk.mount(self._bar, before=self._desk.status)
        self.paint()

    def saw(self, action: str) -> None:
        """An action was taken: the step that it belongs to is done."""
        if self._tour is not None:
            self._tour = self._tour.after(action)
            self.paint()

    def takes(self, key: str) -> bool:
        """Whether a key was the tour's own: Escape in the list, where it has nothing else to do.

        At its end any key takes the line away and goes on to do what it does.
        """
        if self._tour is None:
            return False
        desk = self._desk
        leaves = key == "escape" and desk.scope == "list" and not desk.browsing.can_leave
        if leaves or self._tour.step is None:
            self.end()
        return leaves

    def wait(self, waits: bool) -> None:
        """Leave the screen to a paper that fills it, or come back."""
        if self._bar is not None:
            self._bar.display = not waits

    def end(self) -> None:
        """Take the line away."""
        self._tour = None
        if self._bar is not None:
            self._bar.remove()
            self._bar = None

    def paint(self) -> None:
        """Paint the step at the width there is."""
        if self._tour is not None and self._bar is not None:
            self._bar.show(*self._tour.lines(self._desk.size.width))
