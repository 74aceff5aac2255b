"""The reader's marks as search needs them: by a paper's ordinal, not by its id.

`index` does not know how marks are kept. Whoever keeps them hands over this table, and may
change it in place between searches.
"""

from __future__ import annotations

from dataclasses import dataclass, field

READ = 1
STARRED = 2
DISMISSED = 4


@dataclass(slots=True)
class MarkTable:
    """State flags and tags of every paper, indexed by ordinal."""

    flags: bytearray
    """One byte a paper: READ | STARRED | DISMISSED."""

    tags: dict[str, set[int]] = field(default_factory=dict)
    """Tag → ordinals of the papers that carry it."""

    muted: bytes = b""
    """One byte a paper, 1 where a rule mutes it; papers beyond its end are not muted."""

    @classmethod
    def empty(cls, papers: int) -> MarkTable:
        """The table of a reader who has marked nothing, for that many papers."""
        return cls(bytearray(papers))

    def unread(self) -> int:
        """How many papers are neither read nor dismissed (a star does not count as reading)."""
        return self.flags.count(0) + self.flags.count(STARRED)

    def count(self, flag: int) -> int:
        """How many papers have a flag set."""
        return sum(self.flags.count(value) for value in range(8) if value & flag)
