"""The snapshot of all metadata that arXiv gives away: JSON Lines, millions of them.

It is an archive and no list, so its papers are listed under no day; their year is that of the
first version.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import arxiv_version
from index.paper import Listing
from index.record import MOST_ITEMS
from index.sources.arxiv_record import ArxivRecord
from index.sources.base import papers_of_records
from index.sources.feed_entry import written_day
from index.sources.json_lines import LONGEST_LINE, line_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_KEYS: Final = re.compile(r'^[ \t]*\{[^\n]*"(?:authors_parsed|update_date)"\s*:', re.MULTILINE)


class ArxivSnapshot:
    """arXiv's metadata, one JSON object a line."""

    name: Final = "arXiv's metadata snapshot (JSON Lines)"
    kind: Final = "arxiv"
    longest_line: Final = LONGEST_LINE

    def detects(self, head: str) -> bool:
        """Whether the first lines are records of the snapshot."""
        return '"categories"' in head and _KEYS.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each line that is not empty."""
        return papers_of_records(line_records(lines), origin, _paper)


def _paper(record: dict[str, object], origin: Origin) -> Paper:
    versions = _versions(record)
    return ArxivRecord(
        id=_text(record, "id"),
        title=_text(record, "title"),
        abstract=_text(record, "abstract"),
        authors=_authors(record),
        categories=_text(record, "categories").split(),
        version=_number(versions[-1].get("version")) if versions else None,
        submitted=_day(versions[0].get("created")) if versions else "",
        updated=_day(versions[-1].get("created")) if versions else "",
        doi=_text(record, "doi"),
        journal=_text(record, "journal-ref"),
        comment=_text(record, "comments"),
    ).paper(origin, Listing(origin.name))


def _text(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        # Of an id that became a number, the last zeros are gone.
        raise CarrelError(f"{name} is not text")
    return value


def _versions(record: dict[str, object]) -> list[dict[str, object]]:
    versions = record.get("versions")
    held = versions if isinstance(versions, list) else []
    return [version for version in held if isinstance(version, dict)]


def _number(version: object) -> int | None:
    return arxiv_version(f"0704.0001{version}") if isinstance(version, str) else None


def _day(created: object) -> str:
    return written_day(created) if isinstance(created, str) else ""


def _authors(record: dict[str, object]) -> list[str]:
    """The names, taken apart as arXiv does, else from its one text of all of them."""
    parsed = record.get("authors_parsed")
    if isinstance(parsed, list) and len(parsed) <= MOST_ITEMS:
        names = [_name(parts) for parts in parsed if isinstance(parts, list)]
        if any(names):
            return names
    return re.split(r",\s+(?:and\s+)?|\s+and\s+", _text(record, "authors"))


def _name(parts: list[object]) -> str:
    """``["Lévy", "Ada", "Jr"]`` as it is spoken; what follows is where they work."""
    family, given, suffix = ([one for one in parts if isinstance(one, str)] + ["", "", ""])[:3]
    return " ".join(filter(None, (given, family, suffix)))
