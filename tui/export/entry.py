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
