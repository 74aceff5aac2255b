"""``reading.toml``: what it holds, as a value.

The text form is made by `snapshot_writer` and understood by `snapshot_reader`. Beside the marks
it says how far into each journal it reaches, so that a start reads only what came after, and a
mark changed by hand is not changed back by the journal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui.reading.marks import Marks

if TYPE_CHECKING:
    from index.errors import Problem

VERSION = 1
"""Of the file's form. A file of a later version is left as it is."""

LARGEST = 256 * 1024 * 1024
"""Bytes of a file of marks, and of what a journal gained, that are read: some million papers."""


class Folded(NamedTuple):
    """How much of a journal is already in the snapshot."""

    bytes: int = 0

    sum: str = ""
    """CRC-32, eight hex digits, of the (up to) 64 bytes before that place. A journal with other
    bytes there is not the journal that was folded in and is read from its beginning."""


@dataclass(slots=True)
class Snapshot:
    """The whole file."""

    marks: Marks = field(default_factory=Marks)

    folded: dict[str, Folded] = field(default_factory=dict)
    """By the journal's file name."""

    unknown: dict[str, object] = field(default_factory=dict)
    """Keys and tables that nothing here knows; written back as they were."""

    problems: list[Problem] = field(default_factory=list)

    whole: bool = True
    """Whether all of it was understood. Otherwise it is copied aside before it is replaced."""

    replaceable: bool = True
    """Whether it may be replaced at all: not if it could not be read, or is of a later version."""
