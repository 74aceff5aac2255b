"""From an answer to papers: read once to know what is in it, before any of it is taken in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError, Problem
from index.fetching.failure import FetchError
from index.fetching.gate import gate_name
from index.sources.arxiv_atom import ArxivAtom, total_results
from index.sources.arxiv_listing import ArxivListing
from index.sources.base import Origin
from index.sources.feed import Feed
from index.sources.hf_api import HuggingFaceRows
from index.sources.opening import Opening
from index.sources.registry import detect, papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Paper
    from index.sources.base import Source


_END: Final = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:feed|rss|RDF)\s{0,9}>")
_ANSWERS: Final = (HuggingFaceRows, ArxivAtom, ArxivListing, Feed)
_BEHIND: Final = 4_096
"""Bytes at the end of a feed within which it ends; caches leave comments behind it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer holds."""

    body: bytes
    items: tuple[Paper | Problem, ...] = ()
    """A paper for each record, or what is wrong with it, in order."""

    total: int | None = None
    """Papers of the whole list, where it says."""

    is_whole: bool = True
    """Whether it ends as a document does; of one that breaks off, more papers are somewhere."""

    @property
    def papers(self) -> list[Paper]:
        """The good ones."""
        return [item for item in self.items if not isinstance(item, Problem)]

    @property
    def days(self) -> list[str]:
        """The listing day of each paper, ``""`` where it has none."""
        return [paper.listings[0].day if paper.listings else "" for paper in self.papers]


def read_page(body: bytes, name: str, day: str, stamp: str, host: str = "") -> Page:
    """What is in an answer.

    Args:
        body: in any format that papers come in.
        name: what the feed is called.
        day: the day of papers that do not tell theirs.
        stamp: when it came.
        host: who was asked for it.

    Raises:
        FetchError: it holds no papers but an error, or nothing that can be read.
    """
    try:
        with Opening(None, BytesIO(body), where=name) as opening:
            total = total_results(opening.head)
            origin = Origin(name, opening.where, None, stamp, day, stamp)
            source = _trusted(detect(opening.head, opening.where), host)
            page = Page(body, tuple(papers(opening, origin, source)), total, _is_whole(body))
    except CarrelError as error:
        raise FetchError(f"answered with what {error.problem.message}") from error
    if page.items and not page.papers:
        problem = next(item for item in page.items if isinstance(item, Problem))
        raise FetchError(problem.message, hint=problem.hint)
    return page


def _trusted(source: Source, host: str) -> Source:
    """Who may be believed: a host whose feed looks like arXiv's is not arXiv for that.

    Raises:
        FetchError: no host answers in such a format.
    """
    if not isinstance(source, _ANSWERS):
        raise FetchError(f"answered with {source.name}, which no feed has")
    is_arxiv = gate_name(host) == "arxiv.org"
    return source if is_arxiv or source.kind != "arxiv" else Feed()


def _is_whole(body: bytes) -> bool:
    """Whether a document has an end; hosts that do not say how long it is may be cut off."""
    if body.startswith(b"<"):
        return _END.search(body[-_BEHIND:]) is not None
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def joined(bodies: Sequence[bytes]) -> bytes:
    """The pages of a list in JSON as one list, so that places in it go on from page to page."""
    inner = [body.strip()[1:-1].strip() for body in bodies]
    return b"[" + b",".join(part for part in inner if part) + b"]"
