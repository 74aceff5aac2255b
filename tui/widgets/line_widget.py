"""Painting runs of (text, role) as strips: the ground under every pane and bar.

A widget here answers `render_lines` itself, frame and all, instead of leaving it to the box that
CSS draws: a strip that was painted once is kept and handed out again for as long as it looks the
same. A key then costs the lines it changes and not the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tui.cells import cell_len
from tui.hyperlink import PREFIX
from tui.theme import role_styles
from tui.widgets.covered import Covered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from textual.filter import LineFilter
    from textual.geometry import Region, Size

    from tui.render import Line

_PLAIN = Style()


class LineWidget(Covered):
    """A widget that paints lines of roles."""

    hyperlinks = False
    """Whether the terminal is told where links lead."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._inks: dict[tuple[str, str], Style] = {}
        self._styles: dict[Style, Style] = {}
        self._roles: Mapping[str, Style] = {}
        self._plain = _PLAIN
        """The widget's own colours, which roles lie on."""

        self._filters: tuple[LineFilter, ...] = ()
        self._ground = Color(0, 0, 0)
        """What is behind the widget's text."""

        self._look: Hashable = None
        """What everything painted hangs on: colours, and what becomes of them."""

        self._is_restyled = True

    def strips(self, lines: Iterable[int], size: Size) -> list[Strip]:
        """The strips of some lines, counted from the top, frame included; as wide as `size`."""
        raise NotImplementedError

    def forget_strips(self) -> None:
        """Drop whatever strips are kept: none of them looks right any more."""

    def bare_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        if self._is_restyled:
            self._take_look()
        size = self.outer_size
        strips = self.strips(crop.line_range, size)
        if crop.column_span != (0, size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def notify_style_update(self) -> None:
        """Look at the colours again before anything is painted.

        Textual styles a widget anew whenever a class or the focus changes anywhere around it, and
        mostly to the same effect: what is painted then stays.
        """
        super().notify_style_update()
        self._is_restyled = True

    def _take_look(self) -> None:
        """Forget the colours and what was painted with them, if they are others now."""
        self._is_restyled = False
        plain, ground = self.rich_style, self.background_colors[1]
        filters = tuple(self.get_line_filters())
        look = (self.app.theme, plain, ground, filters)
        if look == self._look:
            return
        self._look = look
        self._plain, self._ground, self._filters = plain, ground, filters
        self._inks.clear()
        self._styles.clear()
        self._roles = {}
        self.forget_strips()

    def ink(self, role: str, under: str = "") -> Style:
        """The style of a role over a ground, or over none, as the terminal gets it.

        Roles that are not known are plain. Equal styles are one and the same object.
        """
        style = self._inks.get((role, under))
        if style is None:
            if role.startswith(PREFIX):
                link = Style(link=role.removeprefix(PREFIX)) if self.hyperlinks else _PLAIN
                return self.ink("link", under) + link
            style = self._filtered(self._mixed(role, under))
            style = self._inks[role, under] = self._styles.setdefault(style, style)
        return style

    def paint(self, line: Line, width: int, under: str = "") -> Strip:
        """A strip `width` cells wide; `under` is the ground that lies below all of it."""
        return Strip(self.segments(line, width, under), width)

    def segments(self, line: Line, width: int, under: str = "", side: str = "") -> list[Segment]:
        """The same as segments, as few as it takes.

        One strip for each step on the way would cost several times as much.

        Args:
            line: what is painted.
            width: cells.
            under: the role of the ground.
            side: the role of a stroke to either side of it, or ``""``: there is none.
        """
        inked = [(text, self.ink(role, under)) for text, role in line]
        cells = sum(cell_len(text) for text, _ in inked)
        blank = self.ink("", under)
        if cells > width:
            wide = [Segment(text, style) for text, style in inked]
            cut = Segment.adjust_line_length(wide, width, blank)
            inked = [(segment.text, segment.style or blank) for segment in cut]
        elif cells < width:
            inked.append((" " * (width - cells), blank))
        if side:
            stroke = ("│", self.ink(side))
            inked = [stroke, *inked, stroke]
        return [Segment(text, style) for text, style in _joined(inked)]

    def _mixed(self, role: str, under: str) -> Style:
        if not self._roles:
            self._roles = role_styles(self.app.theme_variables)
        style = self._plain + self._roles.get(role, _PLAIN)
        return style + self._roles.get(under, _PLAIN)

    def _filtered(self, style: Style) -> Style:
        """A style as every filter leaves it, and so no strip needs filtering any more."""
        sample = [Segment("x", style)]
        for line_filter in self._filters:
            sample = line_filter.apply(sample, self._ground)
        return sample[0].style or _PLAIN


def _joined(runs: Iterable[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """Runs that look alike as one."""
    joined: list[tuple[str, Style]] = []
    for text, style in runs:
        if joined and joined[-1][1] is style:
            joined[-1] = (joined[-1][0] + text, style)
        elif text:
            joined.append((text, style))
    return joined
