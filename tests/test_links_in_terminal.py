"""Links and clipboard as bytes: what a terminal is sent, bare, within tmux, and over SSH."""

from __future__ import annotations

import base64
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.papers import fill
from tests.terminal import Terminal
from tui.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

URL = "https://example.org/boats"
COPIED = f"\x1b]52;c;{base64.b64encode(URL.encode()).decode()}\a".encode()
WRAPPED = b"\x1bPtmux;\x1b" + COPIED + b"\x1b\\"
SSH = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22", "SSH_TTY": "/dev/pts/1"}
TMUX = {"TMUX": "/tmp/no-such-socket,1,0", "TERM": "screen-256color"}


def opened(home: Path, **environment: str) -> Terminal:
    fill(Home.below(home / "carrel"))
    terminal = Terminal([sys.executable, "-m", "tui"], home, environment=environment)
    terminal.wait_for("https://example.org/b.pdf")
    return terminal


def links(terminal: Terminal) -> set[bytes]:
    return set(re.findall(rb"\x1b\]8;[^;]*;([^\x1b\a]+)\x1b\\", bytes(terminal.raw)))


@pytest.mark.parametrize("environment", [{}, SSH, TMUX, SSH | TMUX], ids=str)
def test_links_lead_where_they_say_and_y_is_sent_to_the_terminal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with opened(tmp_path, **environment) as terminal:
        assert links(terminal) == {b"https://example.org/boats", b"https://example.org/b.pdf"}
        terminal.press("y")
        through = " through tmux" if "TMUX" in environment else ""
        terminal.wait_for(f"sent to the terminal{through}: {URL}")
        assert COPIED in terminal.raw
        assert (WRAPPED in terminal.raw) is ("TMUX" in environment)


def test_screen_is_told_of_no_link_and_passes_the_copy_on_in_pieces(tmp_path: Path) -> None:
    with opened(tmp_path, STY="1.pts-0.host", TERM="screen") as terminal:
        assert not links(terminal)
        terminal.press("y")
        terminal.wait_for("through screen")
        assert b"\x1bP" + COPIED + b"\x1b\\" in terminal.raw


def test_an_option_turns_links_off(tmp_path: Path) -> None:
    home = Home.below(tmp_path / "carrel")
    home.config.mkdir(parents=True)
    home.config_file.write_text("hyperlinks = false\n", "utf-8")
    with opened(tmp_path) as terminal:
        assert b"\x1b]8;" not in terminal.raw


def test_where_there_is_a_desktop_its_tool_copies_and_the_terminal_is_left_alone(
    tmp_path: Path,
) -> None:
    tool = tmp_path / "bin" / "wl-copy"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec /bin/cat > "{tmp_path}/copied"\n')
    tool.chmod(0o755)
    with opened(tmp_path, WAYLAND_DISPLAY="wayland-0", PATH=f"{tool.parent}:/bin") as terminal:
        terminal.press("y")
        terminal.wait_for(f"copied {URL} (wl-copy)")
        assert (tmp_path / "copied").read_text() == URL
        assert b"\x1b]52" not in terminal.raw
