"""OPML, in which feed readers exchange what they follow: titles and addresses of feeds.

It holds no papers, so it is no source of them; whoever keeps feeds asks here.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from index.errors import CarrelError
from index.record import LONGEST_FIELD
from index.text import clean, web_address

LONGEST_OPML: Final = 4 * 1024**2
"""Characters that are looked at."""

MOST_FEEDS: Final = 1_000
"""Feeds in one file."""

_ROOT: Final = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?<opml[\s>]")
_DEEPEST: Final = 64


def is_opml(head: str) -> bool:
    """Whether a text begins as OPML."""
    return _ROOT.match(head[:4096]) is not None


def feeds_of(text: str) -> list[tuple[str, str]]:
    """Title and address of each feed, in order, no address twice.

    A title that is missing is ``""``; what has no web address is left out.

    Raises:
        CarrelError: it is no OPML, too long, or holds too many feeds.
    """
    if len(text) > LONGEST_OPML:
        raise CarrelError(f"the OPML is longer than {LONGEST_OPML // 1024**2} MiB")
    if "<!ENTITY" in text:
        raise CarrelError("the OPML declares entities, which is refused")
    outlines = _Outlines()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = outlines.enter
    parser.EndElementHandler = outlines.leave
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise CarrelError(f"not valid OPML: {reason} in line {error.lineno:,}") from error
    return [(title, address) for address, title in outlines.found.items()]


class _Outlines:
    """What the elements say, as they go by."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._depth = 0

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name.lower() != "opml":
            raise CarrelError("not an OPML file")
        if self._depth > _DEEPEST:
            raise CarrelError("the OPML is nested too deeply")
        given = {key.lower(): value for key, value in attributes.items()}
        address = web_address(given.get("xmlurl", ""))
        if name.lower() != "outline" or not 0 < len(address) <= LONGEST_FIELD:
            return
        title = clean(given.get("title") or given.get("text") or "")[:LONGEST_FIELD]
        self.found.setdefault(address, title)
        if len(self.found) > MOST_FEEDS:
            raise CarrelError(f"the OPML holds more than {MOST_FEEDS:,} feeds")

    def leave(self, _: str) -> None:
        self._depth -= 1
