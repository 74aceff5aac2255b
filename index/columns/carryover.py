"""What the writer carries over from one generation to the next instead of making it again.

Called by `writer`. Adding a page to a large library touches few of its texts and moves few of its
papers in any order; copying what stays, whole stretches at a time, takes a fraction of the time
of reading and sorting it anew. What comes out is the same either way.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from _typeshed import SupportsRichComparisonT

_FEW: Final = 8
"""Finding the place of one takes about as long as sorting so many."""


def spliced(
    text: memoryview[int], edges: memoryview[int], changed: Mapping[int, bytes]
) -> tuple[bytes, array[int]]:
    """Texts end to end, some of them exchanged and others added.

    Args:
        text: the texts before.
        edges: where each of them starts, and the last one ends.
        changed: new texts by place. Those behind the last place go on from it without a gap.

    Returns:
        The texts, and where each starts and the last one ends.
    """
    blob, starts = bytearray(), array("I")
    known, done = len(edges) - 1, 0
    for place in (*sorted(changed), known + len(changed)):
        stop = min(place, known)
        if done < stop:
            shift = len(blob) - edges[done]
            stretch = edges[done:stop]
            starts.extend([start + shift for start in stretch] if shift else stretch)
            blob += text[edges[done] : edges[stop]]
        if place in changed:
            starts.append(len(blob))
            blob += changed[place]
        done = place + 1
    starts.append(len(blob))
    return bytes(blob), starts


def inserted(
    order: list[int], fresh: Collection[int], key: Callable[[int], SupportsRichComparisonT]
) -> list[int]:
    """An order with others put in where they belong.

    Args:
        order: already in rising order of `key`.
        fresh: what to put in.
        key: what the order goes by; no two have the same.
    """
    if len(fresh) * _FEW > len(order):
        return sorted([*order, *fresh], key=key)
    merged: list[int] = []
    done = 0
    for one in sorted(fresh, key=key):
        place = bisect_left(order, key(one), done, key=key)
        merged += order[done:place]
        merged.append(one)
        done = place
    return merged + order[done:]
