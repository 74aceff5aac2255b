"""Journal records: one action each, as text that proves itself whole.

A record is an ``[[action]]`` table. Its last line is the CRC-32 of the lines before it, so that
a record cut short by a crash, or changed by a bad disk, is known for what it is. Records begin
with an empty line: appended behind half a record, they still begin on a line of their own.

`parse` takes any stretch of a journal that begins between two records. It never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from index.errors import CarrelError
from tui.reading.decision import checked_verb
from tui.reading.moment import SHAPE, are_moments, moment_of
from tui.reading.tomltext import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = re.compile(rb"^\[\[action\]\]\r?$", re.MULTILINE)
_SUM = re.compile(rb'^sum = "([0-9a-f]{8})"\r?$', re.MULTILINE)
_ID = re.compile(rb'"([^"]+)"')
_CUT = "record cut short"


@dataclass(frozen=True, slots=True)
class Record:
    """One action: a verb applied to papers."""

    at: str
    """When; unique within a journal."""

    verb: str
    ids: tuple[str, ...]
    """The papers it changed, and no others."""

    undoes: str = ""
    """The `at` of the action that it takes back."""

    redoes: str = ""
    """The `at` of the action that it does once more."""


@dataclass(slots=True)
class Parsed:
    """What a stretch of a journal holds; all places are bytes from the start of the stretch."""

    records: list[Record] = field(default_factory=list)

    faults: list[tuple[int, str]] = field(default_factory=list)
    """Where, and what is wrong with what was skipped there."""

    end: int = 0
    """Up to where it is understood, or skipped for good."""

    foreign: int | None = None
    """Where the first record begins that is whole but means nothing to this version."""

    torn: bool = False
    """Whether half a record follows `end`: cut short for good, or still being written."""


def written(record: Record) -> bytes:
    """The bytes to append for a record."""
    ids = ", ".join([quoted(paper_id) for paper_id in record.ids])
    lines = f'[[action]]\nat = {record.at}\nverb = "{record.verb}"\nids = [{ids}]\n'
    if record.undoes:
        lines += f"undoes = {record.undoes}\n"
    if record.redoes:
        lines += f"redoes = {record.redoes}\n"
    body = lines.encode()
    return b'\n%bsum = "%08x"\n' % (body, crc32(body))


def parse(data: bytes) -> Parsed:
    """The records in a stretch of a journal, in their order."""
    parsed = Parsed()
    starts = [match.start() for match in _HEADER.finditer(data)]
    _take_rest(parsed, data, 0, starts[0] if starts else len(data))
    for start, end in zip(starts, [*starts[1:], len(data)], strict=False):
        parsed.end = start
        chunk = data[start:end]
        total = _SUM.search(chunk)
        if total is not None:
            _take_record(parsed, chunk[: total.start()], total[1], start)
            parsed.end = min(start + total.end() + 1, end)
            _take_rest(parsed, data, parsed.end, end)
        elif end < len(data):
            parsed.faults.append((start, _CUT))
        else:
            parsed.torn = True
    return parsed


def _take_rest(parsed: Parsed, data: bytes, start: int, end: int) -> None:
    """What stands outside records: comments, empty lines, or the beginning of a torn record."""
    lines = data[start:end].split(b"\n")
    if all(not line.strip() or line.startswith(b"#") for line in lines):
        return
    if end == len(data):
        parsed.torn = True
    else:
        parsed.faults.append((start, _CUT))


def _take_record(parsed: Parsed, body: bytes, total: bytes, start: int) -> None:
    body = body.replace(b"\r\n", b"\n")
    if crc32(body) != int(total, 16):
        parsed.faults.append((start, "record damaged: its sum is wrong"))
        return
    try:
        parsed.records.append(_record_of(body))
    except (CarrelError, ValueError, RecursionError) as error:
        parsed.faults.append((start, f"record not understood: {error}"))
        if parsed.foreign is None:
            parsed.foreign = start


@cache
def _shape() -> re.Pattern[bytes]:
    """A record as `written` leaves it; most starts have none to read, and compile none."""
    moment = SHAPE.encode()
    return re.compile(
        rb"\[\[action\]\]\n"
        rb"at = (" + moment + rb")\n"
        rb'verb = "([^"\\\x00-\x1f\x7f]+)"\n'
        rb'ids = \[((?:"[^"\\\x00-\x1f\x7f]+"(?:, )?)*)\]\n'
        rb"(?:(undoes|redoes) = (" + moment + rb")\n)?"
    )


def _record_of(body: bytes) -> Record:
    """The record in a body whose sum is right; raises if it is not one of this version."""
    match = _shape().fullmatch(body)
    if match is None:
        return _record_of_toml(body)
    at, verb, _, kind, of = (part.decode() if part else "" for part in match.groups())
    if not are_moments((at, of) if of else (at,)):
        raise ValueError("no such day")
    found = tuple(part.decode() for part in _ID.findall(match[3]))
    undoes, redoes = (of if kind == "undoes" else "", of if kind == "redoes" else "")
    return Record(at, checked_verb(verb), found, undoes, redoes)


def _record_of_toml(body: bytes) -> Record:
    import tomllib

    (fields,) = tomllib.loads(body.decode())["action"]
    ids = fields.get("ids")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise ValueError("ids is not a list of texts")
    return Record(
        _moment_in(fields, "at"),
        checked_verb(str(fields.get("verb"))),
        tuple(ids),
        _moment_in(fields, "undoes") if "undoes" in fields else "",
        _moment_in(fields, "redoes") if "redoes" in fields else "",
    )


def _moment_in(fields: Mapping[str, object], name: str) -> str:
    from datetime import datetime

    value = fields.get(name)
    if not isinstance(value, datetime):
        raise ValueError(f"{name} is not a date and time")
    return moment_of(value)
