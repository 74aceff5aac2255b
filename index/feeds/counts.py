"""What papers were counted at, and when: upvotes, comments and stars, one JSON line a reading.

A count alone says little: upvotes grow for a week or two. So each reading stands with its day, and
`rising` compares the later with the earlier. What did not change is not written again. The file is
bounded: when it has grown large, the first and the last readings of each paper are kept, and those
of papers that nobody counted for long go.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from index.files import (
    PLAIN,
    PRIVATE,
    make_private_folder,
    naming,
    open_plain,
    replace_file,
    sync_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from index.paper import Paper

FILE_NAME: Final = "counts.jsonl"
COUNTS: Final = ("upvotes", "comments", "stars")

MOST_BYTES: Final = 8 << 20
"""Some 100,000 readings; then it is shortened."""

FORGOTTEN: Final = 120
"""Days after the last reading of a paper, when the file is shortened."""

_LONGEST_LINE: Final = 2_000
_LONGEST_FILE: Final = 4 * MOST_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """What one paper was counted at on one day."""

    id: str
    day: str
    upvotes: int | None = None
    """None where nobody counts them: that is not 0."""

    comments: int | None = None
    stars: int | None = None

    @classmethod
    def of(cls, paper: Paper, day: str) -> Reading | None:
        """What a paper says of itself, if it says anything."""
        told = dict(paper.extra)
        counts = {name: _count(told.get(name, "")) for name in COUNTS}
        if all(count is None for count in counts.values()):
            return None
        return cls(paper.id, day, **counts)

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The counts alone."""
        return self.upvotes, self.comments, self.stars


Readings = dict[str, list[Reading]]
"""By paper, oldest first."""


class Counts:
    """The file of readings in a folder; neither need exist yet."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def read(self) -> Readings:
        """Every reading; lines that are none are passed over."""
        readings: Readings = {}
        try:
            with open_plain(self.path) as stream:
                lines = stream.read(_LONGEST_FILE).split(b"\n")
        except FileNotFoundError:
            return readings
        for line in lines:
            if line and (reading := _reading(line)) is not None:
                readings.setdefault(reading.id, []).append(reading)
        return readings

    def add(self, papers: Iterable[Paper], day: str) -> int:
        """Take down what papers are counted at, where that has changed; how many were.

        Raises:
            OSError: it cannot be written.
        """
        known = self.read()
        fresh: list[Reading] = []
        for paper in papers:
            reading = Reading.of(paper, day)
            if reading is None:
                continue
            before = known.setdefault(paper.id, [])
            if not before or before[-1].counts != reading.counts:
                before.append(reading)
                fresh.append(reading)
        if fresh:
            make_private_folder(self.path.parent)
            with naming(self.path):
                self._append(b"".join(map(_line, fresh)))
            if self.path.stat().st_size > MOST_BYTES:
                replace_file(self.path, b"".join(map(_line, _kept(known, day))))
        return len(fresh)

    def _append(self, data: bytes) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | PLAIN
        descriptor = os.open(self.path, flags, PRIVATE)
        with os.fdopen(descriptor, "r+b", buffering=0) as stream:
            size = stream.seek(0, os.SEEK_END)
            # Half a line of a process that was killed must not spoil the next.
            torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
            stream.write(b"\n" * bool(torn) + data)
            sync_file(descriptor)


def _kept(readings: Mapping[str, list[Reading]], today: str) -> Iterable[Reading]:
    oldest = (date.fromisoformat(today) - timedelta(days=FORGOTTEN)).isoformat()
    for series in readings.values():
        if series and series[-1].day >= oldest:
            yield series[0]
            if len(series) > 1:
                yield series[-1]


def _line(reading: Reading) -> bytes:
    told: dict[str, object] = {"id": reading.id, "day": reading.day}
    counts = zip(COUNTS, reading.counts, strict=True)
    told |= {name: count for name, count in counts if count is not None}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _reading(line: bytes) -> Reading | None:
    if len(line) > _LONGEST_LINE:
        return None
    try:
        told = json.loads(line)
        paper_id, day = told["id"], date.fromisoformat(told["day"]).isoformat()
        counts = {name: told[name] for name in COUNTS if type(told.get(name)) is int}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return Reading(paper_id, day, **counts) if isinstance(paper_id, str) else None


def _count(text: str) -> int | None:
    digits = text.replace(",", "")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= 12
    return int(digits) if plain else None
