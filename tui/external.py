"""The browser outside: addresses reach it as arguments, and never a shell.

Only http and https addresses are opened: a shell would find commands in them, and a file or
another scheme is not theirs to name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.text import web_address
from tui.served import is_served

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHELLS = frozenset("ash bash cmd csh dash env eval fish ksh powershell pwsh sh tcsh zsh".split())
"""Programs that would read an address as a command."""


def may_open(url: str) -> bool:
    """Whether an address is one a browser may be given."""
    if not url or web_address(url) != url:
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # no address in the brackets, no number behind the colon
        return False


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the reader sits at another machine."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def browser_command(url: str, environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The command that opens an address where the reader sees it, or None.

    ``BROWSER`` wins where it is set (its first entry, ``%s`` for the address); over SSH and
    without a display there is nothing else to open it with. In a page there is none at all: the
    page opens it.
    """
    if is_served(environ):
        return None
    chosen = environ.get("BROWSER", "").split(os.pathsep)[0]
    if chosen:
        return _filled(chosen, url)
    if is_remote(environ):
        return None
    if sys.platform == "darwin":
        return ("open", url)
    seen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return ("xdg-open", url) if seen and shutil.which("xdg-open") else None


def _filled(chosen: str, url: str) -> tuple[str, ...] | None:
    """The command in ``BROWSER`` with the address in it; None where a shell would see it."""
    import shlex

    try:
        words = shlex.split(chosen)
    except ValueError:  # a quote that is not closed
        return None
    scripts = [word for word in words if "%s" in word and len(word.split()) > 1]
    if not words or scripts or os.path.basename(words[0]).removesuffix(".exe") in _SHELLS:
        return None
    filled = tuple(word.replace("%s", url) for word in words)
    return filled if "%s" in chosen else (*filled, url)


def open_in_browser(url: str, environ: Mapping[str, str]) -> bool:
    """Open an address in the reader's browser; False where it may not or cannot be opened.

    The browser gets no terminal, so that nothing it prints lands on the screen.
    """
    if not may_open(url):
        return False
    if sys.platform == "win32":
        os.startfile(url)
        return True
    command = browser_command(url, environ)
    if command is None:
        return False
    try:
        browser = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    # Somebody has to wait for it, or it stays behind as a zombie once it has ended.
    threading.Thread(target=browser.wait, daemon=True).start()
    return True
