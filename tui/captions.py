"""The sentences around the list: its title, and what stands in its place while it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.errors import Problem
    from tui.viewstate import ViewState


def list_place(view: ViewState, sort: str, missing: str) -> str:
    """Where the cursor is, of how many papers, and in which order they are.

    It stands in the status line: a pane's border would be painted anew, whole, at every key.
    """
    if missing:
        return f"none match “{shown(missing)}” yet"
    if not view.ordinals:
        return "no papers"
    order = f" by {sort}" if sort else ""
    return f"{view.cursor + 1:,} of {len(view.ordinals):,}{order}"


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
