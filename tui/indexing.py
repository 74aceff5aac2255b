"""The child processes that keep index and vectors up to date while the reader reads.

It may fail, be killed, or find the index kept by another process: the reader is told why, and
goes on. Nothing is lost by any of it, since the index is made from the papers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from index.errors import Problem
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.paths import Home

_MODULE = "index.fulltext.indexing_process"
COMPARING = "index.vectors.fitting_process"
"""What is run to compare papers."""

_PATIENCE = 2.0
"""Seconds that a child told to end may take."""


class Indexing:
    """At most one child at a time; what it says arrives on a thread of its own.

    Args:
        home: whose papers and cache are meant.
        on_progress: told how much is done, of how much.
        on_end: told once for each child, with why it failed; not for one that was stopped.
        module: what the child runs; by default it indexes.
    """

    def __init__(
        self,
        home: Home,
        on_progress: Callable[[int, int], None],
        on_end: Callable[[Problem | None], None],
        module: str = "",
    ) -> None:
        self._home = home
        self._module = module
        self._on_progress, self._on_end = on_progress, on_end
        self._child: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._stopped = False

    def start(self) -> None:
        """Bring the index up to date, unless that is under way."""
        if self._child is not None and self._child.poll() is None:
            return
        # -P and the path of this process: a file in the folder the reader happens to stand in
        # must not be run for one of Carrel's own.
        command = [sys.executable, "-P", "-m", self._module or _MODULE, str(self._home.papers)]
        try:
            self._child = subprocess.Popen(
                [*command, str(self._home.cache)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,  # one pipe: a second one could fill up unread
                encoding="utf-8",
                errors="replace",
                env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            )
        except OSError as error:
            self._on_end(self._failed(error.strerror or str(error)))
            return
        self._listener = threading.Thread(target=self._listen, args=(self._child,), daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """End the child; the index stays as of its last commit."""
        self._stopped = True
        if self._child is None or self._listener is None:
            return
        self._child.terminate()
        self._listener.join(_PATIENCE)
        if self._listener.is_alive():
            self._child.kill()
            self._listener.join(_PATIENCE)

    def _listen(self, child: subprocess.Popen[str]) -> None:
        said = ""
        with child:
            for line in child.stdout or ():
                progress = _progress(line)
                if progress is not None:
                    self._on_progress(*progress)
                elif not line.isspace():
                    said = line
        if not self._stopped:
            reason = clean(said) or f"it ended with code {child.returncode}"
            self._on_end(self._failed(reason) if child.returncode else None)

    def _failed(self, reason: str) -> Problem:
        done = "compared" if self._module == COMPARING else "indexed"
        return Problem(f"the papers could not be {done}: {reason}")


def _progress(line: str) -> tuple[int, int] | None:
    """How much is done, of how much; None when the line says something else."""
    try:
        told = json.loads(line)
        return int(told["done"]), int(told["total"])
    except (ValueError, TypeError, LookupError):
        return None
