"""Which papers have a newer version than the one that the reader read, for the rows of a list.

Columns say which version a paper has, and only the log which it had when. So papers of a list
that are read, and not of the first version, are looked up there, each once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.columns.columnsfile import NONE
from tui.figures import newer_version

if TYPE_CHECKING:
    from index.library import Library
    from index.paper import Paper
    from tui.reading.reading import Reading

_MOST: Final = 2_000
"""Papers that are remembered; more than a list shows before it is scrolled far."""


class NewVersions:
    """What became newer since it was read.

    Args:
        library: the papers.
        reading: when they were read.
    """

    def __init__(self, library: Library, reading: Reading) -> None:
        self._library, self._reading = library, reading
        self._generation = -1
        self._changed: dict[int, Paper | None] = {}

    def told(self, ordinal: int) -> str:
        """``v3, read at v1`` of a paper that was read, or ``""`` where nothing is newer."""
        columns = self._library.columns
        if not 1 < columns.section("version")[ordinal] < NONE:
            return ""
        if columns.generation != self._generation or len(self._changed) >= _MOST:
            self._generation = columns.generation
            self._changed.clear()
        if ordinal not in self._changed:
            paper = self._library.paper(ordinal)
            self._changed[ordinal] = paper if "versions" in dict(paper.extra) else None
        changed = self._changed[ordinal]
        return "" if changed is None else newer_version(changed, self._reading.read_at(changed.id))
