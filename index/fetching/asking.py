"""Asking until there is an answer: politely, patiently, and not for ever.

Every request waits for its host's turn (`gate`), is sent once (`transport`), and, where the host is
only busy, again after a pause: the host's own, or one that doubles. Addresses that it sends on to
are checked like the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from index.fetching.address import host_of
from index.fetching.failure import (
    OVER,
    BusyError,
    FetchError,
    HostError,
    OutOfTimeError,
    PassingError,
    StatusError,
    UnreachableError,
)
from index.fetching.gate import LONGEST_WAIT, HostGate, gate_name
from index.fetching.pauses import asked_pause, backoff
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from index.fetching.answer import Answer, Wanted
    from index.fetching.clock import Clock
    from index.fetching.transport import Transport

TRIES: Final = 4
MOST_HOPS: Final = 5
"""Addresses that a request is sent on to."""

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_TROUBLED: Final = frozenset({500, 502, 504})
"""Of these, what may be the trouble of one address alone."""

_MEANINGS: Final = {
    304: "says that nothing changed, which was not the question",
    400: "does not understand the question",
    401: "wants to know who asks",
    403: "does not allow it",
    404: "has no such thing",
    410: "has it no more",
    429: "has been asked too often",
    500: "has trouble of its own",
    503: "is busy",
}

_HINTS: Final = {
    401: "it may be for members alone",
    403: "it may be for members alone",
    404: "is its address still right?",
    410: "it may be gone for good",
}


class Asker:
    """Asks hosts, one request at a time.

    Args:
        folder: where the gates of hosts stand.
        clock: what tells the time.
        transport: what sends a request.
        deadline: the moment of the steady clock at which all of it ends.
        on_wait: told which host, and how many seconds, before a wait that is felt.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        transport: Transport,
        deadline: float,
        on_wait: Callable[[str, float], None] = lambda _host, _seconds: None,
    ) -> None:
        self._folder, self._clock, self._transport = folder, clock, transport
        self._deadline, self._on_wait = deadline, on_wait
        self._gates: dict[str, HostGate] = {}
        self._down: dict[str, HostError] = {}
        """By gate: hosts that could not be reached, and are not waited for once more."""
        self.requests = 0
        """How many were sent."""
        self.received = 0
        """Bytes that came back, unpacked."""

    def ask(self, wanted: Wanted) -> Answer:
        """The answer to a request: found, or unchanged.

        Raises:
            FetchError: there is none; the message is one line.
        """
        url, headers = wanted.url, wanted.known.headers
        for _ in range(MOST_HOPS + 1):
            answer = self._ask_patiently(url, headers)
            if answer.status not in _MOVED:
                break
            url = _sent_on(url, answer.headers.get("location", ""))
        else:
            raise FetchError(f"{host_of(wanted.url)} sends on and on")
        if answer.status == 200 or (answer.is_unchanged and headers):
            return answer
        hint = _HINTS.get(answer.status, "")
        raise StatusError(answer.status, _refusal(url, answer.status), hint=hint)

    def gate(self, host: str) -> HostGate:
        """The way to a host."""
        name = gate_name(host)
        if name not in self._gates:
            self._gates[name] = HostGate(self._folder, name, self._clock, self._on_wait)
        return self._gates[name]

    def _ask_patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        gate = self.gate(host_of(url))
        if gate.name in self._down:
            raise self._down[gate.name]
        for attempt in range(1, TRIES + 1):
            pause = None
            if self._clock.steady() >= self._deadline:
                raise OutOfTimeError(OVER, hint="fetch again later")
            with gate.turn(self._deadline):
                try:
                    answer = self._send(url, headers)
                except PassingError as error:
                    failure: FetchError = error
                else:
                    pause = asked_pause(answer.headers, self._clock.now())
                    if pause is not None:
                        gate.hold_off(pause)
                    if answer.status not in _BUSY:
                        return answer
                    kind = PassingError if answer.status in _TROUBLED else BusyError
                    failure = kind(_refusal(url, answer.status))
            self._wait(failure, attempt, pause, gate)
        raise AssertionError("the last attempt ends in an answer or an error")

    def _send(self, url: str, headers: Mapping[str, str]) -> Answer:
        self.requests += 1
        answer = self._transport.get(url, headers, self._deadline)
        self.received += len(answer.body)
        return answer

    def _wait(self, failure: FetchError, attempt: int, asked: float | None, gate: HostGate) -> None:
        """Let time pass before the next attempt; gives up if there is to be none."""
        told = failure.problem.message
        if attempt == TRIES:
            tried, hint = f"{told}, {TRIES} times", "fetch again later"
            if isinstance(failure, UnreachableError):
                self._down[gate.name] = HostError(tried, hint=hint)
                raise self._down[gate.name]
            is_let_be = isinstance(failure, BusyError) or gate.not_before > self._clock.now()
            kind = HostError if is_let_be else FetchError
            raise kind(tried, hint=hint, not_before=gate.not_before)
        pause = backoff(attempt, self._clock.chance()) if asked is None else asked
        if pause > LONGEST_WAIT or self._clock.steady() + pause > self._deadline:
            until = gate.not_before
            raise HostError(told, hint="what is missing is fetched next time", not_before=until)
        if asked is None:  # what the host asked for, its gate waits
            self._on_wait(gate.name, pause)
            self._clock.sleep(pause)


def _sent_on(url: str, location: str) -> str:
    """Where a host sends on to.

    Raises:
        FetchError: nowhere.
    """
    try:
        return urljoin(url, location) if location else ""
    except ValueError:
        shown = printable(location)[:200]
        raise FetchError(f"leads to {shown}, which is not an address of the web") from None


def _refusal(url: str, status: int) -> str:
    meaning = _MEANINGS.get(status, "refuses")
    return f"{printable(host_of(url))} {meaning} ({status})"
