"""What arXiv's API answers: an Atom feed of papers.

An entry's dates are those of its versions; when it was announced the API does not say. Papers are
listed under the day on which their first version was submitted, the only one that stays the same.

An error comes as a feed as well, of one entry whose id says that it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.paper import Listing
from index.sources.arxiv_record import ArxivRecord
from index.sources.feed_document import papers_of_feed, root_of
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin
    from index.sources.feed_entry import FeedEntry

_API: Final = re.compile(r"https?://(?:export\.)?arxiv\.org/(?:api/|schemas/atom\b)")
_TOTAL: Final = re.compile(r"<opensearch:totalResults[^<>]{0,200}>\s{0,9}(\d{1,9})\s{0,9}<")
_ERROR: Final = re.compile(r"https?://arxiv\.org/api/errors")
_LONGEST_ERROR: Final = 200


def total_results(head: str) -> int | None:
    """How many papers match what was asked of the API, from the beginning of its answer."""
    match = _TOTAL.search(head)
    return int(match[1]) if match else None


class ArxivAtom:
    """Papers as arXiv's API gives them."""

    name: Final = "arXiv's API (Atom)"
    kind: Final = "arxiv"
    longest_line: Final = 32 * 1024**2

    def detects(self, head: str) -> bool:
        """Whether it is an Atom feed of the API's; arXiv's listings come as Atom, too."""
        is_api = root_of(head) == "feed" and _API.search(head) is not None
        return is_api and "rss.arxiv.org" not in head and "announce_type" not in head

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry."""
        return papers_of_feed(lines, origin, _paper)


def _paper(entry: FeedEntry, origin: Origin) -> Paper:
    address = entry.text("id", "link")
    if _ERROR.match(address):
        told = clean(entry.text("summary", "title"))[:_LONGEST_ERROR]
        raise CarrelError(f"arXiv answered with an error: {told}")
    submitted = entry.day("published")
    return ArxivRecord(
        id=address,
        title=entry.text("title"),
        abstract=entry.text("summary"),
        authors=entry.names(),
        categories=entry.categories(),
        submitted=submitted,
        updated=entry.day("updated"),
        doi=entry.text("arxiv_doi"),
        journal=entry.text("arxiv_journal_ref"),
        comment=entry.text("arxiv_comment"),
    ).paper(origin, Listing(origin.name, day=submitted))
