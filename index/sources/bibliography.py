"""A paper as bibliographies have it, whichever of their formats it comes from.

Its ids may stand anywhere: in a field for it, in an address, or in what is given as the journal
(``arXiv preprint arXiv:1706.03762``, which is no venue). Names are turned as they are spoken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv, normal_doi, openreview_address, paper_id
from index.paper import Link, Listing, Paper
from index.record import LONGEST_FIELD, MOST_ITEMS
from index.sources.base import fact, readable_abstract, readable_text, readable_title
from index.sources.venues import venue_in
from index.text import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.base import Origin

_YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_PREPRINT: Final = re.compile(r"\s*(?:arxiv\b.{0,80}|corr|abs/\S{1,40})\s*", re.IGNORECASE)
_ARXIV_WITHIN: Final = re.compile(
    r"(?:arxiv[:/\s]|abs/)\s*(\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[a-z]{2})?/\d{7})(?!\d)",
    re.IGNORECASE,
)
# A note that says more than this may speak of another paper.
_OWN_ARXIV: Final = re.compile(
    r"\s{0,9}(?:comment:\s{0,9})?arxiv\s{0,9}:\s{0,9}(?:\d{4}\.|[a-z-]{2,9}(?:\.[a-z]{2})?/)\S{1,40}"
    r"(?:\s{1,9}\[[^\[\]]{1,200}\])?[\s.;]{0,9}",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"[;,]")
_WRITTEN_YEAR: Final = 40
_MOST_ADDRESSES: Final = 20


@dataclass(frozen=True, slots=True)
class BibliographyRecord:
    """One entry; texts as they were found."""

    title: str
    abstract: str = ""
    authors: Sequence[str] = ()
    year: str = ""
    """A year, or a date with one in it."""

    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    addresses: Sequence[str] = ()
    keywords: Sequence[str] = ()
    mentions: Sequence[str] = ()
    """Other texts in which its own arXiv id may stand."""

    def paper(self, origin: Origin) -> Paper:
        """The paper.

        Raises:
            CarrelError: the title is missing, something is too long or too much.
        """
        if len(self.authors) > MOST_ITEMS or len(self.keywords) > MOST_ITEMS:
            raise CarrelError(f"has more than {MOST_ITEMS:,} authors or keywords")
        title, raw_title = readable_title(self.title)
        abstract, raw_abstract = readable_abstract(self.abstract)
        names = (readable_text(name, "an author")[0] for name in self.authors)
        best, aliases = self._ids(title)
        links = [
            _link(address, best)
            for address in map(web_address, self.addresses[:_MOST_ADDRESSES])
            if address and len(address) <= LONGEST_FIELD
        ]
        found = _YEAR.search(self.year[:_WRITTEN_YEAR])
        year = int(found[1]) if found else None
        is_preprint = _PREPRINT.fullmatch(self.venue[:LONGEST_FIELD]) is not None
        return Paper(
            id=best,
            title=title,
            abstract=abstract,
            authors=tuple(name for name in names if name),
            year=year,
            venue="" if is_preprint else venue_in(fact(self.venue), year),
            keywords=tuple(dict.fromkeys(filter(None, map(fact, self.keywords)))),
            links=tuple(dict.fromkeys(links)),
            listings=(Listing(origin.name),),
            aliases=aliases,
            raw_title=raw_title,
            raw_abstract=raw_abstract,
            added=origin.added,
        )

    def _ids(self, title: str) -> tuple[str, tuple[str, ...]]:
        mentions = (self.venue, *self.mentions)
        within = (_ARXIV_WITHIN.search(text[:LONGEST_FIELD]) for text in mentions)
        mentioned = next((match[1] for match in within if match), "")
        arxiv = (self.arxiv, *self.addresses[:_MOST_ADDRESSES], mentioned)
        doi = (self.doi, *self.addresses[:_MOST_ADDRESSES])
        return paper_id(
            next((one for one in arxiv if normal_arxiv(one)), ""),
            next((one for one in doi if normal_doi(one)), ""),
            next((one for one in self.addresses[:_MOST_ADDRESSES] if openreview_address(one)), ""),
            title,
        )


def _link(address: str, paper_id: str) -> Link:
    """An address with its kind; one of arXiv, which has many forms, in that of other sources."""
    is_pdf = address.lower().endswith(".pdf")
    number = normal_arxiv(address)
    if number and paper_id == f"arxiv:{number}" and "arxiv.org/" in address.lower():
        is_pdf = is_pdf or "/pdf/" in address
        address = f"https://arxiv.org/{'pdf' if is_pdf else 'abs'}/{number}"
    return Link("pdf" if is_pdf else "abs", address)


def words_of(text: str) -> list[str]:
    """Keywords in one text, separated by commas or semicolons."""
    return [word.strip() for word in _SEPARATORS.split(text) if word.strip()]


def own_arxiv_lines(note: str) -> list[str]:
    """The lines of a note that are a paper's own arXiv id and nothing else, as Zotero writes it."""
    return [line for line in note[:LONGEST_FIELD].splitlines() if _OWN_ARXIV.fullmatch(line)]
