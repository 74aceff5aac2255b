"""Half a record at the end of a journal: what is left of a write that was cut off.

Nobody was told that it is recorded, and the next record appended begins on a line of its own, so
it harms nothing. Only where no record follows, as in the journal of what was merged, is it told at
each start; ``carrel doctor --repair`` then takes it off, and keeps it in a file of its own. This
is the only time that a journal becomes shorter, and only at the end of this machine's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.files import open_plain, replace_file, sync_file
from index.repair import free_path
from tui.reading.conflict import own_names
from tui.reading.journal_format import parse
from tui.reading.snapshot import LARGEST

if TYPE_CHECKING:
    from pathlib import Path


class TornEnd(NamedTuple):
    """Where half a record begins."""

    path: Path
    place: int
    """In bytes."""


def torn_ends(folder: Path, host: str) -> list[TornEnd]:
    """Those of the journals that a machine of that name appends to."""
    found = []
    for name in own_names(host):
        path = folder / name
        try:
            with open_plain(path) as stream:
                data = stream.read(LARGEST)
                is_whole = not stream.read(1)
        except OSError:
            continue
        parsed = parse(data)
        if is_whole and parsed.torn and parsed.foreign is None:
            found.append(TornEnd(path, parsed.end))
    return found


def set_aside(torn: TornEnd) -> Path:
    """Take half a record off a journal; the file that keeps it. Only while the folder is locked.

    Raises:
        OSError: it could not be done; the journal is as it was.
    """
    kept = free_path(torn.path, "cut")
    with torn.path.open("r+b") as stream:
        stream.seek(torn.place)
        replace_file(kept, stream.read())
        stream.truncate(torn.place)
        stream.flush()
        sync_file(stream.fileno())
    return kept
