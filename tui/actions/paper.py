"""What can be done with one paper beside deciding about it."""

from __future__ import annotations

from tui.actions.action import ANYWHERE, PAPER, Action

PAPER_ACTIONS: tuple[Action, ...] = (
    Action("paper.tag", "tag", "Add or remove tags of the paper.", ANYWHERE, argument="TAGS"),
    Action(
        "paper.note", "note", "Write a note on the paper, or change it.", ANYWHERE, argument="NOTE"
    ),
    Action(
        "paper.note_edit",
        "edit note",
        "Write the paper's note in your editor.",
        ANYWHERE,
        off_in_page="off in the browser: an editor needs a terminal",
    ),
    Action(
        "paper.open",
        "open",
        "Open the paper's page in the browser.",
        ANYWHERE,
        footer=True,
        argument="LINK",
    ),
    Action(
        "paper.like",
        "like this",
        "Show the papers most like this one in place of the list.",
        PAPER,
        footer=True,
    ),
    Action(
        "paper.why",
        "why",
        "Say why the paper stands where it stands in the order of scores.",
        PAPER,
        footer=True,
    ),
    Action("paper.open_pdf", "PDF", "Open the paper's PDF in the browser.", ANYWHERE),
    Action("paper.open_code", "code", "Open the paper's code in the browser.", ANYWHERE),
    Action("paper.links", "links", "List the paper's links: a digit opens one.", ANYWHERE),
    Action("paper.copy_link", "copy link", "Copy the paper's link.", ANYWHERE, prelude=True),
    Action("paper.copy_title", "title", "Copy the paper's title.", ANYWHERE),
    Action("paper.copy_bibtex", "copy BibTeX", "Copy the paper as a BibTeX entry.", ANYWHERE),
    Action(
        "detail.scroll",
        "scroll",
        "Scroll the abstract a page without leaving the list.",
        ("app", "list"),
    ),
)
