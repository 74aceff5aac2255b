"""What moves through the panes, and from one to another."""

from __future__ import annotations

from tui.actions.action import PAPER, Action


def _motions(scope: str, thing: str) -> tuple[Action, ...]:
    return (
        Action(f"{scope}.down", "down", f"Move down one {thing}.", (scope,), counted=True),
        Action(f"{scope}.up", "up", f"Move up one {thing}.", (scope,), counted=True),
        Action(f"{scope}.page_down", "page down", "Move down a page.", (scope,), counted=True),
        Action(f"{scope}.page_up", "page up", "Move up a page.", (scope,), counted=True),
        Action(f"{scope}.half_down", "half down", "Move down half a page.", (scope,), counted=True),
        Action(f"{scope}.half_up", "half up", "Move up half a page.", (scope,), counted=True),
        Action(f"{scope}.top", "top", "Go to the top.", (scope,)),
        Action(f"{scope}.bottom", "bottom", "Go to the bottom.", (scope,)),
    )


PANE_ACTIONS: tuple[Action, ...] = (
    *_motions("list", "paper"),
    Action(
        "list.open",
        "read",
        "Open the paper under the cursor in the detail pane.",
        ("list",),
        footer=True,
    ),
    Action(
        "list.next_unread",
        "next unread",
        "Go to the next unread paper; from the last of a day, to the next day with some left.",
        PAPER,
    ),
    Action(
        "list.previous_unread",
        "previous unread",
        "Go to the previous unread paper; from the first of a day, to the day before.",
        PAPER,
    ),
    *_motions("detail", "line"),
    Action("detail.next_match", "next match", "Scroll to the next highlighted word.", PAPER),
    Action(
        "detail.previous_match", "previous match", "Scroll to the highlighted word before.", PAPER
    ),
    Action("detail.close", "back", "Return to the list.", ("detail",), footer=True),
    *_motions("filter", "filter"),
    Action(
        "filter.choose",
        "choose",
        "Show the papers of this view or facet, start this day; again to leave it.",
        ("filter",),
        footer=True,
    ),
    Action("filter.remove", "remove", "Remove the saved view.", ("filter",)),
    Action("filter.close", "back", "Return to the list.", ("filter",), footer=True),
)
