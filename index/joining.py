"""One paper of two that a person says are the same, whether they were one before or never.

The paper with the better id keeps its place in the library, and of two as good the one that was
named first. It takes over all that any source says of the other, account by account, and the
other's ids, so that what comes in under these later is about it. The other's place stays empty
(`index.columns.joins`), and it fills again when the paper is parted.

One line of the log says all of it, so that it is done or not done whenever the power fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.provenance import united

if TYPE_CHECKING:
    from index.columns.draft import ColumnsDraft
    from index.paper import Paper
    from index.paperlog import PaperLog


def join(log: PaperLog, draft: ColumnsDraft, one: int, other: int) -> tuple[Paper, Paper]:
    """Join two papers in the log and in the draft; the paper, and what went into it as it was.

    Args:
        log: held by `writing`.
        draft: columns of everything that is in the log.
        one: the paper that was named first.
        other: the other.

    Raises:
        CarrelError: they are one already, or the log cannot be written; nothing changed.
    """
    if one == other:
        raise CarrelError("they are one paper already")
    first, second = (log.read_at(*draft.locate(ordinal)) for ordinal in (one, other))
    paper = united(first, second)
    (span,) = log.append([paper])
    draft.place(draft.put(paper), span)
    return paper, second if paper.joined[-1] == second.id else first
