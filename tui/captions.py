"""The sentences around the list: its title, and what stands in its place while it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.errors import Problem
    from tui.viewstate import ViewState

MISSING_CELLS = 40
"""How much of a query without papers the status line repeats."""


def list_place(view: ViewState, sort: str, missing: str) -> str:
    """Where the cursor is, of how many papers, and in which order they are.

    It stands in the status line: a pane's border would be painted anew, whole, at every key.
    """
    if missing:
        return f"none match “{_end(shown(missing))}” yet"
    if not view.ordinals:
        return "no papers"
    order = f" by {sort}" if sort else ""
    return f"{view.cursor + 1:,} of {len(view.ordinals):,}{order}"


def _end(text: str) -> str:
    """The end of a long query: what was typed last is what nothing matches."""
    over = cell_len(text) - MISSING_CELLS
    return text if over <= 0 else "…" + set_cell_size(text[::-1], MISSING_CELLS - 1)[::-1]


def empty_library() -> tuple[str, ...]:
    """What to do first."""
    return (
        "Your library is empty.",
        "Bring papers in from a shell:  carrel add FILE…",
        "Or look around in a sample:    carrel --sample",
    )


def empty_list(query: str, clear: str) -> tuple[str, ...]:
    """Why no paper is shown, and the key that shows them all."""
    way_out = f"{clear} shows every paper again." if clear else "Clear the query to see them all."
    return ("No paper matches.", shown(query), way_out)


def troubles(problems: Sequence[Problem]) -> str:
    """Problems met at the start, as one sentence: the first, and how many more there are."""
    if not problems:
        return ""
    more = f"   (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"
