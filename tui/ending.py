"""Leaving in order when the system, a parent or a closing terminal says so."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextlib.contextmanager
def told_to_end() -> Iterator[None]:
    """Make of SIGTERM and SIGHUP an exit, with 128 and their number, which can be cleaned up after.

    Where signals are not of POSIX, or a parent has them ignored (nohup), nothing is changed.
    """

    def leave(number: int, _: FrameType | None) -> None:
        for told in before:  # once is enough: what follows must not be cut short
            signal.signal(told, signal.SIG_IGN)
        raise SystemExit(128 + number)

    told = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {
        number: signal.signal(number, leave)
        for number in told
        if number is not None and signal.getsignal(number) is signal.SIG_DFL
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_without_terminal() -> None:
    """Leave in order if the terminal is gone and the system has told somebody else.

    It tells the group in the foreground, where that has not SIGHUP ignored. Who is not told would
    ask a terminal that is no more for keys, as fast as the processor can.

    Raises:
        SystemExit: it is gone.
    """
    if os.name == "posix" and not os.isatty(0):
        raise SystemExit(128 + signal.SIGHUP)
