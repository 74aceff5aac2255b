"""Who is let in: only whoever has the address that was printed, and only from this machine.

Any program here can reach a loopback address, and any page in the browser can ask one for
something. So there is a secret in the path of everything that is served; the name that was asked
for has to be one of this machine (or a name of somebody else's could be made to lead here, and
their page would count as ours); and a websocket has to come from our own page, for browsers let
any page open one.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

TOKEN_BYTES = 24
"""How much chance is in a token: 192 bits."""

FROM_ELSEWHERE = "this reader is served to its own machine alone"
OTHER_NAME = "this reader is served at a loopback address alone"
NO_TOKEN = "this is not the whole address that carrel serve printed"
OTHER_PAGE = "another page asked for this reader"


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of whoever asks, as their browser tells it."""

    peer: str
    """The address the connection comes from."""

    host: str
    """The ``Host`` header."""

    path: str
    """The path, decoded: ``/TOKEN/static/…``."""

    origin: str | None = None
    """The ``Origin`` header."""

    is_socket: bool = False
    """Whether a websocket is asked for."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets in who knows the token."""

    token: str

    @classmethod
    def anew(cls) -> Gate:
        """A gate with a token that nobody can guess."""
        return cls(secrets.token_urlsafe(TOKEN_BYTES))

    def refusal(self, caller: Caller) -> str:
        """Why a caller is not let in, as one plain line; ``""``: they are."""
        if not is_loopback(caller.peer):
            return FROM_ELSEWHERE
        if not _names_loopback(caller.host):
            return OTHER_NAME
        given = caller.path.lstrip("/").partition("/")[0]
        if not secrets.compare_digest(_bytes(given), _bytes(self.token)):
            return NO_TOKEN
        if caller.is_socket and caller.origin != f"http://{caller.host}":
            return OTHER_PAGE
        return ""


def is_loopback(address: str) -> bool:
    """Whether an address, without a port, is one that only this machine reaches."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:  # may be any text
            return False
        return (found.ipv4_mapped or found).is_loopback
    return found.is_loopback


def _names_loopback(host: str) -> bool:
    """Whether a ``Host`` header names this machine; on which port does not matter.

    A port forwarded over SSH may have another number at the reader's end.
    """
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = host, "0"
    if not (port.isascii() and port.isdecimal()):
        return False
    if name.startswith("[") and name.endswith("]"):
        return is_loopback(name[1:-1])
    return name.casefold() == "localhost" or (":" not in name and is_loopback(name))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
