"""The addresses of a paper: those it came with, those its ids make, those its texts name."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from index.text import web_address
from tui.detail import link_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.paper import Paper

MOST: Final = 99
"""Addresses of one paper; what is beyond is an abstract of addresses."""

_FIRST: Final = ("abs", "pdf", "code", "project")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'’”…"
_MODERN_ARXIV: Final = re.compile(r"[0-9]{4}\.[0-9]{4,5}")


class PaperLink(NamedTuple):
    """One address."""

    label: str
    """What it is: ``page``, ``PDF``, ``code``, ``DOI``, ``abstract`` …"""

    url: str


def best_link(paper: Paper) -> str:
    """The address that stands for a paper: its page, else made from its id, else any."""
    if url := paper.link("abs"):
        return url
    if arxiv := paper.known_as("arxiv"):
        return f"https://arxiv.org/abs/{arxiv}"
    if doi := paper.known_as("doi"):
        return _doi(doi)
    return paper.links[0].url if paper.links else ""


def pdf_link(paper: Paper) -> str:
    """The address of its PDF, made from its arXiv id if none came with it; or ``""``."""
    arxiv = paper.known_as("arxiv")
    return paper.link("pdf") or (f"https://arxiv.org/pdf/{arxiv}" if arxiv else "")


def links_of(paper: Paper, note: str = "") -> tuple[PaperLink, ...]:
    """Every web address of a paper, each once: page, PDF, code and project before the rest."""
    found: dict[str, PaperLink] = {}
    for link in _candidates(paper, note):
        url = web_address(link.url)
        key = url.rstrip("/").replace("http://", "https://", 1)
        if url and key not in found and len(found) < MOST:
            found[key] = PaperLink(link.label, url)
    return tuple(found.values())


def _candidates(paper: Paper, note: str) -> Iterator[PaperLink]:
    yield PaperLink("page", best_link(paper))
    yield PaperLink("PDF", pdf_link(paper))
    for kind in _FIRST:
        yield from (PaperLink(link_label(x), x.url) for x in paper.links if x.kind == kind)
    arxiv = paper.known_as("arxiv")
    if arxiv:
        yield PaperLink("arXiv", f"https://arxiv.org/abs/{arxiv}")
    if _MODERN_ARXIV.fullmatch(arxiv):
        yield PaperLink("HF page", f"https://huggingface.co/papers/{arxiv}")
    if doi := paper.known_as("doi"):
        yield PaperLink("DOI", _doi(doi))
    if forum := paper.known_as("openreview"):
        yield PaperLink("reviews", f"https://openreview.net/forum?id={forum}")
    for link in paper.links:
        yield PaperLink(link_label(link) or "link", link.url)
    for label, text in (("abstract", paper.abstract), ("note", note)):
        yield from (PaperLink(label, url) for url in addresses_in(text))


def addresses_in(text: str) -> list[str]:
    """The first addresses that a text names, without the punctuation that follows them."""
    return [_trimmed(match[0]) for match in islice(_ADDRESS.finditer(text), MOST)]


def _trimmed(url: str) -> str:
    while url[-1:] and (url[-1] in _TRAILING or _is_left_over(url)):
        url = url[:-1]
    return url


def _is_left_over(url: str) -> bool:
    """Whether its last sign closes a bracket that the text around it opened."""
    opened = {")": "(", "]": "["}.get(url[-1])
    return opened is not None and url.count(opened) < url.count(url[-1])


def _doi(doi: str) -> str:
    from urllib.parse import quote

    return f"https://doi.org/{quote(doi, safe='/:;()._-')}"
