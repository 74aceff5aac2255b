"""What is done to the whole list, and to Carrel itself."""

from __future__ import annotations

from tui.actions.action import PANES, Action

VIEW_ACTIONS: tuple[Action, ...] = (
    Action(
        "app.undo",
        "undo",
        "Undo the last change of marks, tags, notes or views.",
        PANES,
        footer=True,
        counted=True,
    ),
    Action("app.redo", "redo", "Redo what was undone.", PANES, counted=True),
    Action(
        "search.focus",
        "search",
        "Type a query; the list follows.",
        PANES,
        footer=True,
        command="search",
        argument="QUERY",
    ),
    Action("search.clear", "clear", "Clear the query and show every paper.", PANES),
    Action(
        "search.correct",
        "spelling",
        "Take the suggested spelling of words that find nothing.",
        PANES,
        command="spelling",
    ),
    Action(
        "search.accept", "to list", "Keep the query and go to the list.", ("search",), footer=True
    ),
    Action(
        "search.cancel", "cancel", "Bring the query from before back.", ("search",), footer=True
    ),
    Action("search.older", "older", "Bring back an older query.", ("search",)),
    Action("search.newer", "newer", "Bring back a newer query.", ("search",)),
    Action(
        "filter.focus", "filters", "Go to the filter pane.", PANES, footer=True, command="filters"
    ),
    Action(
        "app.jump",
        "jump",
        "Show a letter beside every pane, row and control; type one to go there.",
        PANES,
    ),
    Action("app.next_pane", "next pane", "Go to the next pane.", PANES),
    Action("app.previous_pane", "previous pane", "Go to the previous pane.", PANES),
    Action(
        "view.refresh",
        "refresh",
        "Bring the list up to date, and fetch new papers from your feeds where that is due.",
        PANES,
    ),
    Action(
        "feeds.fetch", "fetch", "Fetch new papers from your feeds now.", PANES, argument="WORDS"
    ),
    Action(
        "view.sort",
        "sort",
        "Sort by the next column, then as suits the query.",
        PANES,
        argument="ORDER",
    ),
    Action("view.turn", "turn round", "Turn the order round.", PANES),
    Action(
        "view.save",
        "save view",
        "Save the query as a view, under a name.",
        PANES,
        command="save-view",
        argument="NAME",
    ),
    Action("view.back", "back", "Go back to the list before.", PANES, counted=True),
    Action("view.forward", "forward", "Go forward to the list after.", PANES, counted=True),
    Action(
        "view.leave",
        "leave",
        "Drop the selection, else leave papers like one, else show every paper.",
        ("list",),
    ),
    *(
        Action(f"view.{number}", f"view {number}", f"Show view {number} of the filter pane.", PANES)
        for number in range(1, 10)
    ),
    Action(
        "app.export",
        "export",
        "Write the starred papers to a bibliography.",
        PANES,
        footer=True,
        off_in_page="off in the browser: files are written from a terminal, by carrel export",
        argument="FILE",
    ),
    Action(
        "app.overview",
        "overview",
        "Show what was read by day, what is left, and the words that rise.",
        PANES,
    ),
    Action("app.tour", "tour", "Show five keys by having you press them.", PANES),
    Action("app.command", "command", "Write a command, with completion.", PANES),
    Action("app.palette", "commands", "Find any action by name.", PANES),
    Action(
        "app.help",
        "help",
        "Show every key, and what can be asked.",
        (*PANES, "search"),
        footer=True,
    ),
    Action(
        "app.suspend",
        "suspend",
        "Go back to the shell for a while; its fg brings Carrel back.",
        (*PANES, "search"),
        off_in_page="off in the browser: there is no shell to go back to",
    ),
    Action(
        "app.quit",
        "quit",
        "Leave Carrel; every mark is already saved.",
        (*PANES, "search"),
        footer=True,
    ),
)
