"""Carrel's own themes, and what each role of a line looks like under any theme.

A desk lamp's light on a dark desk, paper by day, black and white for tired eyes, and the colours
that the terminal has anyway. One accent colour; everything else is a step
of grey between foreground and background, so that glyph and weight carry the meaning. Roles are
resolved here and not by CSS: a stylesheet would match some twenty more nodes a pane at start.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

DARK = Theme(
    name="carrel-dark",
    primary="#d9a45b",
    secondary="#8d939e",
    accent="#d9a45b",
    foreground="#d6d8dc",
    background="#16181c",
    surface="#16181c",
    panel="#22252b",
    success="#9bb57a",
    warning="#dd8f5a",
    error="#d9705f",
    dark=True,
)

LIGHT = Theme(
    name="carrel-light",
    primary="#8f5a12",
    secondary="#5f656f",
    accent="#8f5a12",
    foreground="#24272c",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#efede7",
    success="#4c6b2a",
    warning="#9a4a12",
    error="#a3372a",
    dark=False,
    variables={"muted": "#646669", "faint": "#858687"},
)

CONTRAST = Theme(
    name="carrel-contrast",
    primary="#ffd75f",
    secondary="#d0d0d0",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#b5e27a",
    warning="#ffaf5f",
    error="#ff8f7f",
    dark=True,
    variables={
        "muted": "#d8d8d8",
        "faint": "#b8b8b8",
        "line": "#8a8a8a",
        "cursor": "#3c3c3c",
        "cursor-quiet": "#262626",
    },
)

TERMINAL = Theme(
    name="carrel-terminal",
    primary="ansi_magenta",
    secondary="ansi_default",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_red",
    error="ansi_red",
    ansi=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "block-hover-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "input-selection-background": "ansi_default",
        "border": "ansi_magenta",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": "ansi_magenta",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)
"""Only colours that every terminal has; magenta is read on light and on dark alike."""

OWN = (DARK, LIGHT, CONTRAST, TERMINAL)
"""In the order of `tui.looks.OWN_THEMES`, ``carrel-NAME`` each."""

STEPS = {"muted": 0.36, "faint": 0.54, "line": 0.8, "cursor": 0.88, "cursor-quiet": 0.92}
"""Greys of themes that do not say: how far from the foreground towards the background."""

INKS = ("foreground", "background", "primary", "warning")
"""Colours that every theme has."""

ROLES: dict[str, tuple[str, str]] = {
    "unread": ("foreground", "bold"),
    "read": ("foreground", ""),
    "faint": ("faint", ""),
    "state": ("primary", ""),
    "star": ("primary", "bold"),
    "meta": ("muted", ""),
    "tag": ("primary", ""),
    "heading": ("foreground", "bold"),
    "people": ("muted", ""),
    "body": ("foreground", ""),
    "link": ("muted", "underline"),
    "match": ("primary", "bold underline"),
    "section": ("muted", "bold"),
    "count": ("muted", ""),
    "chosen": ("primary", "bold"),
    "key": ("primary", ""),
    "label": ("muted", ""),
    "warning": ("warning", "bold"),
    "mark": ("primary", "bold"),
    "bar": ("primary", ""),
    "done": ("primary", "bold"),
    "selected": ("primary", "bold"),
    "jump": ("primary", "bold reverse"),
    "frame": ("line", ""),
    "frame-focus": ("primary", ""),
    "title": ("muted", ""),
    "title-focus": ("primary", "bold"),
}
"""Role → the colour it has and its weight."""

GROUNDS = {"cursor": "cursor", "cursor-blurred": "cursor-quiet"}
"""What may lie under a whole line → its background."""

UNDERLINED = frozenset(("cursor-blurred",))
"""Grounds that are a line where there are no greys: no glyph tells of them."""


def greys(foreground: Color, background: Color) -> dict[str, Color]:
    """The steps between two colours; the terminal's own colours have none, so they stay whole."""
    if foreground.ansi is not None or background.ansi is not None:
        return dict.fromkeys(STEPS, foreground)
    return {name: foreground.blend(background, step) for name, step in STEPS.items()}


def role_styles(variables: Mapping[str, str]) -> Mapping[str, Style]:
    """Every role and ground as a Rich style, from a theme's variables."""
    named = [(name, variables[name]) for name in (*INKS, *STEPS) if name in variables]
    return _role_styles(tuple(named))


@lru_cache(8)  # All panes and bars ask for the same ones.
def _role_styles(named: tuple[tuple[str, str], ...]) -> Mapping[str, Style]:
    given = {name: Color.parse(colour) for name, colour in named}
    colours = {name: given[name] for name in INKS}
    steps = greys(colours["foreground"], colours["background"])
    steps |= {name: given[name] for name in STEPS if name in given}
    terminal = colours["foreground"].ansi is not None
    styles = {}
    for role, (colour, weight) in ROLES.items():
        quiet = terminal and colour in STEPS
        ink = (steps | colours)[colour].rich_color
        styles[role] = Style.parse(f"{weight} dim" if quiet else weight) + Style(color=ink)
    for ground, colour in GROUNDS.items():
        bare = Style(underline=ground in UNDERLINED)
        styles[ground] = bare if terminal else Style(bgcolor=steps[colour].rich_color)
    return styles


class Colourless(LineFilter):
    """Writes no colour at all, as `NO_COLOR <https://no-color.org>`_ asks for; weights stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without their colours."""
        return [
            segment
            if segment.style is None
            else Segment(segment.text, segment.style.without_color, segment.control)
            for segment in segments
        ]


COLOURLESS = Colourless()
"""It keeps nothing, so one is enough."""


def known_theme(name: str, available: Collection[str]) -> str:
    """What the app calls a theme: one of `tui.looks.OWN_THEMES`, or another; ``""`` if none.

    Args:
        name: as options have it.
        available: the names of all themes.
    """
    own = f"carrel-{name}"
    return own if own in available else name if name in available else ""
