"""CSL-JSON: an array of items, as Zotero, pandoc and citation services exchange them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.base import papers_of_records
from index.sources.bibliography import BibliographyRecord, words_of
from index.sources.json_lines import LONGEST_ARRAY, array_records
from index.sources.markup import text_of_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_TYPE: Final = re.compile(
    r'"type"\s{0,99}:\s{0,99}"(?:article|article-[a-z]+|book|chapter|dataset|document|entry'
    r'|manuscript|paper-conference|post|post-weblog|report|review|software|speech|thesis|webpage)"'
)
_KEY: Final = re.compile(
    r'"(?:issued|container-title|citation-key|date-parts|family|DOI|URL)"\s{0,99}:'
)


class CslJson:
    """Items of CSL-JSON."""

    name: Final = "CSL-JSON"
    kind: Final = "bibliography"
    longest_line: Final = LONGEST_ARRAY

    def detects(self, head: str) -> bool:
        """Whether it is JSON with a type of CSL's and a key that only CSL has."""
        is_json = head.lstrip()[:1] in ("[", "{")
        return is_json and _TYPE.search(head) is not None and _KEY.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each item."""
        return papers_of_records(array_records(lines), origin, _paper)


def _paper(item: dict[str, object], origin: Origin) -> Paper:
    return BibliographyRecord(
        title=text_of_html(_text(item, "title")),
        abstract=text_of_html(_text(item, "abstract")),
        authors=_names(item.get("author")),
        year=_year(item.get("issued")),
        venue=_text(item, "container-title") or _text(item, "event-title"),
        doi=_text(item, "DOI"),
        arxiv=_text(item, "number") or _text(item, "archive_location"),
        addresses=[address for address in (_text(item, "URL"),) if address],
        keywords=words_of(_text(item, "keyword")),
    ).paper(origin)


def _text(item: dict[str, object], name: str) -> str:
    value = item.get(name)
    if isinstance(value, list):  # as Crossref gives titles
        value = next((one for one in value if isinstance(one, str)), None)
    if value is None or isinstance(value, int | float):
        return ""
    if not isinstance(value, str):
        raise CarrelError(f"{name} is not text")
    return value


def _names(authors: object) -> list[str]:
    if authors is not None and not isinstance(authors, list):
        raise CarrelError("author is not a list")
    return [_name(author) for author in authors or [] if isinstance(author, dict)]


def _name(author: dict[str, object]) -> str:
    literal = author.get("literal")
    if isinstance(literal, str) and literal.strip():
        return literal
    keys = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
    parts = (author.get(key) for key in keys)
    return " ".join(part for part in parts if isinstance(part, str) and part.strip())


def _year(issued: object) -> str:
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first and isinstance(first[0], int | str):
        return str(first[0])[:40]
    raw = issued.get("raw") or issued.get("literal")
    return raw if isinstance(raw, str) else ""
