"""Other versions of a paper: what goes by one of its ids, or has its very title.

Most of what is one paper is one in the library. Two stay apart where they contradict each other,
as a preprint and the article do whose authors differ; to a reader they are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.paper import Paper


def versions(columns: Columns, paper: Paper, ordinal: int) -> NDArray[np.int64]:
    """The ordinals of a paper's other versions, and its own.

    Args:
        columns: the papers.
        paper: the paper, whole.
        ordinal: the same.
    """
    titles = np.asarray(columns.title_ranks)
    same = np.flatnonzero(titles == titles[ordinal]) if paper.title else np.empty(0, np.int64)
    named = [owner for key in (paper.id, *paper.aliases) for owner in columns.owners(key)]
    return np.unique(np.concatenate((same, np.array([ordinal, *named], dtype=np.int64))))
