"""How the screen looks."""

from __future__ import annotations

from tui.actions.action import PANES, Action

_BESIDE = ("app", "list", "detail", "filter")

LOOKS_ACTIONS: tuple[Action, ...] = (
    Action("looks.density", "density", "Give each paper two lines, or one again.", PANES),
    Action("looks.dates", "dates", "Say how long ago days were, or when they were.", PANES),
    Action(
        "looks.theme",
        "theme",
        "Change the colours: dark, light, high contrast, the terminal's own.",
        PANES,
        argument="THEME",
    ),
    Action("looks.wider", "wider", "Make the pane wider.", _BESIDE, counted=True),
    Action("looks.narrower", "narrower", "Make the pane narrower.", _BESIDE, counted=True),
    Action("looks.filters", "hide filters", "Hide the filters, or show them again.", _BESIDE),
    Action("looks.paper", "hide paper", "Hide the paper, or show it again.", _BESIDE),
)
