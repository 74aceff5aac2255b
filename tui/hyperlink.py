"""Links that the terminal itself can open (OSC 8): which addresses, and in which terminals.

An address goes to the terminal as a part of a control sequence, so nothing but an http or https
address in printable ASCII ever does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.text import web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "link:"
"""Of the role of a run that leads to the address behind it."""

LONGEST: Final = 2_000
"""Bytes of an address; VTE, for one, drops longer ones (2,083)."""

_KEPT: Final = "!#$%&'()*+,-./:;=?@[]_~"
_UNAWARE: Final = ("linux", "dumb", "screen")


def link_role(url: str) -> str:
    """The role of a run that shows a web address, with where it leads if a terminal may know."""
    if web_address(url) != url:
        return "link"
    if not url.isascii():
        from urllib.parse import quote

        url = quote(url, safe=_KEPT)
    return f"{PREFIX}{url}" if len(url) <= LONGEST else "link"


def is_understood(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take such links, or at least to pass over them.

    A Linux console and GNU screen may print what they do not know; tmux never does.
    """
    if environ.get("TMUX"):
        return True
    return not environ.get("STY") and environ.get("TERM", "").partition("-")[0] not in _UNAWARE
