"""One request at a time to a host, and a pause between two, whichever process of a home asks.

Who asks holds a lock, which goes with its process; when the last one asked, and until when the
host wants to be left alone, stands in a small file beside it. Both are in the cache: losing them
costs no more than one pause.
"""

from __future__ import annotations

import contextlib
import json
import math
from typing import TYPE_CHECKING, Final

from index.errors import in_one_line
from index.fetching.clock import stamp_of
from index.fetching.failure import OVER, FetchError, HostError, OutOfTimeError
from index.fetching.pauses import LONGEST
from index.files import PRIVATE, make_private_folder, open_plain, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.fetching.clock import Clock

LONGEST_WAIT: Final = 180.0
"""Seconds that a host is waited for in one go, where it asks for that; other feeds wait behind."""

_LONGEST: Final = 1_000
_PAUSES: Final = {"arxiv.org": 3.0, "huggingface.co": 0.7}
"""Seconds between two requests. arXiv asks for three, and counts all of its hosts as one (its terms
of use); Hugging Face lets a stranger ask 500 times in five minutes (its page on rate limits)."""

_OTHERS: Final = 1.0


def gate_name(host: str) -> str:
    """What hosts that count together are called: ``export.arxiv.org`` is ``arxiv.org``."""
    for name in _PAUSES:
        if host == name or host.endswith(f".{name}"):
            return name
    return host


class HostGate:
    """The way to one host.

    Args:
        folder: where lock and times stand, the same for all processes of a home.
        host: the host, or several under one `gate_name`.
        clock: what tells the time.
        on_wait: told why, and how many seconds, before a wait.
    """

    def __init__(
        self, folder: Path, host: str, clock: Clock, on_wait: Callable[[str, float], None]
    ) -> None:
        self.name = gate_name(host)
        self._pause = _PAUSES.get(self.name, _OTHERS)
        self._folder, self._clock, self._on_wait = folder, clock, on_wait
        safe = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in self.name)[:80]
        self._lock, self._times = folder / f"{safe}.lock", folder / f"{safe}.json"

    @contextlib.contextmanager
    def turn(self, deadline: float) -> Iterator[None]:
        """Be the only one who asks this host, once its pause is over.

        Args:
            deadline: the moment of the steady clock until which this may wait.

        Raises:
            FetchError: another process or the host's own wish would take longer.
        """
        from filelock import FileLock, Timeout

        make_private_folder(self._folder)
        room = max(deadline - self._clock.steady(), 0.0)
        try:
            with FileLock(self._lock, room, mode=PRIVATE):
                self._wait(deadline)
                self._note(asked=self._clock.now())  # whatever becomes of this process
                try:
                    yield
                except BaseException:
                    with contextlib.suppress(FetchError):  # which must not hide why it ended
                        self._note(asked=self._clock.now())
                    raise
                self._note(asked=self._clock.now())
        except Timeout:
            message = f"another Carrel was asking {self.name} all the time"
            raise OutOfTimeError(message, hint="fetch again later") from None

    def hold_off(self, seconds: float) -> None:
        """Nobody asks the host for so long; it said so."""
        self._note(not_before=max(self.not_before, self._clock.now() + seconds))

    @property
    def not_before(self) -> float:
        """Seconds since 1970 until which the host wants to be left alone; 0: it never said."""
        return self._read()[1]

    def _wait(self, deadline: float) -> None:
        asked, not_before = self._read()
        now = self._clock.now()
        # A clock that was put back must not make anybody wait for the day it showed.
        pause = min(asked + self._pause - now, self._pause)
        wished = not_before - now
        wait = max(pause, wished)
        if wait <= 0:
            return
        if wished > LONGEST_WAIT or (wished > pause and self._clock.steady() + wait > deadline):
            raise HostError(
                f"{self.name} wants to be left alone until {stamp_of(not_before)}",
                hint="what is missing is fetched next time",
                not_before=not_before,
            )
        if self._clock.steady() + wait > deadline:
            raise OutOfTimeError(OVER, hint="fetch again later")
        if wait > 1.0:
            self._on_wait(self.name, wait)
        self._clock.sleep(wait)

    def _read(self) -> tuple[float, float]:
        """When it was asked last, and until when it is to be left alone."""
        try:
            with open_plain(self._times) as stream:
                told = json.loads(stream.read(_LONGEST))
            asked, not_before = float(told["asked"]), float(told["not_before"])
        except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
            return 0.0, 0.0
        # No host asks for more than a week; whatever says so is of a clock that was wrong.
        is_sound = math.isfinite(asked) and not_before <= self._clock.now() + LONGEST
        return (asked, not_before) if is_sound else (0.0, 0.0)

    def _note(self, *, asked: float | None = None, not_before: float | None = None) -> None:
        before = self._read()
        told = {
            "asked": before[0] if asked is None else asked,
            "not_before": before[1] if not_before is None else not_before,
        }
        try:
            replace_file(self._times, json.dumps(told).encode())
        except OSError as error:
            raise FetchError(
                f"cannot keep when {self.name} was asked: {in_one_line(error)}"
            ) from error
