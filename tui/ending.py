"""Leaving in order when the system, a parent or a closing terminal says so."""

from __future__ import annotations

import contextlib
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
