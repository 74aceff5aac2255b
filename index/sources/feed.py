"""Any RSS or Atom feed whose entries are papers: of a journal, a conference, a blog.

What is in the entries differs by who made the feed, so facts are taken where they are
unmistakable alone: a DOI in the fields for it or an arXiv, DOI or OpenReview address, a journal's
name in PRISM's field. Texts may be web pages and are read as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv, normal_doi, openreview_address, paper_id
from index.paper import Link, Listing, Paper
from index.record import LONGEST_FIELD, MOST_ITEMS
from index.sources.base import fact, readable_abstract, readable_text, readable_title
from index.sources.feed_document import papers_of_feed, root_of
from index.sources.markup import text_of_html
from index.text import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.errors import Problem
    from index.sources.base import Origin
    from index.sources.feed_entry import FeedEntry

_MOST_ADDRESSES: Final = 20


class Feed:
    """Papers in a feed."""

    name: Final = "feeds of papers (RSS or Atom)"
    kind: Final = "feed"
    longest_line: Final = 32 * 1024**2

    def detects(self, head: str) -> bool:
        """Whether it begins as RSS or Atom."""
        return bool(root_of(head))

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry."""
        return papers_of_feed(lines, origin, _paper)


def _paper(entry: FeedEntry, origin: Origin) -> Paper:
    title, raw_title = readable_title(text_of_html(entry.text("title")))
    abstract, raw_abstract = readable_abstract(text_of_html(entry.content()))
    names = [readable_text(name, "an author")[0] for name in entry.names()]
    if len(names) > MOST_ITEMS:
        raise CarrelError(f"authors has more than {MOST_ITEMS:,} entries")
    addresses = [one for one in entry.addresses()[:_MOST_ADDRESSES] if len(one) <= LONGEST_FIELD]
    best, aliases = _ids(entry, addresses, title)
    day = entry.day("published", "prism_publicationdate", "updated") or origin.day
    links = [Link("pdf" if one.endswith(".pdf") else "abs", web_address(one)) for one in addresses]
    return Paper(
        id=best,
        title=title,
        abstract=abstract,
        authors=tuple(filter(None, names)),
        year=int(day[:4]) if day[:1].isdecimal() else None,
        venue=fact(entry.text("prism_publicationname")),
        links=tuple(dict.fromkeys(link for link in links if link.url)),
        listings=(Listing(origin.name, day=day),),
        aliases=aliases,
        raw_title=raw_title,
        raw_abstract=raw_abstract,
        added=origin.added,
    )


def _ids(entry: FeedEntry, addresses: Sequence[str], title: str) -> tuple[str, tuple[str, ...]]:
    named = entry.text("id")
    given = [entry.text("prism_doi"), entry.text("dc_identifier"), named, *addresses]
    return paper_id(
        next((one for one in (named, *addresses) if normal_arxiv(one)), ""),
        next((one for one in given if normal_doi(one)), ""),
        next((one for one in addresses if openreview_address(one)), ""),
        title,
    )
