"""The child processes that keep index and vectors up to date while the reader reads.

They may find the index kept by another process: the reader is told why, and goes on. Nothing is
lost by any of it, since the index is made from the papers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index.errors import Problem
from index.text import clean
from tui.child import Child

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.paths import Home

_MODULE = "index.fulltext.indexing_process"
COMPARING = "index.vectors.fitting_process"
"""What is run to compare papers."""


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
        self._done = "compared" if module == COMPARING else "indexed"
        self._on_progress, self._on_end = on_progress, on_end
        self._child = Child(module or _MODULE, self._heard, self._ended)
        self._said = ""

    def start(self) -> None:
        """Bring the index up to date, unless that is under way."""
        try:
            self._child.start([str(self._home.papers), str(self._home.cache)])
        except OSError as error:
            self._on_end(self._failed(error.strerror or str(error)))

    def stop(self) -> None:
        """End the child; the index stays as of its last commit."""
        self._child.stop()

    def _heard(self, line: str) -> None:
        progress = _progress(line)
        if progress is None:
            self._said = line
        else:
            self._on_progress(*progress)

    def _ended(self, code: int) -> None:
        said, self._said = self._said, ""
        reason = clean(said) or f"it ended with code {code}"
        self._on_end(self._failed(reason) if code else None)

    def _failed(self, reason: str) -> Problem:
        return Problem(f"the papers could not be {self._done}: {reason}")


def _progress(line: str) -> tuple[int, int] | None:
    """How much is done, of how much; None when the line says something else."""
    try:
        told = json.loads(line)
        return int(told["done"]), int(told["total"])
    except (ValueError, TypeError, LookupError):
        return None
