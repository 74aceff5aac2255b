"""``python -m tui.feeds.process DATA CACHE CONFIG STATE [--again]``: fetch, beside the reader.

It prints JSON lines: ``{"feed": "daily", "done": 3, "total": 7, "note": ""}`` now and then, and
``{"outcome": {…}}`` (`Outcome.to_json`) for each feed, ``{"elsewhere": "…"}`` where another process
fetches already. Any other line is for a person. Papers go
into the log and the columns; the reader sees to the index. Told to end, it keeps what arrived.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError, in_one_line
from index.feeds.fetch import ElsewhereError
from index.fetching.clock import Clock
from index.library import Library
from tui.ending import told_to_end
from tui.feeds.following import feeds_of, fetch_feeds
from tui.paths import Home

if TYPE_CHECKING:
    from index.feeds.outcome import FetchProgress


def main(data: str, cache: str, config: str, state: str, *, again: bool = False) -> int:
    """Fetch every feed; 0, or 1 if any could not be had whole."""
    home = Home(Path(data), Path(cache), Path(config), Path(state))
    failed = False
    try:
        feeds, _ = feeds_of(home)  # the reader tells what is wrong with the others
        library = Library(home.papers, home.cache)
        for outcome in fetch_feeds(feeds, home, library, os.environ, Clock(), tell, again=again):
            failed = failed or outcome.problem is not None
            print(json.dumps({"outcome": outcome.to_json()}), flush=True)
    except ElsewhereError as error:
        print(json.dumps({"elsewhere": str(error)}), flush=True)
        return 0
    except (CarrelError, OSError) as error:
        print(in_one_line(error), file=sys.stderr)
        return 1
    return 1 if failed else 0


def tell(progress: FetchProgress) -> None:
    """Print how far it is."""
    told = {"feed": progress.feed, "done": progress.done, "total": progress.total}
    print(json.dumps({**told, "note": progress.note}), flush=True)


if __name__ == "__main__":
    with told_to_end():
        sys.exit(main(*sys.argv[1:5], again="--again" in sys.argv))
