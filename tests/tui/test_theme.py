from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from tui.looks import OWN_THEMES
from tui.theme import (
    COLOURLESS,
    CONTRAST,
    DARK,
    GROUNDS,
    LIGHT,
    OWN,
    ROLES,
    STEPS,
    TERMINAL,
    greys,
    known_theme,
    role_styles,
)


def variables(foreground: str, background: str) -> dict[str, str]:
    return {
        "foreground": foreground,
        "background": background,
        "primary": "#d9a45b",
        "warning": "#dd8f5a",
    }


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_role_and_ground_has_a_style(theme: Theme) -> None:
    assert theme.foreground
    assert theme.background
    styles = role_styles(variables(theme.foreground, theme.background))
    assert set(styles) == set(ROLES) | set(GROUNDS)
    assert all(styles[ground].bgcolor is not None for ground in GROUNDS)


def test_in_the_terminals_own_colours_the_cursor_left_behind_is_still_told() -> None:
    styles = role_styles(variables("ansi_default", "ansi_default"))
    assert styles["cursor-blurred"].underline
    assert not styles["cursor"].underline, "its glyph tells of it"
    assert all(styles[ground].bgcolor is None for ground in GROUNDS)


def contrast(theme: Theme, ink: str, ground: str) -> float:
    """How well one colour of a theme is read on another, by WCAG's formula."""
    assert theme.foreground
    assert theme.background
    steps = greys(Color.parse(theme.foreground), Color.parse(theme.background))
    named = {name: Color.parse(theme.variables.get(name, steps[name].css)) for name in STEPS}
    named |= {"foreground": Color.parse(theme.foreground), "primary": Color.parse(theme.primary)}
    named |= {"background": Color.parse(theme.background)}
    low, high = sorted((luminance(named[ink]), luminance(named[ground])))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("theme", "ground", "text", "faint"),
    [
        (DARK, "background", 4.5, 3.4),
        (DARK, "cursor", 4.2, 2.6),
        (LIGHT, "background", 4.5, 3.4),
        (LIGHT, "cursor", 4.2, 2.6),
        (CONTRAST, "background", 7, 7),
        (CONTRAST, "cursor", 7, 4.5),
    ],
    ids=lambda value: value.name if isinstance(value, Theme) else None,
)
def test_text_is_read_on_every_ground(theme: Theme, ground: str, text: float, faint: float) -> None:
    """WCAG asks for 4.5, high contrast for 7; what recedes may have less."""
    for ink in ("foreground", "muted", "primary"):
        assert contrast(theme, ink, ground) >= text, ink
    assert contrast(theme, "faint", ground) >= faint


def test_own_themes_are_called_as_the_options_call_them() -> None:
    names = [theme.name for theme in OWN]
    assert [known_theme(name, names) for name in OWN_THEMES] == names
    assert known_theme("nord", [*names, "nord"]) == "nord"
    assert known_theme("nord", names) == ""


def test_the_terminals_own_theme_names_no_other_colour() -> None:
    colours = [value for key, value in vars(TERMINAL).items() if isinstance(value, str)]
    named = [*colours[1:], *TERMINAL.variables.values()]
    assert all(Color.parse(value).ansi is not None for value in named)
    assert all(value.startswith("ansi_") for value in named)


def test_no_weight_goes_with_a_colour() -> None:
    style = Style.parse("bold dim underline reverse red on blue")
    (bare,) = COLOURLESS.apply([Segment("x", style)], Color.parse("black"))
    assert bare.style == Style.parse("bold dim underline reverse")
    assert COLOURLESS.apply([Segment("x")], Color.parse("black")) == [Segment("x")]
