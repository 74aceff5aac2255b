"""Carrel's own JSON Lines: the format of the paper log, so that a library travels.

Papers go out whole and come back in as they were. What their reader made of them goes along under
``reader``, for scripts, and is not taken in with them: marks travel by ``carrel merge``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.record import to_record
from tui.export.json_text import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.export.entry import Entry


def render(entries: Sequence[Entry]) -> str:
    """A whole ``.jsonl`` file: one paper a line, in the order given."""
    return "".join(dump(to_record(entry.paper) | _marks(entry)) + "\n" for entry in entries)


def _marks(entry: Entry) -> dict[str, object]:
    marks: dict[str, object] = {
        "starred": entry.starred,
        "tags": list(entry.tags),
        "later": entry.later,
        "reason": entry.reason,
        "note": entry.note,
    }
    said = {name: value for name, value in marks.items() if value}
    return {"reader": said} if said else {}
