"""CSL-JSON: an array of items, as Zotero, pandoc and citation services exchange them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv
from index.sources.base import papers_of_records
from index.sources.bibliography import BibliographyRecord, own_arxiv_lines, words_of
from index.sources.json_lines import LONGEST_ARRAY, array_records
from index.sources.markup import text_of_html
from index.sources.personnames import spoken_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_TYPE: Final = re.compile(
    r'"type"\s{0,99}:\s{0,99}"(?:article|article-[a-z]+|book|chapter|dataset|document|entry'
    r"|manuscript|paper-conference|post|post-weblog|report|review|software|speech|thesis|webpage"
    r'|(?:journal|proceedings)-article|book-chapter|posted-content|dissertation)"'
)
_KEY: Final = re.compile(
    r'"(?:issued|container-title|citation-key|date-parts|family|DOI|URL)"\s{0,99}:'
)


_PUBLISHERS: Final = {"thesis": ("publisher",), "report": ("publisher",)}
_LONGEST_DATE: Final = 40


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
        return papers_of_records(enumerate(_items(array_records(lines)), 1), origin, _paper)


def _items(records: Iterator[tuple[int, object]]) -> Iterator[object]:
    """The records; of an answer of Crossref's, those within its message."""
    for _, record in records:
        message = record.get("message") if isinstance(record, dict) else None
        if isinstance(message, dict):
            items = message.get("items")
            yield from items if isinstance(items, list) else [message]
        else:
            yield record


def _paper(item: dict[str, object], origin: Origin) -> Paper:
    published = ("container-title", "event-title", *_PUBLISHERS.get(_text(item, "type"), ()))
    numbers = (_text(item, "number"), _text(item, "archive_location"))
    return BibliographyRecord(
        title=text_of_html(_text(item, "title")),
        abstract=text_of_html(_text(item, "abstract")),
        authors=_names(item, "author") or _names(item, "editor"),
        year=_year(item.get("issued")),
        venue=next(filter(None, (_text(item, name) for name in published)), ""),
        doi=_text(item, "DOI"),
        arxiv=next(filter(normal_arxiv, numbers), ""),
        addresses=[address for address in (_text(item, "URL"),) if address],
        keywords=words_of(_text(item, "keyword")),
        mentions=own_arxiv_lines(_text(item, "note")),
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


def _names(item: dict[str, object], role: str) -> list[str]:
    people = item.get(role)
    if people is not None and not isinstance(people, list):
        raise CarrelError(f"{role} is not a list")
    return [_name(person) for person in people or [] if isinstance(person, dict)]


def _name(person: dict[str, object]) -> str:
    def part(*names: str) -> str:
        texts = (person.get(name) for name in names)
        return " ".join(text for text in texts if isinstance(text, str) and text.strip())

    whole = part("literal")
    family = part("non-dropping-particle", "dropping-particle", "family")
    return whole or spoken_parts(part("given"), family, part("suffix"))


def _year(issued: object) -> str:
    if isinstance(issued, str | int):
        return str(issued)[:_LONGEST_DATE]
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first and isinstance(first[0], int | str):
        return str(first[0])[:_LONGEST_DATE]
    written = (issued.get(name) for name in ("raw", "literal", "edtf"))
    return next((text for text in written if isinstance(text, str)), "")
