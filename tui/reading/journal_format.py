"""Journal records: one action each, as text that proves itself whole.

A record is an ``[[action]]`` table. Its last line is the CRC-32 of the lines before it, so that
a record cut short by a crash, or changed by a bad disk, is known for what it is. Records begin
with an empty line: appended behind half a record, they still begin on a line of their own.

A record may say which ``version`` of this form it needs (none: the first). One of a later version
is not read, and kept: journals are only appended to, by whichever version is at hand, and put
together line by line by others, so the version is each record's own. A ``version`` at the top, or
a table of another name, says that records of another form altogether may follow.

An action of several decisions (a line with two tags) is one record with a list ``does`` in place
of ``verb`` and ``ids``, so that it is on the disk whole or not at all. `change_format` has the
fields of a decision.

`parse` takes any stretch of a journal that begins between two records. It never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from index.errors import CarrelError
from tui.reading.action import Change
from tui.reading.change_format import ALONE, WITHIN, fields, understood, understood_toml
from tui.reading.gitsides import sides
from tui.reading.moment import SHAPE, are_moments, moment_of
from tui.tomlextent import TomlExtent, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
"""Of the form of records; a change that older versions would misread raises it."""

_HEADER = re.compile(rb"^\[\[action\]\]\r?$", re.MULTILINE)
_OUTSIDE = re.compile(
    rb"^(?:version = (?P<version>\d{1,9})|\[\[?(?!action\])[A-Za-z0-9_-]{1,40}\]\]?)\r?$",
    re.MULTILINE,
)
_SUM = re.compile(rb'^sum = "([0-9a-f]{8})"\r?$', re.MULTILINE)
_HOST = re.compile("[a-z0-9_-]+")
TORN = "record cut short"
"""What is wrong with half a record."""

LATER = "written by a later Carrel"
"""What is wrong, to begin with, with what this version is not to read."""

BOTH = "both versions of what git could not merge count"
"""What is told, rather than wrong, where git has set two versions into a journal."""

_LONGEST_RECORD = 8 << 20
"""Bytes of a record that is not as `written` leaves it and may still be read."""


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

    also: tuple[Change, ...] = ()
    """What else the action decided, in one step."""

    host: str = ""
    """The machine, where it is not the one whose journal this is."""

    value: str = ""
    """The text that the verb gave the papers, if it gives one."""

    was: tuple[str, ...] = ()
    """What they had before, as `Change.was` has it."""

    @classmethod
    def of(
        cls,
        at: str,
        changes: Sequence[Change],
        *,
        undoes: str = "",
        redoes: str = "",
        host: str = "",
    ) -> Record:
        """The record of an action that decided all this, one decision at least."""
        (verb, ids, value, was), *also = changes
        return cls(at, verb, ids, undoes, redoes, tuple(also), host, value, was)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything the action decided."""
        return (Change(self.verb, self.ids, self.value, self.was), *self.also)


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
    lines = f"[[action]]\nat = {record.at}\n"
    if record.also:
        does = (f"{{ {', '.join(fields(change))} }}" for change in record.changes)
        lines += f"does = [{', '.join(does)}]\n"
    else:
        lines += "".join(f"{line}\n" for line in fields(record.changes[0]))
    if record.undoes:
        lines += f"undoes = {record.undoes}\n"
    if record.redoes:
        lines += f"redoes = {record.redoes}\n"
    if record.host:
        lines += f'host = "{record.host}"\n'
    body = lines.encode()
    return b'\n%bsum = "%08x"\n' % (body, crc32(body))


def parse(data: bytes) -> Parsed:
    """The records in a stretch of a journal, in their order.

    Where git has set both versions of a stretch into it, the records of both count.
    """
    conflict = sides(data)
    if conflict is None:
        return _parse(data)
    ours, theirs = parse(conflict.ours), parse(conflict.theirs)
    rest = _parse(data[conflict.end :])
    records = dict.fromkeys((*ours.records, *theirs.records, *rest.records))
    place = data.index(b"<<<<<<<")
    faults = [(place, BOTH)]
    faults += [(place, reason) for _, reason in (*ours.faults, *theirs.faults)]
    faults += [(conflict.end + at, reason) for at, reason in rest.faults]
    foreign = None if rest.foreign is None else conflict.end + rest.foreign
    if ours.foreign is not None or theirs.foreign is not None:
        foreign = 0
    return Parsed(list(records), faults, conflict.end + rest.end, foreign, rest.torn)


def _parse(data: bytes) -> Parsed:
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
            parsed.faults.append((start, TORN))
        else:
            parsed.torn = True
    later = [reason.startswith(LATER) for _, reason in parsed.faults]
    if any(later):  # what looks damaged behind it may be whole for who can read it
        del parsed.faults[later.index(True) + 1 :]
        parsed.torn = False
    return parsed


def _take_rest(parsed: Parsed, data: bytes, start: int, end: int) -> None:
    """What stands outside records: comments, the version, or the beginning of a torn record."""
    rest = data[start:end]
    if not rest.strip():
        return
    later = next((match for match in _OUTSIDE.finditer(rest) if _is_later(match)), None)
    if later is not None:
        number = later["version"]
        told = f"version {number.decode()}" if number else later[0].decode().rstrip()
        parsed.faults.append((start, f"{LATER} ({told})"))
        if parsed.foreign is None:
            parsed.foreign = start
        return
    lines = _OUTSIDE.sub(b"", rest).split(b"\n")
    if all(not line.strip() or line.startswith(b"#") for line in lines):
        return
    if end == len(data):
        parsed.torn = True
    else:
        parsed.faults.append((start, TORN))


def _is_later(outside: re.Match[bytes]) -> bool:
    number = outside["version"]
    return number is None or int(number) > VERSION


def _take_record(parsed: Parsed, body: bytes, total: bytes, start: int) -> None:
    body = body.replace(b"\r\n", b"\n")
    if crc32(body) != int(total, 16):
        parsed.faults.append((start, "record damaged: its sum is wrong"))
        return
    try:
        parsed.records.append(_record_of(body))
    except (CarrelError, ValueError, RecursionError) as error:
        parsed.faults.append((start, f"record not understood: {in_words(error)}"))
        if parsed.foreign is None:
            parsed.foreign = start


@cache
def _shape() -> re.Pattern[bytes]:
    """A record as `written` leaves it; most starts have none to read, and compile none."""
    moment = SHAPE.encode()
    return re.compile(
        rb"\[\[action\]\]\n"
        rb"at = (" + moment + rb")\n"
        rb"(?:" + ALONE + rb"|does = \[((?:" + WITHIN + rb")+)\]\n)"
        rb"(?:(undoes|redoes) = (" + moment + rb")\n)?"
        rb'(?:host = "([a-z0-9_-]+)"\n)?'
    )


def _record_of(body: bytes) -> Record:
    """The record in a body whose sum is right; raises if it is not one of this version."""
    match = _shape().fullmatch(body)
    if match is None:
        return _record_of_toml(body)
    at, verb, ids, text, was, does, *_, kind, of, host = (part or b"" for part in match.groups())
    moment, other = at.decode(), of.decode()
    if not are_moments((moment, other) if other else (moment,)):
        raise ValueError("no such day")
    groups = re.findall(WITHIN, does) if does else [(verb, ids, text, was)]
    undoes, redoes = (other if kind == b"undoes" else "", other if kind == b"redoes" else "")
    changes = [understood(*group) for group in groups]
    return Record.of(moment, changes, undoes=undoes, redoes=redoes, host=host.decode())


def _record_of_toml(body: bytes) -> Record:
    import tomllib

    text = body.decode()
    if len(body) > _LONGEST_RECORD or TomlExtent.of(text).deep:
        raise ValueError("too large, or nested too deep")
    (table,) = tomllib.loads(text)["action"]
    version = table.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise ValueError(f"{LATER} (version {str(version)[:20]})")
    does = table.get("does", [table])
    if not isinstance(does, list) or not does or not all(isinstance(one, dict) for one in does):
        raise ValueError("does is not a list of decisions")
    host = table.get("host", "")
    if not isinstance(host, str) or not _HOST.fullmatch(host):
        host = ""
    return Record.of(
        _moment_in(table, "at"),
        [understood_toml(one) for one in does],
        undoes=_moment_in(table, "undoes") if "undoes" in table else "",
        redoes=_moment_in(table, "redoes") if "redoes" in table else "",
        host=host,
    )


def _moment_in(table: Mapping[str, object], name: str) -> str:
    from datetime import datetime

    value = table.get(name)
    if not isinstance(value, datetime):
        raise ValueError(f"{name} is not a date and time")
    return moment_of(value)
