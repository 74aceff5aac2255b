"""Inputs of every format, written for these tests, and what a source makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Problem
from index.paper import Link, Listing, Paper
from index.record import to_record
from index.sources.base import Origin
from tests.index import bibliography_samples as bibliographies
from tests.index import feed_samples as feeds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.sources.base import Source

SHARED = Path(__file__).resolve().parents[3] / "shared"
ADDED = "2026-03-14T09:26:53Z"
ORIGIN = Origin("page", "page.txt", added=ADDED)


def read(source: Source, text: str, origin: Origin = ORIGIN) -> list[Paper | Problem]:
    """What a source makes of a text, as it gets it: without line ends."""
    return list(source.read(iter(text.split("\n")), origin))


def papers_of(items: Iterable[Paper | Problem]) -> list[Paper]:
    """The papers alone."""
    return [item for item in items if isinstance(item, Paper)]


def problems_of(items: Iterable[Paper | Problem]) -> list[str]:
    """What the problems say, each in one line."""
    return [str(item) for item in items if isinstance(item, Problem)]


def abstract(word: str) -> str:
    """An abstract of usual length."""
    return f"We {word} things of every kind. " * 20


def entry(title: str) -> str:
    """A title and an abstract as a page of paragraphs has them."""
    return f"{title}\n\n{abstract(title)}\n\n"


HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
BYLINE = "byAK and the research community\n\nMar 12\n\n"
PARAGRAPHS_PAGE = (
    HEADER + BYLINE + entry("Sorting Sets") + entry("S$^{2}$ORT") + entry("By My Eyes")
)
LINES_PAGE = (
    "Get trending papers in your email inbox once a day!\n"
    "Get trending papers in your email inbox!\n"
    f"Subscribelo-fi: Sorting\n{abstract('sort')}\nBytes Are Enough\n{abstract('count')}\n"
)

RECORD: dict[str, object] = {
    "conference": "iclr2025",
    "title": r"Sorting $\ell_2$ Sets",
    "author": "Ada L\\'evy;Bo Řehoř ; ",
    "abstract": "We ﬁnd\r\n sets &amp; sort them.",
    "keywords": "sets;sorting;sets",
    "track": "main",
    "status": "Oral",
    "tldr": "Sets, sorted.",
    "site": "https://openreview.net/forum?id=Ab12Cd34Ef",
    "id": "Ab12Cd34Ef",
    "pdf": "https://openreview.net/pdf?id=Ab12Cd34Ef",
    "github": "https://github.com/ada/sets",
    "project": "www.ada.org/sets",
    "arxiv": "arXiv:2403.01234v2",
    "doi": "10.1000/SETS",
    "rating": 6.5,
    "accepted": True,
    "reviews": [1, 2],
    "nothing": None,
}
OTHER_RECORD = {"title": "Other Sets", "author": "Cy Other", "abstract": "We do otherwise."}
PAPERS = (
    Paper(
        "arxiv:2403.01234",
        "Sorting Sets",
        abstract="We sort sets.",
        authors=("Ada Lévy",),
        links=(Link("abs", "https://arxiv.org/abs/2403.01234"),),
        listings=(Listing("000_402e", 3, "--03-12", "AK"),),
        added="2025-01-01T00:00:00Z",
    ),
    Paper("title:0123456789abcdef", "Other Sets", added="2025-01-02T00:00:00Z"),
)
PAPERS_TEXT = "\n".join(json.dumps(to_record(paper)) for paper in PAPERS)


SAMPLES = {
    "page of paragraphs": ("saved pages of Hugging Face Papers", PARAGRAPHS_PAGE),
    "page of lines": ("saved pages of Hugging Face Papers", LINES_PAGE),
    "records": (
        "conference records as JSON Lines",
        f"{json.dumps(RECORD)}\n\n{json.dumps(OTHER_RECORD)}",
    ),
    "array": (
        "conference records as a JSON array",
        json.dumps([RECORD, OTHER_RECORD], indent=4),
    ),
    "papers": ("Carrel's JSON Lines", PAPERS_TEXT),
    "day of Hugging Face": ("Hugging Face's API (JSON)", feeds.HF_DAY),
    "search of Hugging Face": ("Hugging Face's API (JSON)", feeds.HF_SEARCH),
    "HTML of Hugging Face": ("saved pages of Hugging Face Papers (HTML)", feeds.HF_HTML),
    "MHTML of Hugging Face": ("saved pages of Hugging Face Papers (MHTML)", feeds.HF_MHTML),
    "arXiv's API": ("arXiv's API (Atom)", feeds.ARXIV_API),
    "arXiv's RSS": ("arXiv's daily listings (RSS or Atom)", feeds.ARXIV_RSS),
    "arXiv's Atom": ("arXiv's daily listings (RSS or Atom)", feeds.ARXIV_LISTING_ATOM),
    "journal": ("feeds of papers (RSS or Atom)", feeds.JOURNAL_RSS),
    "snapshot": ("arXiv's metadata snapshot (JSON Lines)", bibliographies.SNAPSHOT),
    "BibTeX": ("BibTeX and biblatex", bibliographies.BIBTEX),
    "RIS": ("RIS", bibliographies.RIS),
    "CSL": ("CSL-JSON", bibliographies.CSL),
}
"""What it is → the name of its format, and the input."""

LINE_BY_LINE = (
    "page of paragraphs", "page of lines", "records", "papers", "snapshot", "BibTeX", "RIS"
)  # fmt: skip
"""Those whose papers are handed on as their lines come in; others are read whole."""
