"""Which addresses may be asked: those of the web, and none within the reader's own network.

A feed's address, or one that it sends on to, is a stranger's word. It must not have Carrel read a
file, or ask a machine that only this one can reach. So every address is looked up before it is
asked, and the machine that answered is looked at once more (`transport`), as names may change
between the two.

Tests have a server of their own in place of the web: see `Addresses`.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final
from urllib.parse import SplitResult, urlsplit

from index.errors import CarrelError
from index.fetching.failure import FetchError, HostError
from index.text import printable

VARIABLE: Final = "CARREL_FEEDS_FROM"
"""The variable of the environment that names a server in place of the web."""

LONGEST: Final = 8_000
"""Characters of an address; servers take no longer ones."""

_PORTS: Final = {"http": 80, "https": 443}
_NEAR: Final = (".localhost", ".local", ".internal", ".home.arpa")
"""Ends of names that are of a network of one's own (RFC 6761, 6762, 8375)."""

_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses within IPv6 (RFC 6052), as networks without IPv4 of their own tell all of them."""

_TRANSLATED_NEAR: Final = ipaddress.IPv6Network("64:ff9b:1::/48")


class Addresses:
    """The addresses that may be asked, and where they really are.

    Args:
        stand_in: a server on this machine that stands for every host of the web, for tests:
            ``http://127.0.0.1:8000``. Then ``https://arxiv.org/a?b`` is asked for there as
            ``http://127.0.0.1:8000/arxiv.org/a?b``.

    Raises:
        CarrelError: the stand-in is not on this machine.
    """

    def __init__(self, stand_in: str = "") -> None:
        self.stand_in = stand_in.rstrip("/")
        if self.stand_in:
            parts = _split(self.stand_in)
            host = parts.hostname if parts else None
            if parts is None or parts.scheme != "http" or host not in ("127.0.0.1", "::1"):
                hint = "it is for tests: http://127.0.0.1:PORT"
                raise CarrelError(f"{VARIABLE} names no server on this machine", hint=hint)

    def checked(self, url: str) -> str:
        """Where an address is to be asked.

        Raises:
            FetchError: it may not be, or there is no such host.
        """
        parts = _split(url)
        shown = printable(url)[:200]
        if parts is None or len(url) > LONGEST:
            raise FetchError(f"{shown} is not an address of the web")
        if parts.scheme not in _PORTS or not parts.hostname:
            raise FetchError(f"leads to {shown}, which is not an address of the web", hint=_REFUSED)
        if parts.username is not None or parts.password is not None:
            raise FetchError("an address with a name or password in it is not asked", hint=_REFUSED)
        if self.stand_in:
            _check_literal(parts.hostname)
            query = f"?{parts.query}" if parts.query else ""
            return f"{self.stand_in}/{parts.netloc}{parts.path or '/'}{query}"
        # Where a proxy asks in our place, it looks names up, not we.
        if not _check_literal(parts.hostname) and not self.proxy(url):
            _check_name(parts.hostname, parts.port or _PORTS[parts.scheme])
        return url

    def may_answer(self, peer: str) -> bool:
        """Whether the machine with this numeric address, which is no proxy, may be spoken to."""
        return bool(self.stand_in) or is_public(peer)

    def proxy(self, url: str) -> str:
        """The proxy by which an address is asked, as the environment says; ``""`` for none.

        A server in place of the web is asked itself, whatever proxy this machine has.
        """
        from urllib.request import getproxies, proxy_bypass

        parts = _split(url)
        if self.stand_in or parts is None or proxy_bypass(parts.hostname or ""):
            return ""
        proxies = getproxies()
        found = proxies.get(parts.scheme) or proxies.get("all") or ""
        return found if "://" in found or not found else f"http://{found}"


_REFUSED: Final = "it was not asked"


def host_of(url: str) -> str:
    """The host of an address, in lower case, or ``""``."""
    parts = _split(url)
    return (parts.hostname or "") if parts else ""


def is_public(address: str) -> bool:
    """Whether a numeric address is of the open net: not of this machine, nor of a private one."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    number = _inner(number) or number
    is_near = number.version == 6 and number in _TRANSLATED_NEAR
    return number.is_global and not number.is_multicast and not is_near


def _inner(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to, if it does."""
    if isinstance(number, ipaddress.IPv4Address):
        return None
    if number in _TRANSLATED or int(number) < 2**32:
        return ipaddress.IPv4Address(int(number) & 0xFFFF_FFFF)
    return number.ipv4_mapped or number.sixtofour


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts if url.isprintable() and " " not in url else None


def _check_literal(host: str) -> bool:
    """Whether a host is given as a number; one of the open net then."""
    host = host.rstrip(".")
    try:
        number = str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        if "." not in host or host.endswith(_NEAR):
            raise _private(host) from None
        try:
            number = socket.inet_ntoa(socket.inet_aton(host))  # 127.1 is a number to systems
        except (OSError, UnicodeError):
            return False
    if not is_public(number):
        raise _private(host)
    return True


def _check_name(host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        hint = "is this machine online?"
        raise HostError(f"no host {printable(host)} can be found", hint=hint) from error
    if not all(is_public(str(place[4][0])) for place in found):
        raise _private(host)


def _private(host: str) -> FetchError:
    return FetchError(f"{printable(host)} is within a private network", hint=_REFUSED)
