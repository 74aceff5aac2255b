"""What is left when the reader is told to end: by a signal, or by its terminal going away."""

from __future__ import annotations

import os
import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.pseudoterminal import PseudoTerminal, isolated
from tui.ending import told_to_end

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

LONGEST = 30.0
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


def read_until(terminal: PseudoTerminal, wanted: re.Pattern[bytes]) -> bytes:
    """What comes until the pattern is there, or the program has ended."""
    seen = b""
    while not wanted.search(seen) and (chunk := terminal.read(LONGEST)):
        seen += chunk
    assert wanted.search(seen), seen
    return seen


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_the_sample_is_removed_and_the_terminal_given_back(tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    folder = tmp_path / "tmp"
    folder.mkdir()
    command = [sys.executable, "-m", "tui", "--sample"]
    with PseudoTerminal(command, isolated(tmp_path, TMPDIR=str(folder))) as terminal:
        read_until(terminal, re.compile(rb"1 of \d+"))
        assert len(list(folder.iterdir())) == 1
        os.kill(terminal.pid, number)
        read_until(terminal, re.compile(re.escape(ALTERNATE_SCREEN_OFF)))
        while terminal.read(LONGEST):
            pass
        _, status = os.waitpid(terminal.pid, 0)
        terminal.exit_code = os.waitstatus_to_exitcode(status)
        assert terminal.exit_code == 128 + number
    assert list(folder.iterdir()) == []


def test_the_sample_is_removed_when_the_terminal_goes_away(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    command = [sys.executable, "-m", "tui", "--sample"]
    terminal = PseudoTerminal(command, isolated(tmp_path, TMPDIR=str(folder)))
    read_until(terminal, re.compile(rb"1 of \d+"))
    os.close(terminal._master)
    _, status = os.waitpid(terminal.pid, 0)
    assert os.WIFEXITED(status)
    assert list(folder.iterdir()) == []


def test_a_signal_is_an_exit_once_and_then_what_it_was_before() -> None:
    with pytest.raises(SystemExit) as ended, told_to_end():
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_a_signal_begins_is_not_cut_short_by_another() -> None:
    def ended_twice() -> None:
        with told_to_end():
            try:
                signal.raise_signal(signal.SIGHUP)
            finally:
                signal.raise_signal(signal.SIGTERM)

    with pytest.raises(SystemExit) as ended:
        ended_twice()
    assert ended.value.code == 128 + signal.SIGHUP


def test_a_signal_that_the_parent_has_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with told_to_end():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_a_reader_that_nobody_told_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    command = ["sh", "-c", 'trap "" HUP; "$@"', "sh", sys.executable, "-m", "tui"]
    terminal = PseudoTerminal(command, isolated(tmp_path))
    try:
        read_until(terminal, re.compile(rb"Papers"))
        assert terminal.take_away(LONGEST)
    finally:
        terminal.close()
