"""Breaks a connection off when its time is over, whatever whoever reads it waits for.

A timeout of a socket begins anew with each byte, so a host that sends its headers a byte at a time
could hold a fetch for days. Whoever waits for a socket that is shut down goes on at once.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Watchdog:
    """Watches one connection at a time."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self.has_bitten = False
        """Whether the time of the last watch was over before its end."""

    def follow(self, line: socket.socket) -> None:
        """Watch this connection from now on."""
        self.let_go()
        self._line = line.dup()  # TLS takes the first one for its own
        if self.has_bitten:
            self._bite()

    def let_go(self) -> None:
        """Watch none."""
        if self._line is not None:
            self._line.close()
            self._line = None

    @contextlib.contextmanager
    def watch(self, seconds: float) -> Iterator[None]:
        """Let this take so long, in seconds of the system."""
        self.has_bitten = is_whole = False
        timer = threading.Timer(max(seconds, 0.0), self._bite)
        timer.daemon = True
        timer.start()
        try:
            yield
            is_whole = True
        finally:
            timer.cancel()
            timer.join()
            if not is_whole:  # it is closed for whoever used it, and must not stay open here
                self.let_go()

    def _bite(self) -> None:
        self.has_bitten = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
