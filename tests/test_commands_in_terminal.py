"""Commands in a real terminal: a program that gets it, and a line that comes in one piece."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.papers import fill
from tests.terminal import Terminal
from tui.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

CONFIG = """
[commands.show]
key = "K"
run = ["sh", "-c", 'echo "this is $1"', "sh", "{title}"]
wait = true
"""


def test_a_program_gets_the_terminal_and_enter_brings_the_reader_back(tmp_path: Path) -> None:
    home = Home.below(tmp_path / "carrel")
    home.config.mkdir(parents=True)
    home.config_file.write_text(CONFIG, "utf-8")
    fill(home)
    with Terminal([sys.executable, "-m", "tui"], tmp_path, columns=80, rows=24) as terminal:
        terminal.wait_for("Planning with Paper Boats")
        terminal.press("K")
        terminal.wait_for("this is Planning with Paper Boats")
        terminal.wait_for("Enter goes back to Carrel")
        terminal.press("enter")
        terminal.wait_for("show: done")
        terminal.press("s")
        terminal.wait_for(lambda terminal: "★" in terminal.line_with("Planning"))


def test_a_command_typed_in_one_piece_is_done_before_what_follows(tmp_path: Path) -> None:
    fill(Home.below(tmp_path / "carrel"))
    with Terminal([sys.executable, "-m", "tui"], tmp_path, columns=80, rows=24) as terminal:
        terminal.wait_for("Planning with Paper Boats")
        terminal.type(":tag rl\rjs:dismiss weak\r")
        terminal.wait_for("dismissed as weak: “A Short Note")
        assert "★" in terminal.line_with("Kites That Learn")
        terminal.type(":ta")
        terminal.wait_for("Add or remove tags of the paper.")
        terminal.press("tab")
        terminal.press("r", "right")
        terminal.wait_for(":tag rl")
        terminal.press("ctrl+c")
        terminal.type(":q\r")
        assert terminal.wait_exit() == 0
