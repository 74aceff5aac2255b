"""What every export format is given: a paper together with what its reader made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper on its way out."""

    paper: Paper
    key: str
    """The key it is cited by, different from every other in the same file."""

    tags: tuple[str, ...] = ()
    """The reader's own tags, sorted."""

    starred: bool = False

    note: str = ""
    """The reader's note, its lines ended by ``\\n``."""

    later: str = ""
    """The day until which the paper is, or was, put off: ``2026-12-01``."""

    reason: str = ""
    """Why it was dismissed."""

    def remarks(self) -> list[str]:
        """What the reader has to say of the paper, in lines: the note, and why it is not here."""
        return [
            *(self.note.split("\n") if self.note else ()),
            *([f"Put off until {self.later}."] if self.later else ()),
            *([f"Dismissed: {self.reason}."] if self.reason else ()),
        ]
