"""C-z and fg, as a shell with job control has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commandline import program
from tests.papers import SHELF, fill
from tests.reader import leave, opened, reader
from tests.terminal import Terminal
from tui.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

JOB = 'set -m; "$@"; echo stopped; read -r go; fg; echo over; read -r go'
"""A shell that takes the terminal back from a job that stops, and brings it forward again."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(Home.below(tmp_path / "carrel"))
    return tmp_path


def test_the_shell_has_the_terminal_until_fg_and_then_the_whole_screen_is_back(home: Path) -> None:
    with Terminal(["bash", "-c", JOB, "job", *program()], home) as terminal:
        opened(terminal, len(SHELF))
        shown = terminal.text
        terminal.press("ctrl+z")
        terminal.wait_for("stopped")
        assert "─ Papers ─" not in terminal.text
        terminal.press("enter")
        terminal.wait_for(lambda terminal: terminal.text == shown)
        terminal.press("s")
        terminal.wait_for("★")
        terminal.press("q")
        terminal.wait_for("over")


def test_without_a_shell_to_go_back_to_nothing_is_stopped(home: Path) -> None:
    with reader(home) as terminal:
        opened(terminal, len(SHELF))
        terminal.press("ctrl+z")
        terminal.wait_for("there is no shell to go back to")
        leave(terminal)
