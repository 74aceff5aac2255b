"""Which papers rose since the reader let them go: read or put aside, and not starred.

Found out on the search thread, and by verbs whose query asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query.query import Fact
from index.query.tree import leaves

if TYPE_CHECKING:
    from pathlib import Path

    from index.columns.columns import Columns
    from index.feeds.counts import Readings
    from index.marktable import MarkTable
    from index.query.query import Query
    from tui.reading.reading import Reading


def asks_for_risen(query: Query) -> bool:
    """Whether what rose must be known to answer a query."""
    return any(leaf == Fact("is", "risen") for leaf, _ in leaves(query.root))


class Risers:
    """Compares what papers were counted at with when the reader let them go.

    Args:
        folder: where readings of counts stand, if there are any.
        reading: the reader's decisions.
    """

    def __init__(self, folder: Path, reading: Reading) -> None:
        self._folder, self._reading = folder, reading
        self._stamp: tuple[int, int] | None = None
        self._readings: Readings = {}

    @property
    def has_counts(self) -> bool:
        """Whether anything was ever counted."""
        from index.feeds.counts import FILE_NAME

        return (self._folder / FILE_NAME).exists()

    def note(self, table: MarkTable, papers: Columns) -> None:
        """Note in the marks which papers rose."""
        from index.feeds.rising import rise

        rises: dict[int, tuple[int, int]] = {}
        known = self._known()
        ordinals = papers.find_many([paper_id for paper_id, series in known.items() if series[1:]])
        for paper_id, ordinal in ordinals.items():
            since = self._reading.let_go(papers.id(ordinal))
            found = rise(known[paper_id], since[:10]) if since else None
            if found is None:
                continue
            before, now = rises.get(ordinal, (0, 0))  # under another id, where two were joined
            if found.now - found.before > now - before:
                rises[ordinal] = found.before, found.now
        table.rises.clear()
        table.rises.update(rises)

    def _known(self) -> Readings:
        """The readings, read again only where there are others."""
        from index.feeds.counts import Counts

        counts = Counts(self._folder)
        try:
            status = counts.path.stat()
        except OSError:
            return {}
        stamp = status.st_mtime_ns, status.st_size
        if stamp != self._stamp:
            self._readings, self._stamp = counts.read(), stamp
        return self._readings
