"""How far a fetch is, as a bar on standard error: requests, rate and time left."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from rich.progress import Progress

    from index.feeds.outcome import FetchProgress
    from index.fetching.clock import Clock


_NARROW: Final = 60
"""Columns below which there is no room for a bar, only for what it counts."""

_TOLD: Final = ("rate", "note")


class FetchBar:
    """A bar for a ``with`` statement; it is gone when the work is done.

    Args:
        clock: what tells the time, for the rate.
        shown: whether there is to be one; there is none without a terminal.
    """

    def __init__(self, clock: Clock, *, shown: bool) -> None:
        self._clock = clock
        self._begun = clock.steady()
        self._bar = _made() if shown and sys.stderr.isatty() else None
        self._task = (
            self._bar.add_task("", total=None, rate="", note="") if self._bar is not None else None
        )

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, progress: FetchProgress) -> None:
        """Show how far it is."""
        if self._bar is None or self._task is None:
            return
        rate = progress.received / max(self._clock.steady() - self._begun, 0.001) / 1000
        self._bar.update(
            self._task,
            description=progress.feed,
            completed=progress.done,
            total=max(progress.total, 1),
            rate=f"{rate:,.0f} kB/s",
            note=printable(progress.note),
        )

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Be out of the way while something else is written."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


def _made() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    name = TextColumn("{task.description}", markup=False)
    counts = (MofNCompleteColumn(), TimeRemainingColumn(compact=True))
    if console.width < _NARROW:
        return Progress(*counts, name, console=console, transient=True)
    rate, note = (TextColumn(f"{{task.fields[{field}]}}", markup=False) for field in _TOLD)
    done, left = counts
    return Progress(name, BarColumn(), done, rate, left, note, console=console, transient=True)
