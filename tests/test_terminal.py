from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

ECHO_SIZE = r"""
import os, signal
def show(*_):
    # Not print: the signal may come while one is under way.
    os.write(1, b"size %d %d\n" % os.get_terminal_size())
signal.signal(signal.SIGWINCH, show)
show()
while True:
    print("got", input(), flush=True)
"""


def run(code: str, home: Path, columns: int = 60, rows: int = 10) -> Terminal:
    return Terminal([sys.executable, "-c", code], home, columns=columns, rows=rows)


def test_the_screen_shows_what_was_written(tmp_path: Path) -> None:
    with run(r"print('\x1b[3;5Hhere', end='', flush=True); input()", tmp_path) as terminal:
        terminal.wait_for("here")
        assert terminal.lines[2] == "    here"
        assert terminal.cursor == (8, 2)
        assert b"\x1b[3;5Hhere" in terminal.raw


def test_keys_arrive_and_the_program_is_told_of_a_new_size(tmp_path: Path) -> None:
    with run(ECHO_SIZE, tmp_path) as terminal:
        terminal.wait_for("size 60 10")
        terminal.type("straße")
        terminal.press("enter")
        terminal.wait_for("got straße")
        terminal.resize(70, 12)
        terminal.wait_for("size 70 12")
        terminal.press("ctrl+d")
        assert terminal.wait_exit() == 1


def test_sequences_the_screen_does_not_know_leave_no_litter(tmp_path: Path) -> None:
    code = r"""
import sys
for part in ("\x1b[>1u", "\x1b[<", "u", "\x1b[?2026$p", "\x1b[=0c", "clean"):
    sys.stdout.write(part)
    sys.stdout.flush()
input()
"""
    with run(code, tmp_path) as terminal:
        terminal.wait_for("clean")
        assert terminal.lines[0] == "clean"


def test_the_environment_is_isolated(tmp_path: Path) -> None:
    code = "import os; print(*sorted(os.environ)); print(os.environ['CARREL_HOME']); input()"
    with run(code, tmp_path, columns=200) as terminal:
        terminal.wait_for(str(tmp_path / "carrel"))
        assert "PYTEST_CURRENT_TEST" not in terminal.text


def test_a_wait_that_fails_shows_the_screen(tmp_path: Path) -> None:
    with run("print('only this'); input()", tmp_path) as terminal:
        terminal.wait_for("only this")
        with pytest.raises(AssertionError, match="only this"):
            terminal.wait_for("something else", timeout=0)


def test_a_program_that_ended_is_not_waited_for(tmp_path: Path) -> None:
    with (
        run("print('bye'); raise SystemExit(3)", tmp_path) as terminal,
        pytest.raises(AssertionError, match="when the program ended"),
    ):
        terminal.wait_for("never")
    assert terminal.wait_exit() == 3


def test_leaving_ends_a_program_that_ignores_requests(tmp_path: Path) -> None:
    code = (
        "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN); print('pid', os.getpid(), flush=True)\n"
        "while True: signal.pause()"
    )
    with run(code, tmp_path) as terminal:
        terminal.wait_for("pid")
        pid = int(terminal.line_with("pid").split()[1])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_program_that_is_not_there_ends_with_127(tmp_path: Path) -> None:
    with Terminal(["no-such-program-here"], tmp_path) as terminal:
        assert terminal.wait_exit() == 127
