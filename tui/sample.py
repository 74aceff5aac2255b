"""The sample library: a few dozen well-known papers in a home that is thrown away.

Opened by `tui.cli` when asked for, or while the reader's own library is empty; also what the
screenshots and the end-to-end tests show. The reader's own home is neither read nor written: all
of the sample lives below one temporary folder. Only log and columns are made here; the full-text
index follows beside the screen, as for any library.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPERS = Path(__file__).with_name("sample.jsonl")
"""Carrel's own JSON Lines. Titles, authors, years, venues and ids are facts; the summaries were
written for this project and stand where other libraries have abstracts."""


@contextlib.contextmanager
def sample_home(*, fill: bool = True) -> Iterator[Home]:
    """A home with the sample papers in it; gone, with everything done there, afterwards.

    Args:
        fill: False leaves it without papers, to show what an empty library looks like.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="carrel-", ignore_cleanup_errors=True) as folder:
        home = Home.below(Path(folder))
        if fill:
            _fill(home)
        yield home


def _fill(home: Home) -> None:
    from index.adding import Input
    from index.library import Library

    Library(home.papers, home.cache).add([Input(PAPERS)])
