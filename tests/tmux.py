"""The reader in tmux, as people have it: keys by `send-keys`, the screen by `capture-pane`."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING, Self

from tests.pseudoterminal import isolated
from tests.terminal import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

NAMED = {"enter": "Enter", "escape": "Escape", "space": "Space"}

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the screen; tmux tells nobody that it has changed."""


class Tmux:
    """A tmux server of its own, with one session in which one program runs.

    Leaving it as a context manager ends the server and whatever runs in it.
    """

    def __init__(
        self, tmux: str, command: Sequence[str], home: Path, *, columns: int = 80, rows: int = 24
    ) -> None:
        """Start a program in a session of that size.

        Args:
            tmux: the program tmux.
            command: what runs in it.
            home: HOME of the reader.
            columns: width in cells.
            rows: height in cells, without tmux's own status line.
        """
        self._tmux = (tmux, "-S", str(home / "tmux.socket"), "-f", "/dev/null")
        self._environment = isolated(home, TEXTUAL_ANIMATIONS="none")
        size = ("-x", str(columns), "-y", str(rows))
        self._run(
            "new-session",
            "-d",
            *size,
            ";",
            "set",
            "status",
            "off",
            ";",
            "set",
            "-g",
            "remain-on-exit",
            "on",
        )
        self._exit = home / "exit-code"
        told = ("sh", "-c", '"$@"; echo $? >"$0"', str(self._exit))
        self._run("respawn-pane", "-k", *told, *command)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._run("kill-server")

    @property
    def text(self) -> str:
        """What the session shows."""
        return self._run("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys, by name or as characters, one after the other."""
        self._run("send-keys", *(NAMED.get(key, key) for key in keys))

    def wait_for(self, text: str) -> None:
        """Look until a text is on the screen.

        Raises:
            AssertionError: it never came; the message shows the screen.
        """
        deadline = time.monotonic() + PATIENCE
        while text not in (shown := self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} never came:\n{shown}")
            time.sleep(BETWEEN_LOOKS)

    def wait_exit(self) -> int:
        """Look until the program has ended; its exit code.

        Raises:
            AssertionError: it still runs; the message shows the screen.
        """
        deadline = time.monotonic() + PATIENCE
        # tmux itself may miss the end of a program whose terminal it has just taken away.
        while not self._exit.exists() or not (code := self._exit.read_text("utf-8").strip()):
            if time.monotonic() > deadline:
                raise AssertionError(f"still running:\n{self.text}")
            time.sleep(BETWEEN_LOOKS)
        return int(code)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            (*self._tmux, *words),
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout
