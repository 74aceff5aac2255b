"""Every action the reader can take: one registry, without Textual.

Footer, help, command palette, keymaps and their problems, and the key table of the README are
all made from it, in this order. A key never stands here: keys are data, in `keymaps/`.
"""

from __future__ import annotations

from tui.actions.action import SCOPES, Action
from tui.actions.focus import FOCUS_ACTIONS
from tui.actions.looks import LOOKS_ACTIONS
from tui.actions.marks import MARK_ACTIONS
from tui.actions.panes import PANE_ACTIONS
from tui.actions.paper import PAPER_ACTIONS
from tui.actions.view import VIEW_ACTIONS

__all__ = ["ACTIONS", "BY_ID", "SCOPES", "Action"]

ACTIONS: tuple[Action, ...] = (
    *PANE_ACTIONS,
    *MARK_ACTIONS,
    *FOCUS_ACTIONS,
    *PAPER_ACTIONS,
    *VIEW_ACTIONS,
    *LOOKS_ACTIONS,
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}
