"""Jumping: a letter beside every pane, row and control, until one is typed.

A label is a click: what is typed does what a click there would do. Whatever else is pressed takes
the labels away and does nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from tui.jumplabels import labels
from tui.legend import footer_entries
from tui.render import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.geometry import Region

    from tui.screens.reader import ReaderScreen
    from tui.widgets.covered import Covered
    from tui.widgets.line_pane import LinePane

LABEL_ROLE = "jump"


@dataclass(frozen=True, slots=True)
class _Place:
    """Somewhere to go: the cell that its label covers, and what a click there does."""

    widget: Covered
    x: int
    y: int
    go: Callable[[], object]


class Jumping:
    """The labels, while they are shown."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._shown: dict[str, _Place] = {}

    @property
    def is_on(self) -> bool:
        """Whether the next key is a label."""
        return bool(self._shown)

    def begin(self) -> None:
        """Show a label at every place on the screen."""
        places = [*self._panes(), *self._filters(), *self._footer(), *self._rows()]
        self._show(dict(zip(labels(len(places)), places, strict=False)), 0)
        told = f" {self._desk.key_of('app.jump', self._desk.scope)} ".replace("  ", " ")
        self._desk.painting.begun([(told, "key"), ("type a letter to go there", "label")])

    def end(self) -> None:
        """Take the labels away."""
        for widget in {place.widget for place in self._shown.values()}:
            widget.cover_with(None)
        self._shown = {}

    def take(self, character: str | None) -> object:
        """Take a key: a label's letter goes there, or on to its second one; any other ends it.

        Returns:
            What going there gave; it may have to be waited for.
        """
        left = {
            label[1:]: place
            for label, place in self._shown.items()
            if character and label.startswith(character)
        }
        self.end()
        self._desk.painting.hush()
        if "" in left:
            return left[""].go()
        if left:
            self._show(left, 1)
            self._desk.painting.begun([(f" {character} ", "key"), ("and its second one", "label")])
        return None

    def _show(self, places: dict[str, _Place], shift: int) -> None:
        self._shown = places
        by_widget: dict[Covered, list[tuple[int, int, Strip]]] = {}
        paint = self._desk.list.paint
        for label, place in places.items():
            strip = paint([(label, LABEL_ROLE)], len(label))
            by_widget.setdefault(place.widget, []).append((place.x + shift, place.y, strip))
        for widget, its_labels in by_widget.items():
            widget.cover_with(_covering(its_labels))

    # Places

    def _panes(self) -> Iterator[_Place]:
        desk = self._desk
        if _is_seen(desk.search_bar):
            yield _Place(desk.search_bar, 0, 0, desk.finding.focus)
        for scope, pane in desk.panes.items():
            if _is_seen(pane):
                yield _Place(pane, 1, 0, partial(desk.go_to, scope))

    def _filters(self) -> Iterator[_Place]:
        pane = self._desk.filter
        return _lines(pane, lambda index: pane.entry_at(index) is not None, self._choose)

    def _rows(self) -> Iterator[_Place]:
        pane = self._desk.list
        return _lines(pane, lambda index: pane.row_at(index) is not None, self._point)

    def _footer(self) -> Iterator[_Place]:
        desk, x = self._desk, 0
        width, in_page = desk.size.width, desk.in_page
        for action, runs in footer_entries(desk.keymap, desk.scope, width, in_page=in_page):
            beside = x and x + 1
            yield _Place(desk.footer, beside, 0, partial(desk.perform, action))
            x += cells_of(runs)

    def _choose(self, y: int) -> None:
        self._desk.filter.click(self._desk.filter.first_line + y)

    def _point(self, y: int) -> None:
        row = self._desk.list.row_at(self._desk.list.first_line + y)
        if row is not None:
            self._desk.go_to("list")
            self._desk.moving.to(row)


def _lines(
    pane: LinePane, is_choice: Callable[[int], bool], go: Callable[[int], object]
) -> Iterator[_Place]:
    """The lines of a pane on the screen that can be chosen; `go` is told how far down they are."""
    if _is_seen(pane):
        for y in range(min(pane.height, pane.line_count() - pane.first_line)):
            if is_choice(pane.first_line + y):
                yield _Place(pane, 1, y + 1, partial(go, y))


def _is_seen(widget: Widget) -> bool:
    above = (node for node in widget.ancestors_with_self if isinstance(node, Widget))
    return widget.is_attached and all(node.display for node in above)


def _covering(
    its_labels: Sequence[tuple[int, int, Strip]],
) -> Callable[[list[Strip], Region], list[Strip]]:
    """What lays labels over a widget's lines; each says in which cell it begins."""

    def cover(strips: list[Strip], crop: Region) -> list[Strip]:
        covered = list(strips)
        for x, y, label in its_labels:
            start, end = x - crop.x, x - crop.x + label.cell_length
            if 0 <= y - crop.y < len(covered) and start >= 0 and end <= crop.width:
                strip = covered[y - crop.y]
                covered[y - crop.y] = Strip.join([strip.crop(0, start), label, strip.crop(end)])
        return covered

    return cover
