"""RIS, as reference managers and publishers write it: `rispy` reads each record.

A file is cut at ``TY`` and ``ER``, so that a broken record is alone and none waits for the last.
Where a record writes its tags with one blank before the stroke, as some do, they are put right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv
from index.sources.base import CutLine
from index.sources.bibliography import BibliographyRecord, own_arxiv_lines
from index.sources.personnames import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_START: Final = re.compile(r"\ufeff?TY  ?- ?\S")
_END: Final = re.compile(r"ER  ?-")
_DETECTED: Final = re.compile(r"^\ufeff?TY  ?- ?[A-Z]{3,6}\s{0,99}$", re.MULTILINE)
_NARROW_TAG: Final = re.compile(r"^([A-Z][A-Z0-9]) - ?", re.MULTILINE)
_BETWEEN_ADDRESSES: Final = re.compile(r";\s{0,99}(?=https?://)")
_MORE_TAGS: Final = {"BT": "book_title", "ED": "editors"}
_LISTS: Final = ("A1", "A2", "A3", "A4", "AU", "ED", "KW", "N1", "UR")
_BY_INSTITUTIONS: Final = ("THES", "RPRT")
_LONGEST_RECORD: Final = 1024**2


class Ris:
    """Records of a ``.ris`` file."""

    name: Final = "RIS"
    kind: Final = "bibliography"
    longest_line: Final = _LONGEST_RECORD

    def detects(self, head: str) -> bool:
        """Whether a line begins a record."""
        return _DETECTED.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each record."""
        for number, text in enumerate(_records(lines), 1):
            try:
                if isinstance(text, CarrelError):
                    raise text
                yield _record(_fields(text)).paper(origin)
            except CarrelError as error:
                yield origin.problem(number, error.problem.message, error.problem.hint)


def _records(lines: Iterator[str]) -> Iterator[str | CarrelError]:
    begun: list[str] = []
    length = 0
    for line in lines:
        if _START.match(line) and begun:
            yield CarrelError("the record has no end", hint="its last line should be ER  -")
            begun, length = [], 0
        if begun or _START.match(line):
            length += len(line) + (_LONGEST_RECORD if isinstance(line, CutLine) else 1)
            begun.append(line.lstrip("\ufeff") if length <= _LONGEST_RECORD else "")
        if begun and _END.match(line):
            too_long = CarrelError(f"the record is longer than {_LONGEST_RECORD // 1024**2} MiB")
            yield "\n".join(begun) if length <= _LONGEST_RECORD else too_long
            begun, length = [], 0
    if begun:
        yield CarrelError("the record has no end", hint="the file may be cut short")


def _fields(text: str) -> Mapping[str, object]:
    import rispy
    from rispy.config import TAG_KEY_MAPPING
    from rispy.parser import ParseError

    if text.startswith("TY -"):
        text = _NARROW_TAG.sub(r"\1  - ", text)
    try:
        records = rispy.loads(
            text,
            skip_unknown_tags=True,
            mapping=TAG_KEY_MAPPING | _MORE_TAGS,
            list_tags=list(_LISTS),
            delimiter_tags_mapping={},
        )
    except (ParseError, KeyError, ValueError) as error:
        raise CarrelError("not valid RIS") from error
    if not records:
        raise CarrelError("not valid RIS")
    fields: Mapping[str, object] = records[0]
    return fields


def _record(fields: Mapping[str, object]) -> BibliographyRecord:
    def first(*names: str) -> str:
        return next(iter(every(*names)), "")

    def every(*names: str) -> list[str]:
        return [text for name in names for text in _texts(fields.get(name))]

    people = every("first_authors", "authors") or every("secondary_authors", "editors")
    is_alone = first("type_of_reference") in _BY_INSTITUTIONS
    venues = ("journal_name", "secondary_title", "alternate_title1", "alternate_title3")
    numbers = every("accession_number", "number", "custom1", "note")
    addresses = every("urls", "file_attachments1")
    return BibliographyRecord(
        title=first("title", "primary_title", "book_title", "short_title"),
        abstract=first("abstract", "notes_abstract"),
        authors=[spoken(name) for name in dict.fromkeys(people)],
        year=" ".join(every("year", "publication_year", "date")),
        venue=first(*venues, "book_title", *(["publisher"] if is_alone else [])),
        doi=first("doi"),
        arxiv=next(filter(normal_arxiv, numbers), ""),
        addresses=[one for text in addresses for one in _BETWEEN_ADDRESSES.split(text)],
        keywords=[word for text in every("keywords") for word in text.split(";")],
        mentions=[line for note in every("notes") for line in own_arxiv_lines(note)],
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str) and text.strip()]
