"""What a line of a key table says: the sentence of an action, or of several told as one."""

from __future__ import annotations

from tui.actions import BY_ID


def phrase(action_id: str) -> str:
    """The sentence; the numbered views share one."""
    if is_numbered(action_id):
        return "Show view 1 to 9 of the filter pane."
    return BY_ID[action_id].help


def is_numbered(action_id: str) -> bool:
    """Whether it differs from others by its digit alone."""
    return action_id.startswith("view.") and action_id[-1].isdigit()
