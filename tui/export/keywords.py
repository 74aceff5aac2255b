"""The terms a paper is filed under: its own keywords, then its reader's tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text import clean

if TYPE_CHECKING:
    from tui.export.entry import Entry


def keywords(entry: Entry) -> tuple[str, ...]:
    """Each term once, whatever its case; the first way of writing it stays."""
    found: dict[str, str] = {}
    for term in (*entry.paper.keywords, *entry.tags):
        if readable := clean(term).strip():
            found.setdefault(readable.casefold(), readable)
    return tuple(found.values())
