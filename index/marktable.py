"""The reader's marks as search needs them: by a paper's ordinal, not by its id.

`index` does not know how marks are kept. Whoever keeps them hands over this table, and may
change it in place between searches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

READ = 1
STARRED = 2
DISMISSED = 4
LATER = 8
"""Put off until a day that has not come yet."""

GONE: Final = 16
"""Went into another paper, which has its marks: it is in no state and counts nowhere."""

ALL_FLAGS: Final = READ | STARRED | DISMISSED | LATER | GONE

NOT_UNREAD: Final = READ | DISMISSED | LATER | GONE
"""A paper with none of these is unread: it waits to be looked at today."""


@dataclass(slots=True)
class MarkTable:
    """State flags, tags and texts of every paper, indexed by ordinal."""

    flags: bytearray
    """One byte a paper: READ | STARRED | DISMISSED | LATER, or GONE alone."""

    tags: dict[str, set[int]] = field(default_factory=dict)
    """Tag → ordinals of the papers that carry it."""

    reasons: dict[str, set[int]] = field(default_factory=dict)
    """Reason → ordinals of the papers that were dismissed for it."""

    later: dict[int, int] = field(default_factory=dict)
    """Ordinal → the day until which the paper is, or was, put off, as yyyymmdd."""

    notes: dict[int, str] = field(default_factory=dict)
    """Ordinal → the note on the paper."""

    today: date | None = None
    """The day it is where the reader is; None: the day it is here."""

    noted_words: dict[int, tuple[str, str]] = field(default_factory=dict, compare=False)
    """Ordinal → a note and its words made ready to be compared, kept by `index.facts.marked`."""
    rises: dict[int, tuple[int, int]] = field(default_factory=dict, compare=False)
    """Ordinal → upvotes when the paper was let go, and now, where it rose a lot since."""

    muted: bytes = b""
    """One byte a paper, 1 where a rule mutes it; papers beyond its end are not muted."""

    @classmethod
    def empty(cls, papers: int, gone: Iterable[int] = ()) -> MarkTable:
        """The table of a reader who has marked nothing.

        Args:
            papers: how many ordinals there are.
            gone: those of papers that went into others.
        """
        flags = bytearray(papers)
        for ordinal in gone:
            flags[ordinal] = GONE
        return cls(flags)

    def clear(self) -> None:
        """Forget everything that was marked, in place."""
        self.flags[:] = self.flags.translate(bytes(flag & GONE for flag in range(256)))
        self.tags.clear()
        self.reasons.clear()
        self.later.clear()
        self.notes.clear()

    def unread(self) -> int:
        """How many papers are unread (a star does not count as reading)."""
        return sum(
            self.flags.count(value) for value in range(ALL_FLAGS + 1) if not value & NOT_UNREAD
        )

    def count(self, flag: int) -> int:
        """How many papers have a flag set."""
        return sum(self.flags.count(value) for value in range(ALL_FLAGS + 1) if value & flag)

    def set_flag(self, flag: int, ordinal: int, is_set: bool) -> bool:
        """Set or clear a flag of one paper; whether that changed it."""
        before = self.flags[ordinal]
        self.flags[ordinal] = before | flag if is_set else before & ~flag
        return self.flags[ordinal] != before

    def is_ahead(self, day: int) -> bool:
        """Whether a day (yyyymmdd) has not come yet."""
        today = self.today
        if today is None:
            from datetime import date

            today = date.today()
        return day > today.year * 10_000 + today.month * 100 + today.day
