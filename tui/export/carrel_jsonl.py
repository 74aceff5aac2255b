"""Carrel's own JSON Lines: the format of the paper log, so that a library travels.

Papers go out whole and come back in as they were; marks stay with their reader.
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
    return "".join(dump(to_record(entry.paper)) + "\n" for entry in entries)
