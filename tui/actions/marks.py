"""What decides about papers, one or many at once."""

from __future__ import annotations

from tui.actions.action import ANYWHERE, PAPER, Action

MARK_ACTIONS: tuple[Action, ...] = (
    Action(
        "paper.star",
        "star",
        "Star the paper, or take the star away, and move on.",
        PAPER,
        footer=True,
        counted=True,
    ),
    Action(
        "paper.read",
        "read/unread",
        "Mark the paper read, or unread again, and move on.",
        PAPER,
        footer=True,
        counted=True,
    ),
    Action(
        "paper.dismiss",
        "dismiss",
        "Put the paper aside as not for me, or bring it back, and move on.",
        PAPER,
        footer=True,
        counted=True,
        argument="REASON",
    ),
    Action(
        "paper.dismiss_why",
        "dismiss as",
        "Put the paper aside for a reason: its letter, or Enter for none.",
        ANYWHERE,
        counted=True,
    ),
    Action(
        "paper.later",
        "later",
        "Put the paper off for some days, or bring it back, and move on.",
        PAPER,
        counted=True,
        argument="DAY",
    ),
    Action("paper.later_until", "later until", "Put the paper off until a day.", ANYWHERE),
    Action(
        "day.start",
        "its day",
        "Start the day that the paper was listed on.",
        PAPER,
        command="its-day",
    ),
    Action(
        "select.toggle",
        "select",
        "Select the paper, or no longer, and move on.",
        ("list",),
        counted=True,
        command="select-paper",
    ),
    Action(
        "select.range",
        "range",
        "Select from here to wherever the cursor goes; again to end it.",
        ("list",),
        command="select-range",
    ),
    Action(
        "select.all",
        "select all",
        "Select every paper of the list, or none.",
        ("list",),
        command="select-all",
    ),
    Action(
        "select.query",
        "select by query",
        "Select what a query finds in the list.",
        ("list",),
        command="select",
        argument="QUERY",
    ),
)
