"""One key in a terminal, and the time until its last byte has come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.usage import Usage

if TYPE_CHECKING:
    from tests.pseudoterminal import PseudoTerminal

SILENCE = 0.04
"""Seconds without a byte that end a repaint."""

PATIENCE = 5.0
"""Seconds until the first byte."""


class Repaint(NamedTuple):
    """What a key cost."""

    elapsed: float
    """Milliseconds from the key to the last byte."""

    written: int
    """Bytes in all."""

    cpu: float
    """Milliseconds of processor time until all was silent, all threads; what a busy machine does
    not change."""


def press(terminal: PseudoTerminal, key: bytes, silence: float = SILENCE) -> Repaint:
    """Press a key, and read until silence.

    Raises:
        RuntimeError: nothing was repainted.
    """
    before = Usage.of(terminal.pid).cpu
    began = last = time.perf_counter()
    terminal.send(key)
    written = 0
    while data := terminal.read(silence if written else PATIENCE):
        last = time.perf_counter()
        written += len(data)
    if not written:
        raise RuntimeError(f"the key {key!r} repainted nothing")
    return Repaint((last - began) * 1e3, written, Usage.of(terminal.pid).cpu - before)
