"""The entries of an RSS or Atom document, whatever made it: `feedparser` behind a shut door.

feedparser knows every dialect, and would fetch addresses, guess at broken markup and clean texts
as if they were web pages. None of that is wanted here: it gets bytes that are known to be
well-formed, and its guessing is off, so that ``<s>`` in an abstract stays what it is. A document
that breaks off or breaks is cut behind the last entry that is whole; one that declares entities,
which no feed has to, is refused.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.base import whole_text
from index.sources.feed_entry import FeedEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

LONGEST_FEED: Final = 32 * 1024**2
"""Characters of one document; arXiv's longest answer has half of that."""

_DEEPEST: Final = 64
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,20}:)?(feed|rss|RDF)[\s>]")
_ENTRY_END: Final = re.compile(rb"</(?:entry|item)\s{0,9}>")
_CLOSING: Final = {"feed": b"</feed>", "rss": b"</channel></rss>", "RDF": b"</rdf:RDF>"}
_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
# Besides tab and line ends, controls are not allowed in XML, even written as numbers.
_FORBIDDEN: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]"
    "|&#(?:x0{0,4}(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0{0,4}(?:[0-8]|1[124-9]|2\\d|3[01]));"
)
_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}


def root_of(head: str) -> str:
    """``feed``, ``rss`` or ``RDF`` where a text begins as such a document, else ``""``."""
    start = head.lstrip()[:4096]
    if not start.startswith("<"):
        return ""
    root = _ROOT.search(start)
    first = re.search(r"<(?![?!])", start)
    return root[1] if root and first and root.start() == first.start() else ""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """What a document holds."""

    entries: tuple[FeedEntry, ...]
    damage: str = ""
    """Why there are no more entries than these, if the document did not end as it should."""

    @classmethod
    def of(cls, lines: Iterator[str]) -> FeedDocument:
        """The document in the lines of a feed; it never raises what XML brings about."""
        text, whole = whole_text(lines, LONGEST_FEED)
        damage = "" if whole else f"the feed is longer than {LONGEST_FEED // 1024**2} MiB"
        try:
            data = _mended(text).encode("utf-8", "replace")
            fault, at = _first_fault(data)
            if fault:
                data, damage = _cut(data[:at], root_of(text)), damage or fault
            return cls(tuple(_entries(data)), damage)
        except CarrelError as error:
            return cls((), error.problem.message)


def papers_of_feed(
    lines: Iterator[str], origin: Origin, paper_of: Callable[[FeedEntry, Origin], Paper]
) -> Iterator[Paper | Problem]:
    """One item for each entry, and a problem behind the last where the document is damaged."""
    document = FeedDocument.of(lines)
    for number, entry in enumerate(document.entries, 1):
        try:
            yield paper_of(entry, origin)
        except CarrelError as error:
            yield origin.problem(number, error.problem.message, error.problem.hint)
    if document.damage:
        yield origin.problem(len(document.entries) + 1, document.damage)


def _mended(text: str) -> str:
    """The text without what XML forbids, and which feeds have all the same."""
    if "<!ENTITY" in text:
        raise CarrelError("the feed declares entities, which is refused")
    text = _FORBIDDEN.sub("", text)
    # References that only HTML knows are resolved with all others, when a text is made readable.
    return _REFERENCE.sub("&amp;", text) if "&" in text else text


def _first_fault(data: bytes) -> tuple[str, int]:
    """What is wrong with a document first, and where; ``""`` when nothing is."""
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    depth = 0

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise CarrelError("the feed is nested too deeply")

    def leave(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        return f"the feed is damaged in line {error.lineno:,}: {reason}", parser.ErrorByteIndex
    return "", 0


def _cut(data: bytes, root: str) -> bytes:
    """A document up to the last entry that ends, and ended itself."""
    ends = [match.end() for match in _ENTRY_END.finditer(data)]
    whole = data[: ends[-1]] + _CLOSING.get(root, b"") if ends else b""
    return b"" if _first_fault(whole)[0] else whole


def _entries(data: bytes) -> Iterator[FeedEntry]:
    if not data:
        return
    import feedparser  # 60 ms, and only feeds need it

    try:
        read = feedparser.parse(
            io.BytesIO(data),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # Of XML that is allowed and that nobody writes, such as a namespace with a blank in it.
        raise CarrelError("the feed cannot be read") from error
    yield from map(FeedEntry, read.entries)
