"""The entries of a BibTeX file, one by one: `bibtexparser` takes each apart, alone.

A file is cut where a line begins an entry, as the parser itself would when a brace is missing.
Macros (``@string``) hold from where they stand; texts put together (``"a" # jan``) are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.base import CutLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

LONGEST_ENTRY: Final = 1024**2
"""Characters of one entry."""

_ENTRY: Final = re.compile(r"[ \t]{0,99}@[ \t]{0,9}([A-Za-z]{1,40})[ \t]{0,9}[{(]")
_WORD: Final = re.compile(r"[^\s#{}\"]+")
_FIELD: Final = re.compile(r"\s{0,99},?\s{0,99}([A-Za-z][\w-]{0,60})\s{0,99}=\s{0,99}")
_MARK: Final = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MOST_MACROS: Final = 10_000
_LONGEST_MACRO: Final = 10_000


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry; what encloses its values is gone."""

    kind: str
    """``inproceedings``, in lower case like the names of fields."""

    key: str
    fields: Mapping[str, str]


def entries(lines: Iterator[str]) -> Iterator[BibtexEntry | CarrelError]:
    """Every entry in order, or in its place why it is none; comments and macros do not count."""
    macros: dict[str, str] = {}
    for kind, text in _chunks(lines):
        if text:
            yield from _entries(text, macros)
        elif kind != "string":
            yield CarrelError(f"the entry is longer than {LONGEST_ENTRY // 1024**2} MiB")


def _chunks(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each piece that begins as an entry does; ``""`` for one that is too long."""
    kind, begun, length = "", list[str](), 0
    for line in lines:
        if start := _ENTRY.match(line):
            yield from _piece(kind, begun, length)
            kind, begun, length = start[1].lower(), [], 0
        length += len(line) + (LONGEST_ENTRY if isinstance(line, CutLine) else 1)
        if kind and length <= LONGEST_ENTRY:
            begun.append(line)
    yield from _piece(kind, begun, length)


def _piece(kind: str, begun: list[str], length: int) -> Iterator[tuple[str, str]]:
    if kind and kind not in ("comment", "preamble"):
        yield kind, "\n".join(begun) if length <= LONGEST_ENTRY else ""


def _entries(text: str, macros: MutableMapping[str, str]) -> Iterator[BibtexEntry | CarrelError]:
    """Each entry in a piece, usually of one; its macros are added to the others."""
    import logging

    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    # It logs what it also returns; without a handler that would be printed.
    logger = logging.getLogger("bibtexparser")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    duplicate = (model.DuplicateFieldKeyBlock, model.DuplicateBlockKeyBlock)
    for block in parse_string(text, parse_stack=[]).blocks:
        entry = block.ignore_error_block if isinstance(block, duplicate) else block
        if isinstance(entry, model.Entry):
            found: dict[str, str] = {}
            for field in entry.fields:
                for name, value in fields_in(field.key, str(field.value), macros):
                    found.setdefault(name, value)
            yield BibtexEntry(entry.entry_type.lower(), entry.key, found)
        elif isinstance(entry, model.String):
            if len(macros) < _MOST_MACROS:
                value = value_of(str(entry.value), macros)
                macros[entry.key.lower()] = value[:_LONGEST_MACRO]
        elif isinstance(block, model.ParsingFailedBlock):
            yield CarrelError("not valid BibTeX", hint="a brace or a quote is missing in the entry")


def fields_in(key: str, written: str, macros: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A field, and those behind it that a forgotten comma made part of its value."""
    name, at = key, 0
    while True:
        value, at = _value(written, at, macros)
        yield name.lower(), value
        following = _FIELD.match(written, at)
        if following is None:
            return
        name, at = following[1], following.end()


def value_of(written: str, macros: Mapping[str, str]) -> str:
    """What a value means: ``"Proc. of " # iclr # { 2025}`` → ``Proc. of ICLR 2025``.

    A name that no macro has stands for itself.
    """
    return _value(written, 0, macros)[0]


def _value(written: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """What the value that begins at an offset means, and the offset behind it."""
    parts: list[str] = []
    is_due = True  # whether a part may come: the first, and those behind a ``#``
    while at < len(written):
        sign = written[at]
        if sign == "#" or sign.isspace():
            is_due = is_due or sign == "#"
            at += 1
            continue
        if not is_due:
            break
        if sign in '{"':
            end = _end_of_enclosed(written, at)
            parts.append(written[at + 1 : end])
            at = end + 1
        elif word := _WORD.match(written, at):
            parts.append(macros.get(word[0].lower(), word[0]))
            at = word.end()
        else:
            at += 1
            continue
        is_due = False
    return "".join(parts)[:LONGEST_ENTRY], at


def _end_of_enclosed(written: str, start: int) -> int:
    """Where what is opened at `start` by a brace or a quote is closed; braces nest in either."""
    depth = 0
    opening = written[start]
    for mark in _MARK.finditer(written, start + 1):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}" and (depth or opening == "{"):
            if not depth:
                return mark.start()
            depth -= 1
        elif mark[0] == '"' == opening and not depth:
            return mark.start()
    return len(written) - 1 if written[start + 1 :].endswith(('"', "}")) else len(written)
