"""Every action the reader can take: one registry, without Textual.

Footer, help, command palette, keymaps and their problems, and the key table of the README are
all made from it. A key never stands here: keys are data, in `keymaps/`.
"""

from __future__ import annotations

from dataclasses import dataclass

SCOPES = ("app", "list", "detail", "filter", "focus", "search")
"""Where an action can be taken: everywhere, or with one pane in focus. A key is looked up in the
focused pane's scope first, then in ``app``; the search bar takes only its own."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key, the palette or a click can ask for."""

    id: str
    """``scope.verb`` or ``thing.verb``: ``paper.star``."""

    label: str
    """Two words at most, for the footer: ``star``."""

    help: str
    """One plain sentence, for help and palette."""

    scopes: tuple[str, ...]
    """The scopes in whose key tables it may stand."""

    footer: bool = False
    """Whether the footer names it while one of its scopes has the focus."""

    counted: bool = False
    """Whether a count typed before it repeats it (``5j``)."""


_PANES = ("app", "list", "detail", "filter", "focus")
_PAPER = ("app", "list", "detail")
_ANYWHERE = (*_PAPER, "focus")


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


ACTIONS: tuple[Action, ...] = (
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
        _PAPER,
    ),
    Action(
        "list.previous_unread",
        "previous unread",
        "Go to the previous unread paper; from the first of a day, to the day before.",
        _PAPER,
    ),
    *_motions("detail", "line"),
    Action("detail.next_match", "next match", "Scroll to the next highlighted word.", _PAPER),
    Action(
        "detail.previous_match", "previous match", "Scroll to the highlighted word before.", _PAPER
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
    Action(
        "paper.star",
        "star",
        "Star the paper, or take the star away, and move on.",
        _PAPER,
        footer=True,
        counted=True,
    ),
    Action(
        "paper.read",
        "read/unread",
        "Mark the paper read, or unread again, and move on.",
        _PAPER,
        footer=True,
        counted=True,
    ),
    Action(
        "paper.dismiss",
        "dismiss",
        "Put the paper aside as not for me, or bring it back, and move on.",
        _PAPER,
        footer=True,
        counted=True,
    ),
    Action(
        "paper.later",
        "later",
        "Put the paper off for a week, or bring it back, and move on.",
        _PAPER,
        counted=True,
    ),
    Action("day.start", "its day", "Start the day that the paper was listed on.", _PAPER),
    Action(
        "select.toggle",
        "select",
        "Select the paper, or no longer, and move on.",
        ("list",),
        counted=True,
    ),
    Action(
        "select.range",
        "range",
        "Select from here to wherever the cursor goes; again to end it.",
        ("list",),
    ),
    Action("select.all", "select all", "Select every paper of the list, or none.", ("list",)),
    Action("select.query", "select by query", "Select what a query finds in the list.", ("list",)),
    Action(
        "focus.open",
        "focus",
        "Let the paper fill the screen: keep, skip or leave it, one by one.",
        _PAPER,
        footer=True,
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
        "Put the paper off for a week, and go on to the next.",
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
    Action("paper.tag", "tag", "Add or remove tags of the paper.", _ANYWHERE),
    Action("paper.note", "note", "Write a note on the paper, or change it.", _ANYWHERE),
    Action("paper.note_edit", "edit note", "Write the paper's note in your editor.", _ANYWHERE),
    Action("paper.open", "open", "Open the paper's page in the browser.", _ANYWHERE, footer=True),
    Action(
        "paper.like",
        "like this",
        "Show the papers most like this one in place of the list.",
        _PAPER,
        footer=True,
    ),
    Action(
        "paper.why",
        "why",
        "Say why the paper stands where it stands in the order of scores.",
        _PAPER,
        footer=True,
    ),
    Action("paper.open_pdf", "PDF", "Open the paper's PDF in the browser.", _ANYWHERE),
    Action("paper.open_code", "code", "Open the paper's code in the browser.", _ANYWHERE),
    Action("paper.copy_link", "copy link", "Copy the paper's link.", _ANYWHERE),
    Action("paper.copy_bibtex", "copy BibTeX", "Copy the paper as a BibTeX entry.", _ANYWHERE),
    Action(
        "detail.scroll",
        "scroll",
        "Scroll the abstract a page without leaving the list.",
        ("app", "list"),
    ),
    Action(
        "app.undo",
        "undo",
        "Undo the last change of marks, tags, notes or views.",
        _PANES,
        footer=True,
        counted=True,
    ),
    Action("app.redo", "redo", "Redo what was undone.", _PANES, counted=True),
    Action("search.focus", "search", "Type a query; the list follows.", _PANES, footer=True),
    Action("search.clear", "clear", "Clear the query and show every paper.", _PANES),
    Action(
        "search.correct",
        "spelling",
        "Take the suggested spelling of words that find nothing.",
        _PANES,
    ),
    Action(
        "search.accept", "to list", "Keep the query and go to the list.", ("search",), footer=True
    ),
    Action(
        "search.cancel", "cancel", "Bring the query from before back.", ("search",), footer=True
    ),
    Action("search.older", "older", "Bring back an older query.", ("search",)),
    Action("search.newer", "newer", "Bring back a newer query.", ("search",)),
    Action("filter.focus", "filters", "Go to the filter pane.", _PANES, footer=True),
    Action("app.next_pane", "next pane", "Go to the next pane.", _PANES),
    Action("app.previous_pane", "previous pane", "Go to the previous pane.", _PANES),
    Action(
        "view.refresh",
        "refresh",
        "Bring the list up to date: papers that no longer match leave, new ones come in.",
        _PANES,
    ),
    Action(
        "view.sort", "sort", "Change the order: day, rank, title, added, upvotes, score.", _PANES
    ),
    Action("view.save", "save view", "Save the query as a view, under a name.", _PANES),
    Action("view.back", "back", "Go back to the list before.", _PANES, counted=True),
    Action("view.forward", "forward", "Go forward to the list after.", _PANES, counted=True),
    Action(
        "view.leave",
        "leave",
        "Drop the selection, else leave papers like one, else show every paper.",
        ("list",),
    ),
    *(
        Action(
            f"view.{number}", f"view {number}", f"Show view {number} of the filter pane.", _PANES
        )
        for number in range(1, 10)
    ),
    Action(
        "app.export", "export", "Write the starred papers to a bibliography.", _PANES, footer=True
    ),
    Action("app.overview", "overview", "Show the words of the field that rise.", _PANES),
    Action("app.palette", "commands", "Find any action by name.", _PANES),
    Action(
        "app.help",
        "help",
        "Show every key, and what can be asked.",
        (*_PANES, "search"),
        footer=True,
    ),
    Action(
        "app.quit",
        "quit",
        "Leave Carrel; every mark is already saved.",
        (*_PANES, "search"),
        footer=True,
    ),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}
