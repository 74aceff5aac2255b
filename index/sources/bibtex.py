"""BibTeX and biblatex: what the fields of an entry mean, whoever wrote them.

`bibtex_entries` finds the entries, `bibtex_inheritance` completes those that refer to others,
`bibtex_text` takes off what only TeX wants, and `personnames` turns names as they are spoken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.bibliography import BibliographyRecord, own_arxiv_lines, words_of
from index.sources.bibtex_entries import LONGEST_ENTRY, entries
from index.sources.bibtex_inheritance import with_inherited
from index.sources.bibtex_text import bare, printed, unprotected
from index.sources.personnames import bibtex_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_KNOWN: Final = re.compile(
    r"^[ \t]{0,99}@[ \t]{0,9}(?:article|book|inbook|incollection|collection|inproceedings"
    r"|conference|proceedings|misc|online|electronic|www|unpublished|report|techreport|thesis"
    r"|phdthesis|mastersthesis|manual|booklet|dataset|software|preprint|patent|periodical"
    r"|(?:mv|supp)(?:book|collection|proceedings|periodical)|(?:in)?reference|string|preamble"
    r"|xdata)[ \t]{0,9}[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_VENUES: Final = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")


class BibTeX:
    """Entries of a ``.bib`` file."""

    name: Final = "BibTeX and biblatex"
    kind: Final = "bibliography"
    longest_line: Final = LONGEST_ENTRY

    def detects(self, head: str) -> bool:
        """Whether a line begins an entry of a known kind."""
        return _KNOWN.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry; comments and macros do not count."""
        for number, entry in enumerate(with_inherited(entries(lines)), 1):
            try:
                if isinstance(entry, CarrelError):
                    raise entry
                yield _record(entry.fields).paper(origin)
            except CarrelError as error:
                yield origin.problem(number, error.problem.message, error.problem.hint)


def _record(fields: Mapping[str, str]) -> BibliographyRecord:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name, "").strip()), "")

    eprint = bare(first("eprint", "arxiv", "arxivid"))
    archive = first("archiveprefix", "eprinttype").strip().lower()
    how = bare(first("howpublished"))
    addresses = (bare(first("url")), bare(first("pdf")), how)
    return BibliographyRecord(
        title=_titled(printed(first("title")), printed(first("subtitle"))),
        abstract=unprotected(first("abstract")),
        authors=[unprotected(name) for name in bibtex_names(first("author", "editor"))],
        year=first("year", "date"),
        venue=printed(first(*_VENUES)),
        doi=bare(first("doi")),
        arxiv=eprint if archive.startswith("arxiv") or not archive else "",
        addresses=[one for one in addresses if one],
        keywords=words_of(unprotected(first("keywords", "keyword"))),
        mentions=[first("volume"), first("number"), how, *own_arxiv_lines(first("note"))],
    )


def _titled(title: str, subtitle: str) -> str:
    """A title and what stands below it, in one line."""
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip()}{'' if title.rstrip()[-1:] in ':.?!' else ':'} {subtitle}"
