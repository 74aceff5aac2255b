"""Both versions of a file into which git has set its markers, where two machines changed it.

Nothing was lost yet, and everything in both versions counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")


class Sides(NamedTuple):
    """Both versions of a file into which git has set its markers."""

    ours: bytes
    theirs: bytes
    end: int
    """Where the last marker ends."""


def sides(data: bytes) -> Sides | None:
    """Both versions up to the last marker; None where there is none, or one has no end.

    What stands outside of markers is in both. The common ancestor, which git puts in between
    when asked to, is in neither.
    """
    if b"<<<<<<<" not in data:
        return None
    ours: list[bytes] = []
    theirs: list[bytes] = []
    targets = {b"<": (ours,), b"|": (), b"=": (theirs,), b">": (ours, theirs)}
    after = {b"": b"<", b"<": b"|=", b"|": b"=", b"=": b">", b">": b"<"}
    state, place = b"", 0
    end = sizes = None
    for line in data.splitlines(keepends=True):
        place += len(line)
        match = _MARKER.fullmatch(line)
        if match is not None and match[1][:1] in after[state]:
            state = match[1][:1]
            if state == b">":
                end, sizes = place, (len(ours), len(theirs))
            continue
        for target in targets.get(state, (ours, theirs)):
            target.append(line)
    if end is None or sizes is None or state != b">":
        return None
    return Sides(b"".join(ours[: sizes[0]]), b"".join(theirs[: sizes[1]]), end)
