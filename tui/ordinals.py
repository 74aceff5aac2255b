"""Papers by ordinal, as the list and the counts beside it hold them.

A list of every paper that matches may be as long as the library. It is kept as an array of plain
numbers, made without looking at each: so is what a search answers with.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_list(ordinals: Sequence[int]) -> Sequence[int]:
    """Ordinals as a list that is small, and quick to search and to index.

    Columns and searches hand over views of memory, which are copied without looking at each.
    """
    try:
        view = memoryview(cast("memoryview", ordinals))
    except TypeError:
        return array("I", ordinals)
    compact = array(view.format)
    compact.frombytes(view.tobytes())
    return compact


def index_of(ordinals: Sequence[int], ordinal: int) -> int | None:
    """Where a paper stands in a list, or None."""
    try:
        return ordinals.index(ordinal)
    except ValueError:
        return None
