"""``python -m index.vectors.fitting_process PAPERS CACHE``: compare the papers that are not yet.

The reader runs it as a child of its own once the full-text index is up to date, as it does with
`index.fulltext.indexing_process`: it is seconds of pure CPU work for a large library. It tells how
far it is in the same way.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from index.errors import CarrelError
from index.fulltext.indexing_process import tell
from index.library import Library

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Names under which numpy's libraries are told how many threads to use: one, for a child that
works beside a reader. More would wait for each other most of the time, busily."""


def main(papers: str, cache: str) -> int:
    """Make the vectors that are missing; 0 when all are there, 1 with the reason on stderr."""
    for name in _THREADS:  # before numpy is loaded
        os.environ.setdefault(name, "1")
    try:
        Library(Path(papers), Path(cache)).recommender.catch_up(tell)
    except (CarrelError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
