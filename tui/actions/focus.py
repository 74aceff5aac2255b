"""What can be done while one paper fills the screen."""

from __future__ import annotations

from tui.actions.action import PAPER, Action

FOCUS_ACTIONS: tuple[Action, ...] = (
    Action(
        "focus.open",
        "focus",
        "Let the paper fill the screen: keep, skip or leave it, one by one.",
        PAPER,
        footer=True,
        command="focus",
    ),
    Action(
        "focus.reveal",
        "abstract",
        "Show the abstract; then scroll on in it.",
        ("focus",),
        footer=True,
    ),
    Action("focus.scroll_back", "scroll back", "Scroll back in the abstract.", ("focus",)),
    Action(
        "focus.keep",
        "keep",
        "Keep the paper, starred and read, and go on to the next.",
        ("focus",),
        footer=True,
    ),
    Action(
        "focus.skip",
        "skip",
        "Put the paper aside as not for me, and go on to the next.",
        ("focus",),
        footer=True,
    ),
    Action(
        "focus.later",
        "later",
        "Put the paper off for some days, and go on to the next.",
        ("focus",),
        footer=True,
    ),
    Action("focus.read", "read", "Mark the paper read, and go on to the next.", ("focus",)),
    Action(
        "focus.next",
        "next",
        "Leave the paper as it is, and go on to the next unread one.",
        ("focus",),
        footer=True,
    ),
    Action("focus.back", "go back", "Go back to the paper from before.", ("focus",), footer=True),
    Action(
        "focus.close",
        "to the list",
        "Return to the list, at the same paper.",
        ("focus",),
        footer=True,
    ),
)
