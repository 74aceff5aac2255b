"""One request over the net, with httpx: the one module that knows it.

Whatever goes wrong below is told in Carrel's words: a certificate, a name that nobody has, a host
that is slow, a body without end. Nothing is followed and nothing tried again here (`asking`).
"""

from __future__ import annotations

import contextlib
import ssl
from typing import TYPE_CHECKING, Final

import httpx

from index.fetching.address import host_of
from index.fetching.answer import Answer
from index.fetching.failure import FetchError, OutOfTimeError, PassingError
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.fetching.address import Addresses
    from index.fetching.clock import Clock

MOST_BYTES: Final = 32 * 1024**2
"""Bytes of an answer, unpacked. The largest that is asked for, 500 entries of arXiv, has two."""

LONGEST_SILENCE: Final = 30.0
"""Seconds in which nothing comes."""

LONGEST_ANSWER: Final = 120.0
"""Seconds that one answer may take, however it drips."""

_PACKED: Final = frozenset({"", "identity", "gzip", "deflate"})


class Transport:
    """A way to ask, with one connection a host.

    Args:
        addresses: which may be asked.
        clock: what tells the time.
        agent: how Carrel names itself: ``Carrel/1.0``.
        most_bytes: bytes of an answer, unpacked.
    """

    def __init__(
        self, addresses: Addresses, clock: Clock, agent: str, most_bytes: int = MOST_BYTES
    ) -> None:
        self._addresses, self._clock, self._most = addresses, clock, most_bytes
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
            timeout=LONGEST_SILENCE,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=8),
            follow_redirects=False,
            # A server in place of the web is asked itself, whatever proxy this machine has.
            trust_env=not addresses.stand_in,
        )

    def close(self) -> None:
        """Let go of every connection."""
        self._client.close()

    def get(self, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        """Ask once.

        Args:
            url: an address that was not checked yet.
            headers: to go with the request.
            deadline: the moment of the steady clock at which all fetching ends.

        Raises:
            FetchError: it may not be asked, or there is no whole answer.
        """
        place = self._addresses.checked(url)
        host = host_of(url)
        with self._telling(host), self._client.stream("GET", place, headers=headers) as response:
            self._check_peer(url, response)
            told = {name.lower(): value for name, value in response.headers.items()}
            if told.get("content-encoding", "").strip().lower() not in _PACKED:
                raise FetchError(f"{host} packs its answer in a way that was not asked for")
            return Answer(url, response.status_code, told, self._body(response, host, deadline))

    def _check_peer(self, url: str, response: httpx.Response) -> None:
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        if peer and not self._addresses.may_answer(url, str(peer[0])):
            raise FetchError(f"{host_of(url)} is within a private network", hint="it was not heard")

    def _body(self, response: httpx.Response, host: str, deadline: float) -> bytes:
        begun = self._clock.steady()
        chunks: list[bytes] = []
        length = 0
        for chunk in response.iter_bytes():
            length += len(chunk)
            if length > self._most:
                bound = f"{self._most // 1024**2:,} MiB"
                raise FetchError(f"{host} answers with more than {bound}", hint="it was left out")
            chunks.append(chunk)
            now = self._clock.steady()
            if now > deadline:
                raise OutOfTimeError("the time for fetching is over")
            if now - begun > LONGEST_ANSWER:
                raise PassingError(
                    f"{host} answers too slowly: {length:,} bytes in {now - begun:.0f} s"
                )
        return b"".join(chunks)

    @contextlib.contextmanager
    def _telling(self, host: str) -> Iterator[None]:
        """Tell what httpx says in one plain line."""
        try:
            yield
        except httpx.TimeoutException as error:
            message = f"{host} says nothing for {LONGEST_SILENCE:.0f} seconds"
            raise PassingError(message) from error
        except httpx.DecodingError as error:
            raise FetchError(f"{host} sent an answer that cannot be unpacked") from error
        except httpx.ConnectError as error:
            if (certificate := _certificate(error)) is not None:
                reason = printable(certificate.verify_message or "it is not valid")
                hint = "is the clock of this machine right?"
                message = f"the certificate of {host} cannot be trusted: {reason}"
                raise FetchError(message, hint=hint) from error
            raise PassingError(f"{host} cannot be reached: {_reason(error)}") from error
        except httpx.RemoteProtocolError as error:
            raise PassingError(f"{host} broke off in the middle of its answer") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PassingError(f"{host} could not be asked: {_reason(error)}") from error


def _certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """What is wrong with the certificate, if that is behind an error."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _reason(error: Exception) -> str:
    text = str(error).partition("] ")[2] or str(error) or type(error).__name__
    return printable(text, 120).lower()
