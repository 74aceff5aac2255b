"""The clipboard, where people are: by the system's tool, or by the terminal (OSC 52).

Where the reader sits at this machine, a tool of the system copies and says whether it did. Over
SSH only the terminal reaches the reader's own clipboard, and no terminal answers: what it is sent
is told as sent, not as copied. tmux and screen keep such a sequence to themselves unless it is
wrapped; tmux is asked to pass it on as well, which it does by default where wrapping is not
allowed. Data is never a command: tools get it on their standard input.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from tui.external import is_remote
from tui.served import is_served

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_SENT = 74_994
"""Bytes of text for a terminal: 100,000 of base64, above which some drop all of it (hterm)."""

LARGEST_COPIED = 16 << 20
"""Bytes for a tool; more is a file, not a clipping."""

SCREEN_PIECE = 240
"""Bytes that GNU screen passes on at once: its oldest versions hold 256 (``MAXSTR``)."""

_SECONDS = 2.0
"""How long a tool may take before it is given up."""

_TMUX = ("tmux", "load-buffer", "-w", "-")


class Tool(NamedTuple):
    """A program that copies what it reads."""

    command: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """What the reader knows it by."""
        return self.command[0]


_TOOLS = (
    ("darwin", "", Tool(("pbcopy",))),
    ("win32", "", Tool(("clip",), "utf-16")),
    ("linux", "WAYLAND_DISPLAY", Tool(("wl-copy",))),
    ("linux", "DISPLAY", Tool(("xclip", "-selection", "clipboard"))),
    ("linux", "DISPLAY", Tool(("xsel", "--clipboard", "--input"))),
    ("linux", "WSL_DISTRO_NAME", Tool(("clip.exe",), "utf-16")),
    ("linux", "TERMUX_VERSION", Tool(("termux-clipboard-set",))),
)
"""Platform, the variable that must be set, and the tool; the first that works copies."""


class Copied(NamedTuple):
    """What became of a text that was to be copied."""

    told: str
    """``copied``, ``sent to the terminal``, or why it was neither."""

    by: str = ""
    """The tool that copied it; without one, nothing says that it was."""

    is_refused: bool = False
    """It was not even tried."""

    def sentence(self, what: str) -> str:
        """The same with what it was about, for the status line."""
        return f"{self.told} {what} ({self.by})" if self.by else f"{self.told}: {what}"


def local_tools(
    environ: Mapping[str, str],
    platform: str = sys.platform,
    find: Callable[[str], str | None] = shutil.which,
) -> list[Tool]:
    """The system's tools that may reach the reader's clipboard, the likeliest first."""
    if is_remote(environ) or is_served(environ):
        return []
    return [
        tool
        for where, variable, tool in _TOOLS
        if platform == where and (not variable or environ.get(variable)) and find(tool.name)
    ]


def sequences(text: str, environ: Mapping[str, str]) -> list[str]:
    """What to write to the terminal so that it copies `text`; wrapped for what it runs in."""
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    bare = f"\x1b]52;c;{encoded}\a"
    within = _within(environ)
    if within == "tmux":
        # It takes the bare one where `set-clipboard` is on, the other with `allow-passthrough`.
        escaped = bare.replace("\x1b", "\x1b\x1b")
        return [bare, f"\x1bPtmux;{escaped}\x1b\\"]
    if within == "screen":
        pieces = (bare[at : at + SCREEN_PIECE] for at in range(0, len(bare), SCREEN_PIECE))
        return [f"\x1bP{piece}\x1b\\" for piece in pieces]
    return [bare]


def copy(text: str, environ: Mapping[str, str], send: Callable[[str], None]) -> Copied:
    """Copy a text; may wait for a tool, so not for the screen's own thread.

    Args:
        text: what is copied.
        environ: says where the reader sits.
        send: writes a text to the terminal's clipboard, as `sequences` has it.
    """
    size = len(text.encode("utf-8", "replace"))
    tools = local_tools(environ) if size <= LARGEST_COPIED else []
    for tool in tools:
        if _fed(tool.command, text, tool.encoding):
            return Copied("copied", tool.name)
    if size > LARGEST_SENT:
        kept = (
            f"{size >> 10:,} KiB are more than the {LARGEST_SENT >> 10} KiB that a terminal takes"
        )
        return Copied(f"not copied, {kept}", is_refused=True)
    send(text)
    within = _within(environ)
    through = f" through {within}" if within else ""
    if within == "tmux" and shutil.which(_TMUX[0]):
        _fed(_TMUX, text)
    failed = f", for {tools[0].name} failed" if tools else ""
    where = "page" if is_served(environ) else "terminal"
    return Copied(f"sent to the {where}{through}{failed}")


def _within(environ: Mapping[str, str]) -> str:
    """What the terminal is part of, that keeps to itself what is not wrapped; or ``""``."""
    if is_served(environ):
        return ""
    return "tmux" if environ.get("TMUX") else "screen" if environ.get("STY") else ""


def _fed(command: tuple[str, ...], text: str, encoding: str = "utf-8") -> bool:
    """Give a program a text to read; whether it ended well in time.

    It gets no pipe to write to: some stay behind to serve the clipboard and would hold it open.
    """
    try:
        done = subprocess.run(
            command,
            input=text.encode(encoding, "replace"),
            timeout=_SECONDS,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
