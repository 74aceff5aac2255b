"""What arXiv says of a paper, in whichever of its forms, and the paper made of it.

The API, the daily listings and the snapshot of all metadata tell the same in three shapes. The
addresses are made from the id: which links an answer carries has changed over the years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import arxiv_version, normal_arxiv, paper_id
from index.paper import Link, Paper
from index.record import MOST_ITEMS
from index.sources.base import fact, readable_abstract, readable_text, readable_title
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Listing
    from index.sources.base import Origin

_ABSTRACT_PAGE: Final = "https://arxiv.org/abs/"
_PDF: Final = "https://arxiv.org/pdf/"
_SHOWN_ID: Final = 40
# Among them stand classes of other systems: ``57M25``, ``I.2.7; I.2.6``.
_CATEGORY: Final = re.compile(r"[a-z]{1,20}(?:-[a-z]{1,20}){0,3}(?:\.[A-Za-z-]{2,20})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ArxivRecord:
    """One paper of arXiv; texts as they were found."""

    id: str
    """Any way to write the id, with or without version: ``oai:arXiv.org:2203.01250v3``."""

    title: str
    abstract: str
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    """The primary one first."""

    version: int | None = None
    """Where `id` does not tell it."""

    submitted: str = ""
    """The day of the first version."""

    updated: str = ""
    """The day of this version."""

    doi: str = ""
    journal: str = ""
    comment: str = ""
    announced: str = ""
    """``new``, ``cross``, ``replace`` or ``replace-cross``, if a listing says so."""

    def paper(self, origin: Origin, listing: Listing) -> Paper:
        """The paper.

        Raises:
            CarrelError: the id is none, the title is missing, something is too long.
        """
        number = normal_arxiv(self.id)
        if not number:
            shown = clean(self.id[:_SHOWN_ID])
            raise CarrelError(f"“{shown}” is no arXiv id" if shown else "the arXiv id is missing")
        if len(self.authors) > MOST_ITEMS:
            raise CarrelError(f"authors has more than {MOST_ITEMS:,} entries")
        title, raw_title = readable_title(self.title)
        abstract, raw_abstract = readable_abstract(self.abstract)
        first_doi, *_ = [*self.doi.split(), ""]
        best, aliases = paper_id(arxiv=number, doi=first_doi, title=title)
        names = (readable_text(name, "an author")[0] for name in self.authors)
        return Paper(
            id=best,
            title=title,
            abstract=abstract,
            authors=tuple(name for name in names if name),
            year=int(self.submitted[:4]) if self.submitted else None,
            venue=fact(self.journal),
            links=(Link("abs", _ABSTRACT_PAGE + number), Link("pdf", _PDF + number)),
            listings=(listing,),
            aliases=aliases,
            raw_title=raw_title,
            raw_abstract=raw_abstract,
            added=origin.added,
            extra=tuple(sorted((key, text) for key, text in self._facts().items() if text)),
        )

    def _facts(self) -> dict[str, str]:
        version = arxiv_version(self.id) or self.version
        return {
            "announced": fact(self.announced),
            "categories": " ".join(filter(_CATEGORY.fullmatch, self.categories)),
            "comment": fact(self.comment),
            "submitted": self.submitted,
            "updated": self.updated,
            "version": str(version) if version else "",
        }
