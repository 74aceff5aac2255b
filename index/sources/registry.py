"""Every format papers can come in, and the way from an open input to papers.

To add a format: write its `Source` beside this file, and put it into `SOURCES` before any that
would take its inputs for their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.errors import CarrelError, Problem, UnknownFormatError
from index.paper import Account, told_by
from index.sources.arxiv_atom import ArxivAtom
from index.sources.arxiv_listing import ArxivListing
from index.sources.arxiv_snapshot import ArxivSnapshot
from index.sources.bibtex import BibTeX
from index.sources.carrel_jsonl import CarrelLines
from index.sources.conference import ConferenceArray, ConferenceLines
from index.sources.csl_json import CslJson
from index.sources.feed import Feed
from index.sources.hf_api import HuggingFaceRows
from index.sources.hf_html import HuggingFaceHtml
from index.sources.hf_page import HuggingFacePage
from index.sources.mhtml import HuggingFaceArchive
from index.sources.opening import READABLE
from index.sources.opml import is_opml
from index.sources.ris import Ris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.paper import Paper
    from index.sources.base import Origin, Source
    from index.sources.opening import Opening

SOURCES: Final[tuple[Source, ...]] = (
    CarrelLines(),
    HuggingFaceRows(),
    ArxivSnapshot(),
    ArxivAtom(),
    ArxivListing(),
    Feed(),
    HuggingFaceHtml(),
    HuggingFaceArchive(),
    CslJson(),
    ConferenceArray(),
    ConferenceLines(),
    BibTeX(),
    Ris(),
    HuggingFacePage(),
)
"""Asked in this order; the first that recognises an input reads it."""

RESUMED: Final = (CarrelLines, ConferenceLines, ArxivSnapshot)
"""Those of which each line is a record for itself, so that reading may begin at any of them."""

MOST_RECORDS: Final = 10_000_000
"""Records that one input may hold: three times as many as there are papers on arXiv."""


_ZOTERO_RDF: Final = "http://www.zotero.org/namespaces/export#"


def detect(head: str, where: str) -> Source:
    """The format of an input that begins with `head`.

    Raises:
        UnknownFormatError: it is of none that is known.
        CarrelError: it holds papers, in a format that is not read.
    """
    if _ZOTERO_RDF in head:  # papers are in it, so that a folder tells of it, too
        raise CarrelError(
            "is Zotero's RDF, which cannot be read",
            hint="export it from Zotero as CSL JSON, BibTeX or RIS instead",
            where=where,
        )
    if is_opml(head):
        raise UnknownFormatError(
            "is a list of feeds and holds no papers",
            hint="carrel add FILE follows its feeds",
            where=where,
        )
    for source in SOURCES:
        if source.detects(head):
            return source
    raise UnknownFormatError(
        "holds papers in no format that is known",
        hint=READABLE,
        where=where,
    )


def papers(
    opening: Opening, origin: Origin, source: Source | None = None
) -> Iterator[Paper | Problem]:
    """One item for each record of an input, in order, and then what was wrong with the input.

    Args:
        opening: the input.
        origin: where it comes from.
        source: its format, where whoever asks has found it out (`detect`) or knows it.

    A problem of a record has ``record N`` in its `where`. One of the whole input has not, or
    says ``after record N`` when reading ended there.

    Raises:
        UnknownFormatError: the format is not known.
    """
    source = source or detect(opening.head, opening.where)
    records = origin.skipped
    word = Account(source.kind, origin.name, origin.counted)
    for item in source.read(opening.lines(source.longest_line), origin):
        if records == MOST_RECORDS:
            message = f"holds more than {MOST_RECORDS:,} records; the rest is left out"
            yield Problem(message, "split the file", f"{opening.where}, after record {records}")
            break
        records += 1
        yield item if isinstance(item, Problem) or item.accounts else told_by(item, word)
    for problem in opening.problems:
        yield Problem(problem.message, problem.hint, f"{problem.where}, after record {records}")
