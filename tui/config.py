"""The reader's options: ``config.toml``.

Read once at start-up by the app and by the verbs that need an option, and handed on as a value.
The docstrings of the fields are the manual. A mistake never stops Carrel: it is told, and the
option keeps its default. Keys have a file of their own, ``keys.toml``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem
from tui.actions import SCOPES
from tui.reading.typed import REASONS
from tui.reading.valued import checked_name
from tui.tomlfile import TomlFile, nearest, quoted

if TYPE_CHECKING:
    from pathlib import Path

KEYMAPS = ("default", "vim", "emacs")
"""The keymaps that Carrel brings along, ``keymaps/NAME.toml`` each."""

MAX_PROBLEMS = 20
"""After so many the file is likely not Carrel's."""

MAX_REASONS = 36
"""As many as there are letters and digits to choose one by."""

MAX_DWELL = 86_400.0
"""Seconds; a day on the screen is as good as for ever, and no timer overflows."""


@dataclass(frozen=True, slots=True)
class Config:
    """Every option, with its default."""

    keymap: str = "default"
    """The keymap to start from: ``"default"``, ``"vim"`` or ``"emacs"``. ``keys.toml`` goes on
    top of it."""

    theme: str = ""
    """Name of the colour theme, ``"nord"`` for one. Empty: Carrel's own."""

    dwell: float = 1.5
    """Seconds that an opened paper stays on the screen before it counts as read. ``0``: at once.
    ``"off"``, or any negative number: never by itself, held as ``-1``."""

    start: str = ""
    """The query shown first, ``"is:unread"`` for one. Empty: every paper."""

    reasons: tuple[str, ...] = REASONS
    """Why you dismiss papers, a short name each, in the order in which you are asked."""

    @classmethod
    def load(cls, path: Path) -> tuple[Config, list[Problem]]:
        """Read the options at `path`; an absent file means every default."""
        file = TomlFile.read(path)
        config = cls()
        for name, value in file.entries:
            if len(file.problems) > MAX_PROBLEMS:
                hint = "all from here on is left out"
                file.problems.append(Problem("too many mistakes", hint, str(path)))
                break
            try:
                config = _with_option(config, name, value)
            except CarrelError as error:
                file.problems.append(replace(error.problem, where=str(path)))
        return config, file.problems


def _with_option(config: Config, name: str, value: object) -> Config:
    """`config` with one option set.

    Raises:
        CarrelError: there is no such option, or it does not take that value.
    """
    match name:
        case "keymap":
            return replace(config, keymap=_keymap(value))
        case "theme":
            return replace(config, theme=_text(name, value))
        case "dwell":
            return replace(config, dwell=_seconds(name, value))
        case "start":
            return replace(config, start=_text(name, value))
        case "reasons":
            return replace(config, reasons=_reasons(value))
        case _:
            hint = nearest(name, Config.__dataclass_fields__)
            if name in SCOPES:
                hint = "keys go into keys.toml"
            raise CarrelError(f"{quoted(name)} is not an option", hint=hint)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise CarrelError(f"{name} must be text in quotes, not {_shown(value)}")
    return value


def _reasons(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CarrelError('reasons must be a list of names, as in ["weak", "seen"]')
    if len(value) > MAX_REASONS:
        raise CarrelError(f"more than {MAX_REASONS} reasons")
    return tuple(dict.fromkeys(checked_name("reason", name) for name in value))


def _keymap(value: object) -> str:
    name = _text("keymap", value)
    if name not in KEYMAPS:
        known = ", ".join(KEYMAPS)
        raise CarrelError(
            f"keymap {quoted(name)} is not known", hint=nearest(name, KEYMAPS) or f"one of {known}"
        )
    return name


def _seconds(name: str, value: object) -> float:
    if value == "off":
        return -1.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CarrelError(f'{name} must be a number of seconds or "off", not {_shown(value)}')
    if isinstance(value, float) and math.isnan(value):
        raise CarrelError(f"{name} must be a number, not nan")
    return float(min(value, MAX_DWELL)) if value >= 0 else -1.0


def _shown(value: object) -> str:
    """`value` as it may stand in a message: TOML's own words where they differ from Python's."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "a table"
    return quoted(str(value)) if not isinstance(value, int | float) else str(value)[:40]
