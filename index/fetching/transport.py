"""One request over the net, with httpx: the one module that knows it.

Whatever goes wrong below is told in Carrel's words: a certificate, a name that nobody has, a host
that is slow, a body without end. Nothing is followed and nothing tried again here (`asking`).
"""

from __future__ import annotations

import contextlib
import ssl
from typing import TYPE_CHECKING, Final, cast

import httpx

from index.fetching.address import host_of
from index.fetching.answer import Answer
from index.fetching.failure import (
    OVER,
    FetchError,
    HostError,
    OutOfTimeError,
    PassingError,
    UnreachableError,
)
from index.fetching.unpacking import PACKINGS, Unpacker
from index.fetching.watchdog import Watchdog
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpcore

    from index.fetching.address import Addresses
    from index.fetching.clock import Clock

_Told = dict[str, object]
"""What httpcore tells of a step of a request."""

MOST_BYTES: Final = 32 * 1024**2
"""Bytes of an answer, unpacked. The largest that is asked for, 500 entries of arXiv, has two."""

LONGEST_SILENCE: Final = 30.0
"""Seconds in which nothing comes."""

LONGEST_ANSWER: Final = 120.0
"""Seconds that one answer may take, however it drips."""


class Transport:
    """A way to ask, with one connection at a time.

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
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip"}
        self._trust: ssl.SSLContext | None = None
        self._clients: dict[str, httpx.Client] = {}
        """By the proxy that they ask."""
        self._watchdog = Watchdog()

    def close(self) -> None:
        """Let go of every connection."""
        self._watchdog.let_go()
        for client in self._clients.values():
            client.close()

    def get(self, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        """Ask once.

        Args:
            url: an address that was not checked yet.
            headers: to go with the request.
            deadline: the moment of the steady clock at which all fetching ends.

        Raises:
            FetchError: it may not be asked, or there is no whole answer.
        """
        place, proxy = self._addresses.checked(url), self._addresses.proxy(url)
        host, client = host_of(url), self._client(proxy)
        left = max(deadline - self._clock.steady(), 0.0)
        asking = client.stream(
            "GET",
            place,
            headers=headers,
            timeout=max(min(LONGEST_SILENCE, left), 0.001),
            extensions={"trace": self._on_connection(url, is_direct=not proxy)},
        )
        with self._telling(host, deadline, proxy), self._watchdog.watch(min(LONGEST_ANSWER, left)):
            with asking as response:
                told = {name.lower(): value for name, value in response.headers.items()}
                body = self._body(response, host, deadline)
            return Answer(url, response.status_code, told, body)

    def _client(self, proxy: str) -> httpx.Client:
        """What asks by a proxy, or by none."""
        if proxy not in self._clients:
            if self._trust is None:  # 20 ms, and nothing that a server on this machine needs
                stood_in = bool(self._addresses.stand_in)
                self._trust = (
                    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                    if stood_in
                    else httpx.create_ssl_context()
                )
            try:
                self._clients[proxy] = httpx.Client(
                    headers=self._headers,
                    verify=self._trust,
                    limits=httpx.Limits(max_connections=1),
                    follow_redirects=False,
                    proxy=proxy or None,
                    trust_env=False,  # which proxy, `Addresses` says
                )
            except (ImportError, ValueError, httpx.InvalidURL) as error:
                kind = printable(proxy.partition(":")[0], 20)
                raise HostError(
                    f"a proxy by {kind} cannot be asked, and the environment names one",
                    hint="HTTPS_PROXY, HTTP_PROXY and ALL_PROXY name those by http",
                ) from error
        return self._clients[proxy]

    def _on_connection(self, url: str, *, is_direct: bool) -> Callable[[str, _Told], None]:
        """What looks at whoever was reached, before anything is said to them."""

        def look(event: str, told: _Told) -> None:
            if not event.endswith("connect_tcp.complete"):
                return
            line = cast("httpcore.NetworkStream", told["return_value"])
            peer = line.get_extra_info("server_addr")
            if is_direct and not (peer and self._addresses.may_answer(str(peer[0]))):
                line.close()
                message = f"{host_of(url)} is within a private network"
                raise FetchError(message, hint="it was not asked")
            self._watchdog.follow(line.get_extra_info("socket"))

        return look

    def _body(self, response: httpx.Response, host: str, deadline: float) -> bytes:
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in PACKINGS:
            raise FetchError(f"{host} packs its answer in a way that was not asked for")
        unpacker = Unpacker(packing, host, self._most)
        begun = self._clock.steady()
        for chunk in response.iter_raw():
            unpacker.take(chunk)
            now = self._clock.steady()
            if now > deadline:
                raise OutOfTimeError(OVER)
            if now - begun > LONGEST_ANSWER:
                raise PassingError(
                    f"{host} answers too slowly: {unpacker.length:,} bytes in {now - begun:.0f} s"
                )
        if self._watchdog.has_bitten:  # what was cut may look like the end
            raise self._late(host, deadline)
        return unpacker.whole()

    def _late(self, host: str, deadline: float) -> FetchError:
        if self._clock.steady() >= deadline:
            return OutOfTimeError(OVER)
        return PassingError(f"{host} answers too slowly")

    @contextlib.contextmanager
    def _telling(self, host: str, deadline: float, proxy: str) -> Iterator[None]:
        """Tell what httpx says in one plain line."""
        try:
            yield
        except httpx.HTTPError as error:
            if self._watchdog.has_bitten or self._clock.steady() >= deadline:
                raise self._late(host, deadline) from error
            raise _told(host, error, " by its proxy" if proxy else "") from error
        except httpx.InvalidURL as error:
            raise FetchError(f"{host} could not be asked: {_reason(error)}") from error


def _told(host: str, error: httpx.HTTPError, way: str) -> FetchError:
    """What went wrong, in Carrel's words."""
    if isinstance(error, httpx.ConnectTimeout):
        return UnreachableError(f"{host} cannot be reached{way}: nobody answers")
    if isinstance(error, httpx.TimeoutException):
        return PassingError(f"{host} says nothing for {LONGEST_SILENCE:.0f} seconds")
    if isinstance(error, httpx.RemoteProtocolError):
        return PassingError(f"{host} broke off in the middle of its answer")
    if not isinstance(error, httpx.ConnectError):
        return PassingError(f"{host} could not be asked: {_reason(error)}")
    if (certificate := _certificate(error)) is None:
        return UnreachableError(f"{host} cannot be reached{way}: {_reason(error)}")
    reason = printable(certificate.verify_message or "it is not valid")
    return HostError(
        f"the certificate of {host} cannot be trusted: {reason}",
        hint="is the clock of this machine right?",
    )


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
