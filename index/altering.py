"""Changing, by hand, papers that are in the library already: `library.part` and `library.join`.

The road is that of an import: nobody else adds meanwhile, the log is written and on the disk
before the columns are, and whoever opens the library next makes these if that end is not reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.columns.draft import draft_for
from index.errors import CarrelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.columns.draft import ColumnsDraft
    from index.paper import Paper
    from index.paperlog import PaperLog


def alter(
    log: PaperLog,
    cache: Path,
    ids: Sequence[str],
    change: Callable[[ColumnsDraft, Sequence[int]], tuple[Paper, Paper]],
) -> tuple[Paper, Paper]:
    """Do to some papers what writes the log, and then write the columns; what `change` gives.

    Args:
        log: the papers.
        cache: where columns stand.
        ids: the papers, by what the reader saw last.
        change: given columns of all that is in the log, and the papers' ordinals.

    Raises:
        CarrelError: a paper is not there any more, or what `change` raises; nothing changed.
    """
    with log.writing():
        draft = draft_for(log, cache)
        draft.read(log)
        found = [ordinal for one in ids if (ordinal := draft.find(one)) is not None]
        if len(found) < len(ids):
            raise CarrelError("the library was replaced while it was open", hint="try again")
        pair = change(draft, found)
        draft.save(cache, log)
    return pair
