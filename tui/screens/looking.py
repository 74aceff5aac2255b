"""How the screen looks, and the keys that change it: at once, and so that it is remembered."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from tui.looks import DATES, DENSITIES, FILTER_WIDTHS, LIST_SHARES, OWN_THEMES
from tui.theme import known_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tui.looks import Looks
    from tui.screens.reader import ReaderScreen

WIDE: Final = 110
"""Columns from which panes lie side by side."""

ONE_PANE: Final = 70
"""Columns below which there is one pane at a time."""

FILTER_STEP: Final = 2
"""Cells by which a key makes the filter pane wider."""

SHARE_STEP: Final = 4
"""Hundredths by which one moves the line between list and paper."""

PAUSE: Final = 0.3
"""Seconds after the last change in which looks are not yet written down."""

NO_COLOURS: Final = "NO_COLOR is set, so there are no colours to choose"

SAYING: Final = {
    "compact": "a line for each paper",
    "roomy": "two lines for each paper",
    "plain": "days as they are written",
    "relative": "days by how long ago they were",
}


class Looking:
    """The looks under the reader's hands."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._file = desk.looks
        self._writing = threading.Lock()
        self._timer: Timer | None = None
        """Runs while there is something to write down."""

    # Keys

    def next_density(self) -> None:
        """One line a paper, or two."""
        looks = self._file.looks
        self._turn_to(looks._replace(density=_next(DENSITIES, looks.density)))
        self._desk.say(SAYING[self._file.looks.density])
        self._desk.painting.dress()

    def next_dates(self) -> None:
        """Days as they are written, or how long ago they were."""
        looks = self._file.looks
        self._turn_to(looks._replace(dates=_next(DATES, looks.dates)))
        self._desk.say(SAYING[self._file.looks.dates])
        self._desk.painting.dress()

    def next_theme(self) -> None:
        """Carrel's own themes, and the one of the options, by turns."""
        app = self._desk.app
        if app.no_color:
            self._desk.say(NO_COLOURS)
            return
        chosen = [name for name in (self._desk.config.theme,) if name not in ("", *OWN_THEMES)]
        names = [name for name in (*OWN_THEMES, *chosen) if known_theme(name, app.available_themes)]
        shown = {known_theme(name, app.available_themes): name for name in names}
        self.wear(_next(names, shown.get(app.theme, "")))

    def wear(self, name: str) -> None:
        """Take a theme that there is."""
        app = self._desk.app
        if app.no_color:
            self._desk.say(NO_COLOURS)
            return
        app.theme = known_theme(name, app.available_themes)
        self._turn_to(self._file.looks._replace(theme=name))
        self._desk.say(f"theme: {name}")

    def sort(self, sort: str) -> None:
        """Remember the order that a key asked for."""
        self._turn_to(self._file.looks._replace(sort=sort))

    def widen(self, count: int) -> None:
        """Make the pane that has the keys wider, or (below 0) narrower, by so many steps."""
        if self._desk.size.width < WIDE:
            self._desk.say("panes lie side by side on a wider screen only")
            return
        looks, scope = self._file.looks, self._desk.scope
        if scope == "filter":
            width = _held(looks.filter_width + FILTER_STEP * count, FILTER_WIDTHS)
            looks = looks._replace(filter_width=width)
        else:
            by = -SHARE_STEP if scope == "detail" else SHARE_STEP
            looks = looks._replace(list_share=_held(looks.list_share + by * count, LIST_SHARES))
        if looks == self._file.looks:
            self._desk.say("the pane gets no wider" if count > 0 else "the pane gets no narrower")
            return
        self._turn_to(looks)
        self.lay_out()

    def toggle_filters(self) -> None:
        """Take the filters from a wide screen, or put them back."""
        if self._desk.size.width < WIDE:
            key = self._desk.key_of("filter.focus")
            self._desk.say(f"filters are folded away here{key and f'; {key} shows them'}")
            return
        self._turn_to(self._file.looks._replace(filters=not self._file.looks.filters))
        if self._desk.scope == "filter":
            self._desk.go_to("list")
        self.lay_out()

    def toggle_paper(self) -> None:
        """Take the paper from beside the list, or put it back."""
        if self._desk.size.width < ONE_PANE:
            self._desk.say("there is one pane at a time here")
            return
        self._turn_to(self._file.looks._replace(paper=not self._file.looks.paper))
        if self._desk.scope == "detail":
            self._desk.go_to("list")
        self.lay_out()

    # The screen

    def lay_out(self) -> None:
        """Give the panes the widths that they are to have at this width of the screen."""
        desk, looks = self._desk, self._file.looks
        desk.set_class(not looks.filters, "-no-filters")
        desk.set_class(not looks.paper, "-no-paper")
        is_wide = desk.app.size.width >= WIDE
        desk.filter.styles.width = looks.filter_width if is_wide else None
        desk.list.styles.width = f"{looks.list_share}fr" if is_wide else None
        desk.detail.styles.width = f"{100 - looks.list_share}fr" if is_wide else None

    # The file

    def close(self) -> None:
        """Write down what is not written yet."""
        if self._timer is not None:
            self._timer = None
            self._save()

    def _turn_to(self, looks: Looks) -> None:
        self._file.choose(looks)
        if self._timer is None:
            self._timer = self._desk.set_timer(PAUSE, self._begin_saving)
        else:
            self._timer.reset()

    def _begin_saving(self) -> None:
        self._timer = None
        self._desk.run_worker(
            self._save,
            thread=True,
            group="looks",
            exit_on_error=False,
            description="write down how the screen looks",
        )

    def _save(self) -> None:
        """Write the newest looks, whoever comes first."""
        told = ""
        with self._writing:
            try:
                self._file.save()
            except OSError as error:
                told = f"how the screen looks is not remembered: {error.strerror or error}"
        if self._desk.is_attached:
            self._desk.call_later(self._desk.painting.notice, "looks", told)


def _next(names: Sequence[str], now: str) -> str:
    return names[(names.index(now) + 1) % len(names)] if now in names else names[0]


def _held(number: int, within: range) -> int:
    return max(within.start, min(number, within.stop - 1))
