from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.theme import DARK, GROUNDS, LIGHT, ROLES, role_styles

if TYPE_CHECKING:
    from textual.theme import Theme


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
