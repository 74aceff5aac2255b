"""Commands: every action of the registry by a name, and every verb of the shell that is no action.

An action's command is called by the last part of its id (``paper.star``: ``star``); where two are
called alike, the one about papers has the short name, and the other its whole id. An action says
itself what argument its command takes (`Action.argument`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui.actions import Action

RANKS = ("paper", "app", "view", "search", "select", "day", "focus", "list", "filter", "detail")
"""First parts of ids, those whose actions have a first claim to a short name first."""

ALIASES = {
    "q": "quit",
    "q!": "quit",
    "qa": "quit",
    "w": "write",
    "wq": "write-quit",
    "x": "write-quit",
    "e": "refresh",
    "h": "help",
    "reload": "refresh",
}
"""What Vim's hands type, and the command it is here."""

SHOWN_BY = {"keys": "app.help"}
"""Verbs whose answer an action shows better than a sheet of it would."""

_NUMBERED = tuple(f"view.{number}" for number in range(1, 10))
_TYPING = "search"


class Command(NamedTuple):
    """One thing that can be written."""

    name: str
    """What it is called."""

    help: str
    """One plain sentence."""

    does: str
    """The id of an action; ``carrel VERB`` for a verb of the shell; else a word of its own."""

    argument: str = ""
    """What kind of argument it takes (`tui.commandline.arguments`), or ``""``."""

    scopes: tuple[str, ...] = ()
    """Where it makes sense; everywhere if it does not say."""

    counted: bool = False
    """Whether a number before it repeats it."""


OWN = (
    Command("view", "Show a view by its name or digit.", "view", "VIEW"),
    Command(
        "write", "Write the starred papers to a file; marks are always saved.", "write", "FILE"
    ),
    Command("write-quit", "Write the starred papers, if a file is named, and leave.", "wq", "FILE"),
    Command("copy", "Copy the paper's link, title or BibTeX entry.", "copy", "COPY"),
)
"""Commands that are no single key."""


def commands(actions: Iterable[Action], verbs: Mapping[str, str]) -> dict[str, Command]:
    """Every command by its name, those that move through a pane last.

    Args:
        actions: of the registry, and the reader's own.
        verbs: of the shell, and what each does.
    """
    found = {command.name: command for command in OWN}
    offered = [one for one in actions if one.id not in _NUMBERED and one.scopes != (_TYPING,)]
    for action in sorted(offered, key=_rank):
        name = _name(action)
        if name in found:
            name = action.id
        found[name] = Command(
            name, action.help, action.id, action.argument, action.scopes, action.counted
        )
    for verb, help_text in verbs.items():
        if verb not in found:
            sentence = f"{help_text[0].upper()}{help_text[1:]}."
            does = SHOWN_BY.get(verb)
            kind = "" if does else "WORDS"
            found[verb] = Command(verb, sentence, does or f"carrel {verb}", kind)
    return found


def _rank(action: Action) -> int:
    first = action.id.partition(".")[0]
    return RANKS.index(first) if first in RANKS else -1


def _name(action: Action) -> str:
    return action.command or action.id.partition(".")[2].replace("_", "-")
