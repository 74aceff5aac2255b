"""arXiv's daily listings, as RSS or Atom: what was announced today, and as what.

The one source of the day of announcement and of its kind: new, cross-listed, or a new version
(``replace``). A new version is no new paper. It is told as a fact of the paper and listed under
no day, so that a paper that was read does not come back as if it had not been.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.paper import Listing
from index.sources.arxiv_record import ArxivRecord
from index.sources.feed_document import papers_of_feed, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin
    from index.sources.feed_entry import FeedEntry

_LISTING: Final = re.compile(r"https?://(?:export\.)?(?:rss\.)?arxiv\.org/(?:rss|atom)/")
_PREAMBLE: Final = re.compile(
    r"\s*arXiv:\S{1,64}\s+Announce Type:\s*([a-z-]{1,20})\s+Abstract:\s*", re.IGNORECASE
)
_REPLACED: Final = "replace"


class ArxivListing:
    """Papers as arXiv announces them each day."""

    name: Final = "arXiv's daily listings (RSS or Atom)"
    kind: Final = "arxiv"
    longest_line: Final = 32 * 1024**2

    def detects(self, head: str) -> bool:
        """Whether it is a feed that says how papers were announced, or where such feeds are."""
        if root_of(head) not in ("rss", "feed"):
            return False
        return "arxiv:announce_type" in head or _LISTING.search(head[:4096]) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry."""
        return papers_of_feed(lines, origin, _paper)


def _paper(entry: FeedEntry, origin: Origin) -> Paper:
    summary = entry.text("summary")
    preamble = _PREAMBLE.match(summary[:200])
    announced = entry.text("arxiv_announce_type") or (preamble[1].lower() if preamble else "")
    day = entry.day("published", "updated") or origin.day
    is_new = not announced.startswith(_REPLACED)
    names = entry.names()
    return ArxivRecord(
        id=entry.text("id", "link"),
        title=entry.text("title"),
        abstract=summary[preamble.end() :] if preamble else summary,
        authors=names if len(names) > 1 else "".join(names).split(", "),
        categories=entry.categories(),
        # Of a paper that is announced as new, this is its first version.
        submitted=day if announced == "new" else "",
        doi=entry.text("arxiv_doi"),
        journal=entry.text("arxiv_journal_reference", "arxiv_journal_ref"),
        announced=announced,
    ).paper(origin, Listing(origin.name, day=day if is_new else ""))
