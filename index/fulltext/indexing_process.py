"""``python -m index.fulltext.indexing_process PAPERS CACHE``: bring the full-text index up to date.

Indexing is pure CPU work that would make a screen wait for the interpreter, so the reader runs it
as a child of its own. It prints a JSON line of progress now and then: ``{"done": 3, "total": 60}``.
Any other line is for a person. It ends by itself once nobody listens any more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.library import Library

if TYPE_CHECKING:
    from index.report import Progress


def main(papers: str, cache: str) -> int:
    """Index what is missing; 0 when all is in, 1 with the reason on standard error."""
    try:
        Library(Path(papers), Path(cache)).catch_up(tell)
    except (CarrelError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def tell(progress: Progress) -> None:
    """Print how far it is."""
    print(json.dumps({"done": progress.done, "total": progress.total}), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
