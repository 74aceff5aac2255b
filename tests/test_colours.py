"""Which colours reach the terminal: none under NO_COLOR, its own 16 where it has no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.papers import SHELF, fill
from tests.reader import leave, opened, reader
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

FEW = {"TERM": "xterm", "COLORTERM": ""}
"""The environment of a terminal with 16 colours."""

BOLD, DIM, REVERSE = "1", "2", "7"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(Home.below(tmp_path / "carrel"))
    return tmp_path


def styles(raw: bytes | bytearray) -> set[str]:
    """Every parameter of every SGR sequence; a colour beyond the 16 is ``38;2`` or ``38;5``."""
    found: set[str] = set()
    for sequence in re.findall(rb"\x1b\[([\d;:]*)m", raw):
        parameters = sequence.decode().replace(":", ";").split(";")
        while parameters:
            first = parameters.pop(0)
            if first in ("38", "48", "58") and parameters:
                kind = parameters.pop(0)
                found.add(f"{first};{kind}")
                parameters = parameters[3 if kind == "2" else 1 :]
            else:
                found.add(first.lstrip("0") or "0")
    return found


def is_colour(style: str) -> bool:
    return ";" in style or 30 <= int(style) <= 49 or 90 <= int(style) <= 107


def walk(terminal: Terminal) -> Iterator[None]:
    """Through every part of the screen; it stops with each on it."""
    opened(terminal, len(SHELF))
    yield
    terminal.press("s")
    terminal.wait_for("★")
    for keys, shows in (("/boats", "1 of 1"), ("\r", "▌"), ("z", "to the list"), ("z", "▌")):
        terminal.type(keys)
        terminal.wait_for(shows)
        yield
    terminal.press("?")
    terminal.wait_for("─ Keys ─")
    yield
    terminal.press("?")
    terminal.wait_gone("─ Keys ─")
    terminal.press("t")
    terminal.wait_for("Tags")
    yield
    terminal.press("escape")
    terminal.wait_gone("Tags")
    leave(terminal)


def test_no_color_means_none_and_weights_stay(home: Path) -> None:
    with reader(home, environment={"NO_COLOR": "1"}) as terminal:
        for _ in walk(terminal):
            assert not [style for style in styles(terminal.raw) if is_colour(style)]
        assert {BOLD, DIM, REVERSE} <= styles(terminal.raw)


def test_an_empty_no_color_asks_for_nothing(home: Path) -> None:
    with reader(home, environment={"NO_COLOR": ""}) as terminal:
        opened(terminal, len(SHELF))
        assert {"38;2", "48;2"} <= styles(terminal.raw)


@pytest.mark.parametrize(
    "environment", [FEW, {"TERM": "dumb", "COLORTERM": ""}], ids=["16", "dumb"]
)
def test_a_terminal_with_few_colours_gets_its_own(home: Path, environment: dict[str, str]) -> None:
    with reader(home, environment=environment) as terminal:
        for _ in walk(terminal):
            colours = {style for style in styles(terminal.raw) if is_colour(style)}
            assert colours <= {"35", "39", "45", "49"}, "the accent, and what the terminal has"


def test_the_terminals_own_colours_can_be_chosen_where_there_are_more(home: Path) -> None:
    config = home / "carrel" / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text('theme = "terminal"\n', "utf-8")
    with reader(home) as terminal:
        for _ in walk(terminal):
            assert not [style for style in styles(terminal.raw) if ";" in style]


def test_256_colours_are_enough_for_carrels_own(home: Path) -> None:
    with reader(home, environment={"COLORTERM": ""}) as terminal:
        opened(terminal, len(SHELF))
        assert {"38;5", "48;5"} <= styles(terminal.raw)
        assert "38;2" not in styles(terminal.raw)


def test_a_theme_is_chosen_at_once_and_remembered(home: Path) -> None:
    with reader(home) as terminal:
        opened(terminal, len(SHELF))
        dark = terminal.background(3, 5)
        terminal.press("T")
        terminal.wait_for(lambda terminal: terminal.background(3, 5) != dark)
        light = terminal.background(3, 5)
        terminal.wait_for("theme: light")
        leave(terminal)
    with reader(home) as terminal:
        opened(terminal, len(SHELF))
        assert terminal.background(3, 5) == light
        leave(terminal)
