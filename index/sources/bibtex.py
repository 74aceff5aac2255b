"""BibTeX and biblatex, entry by entry: `bibtexparser` reads each, so that a broken one is alone.

A file is cut where a line begins an entry, as the parser itself would when a brace is missing.
Macros (``@string``) hold from where they stand. Braces that only keep letters as they are go from
what is shown and stay in the source's own wording.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv
from index.sources.base import CutLine
from index.sources.bibliography import BibliographyRecord, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_ENTRY: Final = re.compile(r"[ \t]{0,99}@[ \t]{0,9}([A-Za-z]{1,40})[ \t]{0,9}[{(]")
_KNOWN: Final = re.compile(
    r"^[ \t]{0,99}@(?:article|book|inbook|incollection|collection|inproceedings|conference"
    r"|proceedings|misc|online|electronic|unpublished|report|techreport|thesis|phdthesis"
    r"|mastersthesis|manual|booklet|dataset|software|preprint)[ \t]{0,9}[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_WORD: Final = re.compile(r"[A-Za-z][\w:.+-]{0,99}")
_PROTECTING: Final = re.compile(
    r"(\\[A-Za-z]{1,30}\*?[ \t]{0,9}\{|\\.|\$[^$]*\$)|\{([^{}\\$]*)\}", re.DOTALL
)
_LONGEST_ENTRY: Final = 1024**2
_MOST_MACROS: Final = 10_000
_NESTED: Final = 3
_VENUES: Final = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")


class BibTeX:
    """Entries of a ``.bib`` file."""

    name: Final = "BibTeX and biblatex"
    kind: Final = "bibliography"
    longest_line: Final = _LONGEST_ENTRY

    def detects(self, head: str) -> bool:
        """Whether a line begins an entry of a known kind."""
        return _KNOWN.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry; comments and macros do not count."""
        macros: dict[str, str] = {}
        number = 0
        for kind, text in _chunks(lines):
            if kind == "string":
                if len(macros) < _MOST_MACROS and (name := _macro(text)):
                    macros[name] = text
                continue
            for entry in _entries(text, macros):
                number += 1
                try:
                    if isinstance(entry, CarrelError):
                        raise entry
                    yield _record(entry).paper(origin)
                except CarrelError as error:
                    yield origin.problem(number, error.problem.message, error.problem.hint)


def _chunks(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each piece that begins as an entry does; ``""`` for one that is too long."""
    kind, begun, length = "", list[str](), 0
    for line in lines:
        if start := _ENTRY.match(line):
            yield from _piece(kind, begun, length)
            kind, begun, length = start[1].lower(), [], 0
        length += len(line) + (_LONGEST_ENTRY if isinstance(line, CutLine) else 1)
        if kind and length <= _LONGEST_ENTRY:
            begun.append(line)
    yield from _piece(kind, begun, length)


def _piece(kind: str, begun: list[str], length: int) -> Iterator[tuple[str, str]]:
    if kind and kind not in ("comment", "preamble"):
        yield kind, "\n".join(begun) if length <= _LONGEST_ENTRY else ""


def _macro(text: str) -> str:
    """The name that a ``@string`` gives."""
    start = _ENTRY.match(text)
    name = _WORD.match(text[start.end() :].lstrip()) if start else None
    return name[0].lower() if name else ""


def _entries(text: str, macros: Mapping[str, str]) -> Iterator[Mapping[str, str] | CarrelError]:
    """The fields of each entry in a piece, usually of one, or why there are none."""
    if not text:
        yield CarrelError(f"the entry is longer than {_LONGEST_ENTRY // 1024**2} MiB")
        return
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    # It logs what it also returns; without a handler that would be printed.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    used = {word.lower() for word in _WORD.findall(text)} & macros.keys() if macros else ()
    whole = "\n".join((*(macros[name] for name in sorted(used)), text))
    for block in parse_string(whole).blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(entry, Entry):
            found: dict[str, str] = {}
            for field in entry.fields:
                found.setdefault(field.key.lower(), str(field.value))
            yield found
        elif isinstance(block, ParsingFailedBlock):
            yield CarrelError("not valid BibTeX", hint="a brace or a quote is missing in the entry")


def _record(fields: Mapping[str, str]) -> BibliographyRecord:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name, "").strip()), "")

    eprint = first("eprint", "arxiv", "arxivid")
    archive = first("archiveprefix", "eprinttype").lower()
    return BibliographyRecord(
        title=_plain(first("title")),
        abstract=first("abstract"),
        authors=_names(first("author", "editor")),
        year=first("year", "date"),
        venue=_plain(first(*_VENUES)),
        doi=first("doi"),
        arxiv=eprint if archive in ("", "arxiv") and normal_arxiv(eprint) else "",
        addresses=[one for one in (first("url"), first("pdf")) if one],
        keywords=words_of(first("keywords", "keyword")),
    )


def _plain(text: str) -> str:
    """Text without braces that only protect; those of commands and formulas stay."""
    for _ in range(_NESTED):
        shorter = _PROTECTING.sub(lambda match: match[1] or match[2] or "", text)
        if shorter == text:
            break
        text = shorter
    return text


def _names(text: str) -> list[str]:
    """``Lévy, Ada and {The Pond}`` → names as they are spoken."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    names = []
    for name in split_multiple_persons_names(text):
        parts = parse_single_name_into_parts(name, strict=False)
        words = (*parts.first, *parts.von, *parts.last, *parts.jr)
        names.append(_plain(" ".join(words)))
    return [name for name in names if name.lower() != "others"]
