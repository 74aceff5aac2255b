"""A child process that works beside the reader and says how far it is, a line at a time.

It may fail, be killed, or say nothing at all: the reader goes on, and is told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PATIENCE = 2.0
"""Seconds that a child told to end may take."""


class Child:
    """At most one process at a time; what it says arrives on a thread of its own.

    Args:
        module: what is run.
        on_line: told each line that it says.
        on_end: told once for each, with its exit code; not for one that was stopped.
    """

    def __init__(
        self, module: str, on_line: Callable[[str], object], on_end: Callable[[int], object]
    ) -> None:
        self._module, self._on_line, self._on_end = module, on_line, on_end
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._stopped = False

    @property
    def is_running(self) -> bool:
        """Whether there is one at work."""
        return self._process is not None and self._process.poll() is None

    def start(self, arguments: Sequence[str]) -> None:
        """Start it, unless one is at work.

        Raises:
            OSError: there can be no process.
        """
        if self.is_running:
            return
        # -P and the path of this process: a file in the folder the reader happens to stand in
        # must not be run for one of Carrel's own.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", self._module, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # one pipe: a second one could fill up unread
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """End it: asked first, and then made to."""
        self._stopped = True
        if self._process is None or self._listener is None:
            return
        self._process.terminate()
        self._listener.join(_PATIENCE)
        if self._listener.is_alive():
            self._process.kill()
            self._listener.join(_PATIENCE)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        with process:
            for line in process.stdout or ():
                if not line.isspace():
                    self._on_line(line)
        if not self._stopped:
            self._on_end(process.returncode)
