"""One key in a terminal, and the time until its last byte has come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pseudoterminal import PseudoTerminal

SILENCE = 0.04
"""Seconds without a byte that end a repaint."""

PATIENCE = 5.0
"""Seconds until the first byte."""


def press(terminal: PseudoTerminal, key: bytes, silence: float = SILENCE) -> tuple[float, int]:
    """Press a key; milliseconds to the last byte before silence, and bytes in all.

    Raises:
        RuntimeError: nothing was repainted.
    """
    began = last = time.perf_counter()
    terminal.send(key)
    written = 0
    while data := terminal.read(silence if written else PATIENCE):
        last = time.perf_counter()
        written += len(data)
    if not written:
        raise RuntimeError(f"the key {key!r} repainted nothing")
    return (last - began) * 1e3, written
