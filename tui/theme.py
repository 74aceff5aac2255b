"""Carrel's own two themes, and what each role of a line looks like under any theme.

A desk lamp's light on a dark desk, and paper by day. One accent colour; everything else is a step
of grey between foreground and background, so that glyph and weight carry the meaning. Roles are
resolved here and not by CSS: a stylesheet would match some twenty more nodes a pane at start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

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
)

OWN = (DARK, LIGHT)

STEPS = {"muted": 0.36, "faint": 0.54, "line": 0.8, "cursor": 0.88, "cursor-quiet": 0.92}
"""Greys: how far each lies from the foreground towards the background."""

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


def role_styles(variables: Mapping[str, str]) -> dict[str, Style]:
    """Every role and ground as a Rich style, from a theme's variables."""
    colours = {
        name: Color.parse(variables[name])
        for name in ("foreground", "background", "primary", "warning")
    }
    steps = greys(colours["foreground"], colours["background"])
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
