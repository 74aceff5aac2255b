"""The child process that keeps the full-text index up to date while the reader reads."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from index.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.paths import Home


class Indexing:
    """At most one child at a time; what it says arrives on a thread of its own."""

    def __init__(
        self,
        home: Home,
        on_progress: Callable[[int, int], None],
        on_end: Callable[[Problem | None], None],
    ) -> None:
        self._home = home
        self._on_progress, self._on_end = on_progress, on_end
        self._child: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> None:
        """Bring the index up to date, unless that is under way."""
        if self._child is not None and self._child.poll() is None:
            return
        command = [sys.executable, "-m", "index.indexing_process"]
        self._child = subprocess.Popen(
            [*command, str(self._home.papers), str(self._home.cache)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=self._listen, args=(self._child,), daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """End the child; the index stays as of its last commit."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
        if self._listener is not None:
            self._listener.join()

    def _listen(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        assert child.stderr is not None
        with child:
            for line in child.stdout:
                progress = json.loads(line)
                self._on_progress(progress["done"], progress["total"])
            said = child.stderr.read().strip().splitlines()
        reason = said[-1] if said else f"it ended with code {child.returncode}"
        failed = child.returncode > 0
        self._on_end(Problem(f"the papers could not be indexed: {reason}") if failed else None)
